"""The one way in for answers: checks them, holds the lock, and keeps the entry."""

from datetime import date
from typing import Any

from workbook.content.model import Exercise
from workbook.errors import EmptyEntryError, NotKeptError
from workbook.store import bonds, durable, entries, settings
from workbook.store.entries import Entry
from workbook.store.home import Home

NAMING = "welcome.bond"
"The exercise whose answer ``alias`` names the bond."


def save(
    home: Home,
    bond: str,
    exercise: Exercise,
    answers: dict[str, Any],
    on: date,
    opened: Entry | None = None,
) -> tuple[str, Entry]:
    """Keeps an entry durably and returns the bond it now belongs to, and the entry.

    Raises ``AnswerError`` or ``EmptyEntryError`` before anything is touched, and what
    ``entries.save`` raises.
    """
    if not exercise.kept:
        raise NotKeptError(name=exercise.id)
    checked = entries.check(exercise, answers)
    if all(answer is None for answer in checked.values()):
        raise EmptyEntryError()
    bonds.folder_to_write(home, bond)
    with durable.locked(home.data):
        if exercise.id == NAMING and checked.get("alias"):
            return _save_and_name(home, bond, exercise, checked, on, opened)
        return bond, _save(home, bond, exercise, checked, on, opened)


def _save_and_name(
    home: Home,
    bond: str,
    exercise: Exercise,
    answers: dict[str, Any],
    on: date,
    opened: Entry | None,
) -> tuple[str, Entry]:
    """Saves first and names after, so that a refusal leaves everything as it was."""
    name = bonds.claim(home, bond, answers["alias"])
    if opened is None and bond not in (bonds.UNNAMED, name):
        durable.make_folder(bonds.folder(home, name))
        entry = _save(home, name, exercise, answers, on, None)
    else:
        entry = _save(home, bond, exercise, answers, on, opened)
        bonds.rename(home, bond, name)
    settings.change(home, bond=name)
    return name, entry


def _save(
    home: Home,
    bond: str,
    exercise: Exercise,
    answers: dict[str, Any],
    on: date,
    opened: Entry | None,
) -> Entry:
    folder = bonds.folder(home, bond)
    durable.sweep(folder)
    return entries.save(folder, exercise, answers, on, opened)
