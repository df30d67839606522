"""A file of answers opens right in a spreadsheet, and a damaged one still shows what it can."""

import csv
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.answers import WORDS
from tests.samples import TEXTS
from workbook.store.sheets import parse, render

MARK = b"\xef\xbb\xbf"
HEADER = ["entry", "on", "note"]


def file(*lines: str) -> bytes:
    """A file of three columns with these lines below the header."""
    return MARK + "\r\n".join([",".join(HEADER), *lines, ""]).encode()


def notes(content: bytes) -> list[str]:
    """The notes of all rows that can be read."""
    return [row["note"] for row in parse(content).rows]


def aside(content: bytes) -> list[tuple[int, str]]:
    """Line and reason of what was set aside."""
    return [(one.line, one.reason) for one in parse(content).set_aside]


def test_the_file_is_byte_for_byte_what_the_contract_says() -> None:
    rows = [
        {"entry": "1", "on": "2026-05-03", "note": 'she said "no",\nand left'},
        {"entry": "2", "on": "2026-05-04", "note": ""},
        {"entry": "3", "on": "2026-05-05", "note": "plain"},
    ]
    assert render(HEADER, rows) == (
        b"\xef\xbb\xbfentry,on,note\r\n"
        b'1,2026-05-03,"she said ""no"",\nand left"\r\n'
        b"2,2026-05-04,\r\n"
        b"3,2026-05-05,plain\r\n"
    )


@settings(deadline=None)
@example([{"a": text, "b": text} for text in TEXTS])
@given(st.lists(st.fixed_dictionaries({"a": WORDS, "b": st.just("") | WORDS}), max_size=6))
def test_every_cell_comes_back_as_it_was_and_on_its_own_line(rows: list[dict[str, str]]) -> None:
    content = render(["a", "b"], rows)
    sheet = parse(content)
    assert sheet.set_aside == []
    assert sheet.rows == rows
    text = content.decode("utf-8-sig")
    assert list(csv.DictReader(io.StringIO(text, newline=""))) == rows
    lines = io.StringIO(text, newline="").readlines()
    for line, row in zip(sheet.lines, rows, strict=True):
        first = next(csv.reader(iter(lines[line - 1 :])))
        assert first == [row["a"], row["b"]]


def test_a_file_that_is_not_there_yet_holds_nothing() -> None:
    for empty in (b"", MARK, b"\r\n", MARK + b"\r\n\r\n", b",,\r\n", b"\0" * 512):
        assert parse(empty, ("entry",)).rows == []
        assert parse(empty, ("entry",)).set_aside == []


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_file_with_other_line_ends_or_without_its_mark_is_read(ending: str) -> None:
    content = ending.join(["entry,on,note", "1,2,three", '4,5,"s""ix"', ""]).encode()
    assert notes(content) == ["three", 's"ix']
    assert parse(content).lines == [2, 3]
    assert parse(content).repairs == []


def test_blank_lines_are_passed_over() -> None:
    content = file("", "1,2,one", "", "", "4,5,two", ",,", "")
    assert notes(content) == ["one", "two"]
    assert parse(content).lines == [3, 6]
    assert aside(content) == []


def test_a_torn_last_line_is_set_aside_and_all_before_it_is_read() -> None:
    torn = file("1,2,one", "4,5,two") + b"7,2026-"
    assert notes(torn) == ["one", "two"]
    assert aside(torn) == [(4, "it has not as many cells as the first line: 2, not 3")]


def test_a_whole_last_line_without_a_line_end_is_read_and_told() -> None:
    content = file("1,2,one") + b"4,5,two"
    assert notes(content) == ["one", "two"]
    assert aside(content) == []
    assert parse(content).repairs == [
        "no line break ends its last line; the end of that line may be missing"
    ]
    assert parse(file("1,2,one")).repairs == []


def test_a_last_line_torn_inside_a_quotation_is_set_aside() -> None:
    content = file("1,2,one", "4,5,two") + b'7,8,"in the mid\r\ndle of'
    assert notes(content) == ["one", "two"]
    assert aside(content) == [(4, "a quotation mark is never closed")]


def test_a_quotation_that_is_never_closed_hides_no_later_entry() -> None:
    content = file('1,2,"one', "4,5,two", '7,8,"th\nree"', "10,11,four")
    assert notes(content) == ["two", "th\nree", "four"]
    assert aside(content) == [(2, "a quotation mark is never closed")]
    assert parse(content).lines == [3, 4, 6]


def test_two_torn_lines_are_two_lines_set_aside() -> None:
    content = file('1,2,"one', "4,5,two", '7,8,"three', "10,11,four", "12")
    assert notes(content) == ["two", "four"]
    assert [line for line, _ in aside(content)] == [2, 4, 6]


def test_a_torn_entry_of_many_lines_is_set_aside_once() -> None:
    content = file("1,2,one", '4,"a\nb\nc\nd"', "5,6,seven")
    assert notes(content) == ["one", "seven"]
    assert aside(content) == [(3, "it has not as many cells as the first line: 2, not 3")]


def test_a_row_that_is_too_wide_or_too_narrow_is_set_aside_with_its_line() -> None:
    content = file("1,2,one", "4,5,two,six", '7,8,"a\nb"', "9", "10,11,last")
    assert notes(content) == ["one", "a\nb", "last"]
    assert aside(content) == [
        (3, "it has not as many cells as the first line: 4, not 3"),
        (6, "it has not as many cells as the first line: 1, not 3"),
    ]


def test_where_no_column_must_be_there_no_short_row_is_filled_up() -> None:
    sheet = parse(b"a,b,c,d\r\n1,2,3\r\n4,5,6,7\r\n")
    assert [row["a"] for row in sheet.rows] == ["4"]
    assert [one.line for one in sheet.set_aside] == [2]


def test_a_row_that_lacks_one_empty_cell_at_its_end_is_filled_up_and_told() -> None:
    sheet = parse(b"entry,a,b\r\n1,2\r\n3,4,5\r\n6\r\n", ("entry",))
    assert [list(row.values()) for row in sheet.rows] == [["1", "2", ""], ["3", "4", "5"]]
    assert sheet.repairs == ["rows without their last, empty cells: 1"]
    assert [one.line for one in sheet.set_aside] == [4]


def test_letters_around_a_closed_quotation_are_a_torn_line() -> None:
    content = file('1,2,"one"x', "4,5,two")
    assert notes(content) == ["two"]
    assert [line for line, _ in aside(content)] == [2]


def test_a_line_that_is_not_utf8_is_set_aside_and_the_others_are_read() -> None:
    content = file("1,2,one") + b"4,5,caf\xe9\r\n" + b"7,8,caf\xc3\xa9\r\n"
    assert notes(content) == ["one", "caf\u00e9"]
    assert aside(content) == [(3, "the file is not UTF-8 text")]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-32", "cp037"])
def test_a_file_in_an_encoding_that_nothing_tells_is_set_aside_whole(encoding: str) -> None:
    content = "entry,on,note\r\n1,2,caf\u00e9\r\n".encode(encoding)
    sheet = parse(content, ("entry", "on"))
    assert sheet.rows == []
    assert [one.line for one in sheet.set_aside][:1] == [1]


def test_a_first_line_that_cannot_be_read_makes_no_entry_the_header() -> None:
    content = MARK + b"entry,on,n\xf6te\r\n1,2,one\r\n4,5,two\r\n"
    assert notes(content) == []
    assert aside(content) == [(1, "the file is not UTF-8 text")]


def test_a_header_without_a_column_that_must_be_there_is_said() -> None:
    sheet = parse(b"when;what\r\n1;2\r\n", ("entry", "on"))
    assert sheet.rows == []
    assert [(one.line, one.reason) for one in sheet.set_aside] == [
        (1, "the first line lacks the column entry"),
        (1, "the first line lacks the column on"),
    ]


def test_a_row_with_nul_bytes_is_set_aside_and_the_others_are_read() -> None:
    content = file("1,2,o\0ne", "4,5,two") + b"\0" * 512
    assert notes(content) == ["two"]
    reason = "it holds bytes that are no text"
    assert aside(content) == [(2, reason), (4, reason)]


def test_the_text_of_a_torn_line_goes_up_to_the_next_that_can_be_read() -> None:
    content = file("1,2,one", '4,"a\nb\nc\nd"', "5,6,seven", '8,"9')
    assert [one.text for one in parse(content).set_aside] == ['4,"a\nb\nc\nd"\r\n', '8,"9\r\n']


def test_a_quotation_that_swallows_an_entry_hides_it_only_where_we_wrote_it_so() -> None:
    entry = '20260503T101112123-abcdef,2,",x"'
    torn = file('1,"2', entry, "3,4,four")
    assert notes(torn) == [",x", "four"]
    assert aside(torn) == [(2, "a quotation mark is never closed")]
    assert notes(file('1,2,2"', '3,4,"5', entry, '6,7,"8"9')) == ['2"', ",x"]
    pasted = {"entry": "1", "on": "2", "note": f"pasted:\r\n{entry}\r\n"}
    assert parse(render(HEADER, [pasted])).rows == [pasted]


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_whatever_bytes_stand_in_a_file_it_is_read_without_a_crash(data: st.DataObject) -> None:
    whole = render(
        HEADER, [dict.fromkeys(HEADER, "a, \u201cb\u201d\n c"), dict.fromkeys(HEADER, "x")]
    )
    content = data.draw(
        st.binary(max_size=80)
        | st.integers(0, len(whole)).map(lambda end: whole[:end])
        | st.tuples(st.integers(0, len(whole)), st.binary(max_size=4)).map(
            lambda cut: whole[: cut[0]] + cut[1] + whole[cut[0] :]
        )
    )
    sheet = parse(content, ("entry",))
    lines = content.count(b"\n") + content.count(b"\r") + 1
    assert all(1 <= one.line <= lines for one in sheet.set_aside)
    assert all(row.keys() == set(sheet.header) for row in sheet.rows)
    assert len(sheet.rows) == len(sheet.lines)


@settings(max_examples=300)
@given(st.data())
def test_damage_within_a_line_leaves_every_other_row_as_it_was(data: st.DataObject) -> None:
    texts = st.sampled_from([*TEXTS[:15], '",', '\r\n",x"', "plain"])
    rows = [
        {"entry": f"2026050{number}T101112123-abcdef", "on": "2", "note": text}
        for number, text in enumerate(data.draw(st.lists(texts, min_size=1, max_size=5)))
    ]
    pieces = [render(HEADER, [])] + [render(HEADER, [row]).split(b"\r\n", 1)[1] for row in rows]
    hit = data.draw(st.integers(1, len(rows)))
    piece = pieces[hit].removesuffix(b"\r\n")
    begin = data.draw(st.integers(0, len(piece)))
    end = data.draw(st.integers(begin, len(piece)))
    pieces[hit] = piece[:begin] + data.draw(st.binary(max_size=6)) + piece[end:] + b"\r\n"
    read = parse(b"".join(pieces), ("entry", "on")).rows
    assert [row for row in rows if row is not rows[hit - 1] and row not in read] == []


def test_after_thousands_of_torn_lines_the_sound_one_is_read() -> None:
    content = file(*(f'{number},5,"torn' for number in range(5_000)), "7,8,last")
    assert notes(content)[-1] == "last"
