"""From one format of the files to the next: named steps, in order, each taken wholly or not.

``data/format.json`` says which format the files have and when each step was taken. What a step
rewrites is copied to ``data/before.format-<number>/`` first. A step begins from what stands in
the files, so that one that was cut off is simply taken again.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbook.errors import NewerFormatError
from workbook.store import durable, packages, stamps

RECORD = "format.json"
FORMAT = packages.FORMAT
FIRST = 1
"The format of files that no record stands beside."

Contents = dict[Path, bytes]
"What files are to hold."


@dataclass(frozen=True)
class Migration:
    """One step: its name, and what it makes of the data folder's files, those that change alone."""

    name: str
    changed: Callable[[Path], Contents]


def _described_with_format(data: Path) -> Contents:
    """Each bond's description says which format its files have."""
    folders = [path.parent for path in sorted(data.glob(f"*/{packages.NAME}"))]
    return {folder / packages.NAME: packages.described(folder) for folder in folders}


MIGRATIONS = (Migration("describe-with-format", _described_with_format),)
"The steps from the first format to that of this program."


def refuse_newer(data: Path) -> None:
    """Raises ``NewerFormatError`` where a newer version of the workbook wrote the files."""
    _format(data)


def bring_up_to_date(data: Path) -> list[str]:
    """Takes the steps that the files in a data folder still need, and gives their names.

    Where no answers are yet, there is nothing to do. Call it while holding the lock of the
    folder. Raises ``NewerFormatError``, and ``NotSavedError`` where the disk refuses; the files
    then have the format of the last step that was taken.
    """
    waiting = MIGRATIONS[_format(data) - FIRST :]
    if not any(data.glob("*/*.csv")):
        return []
    for step in waiting:
        _take(data, step)
    return [step.name for step in waiting]


def _take(data: Path, step: Migration) -> None:
    """One step; its record is the last thing that is written."""
    number = FIRST + 1 + MIGRATIONS.index(step)
    contents = step.changed(data) | {data / RECORD: _recorded(data, number, step.name)}
    before = {path: _read(path) for path in contents}
    changing = {path: content for path, content in contents.items() if before[path] != content}
    place = data / f"before.format-{number}"
    copies = {place / path.relative_to(data): before[path] for path in changing if before[path]}
    # What a step that was cut off has copied is the older one.
    copies = {copy: content for copy, content in copies.items() if not copy.exists()}
    _make_folders(place, copies)
    durable.write_together(copies)
    durable.write_together(changing)


def _make_folders(place: Path, paths: Iterable[Path]) -> None:
    above = {folder for path in paths for folder in path.parents if folder.is_relative_to(place)}
    for folder in sorted(above):
        durable.make_folder(folder)


def _recorded(data: Path, number: int, name: str) -> bytes:
    now = datetime.now(UTC).strftime(stamps.MOMENT)
    applied = [*_record(data).get("applied", []), {"name": name, "at": now}]
    return (json.dumps({"format": number, "applied": applied}, indent=1) + "\n").encode("utf-8")


def _format(data: Path) -> int:
    found: int = _record(data).get("format", FIRST)
    if found > FORMAT:
        raise NewerFormatError(folder=data, format=found, known=FORMAT)
    return found


def _record(data: Path) -> dict[str, Any]:
    """What is recorded; nothing where it cannot be read, since a step can be taken again."""
    try:
        record = json.loads(_read(data / RECORD))
    except (ValueError, RecursionError):
        return {}
    return record if _is_sound(record) else {}


def _is_sound(record: Any) -> bool:
    try:
        found, applied = record["format"], record["applied"]
    except (TypeError, KeyError):
        return False
    return isinstance(found, int) and found >= FIRST and isinstance(applied, list)


def _read(path: Path) -> bytes:
    with durable.refused(path):
        return durable.read(path)
