"""Exports: everything in ``data/`` as one file that a person can take along, and read again.

``workbook.json`` in it says how its files are written; ``README.txt`` tells the person.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from workbook.content.reading import content
from workbook.errors import ArchiveError, NotSavedError
from workbook.store import bonds, drafts, durable, encrypted, entries, packages
from workbook.store.copies import archives
from workbook.store.copies.exchange import spreadsheets
from workbook.store.home import Home
from workbook.store.sheets import Sheet, parse
from workbook.words import say

MANIFEST, README = "workbook.json", "README.txt"

AS_IT_WAS = ".txt"
"Ends the name of a file as it was, beside the rows of it that can be read."

_DATA = "data/"


@dataclass(frozen=True)
class Exported:
    """What went into a file: how much of each, and the files that no archive can hold."""

    bonds: int
    entries: int
    drafts: int
    left_out: list[str]


@dataclass(frozen=True)
class Export:
    """An export that was read: the file or folder, and the files of ``data/`` by their paths.

    ``spreadsheet``: CSV files are as ``spreadsheets.guarded`` writes them. ``left_out``: what
    belongs to no export, with the reason.
    """

    place: Path
    files: Mapping[str, bytes]
    spreadsheet: bool
    left_out: list[tuple[str, str]] = field(default_factory=list)

    def rows(self, path: str) -> Sheet:
        """The rows of one of the CSV files, as they were before they were made safe."""
        sheet = rows_in(self.files[path])
        return spreadsheets.plain(sheet) if self.spreadsheet else sheet


def write(home: Home, out: Path, *, spreadsheet: bool = False, replace: bool = False) -> Exported:
    """Writes everything in ``data/`` to the file ``out``, durably, readable by its owner alone.

    Raises ``NotSavedError`` where something stands there that is not to be replaced, where it would
    lie in ``data/`` itself, or where there is no home yet; ``LockedError``, ``NotReadError`` and
    ``NotArchivedError``.
    """
    _refuse(home, out, replace=replace)
    with durable.locked(home.data):
        gathered = archives.gather(home)
        told = _told(home, [path for path in gathered if not archives.is_safe(path)])
    files = {path: words for path, words in gathered.items() if path not in told.left_out}
    if spreadsheet:
        files = dict(_guarded(files))
    durable.sweep(out.parent, of=out.name)
    durable.write(out, archives.pack(files | _about(spreadsheet=spreadsheet)))
    return told


def read(place: Path) -> Export:
    """What stands in an export, or in a folder that was unpacked from one.

    Raises ``ArchiveError``, also where a newer version of the workbook made it, and
    ``NotReadError``.
    """
    if not os.path.lexists(place):
        raise ArchiveError(file=place, reason=say("errors.archive-is.missing"))
    left_out: list[tuple[str, str]] = []
    if place.is_dir():
        files = _files_of_folder(place, left_out)
    else:
        with durable.unread(place):
            if place.stat().st_size > archives.LARGEST_IN_ALL:
                raise ArchiveError(file=place, reason=say("errors.archive-is.large"))
            files = archives.unpack(durable.read(place), place)
    spreadsheet = _is_for_spreadsheets(files.pop(MANIFEST, b""), place)
    files.pop(README, None)
    inside = {path: words for path, words in files.items() if path.startswith(_DATA)}
    left_out += [(path, say("interface.export.not-data")) for path in files if path not in inside]
    return Export(place, inside, spreadsheet, left_out)


def _refuse(home: Home, out: Path, *, replace: bool) -> None:
    if out.resolve().is_relative_to(home.data.resolve()):
        kind = "inside"
    elif os.path.lexists(out) and not replace:
        kind = "exists"
    elif not out.parent.is_dir():
        kind = "no-folder"
    elif not (home.data.is_dir() or encrypted.is_beside(home.data)):
        kind = "empty"
    else:
        return
    reason, cure = (
        say(f"errors.export-is.{kind}", folder=home.root),
        say(f"errors.export-cure.{kind}"),
    )
    raise NotSavedError(file=out, reason=reason, cure=cure)


def _told(home: Home, left_out: list[str]) -> Exported:
    folders = [home.data / bond for bond in bonds.known(home)]
    saved = [entries.load(one, each).entries for one in folders for each in content().all_exercises]
    waiting = [path for one in folders for path in (one / drafts.FOLDER).glob("*.json")]
    return Exported(len(folders), sum(map(len, saved)), len(waiting), left_out)


def _guarded(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for path, words in files.items():
        if not path.endswith(".csv"):
            yield path, words
            continue
        sheet = rows_in(words)
        yield path, spreadsheets.guarded(sheet)
        if sheet.set_aside:
            yield path + AS_IT_WAS, words


def rows_in(words: bytes) -> Sheet:
    """The rows of a CSV file, whosever it is."""
    sheet = parse(words, (entries.FIXED[0],))
    return parse(words) if sheet.lacks((entries.FIXED[0],)) else sheet


def _about(*, spreadsheet: bool) -> dict[str, bytes]:
    manifest = {
        "format": packages.FORMAT,
        "spreadsheet": spreadsheet,
        "made_by": _version(),
    }
    words = say("interface.export.readme")
    if spreadsheet:
        words += "\n" + say("interface.export.readme-spreadsheet")
    return {
        MANIFEST: (json.dumps(manifest, indent=1) + "\n").encode("utf-8"),
        README: words.replace("\n", "\r\n").encode("utf-8-sig"),
    }


def _version() -> str:
    try:
        return version("reconnection-workbook")
    except PackageNotFoundError:  # it runs without being installed
        return ""


def _is_for_spreadsheets(manifest: bytes, place: Path) -> bool:
    try:
        told = json.loads(manifest)
        newer, spreadsheet = told["format"] > packages.FORMAT, told["spreadsheet"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise ArchiveError(file=place, reason=say("errors.archive-is.strange")) from None
    if newer:
        raise ArchiveError(file=place, reason=say("errors.archive-is.newer"))
    return bool(spreadsheet)


def _files_of_folder(folder: Path, left_out: list[tuple[str, str]]) -> dict[str, bytes]:
    """The files of an unpacked export; a spreadsheet may have put others beside them."""
    found: dict[str, Path] = {}
    with durable.unread(folder):
        for path in sorted([folder / MANIFEST, *(folder / _DATA).rglob("*")]):
            name = path.relative_to(folder).as_posix()
            if path.is_symlink() or not archives.is_safe(name):
                left_out.append((name, say("interface.export.not-safe")))
            elif path.is_file():
                found[name] = path
        problem = archives.too_much([path.stat().st_size for path in found.values()])
        if problem:
            raise ArchiveError(file=folder, reason=problem)
        return {name: durable.read(path) for name, path in found.items()}
