"""What Excel, LibreOffice and editors make of a file is read as it was meant, and told."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.one_thing import FILE, one
from tests.samples import DAY, TEXTS, blank, exercise, files
from workbook.store import entries, foreign, keeping
from workbook.store.home import Home
from workbook.store.sheets import parse, render

pytestmark = pytest.mark.damaged

HEADER = ("entry", "on", "saved_at", "words")
FIRST = "20260503T101112123-abcdef"
SECOND = "20260504T101112123-abcdef"
SOUND = (
    "\ufeffentry,on,saved_at,words\r\n"
    f'{FIRST},2026-05-03,2026-05-03T10:11:12Z,"two\r\nlines, “é” ""x"""\r\n'
    f"{SECOND},2026-05-04,2026-05-04T10:11:12Z,caf\u00e9\r\n"
)
WORDS = ['two\r\nlines, “é” "x"', "caf\u00e9"]

Change = Callable[[str], str]


def parted(separator: str) -> Change:
    """The same rows with another separator, quoted as that needs."""

    def change(text: str) -> str:
        quoted = text.replace("lines, ", "lines\0 ")
        return quoted.replace(",", separator).replace("lines\0 ", "lines, ")

    return change


def wrapped(text: str) -> str:
    """Each line as one cell, as a program writes it that parts cells at semicolons."""
    out = io.StringIO(newline="")
    lines = text.removeprefix("\ufeff").removesuffix("\r\n").split("\r\n")
    csv.writer(out, delimiter=";").writerows(line.split(";") for line in lines)
    return out.getvalue()


def same(text: str) -> str:
    return text


ENCODED: dict[str, tuple[Change, str, str]] = {
    "semicolons, as Excel in Europe": (parted(";"), "utf-8", "parted at “;”"),
    "tabs": (parted("\t"), "utf-8", "parted at “⇥”"),
    "bars": (parted("|"), "utf-8", "parted at “|”"),
    "Excel's own first line": (
        lambda text: "sep=;\r\n" + parted(";")(text.removeprefix("\ufeff")), "utf-8",
        "parted at “;”"),
    "lines taken for one cell each, as Excel in Europe": (
        wrapped, "utf-8", "one quoted cell each"),
    "no mark": (lambda text: text.removeprefix("\ufeff"), "utf-8", ""),
    "Unicode text of Excel": (
        lambda text: parted("\t")(text.removeprefix("\ufeff")), "utf-16", "read as UTF-16"),
    "UTF-16, the other way round": (same, "utf-16-be", "read as UTF-16"),
    "Windows-1252": (
        lambda text: text.removeprefix("\ufeff"), "cp1252", "read as windows-1252"),
    "names of columns": (
        lambda text: text.replace("entry,on,saved_at,words", "Entry, ON ,Saved at,WORDS"), "utf-8",
        "its column “Saved at” was read as saved_at"),
    "empty cells and lines at the end": (
        lambda text: text.replace("words\r\n", "words,,\r\n") + ",,,,,\r\n\r\n,,\r\n", "utf-8",
        "rows without their last, empty cells: 2"),
    "no last line break": (
        lambda text: text.removesuffix("\r\n"), "utf-8", "no line break ends its last line"),
    "dates with dots": (
        lambda text: text.replace("2026-05-03,", "03.05.2026,").replace("2026-05-04,", "4.5.26,"),
        "utf-8", "dates like “03.05.2026” were read as 2026-05-03"),
    "dates with the year first": (
        lambda text: text.replace("2026-05-03,", "2026/05/03,").replace(
            "2026-05-04,", "2026-05-04 00:00:00,"),
        "utf-8", "dates like “2026/05/03” were read as 2026-05-03"),
    "dates with the day first": (
        lambda text: text.replace("2026-05-03,", "3/5/2026,").replace("2026-05-04,", "4/5/26,"),
        "utf-8", "dates like “3/5/2026” were read as 2026-05-03"),
    "dates with the month first": (
        lambda text: text.replace("2026-05-03,", "5/3/2026,").replace("2026-05-04,", "5/4/26,"),
        "utf-8", "dates like “5/3/2026” were read as 2026-05-03"),
    "times of saving as a spreadsheet writes them": (
        lambda text: text.replace("2026-05-03T10:11:12Z", "03.05.26 10:11")
        .replace("2026-05-04T10:11:12Z", "46146.42"), "utf-8", "came from the entry’s id: 2"),
}  # fmt: skip


@pytest.mark.parametrize("what", ENCODED)
def test_what_another_program_made_of_a_file_is_read_as_it_was_meant(
    home: Home, folder: Path, what: str
) -> None:
    change, encoding, told = ENCODED[what]
    (folder / FILE).write_bytes(change(SOUND).encode(encoding))
    loaded = entries.load(folder, one())
    assert loaded.set_aside == []
    assert [entry.answers["words"] for entry in loaded.entries] == WORDS
    assert [entry.id for entry in loaded.entries] == [FIRST, SECOND]
    assert [entry.on for entry in loaded.entries] == [date(2026, 5, 3), date(2026, 5, 4)]
    assert [entry.saved_at for entry in loaded.entries] == [
        datetime(2026, 5, day, 10, 11, 12, tzinfo=UTC) for day in (3, 4)
    ]
    assert told in "; ".join(loaded.sheet.repairs)
    assert bool(told) == bool(loaded.sheet.repairs)


@pytest.mark.parametrize("what", ENCODED)
def test_saving_to_such_a_file_keeps_it_as_it_was_and_writes_it_as_ours(
    home: Home, folder: Path, what: str
) -> None:
    change, encoding, _ = ENCODED[what]
    path = folder / FILE
    path.write_bytes(change(SOUND).encode(encoding))
    before = path.read_bytes()
    opened = entries.load(folder, one()).entries[1]
    keeping.save(home, "me", one(), {"words": "changed"}, DAY, opened)
    (copy,) = (folder / "damaged").iterdir()
    assert copy.read_bytes() == before
    rows = parse(path.read_bytes()).rows
    assert path.read_bytes() == render(list(HEADER), rows)
    assert [row["on"] for row in rows] == ["2026-05-03", "2026-05-03"]
    assert [row["words"] for row in rows] == [WORDS[0], "changed"]
    loaded = entries.load(folder, one())
    assert (loaded.sheet.repairs, loaded.set_aside) == ([], [])


def test_a_file_that_is_ours_is_rewritten_without_a_copy(home: Home, folder: Path) -> None:
    (folder / FILE).write_bytes(SOUND.encode())
    keeping.save(home, "me", one(), {"words": "new"}, DAY)
    assert not (folder / "damaged").exists()


def test_a_column_that_is_moved_or_added_is_kept(home: Home, folder: Path) -> None:
    (folder / FILE).write_bytes(
        "on;mine;words;;saved_at;entry;\r\n"
        f"3.5.2026;my note;said;why;2026-05-03T10:11:12Z;{FIRST};\r\n".encode()
    )
    keeping.save(home, "me", one(), {"words": "new"}, DAY)
    sheet = parse((folder / FILE).read_bytes())
    assert sheet.header == ["entry", "on", "saved_at", "words", "mine", "column-4"]
    assert list(sheet.rows[0].values())[3:] == ["said", "my note", "why"]


def test_a_column_that_stands_twice_is_kept_twice() -> None:
    sheet = parse(b"entry,note,note,note,\r\n1,a,b,c,\r\n", ("entry",))
    assert sheet.header == ["entry", "note", "note (3)", "note (4)"]
    assert list(sheet.rows[0].values()) == ["1", "a", "b", "c"]
    assert any("“note” was read as note (3)" in one for one in sheet.repairs)


@pytest.mark.parametrize(
    ("cells", "names"),
    [
        (["Saved at", "saved_at"], ["Saved at", "saved_at"]),
        (["Saved at", "SAVED-AT"], ["Saved at", "SAVED-AT"]),
        (["sayed_at"], ["sayed_at"]),
        (["SAVED\u00a0AT"], ["saved_at"]),
    ],
)
def test_a_name_that_could_be_another_column_is_left_as_it_is(
    cells: list[str], names: list[str]
) -> None:
    assert foreign.columns(cells, ["entry", "saved_at"])[0] == names


def test_short_rows_that_a_spreadsheet_trimmed_are_whole_again(home: Home, folder: Path) -> None:
    header = render([*HEADER[:3], *(q.id for q in exercise().questions)], [])
    row = f"{FIRST},2026-05-03,2026-05-03T10:11:12Z,first line"
    path = folder / "all.kinds.csv"
    path.write_bytes(header + f"{row}\r\n".encode())
    loaded = entries.load(folder, exercise())
    assert [entry.answers for entry in loaded.entries] == [blank(**{"in-one-line": "first line"})]
    assert loaded.sheet.repairs == ["rows without their last, empty cells: 1"]
    for torn in (row, f"{FIRST},2026-05-03,2026-05-03T10:11:12Z\r\n", f"{FIRST},2026-05-03\r\n"):
        path.write_bytes(header + torn.encode())
        assert [one.torn for one in entries.load(folder, exercise()).set_aside] == [True]


@pytest.mark.parametrize(
    ("cell", "number"), [("6.0", 6), ("6,0", 6), ("6.", 6), (" 6 ", 6), ("10,00", 10)]
)
def test_whole_numbers_are_read_however_a_spreadsheet_writes_them(
    home: Home, folder: Path, cell: str, number: int
) -> None:
    keeping.save(home, "me", exercise(), blank(mood=3), DAY)
    path = folder / "all.kinds.csv"
    sheet = parse(path.read_bytes())
    sheet.rows[0]["mood"] = cell
    path.write_bytes(render(sheet.header, sheet.rows))
    loaded = entries.load(folder, exercise())
    assert [entry.answers["mood"] for entry in loaded.entries] == [number]
    assert loaded.sheet.repairs == [f"numbers like “{cell}” were read as {number}"]
    keeping.save(home, "me", exercise(), blank(mood=4), DAY)
    assert [row["mood"] for row in parse(path.read_bytes()).rows] == [str(number), "4"]


def test_of_many_numbers_that_were_read_otherwise_one_is_told(home: Home, folder: Path) -> None:
    for mood in (3, 4):
        keeping.save(home, "me", exercise(), blank(mood=mood), DAY)
    path = folder / "all.kinds.csv"
    path.write_bytes(path.read_bytes().replace(b",3,", b",3.0,").replace(b",4,", b",4.0,"))
    repairs = entries.load(folder, exercise()).sheet.repairs
    assert repairs == ["numbers like “3.0” were read as 3"]


@pytest.mark.parametrize("cell", ["6.5", "six", "1e1"])
def test_what_is_no_whole_number_is_set_aside(home: Home, folder: Path, cell: str) -> None:
    keeping.save(home, "me", exercise(), blank(mood=3), DAY)
    path = folder / "all.kinds.csv"
    path.write_bytes(path.read_bytes().replace(b",3,", f",{cell},".encode()))
    assert [one.torn for one in entries.load(folder, exercise()).set_aside] == [False]


def test_a_file_that_mixes_encodings_is_read_line_by_line() -> None:
    content = b"entry,on,note\r\n1,2,caf\xc3\xa9\r\n3,4,caf\xe9\r\n5,6,no\x81\r\n"
    sheet = parse(content)
    assert [row["note"] for row in sheet.rows] == ["caf\u00e9", "caf\u00e9"]
    (aside,) = sheet.set_aside
    assert (aside.line, aside.reason) == (4, "the file is not UTF-8 text")


def test_utf_16_that_is_torn_loses_only_its_last_line() -> None:
    content = "entry,on,note\r\n1,2,one\r\n3,4,two\r\n".encode("utf-16")[:-5]
    sheet = parse(content)
    assert [row["note"] for row in sheet.rows] == ["one"]
    assert [one.line for one in sheet.set_aside] == [3]


# Dates that could be two


def on(folder: Path, *rows: tuple[str, str, str]) -> list[Any]:
    """The days that rows of id, date and moment of saving are read as; nothing where set aside."""
    cells = [dict(zip(HEADER, (*row, "words"), strict=True)) for row in rows]
    (folder / FILE).write_bytes(render(list(HEADER), cells))
    read = {entry.id: entry.on for entry in entries.load(folder, one()).entries}
    return [read.get(row[0]) for row in rows]


def test_a_number_over_twelve_decides_for_the_whole_file(folder: Path) -> None:
    later = "2026-12-03T10:00:00Z"
    assert on(folder, ("a", "3/5/2026", later), ("b", "31/5/2026", later)) == [
        date(2026, 5, 3), date(2026, 5, 31)]  # fmt: skip
    assert on(folder, ("a", "3/5/2026", later), ("b", "5/31/2026", later)) == [
        date(2026, 3, 5), date(2026, 5, 31)]  # fmt: skip


def test_the_moments_of_saving_decide_where_no_number_does(folder: Path) -> None:
    assert on(folder, ("a", "3/5/2026", "2026-05-04T10:00:00Z")) == [date(2026, 5, 3)]
    assert on(folder, ("a", "3/5/2026", "2026-03-06T10:00:00Z")) == [date(2026, 3, 5)]
    assert on(folder, ("a", "3/5/2026", "2026-05-02T20:00:00Z")) == [date(2026, 5, 3)]


def test_of_many_dates_one_is_told_that_could_be_two_and_one_that_could_not(folder: Path) -> None:
    later = "2026-12-03T10:00:00Z"
    on(folder, *((cell, f"{cell}/5/2026", later) for cell in ("3", "4", "30", "31")))
    assert entries.load(folder, one()).sheet.repairs == [
        "dates like “3/5/2026” were read as 2026-05-03",
        "dates like “30/5/2026” were read as 2026-05-30",
    ]


def test_in_a_date_with_dots_the_day_always_comes_first(folder: Path) -> None:
    assert on(folder, ("a", "3.5.2026", "2026-03-06T10:00:00Z")) == [date(2026, 5, 3)]


def test_the_moment_of_first_saving_counts_more_than_that_of_a_change(folder: Path) -> None:
    first = "20260306T101112123-abcdef"
    assert on(folder, (first, "3/5/2026", "2026-06-01T10:00:00Z")) == [date(2026, 3, 5)]


def test_backdated_entries_do_not_outweigh_the_others(folder: Path) -> None:
    rows = [(str(day), f"{day}/5/2026", f"2026-05-{day:02}T10:00:00Z") for day in (9, 10, 11)]
    assert on(folder, *rows, ("old", "2/1/2026", "2026-05-12T10:00:00Z")) == [
        date(2026, 5, 9), date(2026, 5, 10), date(2026, 5, 11), date(2026, 1, 2)]  # fmt: skip


def test_where_nothing_decides_the_row_is_set_aside_with_both_readings(folder: Path) -> None:
    before = "2026-01-01T10:00:00Z"
    assert on(folder, ("a", "3/5/2026", before), ("b", "4/4/2026", before)) == [
        None, date(2026, 4, 4)]  # fmt: skip
    (aside,) = entries.load(folder, one()).set_aside
    assert "“3/5/2026” could be" in aside.reason
    assert "May" in aside.reason
    assert "March" in aside.reason


def test_where_a_file_contradicts_itself_only_the_sure_dates_are_read(folder: Path) -> None:
    later = "2026-12-03T10:00:00Z"
    rows = [("a", "3/5/2026", later), ("b", "31/5/2026", later), ("c", "5/31/2026", later)]
    assert on(folder, *rows) == [None, date(2026, 5, 31), date(2026, 5, 31)]


@pytest.mark.parametrize(
    "cell", ["31/31/2026", "30.02.2026", "5.31.2026", "2026-5", "5/2026", "2026-13-01"]
)
def test_what_is_no_day_is_set_aside(folder: Path, cell: str) -> None:
    assert on(folder, ("a", cell, "2026-12-03T10:00:00Z")) == [None]


def test_dates_among_the_answers_are_read_like_the_others(home: Home, folder: Path) -> None:
    keeping.save(home, "me", exercise(), blank(since=date(1987, 5, 3)), date(2026, 5, 31))
    path = folder / "all.kinds.csv"
    content = path.read_bytes().replace(b"2026-05-31", b"31/05/2026")
    path.write_bytes(content.replace(b"1987-05-03", b"3/5/87"))
    assert [entry.answers["since"] for entry in entries.load(folder, exercise()).entries] == [
        date(1987, 5, 3)
    ]


@pytest.mark.parametrize(
    ("cell", "day"),
    [("3.5.00", date(2000, 5, 3)), ("3.5.69", date(2069, 5, 3)), ("3.5.70", date(1970, 5, 3)),
     ("3.5.99", date(1999, 5, 3))],
)  # fmt: skip
def test_a_year_of_two_digits_is_of_this_century_below_seventy(
    home: Home, folder: Path, cell: str, day: date
) -> None:
    keeping.save(home, "me", exercise(), blank(since=date(1987, 5, 3)), DAY)
    path = folder / "all.kinds.csv"
    path.write_bytes(path.read_bytes().replace(b"1987-05-03", cell.encode()))
    assert [entry.answers["since"] for entry in entries.load(folder, exercise()).entries] == [day]


@given(st.lists(st.sampled_from([text for text in TEXTS[:15] if "\r" not in text]), max_size=5))
def test_every_text_comes_back_under_every_separator(words: list[str]) -> None:
    rows = [[f"id{number}", "2026-05-03", text] for number, text in enumerate(words)]
    for separator in foreign.SEPARATORS:
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=separator).writerows([["entry", "on", "note"], *rows])
        sheet = parse(out.getvalue().encode(), ("entry", "on"))
        assert [list(row.values()) for row in sheet.rows] == rows


@given(st.binary(max_size=60))
def test_any_bytes_have_a_text(content: bytes) -> None:
    text, _ = foreign.decoded(content)
    assert foreign.separator(text, HEADER)[0] in foreign.SEPARATORS
    assert foreign.unwrapped(text).count(",") >= text.count(",")


def test_a_file_with_no_column_but_those_that_must_be_there_is_parted_too() -> None:
    assert parse(b"entry;on\r\n1;2\r\n", ("entry", "on")).rows == [{"entry": "1", "on": "2"}]


def test_only_what_another_program_wrapped_is_unwrapped() -> None:
    plain = SOUND.removeprefix("\ufeff").replace("lines", "a; b\u2028c \r\n X\r\nd")
    assert foreign.unwrapped(wrapped(plain)) == plain
    assert foreign.unwrapped(plain) == plain


def test_reading_a_foreign_file_changes_nothing(home: Home, folder: Path) -> None:
    (folder / FILE).write_bytes(parted(";")(SOUND).encode())
    before = files(home.root)
    entries.load(folder, one())
    assert files(home.root) == before
