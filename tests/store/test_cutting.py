"""Cutting one entry out of a file leaves every other row as it is, whatever it says."""

import hypothesis
import pytest
from hypothesis import strategies as some

from tests.samples import TEXTS
from workbook.store.copies.erase.cutting import cut, cut_listing
from workbook.store.setting_aside import COLUMNS
from workbook.store.sheets import parse, render

GONE, KEPT = "20260503T100000000-abcdef", "20260503T100000001-abcdef"
HEADER = ["entry", "on", "saved_at", "words"]


def row(entry: str, words: str) -> dict[str, str]:
    told = (entry, "2026-05-03", "2026-05-03T10:00:00Z", words)
    return dict(zip(HEADER, told, strict=True))


def texts() -> some.SearchStrategy[str]:
    """Any text, one that quotes the id, or one that spreadsheets are known to change."""
    parts = some.sampled_from([GONE, f"{GONE},x", f"\r\n{GONE}\r\n", '"', ",", "\n", "words"])
    quoting = some.lists(parts, max_size=6).map("".join)
    # No answer holds a NUL: a question puts another character in its place.
    any_text = some.text(some.characters(codec="utf-8", exclude_characters="\0"))
    return some.one_of(any_text, quoting, some.sampled_from(TEXTS))


@hypothesis.given(some.lists(some.tuples(some.sampled_from([GONE, KEPT, "other"]), texts())))
@hypothesis.settings(suppress_health_check=[hypothesis.HealthCheck.data_too_large])
def test_every_other_row_stays_byte_for_byte(told: list[tuple[str, str]]) -> None:
    rows = [row(entry, words) for entry, words in told]
    rest = [one for one in rows if one["entry"] != GONE]
    left = cut(render(HEADER, rows), GONE)
    assert left.unclear == ()
    assert left.content == (render(HEADER, rest) if rest or rest == rows else None)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("above", ["", "sep={}\r\n"])
def test_what_a_spreadsheet_made_of_a_file_is_cut_as_well(
    separator: str, encoding: str, above: str
) -> None:
    lines = [",".join(HEADER), f"{GONE},2026-05-03,2026-05-03T10:00:00Z,café gone",
             f"{KEPT},2026-05-03,2026-05-03T10:00:00Z,café kept", ""]  # fmt: skip
    text = above.format(separator) + "\r\n".join(lines).replace(",", separator)
    rest = above.format(separator) + "\r\n".join([lines[0], *lines[2:]]).replace(",", separator)
    assert cut(text.encode(encoding), GONE).content == rest.encode(encoding)
    assert cut(text.encode(encoding), "another").content == text.encode(encoding)


def test_of_lines_that_cannot_be_read_those_that_begin_with_the_id_go() -> None:
    sound = render(HEADER, [row(KEPT, "kept"), row("other", "kept as well")])
    torn = f'{KEPT},2026,"torn\r\nof it\r\n{GONE},2026,"torn\r\nof it as well\r\n'.encode()
    left = cut(sound + torn, GONE)
    assert left.content == sound + f'{KEPT},2026,"torn\r\nof it\r\n'.encode()
    assert left.unclear == ()


def test_a_line_that_names_the_id_elsewhere_stays_and_is_named() -> None:
    torn = f'x,"{GONE}\r\n'.encode()
    left = cut(render(HEADER, [row(GONE, "gone"), row(KEPT, "kept")]) + torn, GONE)
    assert left.content == render(HEADER, [row(KEPT, "kept")]) + torn
    assert left.unclear == (4,)


def test_every_line_that_names_the_id_elsewhere_is_named() -> None:
    torn = f"x,1,2,3,too many cells,{GONE}\r\n".encode() * 2
    left = cut(render(HEADER, [row(GONE, "gone"), row(KEPT, "kept")]) + torn, GONE)
    assert left.content == render(HEADER, [row(KEPT, "kept")]) + torn
    assert left.unclear == (4, 5)


def test_so_it_is_in_a_wide_file_though_half_an_emoji_stands_in_it() -> None:
    header = ",".join(HEADER)
    text = f'\ufeff{header}\r\n{GONE},1,2,gone\r\n{KEPT},1,2,\ud83d kept\r\nx,"{GONE}\r\n'
    left = cut(text.encode("utf-16-le", "surrogatepass"), GONE)
    assert left.content is not None
    lines = left.content.decode("utf-16", "replace").split("\r\n")
    assert [line[:2] for line in lines] == ["en", KEPT[:2], "x,", ""]
    assert lines[1].endswith(" kept")
    assert left.unclear == (4,)


@pytest.mark.parametrize(
    "content",
    [b"", b"\0\0", f"no header\r\nx,{GONE}\r\n".encode(), f"entry,{GONE}\r\n".encode()],
)
def test_where_there_are_no_rows_nothing_is_cut(content: bytes) -> None:
    assert cut(content, GONE).content == content


def test_a_wide_file_in_which_nothing_can_be_cut_stays_byte_for_byte() -> None:
    content = f'x,"{GONE}\r\n'.encode("utf-16-be")
    content = b"\xfe\xff" + content
    assert cut(content, GONE).content == content


def listing(*texts_set_aside: str, lines: str = "xxxxx") -> bytes:
    rows = [
        dict.fromkeys(COLUMNS, "x") | {"text": text, "line": line}
        for text, line in zip(texts_set_aside, lines, strict=False)
    ]
    return render(list(COLUMNS), rows)


def test_what_follows_a_torn_line_of_the_entry_goes_with_it() -> None:
    its, goes_on, other = f'{GONE},"torn\r\nat "once', "and on", "of another"
    assert cut_listing(listing(its, goes_on, other, lines="358"), GONE) == listing(other, lines="8")


def test_of_lines_set_aside_only_those_of_the_entry_go() -> None:
    other, its = f'{KEPT},"torn\r\nof it\r\n', f'{GONE},"torn\r\n'
    assert cut_listing(listing(other, its), GONE) == listing(other)
    assert cut_listing(listing(other + its), GONE) == listing(other)
    assert cut_listing(listing(other, f"x {GONE}"), GONE) == listing(other)
    assert cut_listing(listing(its), GONE) is None
    assert cut_listing(listing(its, other) + b'"torn', GONE) is None
    assert cut_listing(listing(other), GONE) == listing(other)
    old_mac = f'{KEPT},"torn\r'
    assert cut_listing(listing(old_mac + its), GONE) == listing(old_mac)


def test_a_listing_that_cannot_be_read_goes_only_where_it_names_the_id() -> None:
    assert cut_listing(f"other,columns\r\n{GONE},x\r\n".encode(), GONE) is None
    assert cut_listing(b"no text \xff", GONE) == b"no text \xff"


def test_what_is_cut_is_what_would_be_read() -> None:
    rows = [row(GONE, 'a\r\n"b"'), row(KEPT, "kept"), row(GONE, "again")]
    left = cut(render(HEADER, rows), GONE).content
    assert left is not None
    assert [one["entry"] for one in parse(left).rows] == [KEPT]
