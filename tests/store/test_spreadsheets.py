"""A file for a spreadsheet runs nothing, and every cell of it can be had back exactly."""

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import TEXTS
from workbook.store.copies.exchange import spreadsheets
from workbook.store.copies.exchange.spreadsheets import LONGEST_PIECE, guarded, plain
from workbook.store.sheets import SetAside, Sheet, parse

PAYLOADS = [
    line
    for line in (Path(__file__).parents[1] / "data" / "owasp_csv.txt")
    .read_text("utf-8")
    .split("\n")
    if line and not line.startswith("#")
]
TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"))
AWKWARD = st.text(st.sampled_from("=-+@＝ ,;|'\"\n\r\t␦␍␛␢\x1b\x7f\uffff\ufeff12aé"))
CELLS = st.sampled_from([*TEXTS, *PAYLOADS]) | TEXT | AWKWARD


def sheet_of(*cells: str) -> Sheet:
    """A file with an id and one cell in each row."""
    rows = [{"entry": f"e{number}", "words": cell} for number, cell in enumerate(cells)]
    return Sheet(["entry", "words"], rows, list(range(2, len(cells) + 2)))


def shown(*cells: str) -> list[str]:
    """What a spreadsheet would show in those cells."""
    text = guarded(sheet_of(*cells)).decode("utf-8-sig")
    return [row[1] for row in csv.reader(io.StringIO(text, newline=""))][1:]


@given(st.lists(CELLS, min_size=1, max_size=5))
def test_every_cell_can_be_had_back_exactly(cells: list[str]) -> None:
    back = plain(parse(guarded(sheet_of(*cells)), ("entry",)))
    assert back.header == ["entry", "words"]
    assert [row["words"] for row in back.rows] == cells


@given(st.lists(CELLS.filter(bool), min_size=1, max_size=4, unique=True), st.data())
def test_names_of_columns_that_somebody_else_chose_come_back_too(
    names: list[str], data: st.DataObject
) -> None:
    row = {name: data.draw(CELLS) for name in names}
    text = guarded(Sheet(names, [row], [2])).decode("utf-8-sig")
    header, cells = csv.reader(io.StringIO(text, newline=""))
    back = plain(Sheet(header, [dict(zip(header, cells, strict=True))], [2]))
    assert (back.header, back.rows) == (names, [row])


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_begins_as_a_formula_does(payload: str) -> None:
    (cell,) = shown(payload)
    assert cell[0] not in "=+-@＝＋－＠\t\r\n"
    # Nor does one that begins where the file is read with another separator or without quotes.
    for piece in re.split(r"[,;|\t\r\n\"']+ *", cell.removeprefix("'"))[1:]:
        assert not piece or piece[0] not in "=+-@＝＋－＠"


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_nor_does_it_where_the_file_is_read_with_another_separator(separator: str) -> None:
    text = guarded(sheet_of(*PAYLOADS)).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
        for cell in row:
            assert not cell or cell[0] not in "=+-@＝＋－＠"


@pytest.mark.parametrize(
    "text",
    ["007", "1e5", "1-2", "May 2026", "3/4", "10:30", "50%", "TRUE", "true", "Falso", "(5)", "٣",
     "二〇二六年五月三日", "2026-05-03", " x y", "x y ", "12345678901234567890", "nan", "#N/A x",
     "\u00a0a b", "\n\n"],
)  # fmt: skip
def test_what_some_spreadsheet_would_take_for_something_else_is_marked_once(text: str) -> None:
    assert shown(text) == [f"'{text}"]


@pytest.mark.parametrize("text", ["I miss her", "two\nlines here", "5", "0", "10", ""])
def test_what_every_spreadsheet_leaves_alone_stands_as_it_is(text: str) -> None:
    assert shown(text) == [text]


def test_what_spreadsheets_drop_stands_as_a_sign_that_one_can_see() -> None:
    assert shown("a b\r\nc\td") == ["a b␍\nc␉d"]
    assert shown("a ␍ b") == ["a ␦␍ b"]


@given(AWKWARD)
def test_a_spreadsheet_that_takes_the_mark_away_loses_nothing(text: str) -> None:
    (cell,) = shown(text)
    unmarked = plain(sheet_of(cell.removeprefix("'")))
    assert unmarked.rows[0]["words"] == text


@pytest.mark.parametrize("changed", ["\r\n", "\r"])
def test_line_breaks_that_a_spreadsheet_wrote_its_own_way_are_what_they_were(changed: str) -> None:
    (cell,) = shown("three\nmore\r\nlines")
    back = plain(sheet_of(cell.replace("\n", changed)))
    assert back.rows[0]["words"] == "three\nmore\r\nlines"


def test_a_text_that_is_too_long_for_one_cell_goes_on_in_the_next() -> None:
    long = "😀\r" * LONGEST_PIECE
    text = guarded(sheet_of("short words", long)).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0] == ["entry", "words", "words␦2"]
    assert rows[1] == ["'e0", "short words", ""]
    assert all(len(cell.encode()) < 32_767 for row in rows for cell in row)
    assert [row["words"] for row in plain(parse(text.encode())).rows] == ["short words", long]


def test_every_cell_but_the_names_is_quoted() -> None:
    text = guarded(sheet_of("I miss her")).decode("utf-8-sig")
    assert text == 'entry,words\r\n"\'e0","I miss her"\r\n'


@pytest.mark.parametrize("long", ["first", "second", "third"])
def test_whichever_column_is_too_long_comes_back(long: str) -> None:
    row = dict.fromkeys(["first", "second", "third"], "short words")
    row[long] = "long words " * LONGEST_PIECE
    back = plain(parse(guarded(Sheet(list(row), [row], [2]))))
    assert (back.header, back.rows) == (list(row), [row])


def test_a_column_that_only_looks_as_if_it_went_on_is_one_of_its_own() -> None:
    alone = Sheet(["words␦2", "b"], [{"words␦2": "one", "b": "two"}], [2])
    assert plain(alone).header == ["words␦2", "b"]


def test_lines_and_what_was_set_aside_keep_their_places() -> None:
    aside = SetAside(4, "torn")
    back = plain(Sheet(["a"], [{"a": "'x"}], [3], [aside]))
    assert (back.rows, back.lines, back.set_aside) == ([{"a": "x"}], [3], [aside])


def test_a_lone_sign_that_was_typed_by_hand_stays() -> None:
    assert plain(sheet_of("a ␦")).rows[0]["words"] == "a ␦"
    assert spreadsheets.guarded(sheet_of()).decode("utf-8-sig") == "entry,words\r\n"
