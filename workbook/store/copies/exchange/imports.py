"""Imports: an export brought back in. First it is worked out what would change, then it is done."""

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbook.content.reading import exercise
from workbook.errors import NoSnapshotError, NotSavedError
from workbook.store import drafts, durable, migrations, packages
from workbook.store.copies.exchange import incoming
from workbook.store.copies.exchange.exports import Export
from workbook.store.copies.exchange.parts import Part, part_of
from workbook.store.copies.snapshots import snapshots
from workbook.store.home import Home
from workbook.store.setting_aside import kept_first
from workbook.store.sheets import render
from workbook.words import say

_SETTINGS = f"data/{incoming.SETTINGS}"


@dataclass(frozen=True)
class Plan:
    """All that an import changes, and what it leaves out, with the reason."""

    parts: list[Part]
    drafts: dict[Path, bytes]
    others: dict[Path, bytes]
    left_out: list[tuple[str, str]]

    @property
    def changes(self) -> bool:
        """Whether anything is to be written."""
        return bool(self.drafts or self.others or any(part.contents for part in self.parts))


def plan(home: Home, export: Export) -> Plan:
    """What an import would change now; it writes nothing.

    Raises ``LockedError``, ``NotReadError``, and ``DamagedFileError`` where a file here is none
    of ours.
    """
    placed, homeless = incoming.placed(export.files, incoming.folders(home, export))
    left_out = [*export.left_out, *homeless]
    paths: dict[tuple[str, str], dict[str, str]] = {}
    waiting: dict[Path, bytes] = {}
    others = _settings(home, export, left_out)
    for path, place in placed.items():
        target = home.data / place.bond / place.inside
        if place.exercise:
            paths.setdefault((place.bond, place.exercise.id), {})[place.part] = path
        elif place.is_draft:
            waiting |= _draft(target, export.files[path])
        else:
            others |= _other(target, export, path, left_out)
    parts = [part_of(home, export, bond, exercise(one), of) for (bond, one), of in paths.items()]
    return Plan(parts, waiting, others, left_out)


def carry_out(home: Home, export: Export) -> Plan:
    """Brings an export in, one durable step after the other, and says what was done.

    A snapshot is taken first. Where it is cut off, it can be done again. Raises what ``plan``
    raises, and ``NotSavedError``.
    """
    durable.make_folder(home.root)
    if plan(home, export).changes:
        with suppress(NoSnapshotError):  # there was nothing yet to keep
            snapshots.take(home)
    with durable.locked(home.data):
        due = plan(home, export)
        if due.changes:
            migrations.bring_up_to_date(home.data)
            _write(home, due)
    return due


def _write(home: Home, due: Plan) -> None:
    for part in due.parts:
        if part.contents:
            folder = home.data / part.bond
            _make_folders(home, part.contents)
            durable.write_together(kept_first(folder, part.originals) | part.contents)
            packages.describe(folder)
    for path, words in (due.drafts | due.others).items():
        _make_folders(home, [path])
        durable.write(path, words)
    with suppress(NotSavedError):  # the next save does it
        migrations.bring_up_to_date(home.data)


def _make_folders(home: Home, paths: Iterable[Path]) -> None:
    above = {folder for path in paths for folder in path.parents if home.data in folder.parents}
    for folder in sorted(above):
        durable.make_folder(folder)
        durable.sweep(folder)


def _draft(target: Path, words: bytes) -> dict[Path, bytes]:
    """A draft to be kept, unless one of the same words waits here already."""
    name, _, _ = target.stem.rpartition("~")
    waiting = [_read(path) for path in target.parent.glob("*.json") if path.stem.startswith(name)]
    if any(_said(one) == _said(words) for one in waiting):
        return {}
    if os.path.lexists(target):
        target = target.with_name(f"{name}~{drafts.new_writer()}.json")
    return {target: words}


def _said(draft: bytes) -> Any:
    """What a draft says, and of which entry, whenever it was typed."""
    try:
        record = json.loads(draft)
        return [record["entry"], record["on"], record["answers"]]
    except (ValueError, TypeError, KeyError, RecursionError):
        return draft


def _other(
    target: Path, export: Export, path: str, left_out: list[tuple[str, str]]
) -> dict[Path, bytes]:
    """A file that is kept as it is, where none of its name stands here."""
    words = export.files[path]
    if export.spreadsheet and path.endswith(".csv"):
        sheet = export.rows(path)
        words = render(sheet.header, sheet.rows)
    if not os.path.lexists(target):
        return {target: words}
    if _read(target) != words:
        left_out.append((path, say("interface.import.stands-here")))
    return {}


def _settings(home: Home, export: Export, left_out: list[tuple[str, str]]) -> dict[Path, bytes]:
    """The settings, where there are none here."""
    words = export.files.get(_SETTINGS)
    target = home.data / incoming.SETTINGS
    if words is None or (os.path.lexists(target) and _read(target) == words):
        return {}
    if not os.path.lexists(target):
        return {target: words}
    left_out.append((_SETTINGS, say("interface.import.settings")))
    return {}


def _read(path: Path) -> bytes:
    with durable.unread(path):
        return durable.read(path)
