"""Drafts: what is typed and not yet saved.

Every open form writes to a file of its own, ``drafts/<exercise>~<writer>.json``, so that two
windows can never overwrite each other's words.
"""

import json
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from workbook.content.model import Exercise
from workbook.errors import NotKeptError
from workbook.store import durable, entries

FOLDER = "drafts"
_SEPARATOR = "~"


@dataclass(frozen=True)
class Draft:
    """Answers not yet saved: who wrote them, when (UTC), and which entry they change, if any.

    ``version`` is when that entry, as the writer saw it, was saved. ``turn`` counts the drafts of
    an exercise: what was typed last has the highest, also where the clock went back.
    """

    writer: str
    kept_at: datetime
    on: date
    answers: dict[str, Any]
    entry: str = ""
    version: str = ""
    turn: int = 0


def new_writer() -> str:
    """A name for one open form."""
    return secrets.token_hex(4)


def keep(  # noqa: PLR0913, PLR0917 - each is a fact of its own
    folder: Path,
    exercise: Exercise,
    writer: str,
    on: date,
    answers: dict[str, Any],
    entry: str,
    version: str = "",
) -> Draft:
    """Keeps a draft durably, in place of the same writer's earlier one.

    Raises ``AnswerError`` or ``NotKeptError`` before anything is written, and ``NotSavedError``
    where the disk refuses; what was kept before is then as it was.
    """
    if not exercise.kept:
        raise NotKeptError(name=exercise.id)
    checked = entries.check(exercise, answers)
    with durable.locked(folder / FOLDER):
        durable.sweep(folder / FOLDER)
        turn = 1 + max((draft.turn for draft in waiting(folder, exercise)), default=0)
        draft = Draft(writer, datetime.now(UTC), on, checked, entry, version, turn)
        durable.write(_path(folder, exercise, writer), _encoded(draft, exercise))
    return draft


def waiting(folder: Path, exercise: Exercise) -> list[Draft]:
    """The drafts of an exercise, newest first; one that cannot be read stays where it is."""
    found = [draft for path in _paths(folder, exercise) if (draft := _read(path, exercise))]
    return sorted(found, key=lambda draft: (draft.turn, draft.kept_at), reverse=True)


def unread(folder: Path, exercise: Exercise) -> list[Path]:
    """The drafts of an exercise that cannot be read, so that no form shows them."""
    return sorted(path for path in _paths(folder, exercise) if not _read(path, exercise))


def drop(folder: Path, exercise: Exercise, draft: Draft) -> None:
    """Removes a draft, unless its writer has gone on writing since."""
    path = _path(folder, exercise, draft.writer)
    if not path.exists():
        return
    with durable.locked(folder / FOLDER):
        if _read(path, exercise) == draft:
            durable.remove(path)


def last_typed(folder: Path) -> dict[str, datetime]:
    """When each exercise that has a draft was typed into last (UTC), by its name."""
    typed: dict[str, datetime] = {}
    for path in (folder / FOLDER).glob("*.json"):
        exercise = exercise_of(path)
        with suppress(OSError):  # it was saved or put away in this moment
            kept_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            typed[exercise] = max(kept_at, typed.get(exercise, kept_at))
    return typed


def exercise_of(path: Path) -> str:
    """The name of the exercise that a draft is about, by the name of its file."""
    return path.name.split(_SEPARATOR)[0]


def _paths(folder: Path, exercise: Exercise) -> Iterator[Path]:
    return (folder / FOLDER).glob(f"{exercise.id}{_SEPARATOR}*.json")


def _path(folder: Path, exercise: Exercise, writer: str) -> Path:
    return folder / FOLDER / f"{exercise.id}{_SEPARATOR}{writer}.json"


def _encoded(draft: Draft, exercise: Exercise) -> bytes:
    cells = entries.write_cells(exercise, draft.answers)
    record = {
        "turn": draft.turn,
        "kept_at": draft.kept_at.isoformat(),
        "entry": draft.entry,
        "version": draft.version,
        "on": draft.on.isoformat(),
        "answers": {name: cell for name, cell in cells.items() if cell},
    }
    return json.dumps(record, ensure_ascii=False, indent=1).encode("utf-8")


def _read(path: Path, exercise: Exercise) -> Draft | None:
    try:
        record = json.loads(durable.read(path))
        return Draft(
            path.stem.rpartition(_SEPARATOR)[2],
            datetime.fromisoformat(record["kept_at"]).astimezone(UTC),
            date.fromisoformat(record["on"]),
            entries.read_cells(exercise, record["answers"]),
            str(record["entry"]),
            str(record.get("version", "")),
            int(record.get("turn", 0)),
        )
    except (OSError, ValueError, OverflowError, TypeError, LookupError, AttributeError):
        return None
    except RecursionError:
        return None
