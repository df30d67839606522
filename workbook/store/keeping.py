"""The one way in for answers: checks them, holds the lock, and keeps the entry."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

from workbook.content.model import Exercise
from workbook.errors import EmptyEntryError, NotKeptError, NotSavedError
from workbook.store import bonds, durable, entries, setting_aside, settings
from workbook.store.copies.snapshots import restoring, snapshots
from workbook.store.entries import Entry
from workbook.store.home import Home

NAMING = "welcome.bond"
"The exercise whose answer ``alias`` names the bond."


def save(  # noqa: PLR0913, PLR0917 - each is a fact of its own
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
        raise EmptyEntryError
    durable.make_folder(home.root)
    with in_hand(home):
        if exercise.id == NAMING and checked.get("alias"):
            return _save_and_name(home, bond, exercise, checked, on, opened)
        folder = bonds.folder_to_write(home, bond)
        return folder.name, _save(folder, exercise, checked, on, opened)


def take_back(home: Home, bond: str, exercise: Exercise, entry: str) -> None:
    """Takes an entry out again; what it held stands in ``earlier/``.

    Raises ``UnknownEntryError`` where there is none of that id, and what ``save`` raises.
    """
    with in_hand(home):
        entries.take_out(bonds.folder_to_write(home, bond), exercise, entry)


@contextmanager
def in_hand(home: Home) -> Iterator[None]:
    """Holds the lock of the data folder, to write there: whole, and with the snapshot of the day.

    Raises ``LockedError``, ``BusyError``, and ``NotSavedError`` where a restore that was cut short
    cannot be finished.
    """
    with durable.locked(home.data):
        restoring.recover(home)
        durable.sweep(home.data)
        snapshots.daily(home)
        yield


def _save_and_name(  # noqa: PLR0913, PLR0917 - as above
    home: Home,
    bond: str,
    exercise: Exercise,
    answers: dict[str, Any],
    on: date,
    opened: Entry | None,
) -> tuple[str, Entry]:
    """Saves first and names after, so that a refusal leaves everything as it was."""
    now = bonds.folder(home, bond).name if opened else bond
    name = bonds.claim(home, now, answers["alias"])
    if opened is None and now != bonds.UNNAMED:
        now = name  # another bond begins beside this one, or this one goes on
    durable.make_folder(home.data / now)
    try:
        entry = _save(home.data / now, exercise, answers, on, opened)
    except BaseException:
        with suppress(OSError):  # an empty folder is no bond
            (home.data / now).rmdir()
        raise
    # From here on the words are kept; a folder that cannot be renamed keeps its old name.
    with suppress(NotSavedError):
        bonds.rename(home, now, name)
        now = name
    with suppress(NotSavedError):
        settings.change(home, bond=now)
    return now, entry


def _save(
    folder: Path, exercise: Exercise, answers: dict[str, Any], on: date, opened: Entry | None
) -> Entry:
    durable.sweep(folder)
    durable.sweep(folder / entries.EARLIER)
    durable.sweep(folder / setting_aside.FOLDER)
    return entries.save(folder, exercise, answers, on, opened)
