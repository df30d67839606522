"""Answers as a table keep their meaning: text stays text, numbers numbers, blanks blanks."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from tests.samples import DAY, TEXTS, blank, exercise
from workbook.store import keeping
from workbook.store.frames import frame
from workbook.store.home import Home
from workbook.store.sheets import render

COLUMNS = {
    "entry": "string",
    "on": "datetime64[s]",
    "saved_at": "datetime64[s, UTC]",
    "in-one-line": "string",
    "at-length": "string",
    "contact": "string",
    "hopes": "object",
    "mood": "Int64",
    "closeness": "Int64",
    "since": "datetime64[s]",
    "feelings": "object",
    "causes": "object",
    "ideas": "object",
    "events": "object",
    "more": "string",
}


def types(table: pd.DataFrame) -> dict[str, str]:
    """The type of each column."""
    return {str(name): str(kind) for name, kind in table.dtypes.items()}


def test_before_anything_is_saved_the_table_has_its_columns_and_types(folder: Path) -> None:
    table = frame(folder, exercise())
    assert len(table) == 0
    assert types(table) == COLUMNS


def test_each_column_has_the_type_of_its_question(home: Home, folder: Path) -> None:
    row = {"what": "moved away", "when": date(2019, 2, 1), "weight": 7, "whose": "ours"}
    answers = blank(
        **{"in-one-line": "x"}, contact="brief", hopes=["peace"], mood=0, closeness=10,
        since=date(1, 1, 1), feelings={"lonely": 3}, events=[row],
    )  # fmt: skip
    _, entry = keeping.save(home, "me", exercise(), answers, DAY)
    keeping.save(home, "me", exercise(), blank(mood=4), DAY)
    table = frame(folder, exercise())
    assert types(table) == COLUMNS
    first = table.iloc[0]
    assert first["entry"] == entry.id
    assert first["on"] == pd.Timestamp("2026-05-03")
    assert first["saved_at"] == pd.Timestamp(entry.saved_at)
    assert (first["mood"], first["closeness"]) == (0, 10)
    assert first["since"].date() == date(1, 1, 1)
    assert first["hopes"] == ["peace"]
    assert first["feelings"] == {"lonely": 3}
    assert first["events"] == [row]
    skipped = table.iloc[1].drop(["entry", "on", "saved_at", "mood"])
    assert skipped.isna().all()


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text)[:20])
def test_text_that_looks_like_something_else_stays_text(
    home: Home, folder: Path, text: str
) -> None:
    keeping.save(home, "me", exercise(), blank(**{"at-length": text}), DAY)
    assert frame(folder, exercise())["at-length"].tolist() == [text]


def test_the_mean_of_a_column_leaves_skipped_days_out(home: Home, folder: Path) -> None:
    for mood in (2, None, 6):
        keeping.save(home, "me", exercise(), blank(mood=mood, contact="none"), DAY)
    assert frame(folder, exercise())["mood"].mean() == 4


def test_rows_that_cannot_be_read_are_not_in_the_table(home: Home, folder: Path) -> None:
    rows = [{"entry": name, "on": on, "saved_at": "2026-05-03T10:00:00Z", "words": name}
            for name, on in (("a", "2026-05-03"), ("b", "3 May"), ("c", "2026-05-05"))]  # fmt: skip
    (folder / "all.one.csv").write_bytes(render(list(rows[0]), rows) + b"torn")
    assert frame(folder, exercise("all.one"))["words"].tolist() == ["a", "c"]
