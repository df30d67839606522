"""Entries as a pandas DataFrame, each column typed by its question."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbook.content.model import Exercise
from workbook.store import entries

if TYPE_CHECKING:
    import pandas


def frame(folder: Path, exercise: Exercise) -> "pandas.DataFrame":
    """One row per entry, in order of first saving.

    Columns: ``entry`` (string), ``on`` (datetime64), ``saved_at`` (datetime64, UTC), then one
    per question: text and choices as string, scales as Int64, dates as datetime64, several
    choices as lists, feelings as strengths by name, rows as lists of cells by column.
    """
    import pandas  # noqa: PLC0415 - takes a third of a second; forms do without it

    loaded = entries.load(folder, exercise).entries
    columns: dict[str, Any] = {
        "entry": pandas.Series([one.id for one in loaded], dtype="string"),
        "on": pandas.Series([one.on for one in loaded], dtype="datetime64[s]"),
        "saved_at": pandas.to_datetime(pandas.Series([o.saved_at for o in loaded]), utc=True),
    }
    for question in exercise.questions:
        answers = [one.answers[question.id] for one in loaded]
        columns[question.id] = pandas.Series(answers, dtype=question.dtype)
    return pandas.DataFrame(columns)
