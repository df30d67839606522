"""Entries as a pandas DataFrame, each column typed by its question."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbook.content.model import Exercise
from workbook.store import entries

if TYPE_CHECKING:
    import pandas as pd


def frame(folder: Path, exercise: Exercise) -> "pd.DataFrame":
    """One row per entry, in order of first saving.

    Columns: ``entry`` (string), ``on`` (datetime64), ``saved_at`` (datetime64, UTC), then one
    per question: text and choices as string, scales as Int64, dates as datetime64, several
    choices as lists, feelings as strengths by name, rows as lists of cells by column.
    """
    import pandas as pd

    loaded = entries.load(folder, exercise).entries
    columns: dict[str, Any] = {
        "entry": pd.Series([one.id for one in loaded], dtype="string"),
        "on": pd.Series([one.on for one in loaded], dtype="datetime64[s]"),
        "saved_at": pd.Series([one.saved_at for one in loaded], dtype="datetime64[s, UTC]"),
    }
    for question in exercise.questions:
        answers = [one.answers[question.id] for one in loaded]
        columns[question.id] = pd.Series(answers, dtype=question.dtype)
    return pd.DataFrame(columns)
