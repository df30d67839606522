"""The exercise with one answer: to save it, and to look at what is kept of it."""

from datetime import date
from pathlib import Path
from typing import Any

from tests.samples import DAY, exercise
from workbook.store import entries, keeping
from workbook.store.entries import Entry
from workbook.store.home import Home
from workbook.store.sheets import parse

FILE = "all.one.csv"


def one() -> Any:
    """The exercise with one answer."""
    return exercise("all.one")


def save(home: Home, words: str, opened: Entry | None = None, on: date = DAY) -> Entry:
    """Saves the exercise with one answer."""
    return keeping.save(home, "me", one(), {"words": words}, on, opened)[1]


def words_in(folder: Path) -> list[str]:
    """The words of all entries, in their order."""
    return [entry.answers["words"] for entry in entries.load(folder, one()).entries]


def earlier_in(folder: Path) -> list[dict[str, str]]:
    """The rows of earlier versions."""
    return parse((folder / "earlier" / FILE).read_bytes()).rows
