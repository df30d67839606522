"""Makes the small home of the format that this program writes, and what it must be read as.

``python -m tests.formats.make tests/formats/3`` is run once for each format, before the first
release that writes it. What it made is never changed again.
"""

import json
import os
import shutil
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import time_machine

from workbook.content.reading import content
from workbook.store import bonds, drafts, durable, entries, keeping, settings
from workbook.store.home import Home

BEGUN = datetime(2026, 5, 3, 8, 15, 30, tzinfo=UTC)
AWKWARD = 'She said "no",\nand left; =1+1\r\n  007  \U0001f642 שלום'
"Text that spreadsheets and editors are known to change."

BY_KIND: dict[str, Any] = {
    "line": "NA",
    "long": AWKWARD,
    "scale": 7,
    "closeness": 0,
    "date": date(2024, 2, 29),
}
EXERCISES = (
    "welcome.baseline",
    "welcome.supports",
    "reflect.feelings",
    "understand.lifeline",
    "understand.causes",
    "reach-out.message",
    "reach-out.questions",
    "checkin",
)


def answer(question: Any) -> Any:
    """An answer that fits the question, awkward where it can be."""
    if question.kind in BY_KIND:
        return BY_KIND[question.kind]
    if question.kind == "rows":
        whole = {column.id: answer(column) for column in question.columns}
        return [whole, whole | {question.columns[-1].id: None}]
    options = [option.id for option in question.options]
    if question.kind in ("feelings", "weights"):
        return {options[0]: 1, options[-1]: len(question.strengths)}
    return options[1] if question.kind == "choice" else options[:2]


def make(place: Path) -> None:
    """Writes ``home/`` and ``answers.json``."""
    home = Home(place / "home")
    home.root.mkdir(parents=True)
    with (
        tempfile.TemporaryDirectory() as elsewhere,
        patch.dict(os.environ, WORKBOOK_SNAPSHOTS=elsewhere),
        time_machine.travel(BEGUN, tick=False) as clock,
    ):
        _write(home, clock)
    shutil.rmtree(home.private, ignore_errors=True)
    for lock in place.rglob(durable.LOCK):
        lock.unlink()
    told = json.dumps(read(home), ensure_ascii=False, indent=1, default=str) + "\n"
    (place / "answers.json").write_text(told, "utf-8", newline="")


def _write(home: Home, clock: Any) -> None:
    naming = content().exercise("welcome.bond")
    assert naming
    filled = {one.id: answer(one) for one in naming.questions}
    for alias in ("Mum", "Бабушка"):
        bond, _ = keeping.save(home, "me", naming, filled | {"alias": alias}, BEGUN.date())
        for name in EXERCISES:
            clock.shift(timedelta(hours=7, milliseconds=123))
            _save_and_change(home, bond, name)
    exercise = content().exercise("reflect.intentions")
    assert exercise
    typed = {one.id: answer(one) for one in exercise.questions}
    drafts.keep(home.data / "mum", exercise, "0a1b2c3d", BEGUN.date(), typed, "")
    with durable.locked(home.data):
        settings.change(home, bond="mum", charts_hidden=True, language="es")


def _save_and_change(home: Home, bond: str, name: str) -> None:
    """A whole entry, one with a single answer, and a change of the first."""
    exercise = content().exercise(name)
    assert exercise
    whole = {one.id: answer(one) for one in exercise.questions}
    last = exercise.questions[-1]
    today = datetime.now(UTC).date()
    _, first = keeping.save(home, bond, exercise, whole, today)
    keeping.save(home, bond, exercise, {last.id: answer(last)}, today - timedelta(days=3))
    keeping.save(home, bond, exercise, whole | {last.id: None}, today, first)


def read(home: Home) -> dict[str, Any]:
    """All that the home is read as; of settings, those that somebody chose."""
    chosen = {name: value for name, value in vars(settings.read(home)).items() if value}
    return {bond: _bond(home.data / bond) for bond in bonds.known(home)} | {"settings": chosen}


def _bond(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for exercise in content().all_exercises:
        loaded = entries.load(folder, exercise)
        assert loaded.set_aside == []
        if loaded.entries:
            told[exercise.id] = [_entry(entry) for entry in loaded.entries]
        for draft in drafts.waiting(folder, exercise):
            told[f"{exercise.id} (draft)"] = {"on": draft.on, "answers": draft.answers}
    return told


def _entry(entry: entries.Entry) -> dict[str, Any]:
    fixed = {"entry": entry.id, "on": entry.on, "saved_at": entry.saved_at}
    return fixed | {
        "answers": {name: one for name, one in entry.answers.items() if one is not None}
    }


if __name__ == "__main__":
    make(Path(sys.argv[1]))
