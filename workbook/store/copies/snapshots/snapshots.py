"""Snapshots: dated copies of ``data/``, kept outside home, where nothing that befalls it reaches.

Each is a zip file such as ``2026-11-21T163218Z.zip``, an archive of everything in ``data/``.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path, PurePosixPath

from workbook.errors import NoSnapshotError, WorkbookError
from workbook.store import durable, encrypted, settings
from workbook.store.copies import archives
from workbook.store.copies.snapshots import places
from workbook.store.copies.snapshots.places import RECORD, base, folder, of_path
from workbook.store.copies.snapshots.thinning import kept
from workbook.store.home import Home
from workbook.words import say

__all__ = [
    "RECORD", "Snapshot", "all_of", "base", "contents", "daily", "folder", "gather", "keep",
    "kept", "of_path", "offered", "problem", "take",
]  # fmt: skip

_STAMP = "%Y-%m-%dT%H%M%SZ"
_NAME = re.compile(r"2[0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{6}Z\.zip")
_SPARED = 7
"How many of those that hold what a restore replaced stay when the others are thinned."

_SECOND, _DAY = timedelta(seconds=1), timedelta(days=1)


@dataclass(frozen=True)
class Snapshot:
    """One snapshot: its file, and when it was taken (UTC, to the second)."""

    path: Path
    taken_at: datetime

    @property
    def stamp(self) -> str:
        """Its name, such as ``2026-11-21T163218Z``."""
        return self.path.stem


def all_of(home: Home) -> list[Snapshot]:
    """The snapshots of a home, oldest first."""
    place = places.known(home)
    return _within(place) if place else []


def offered(home: Home) -> list[Snapshot]:
    """The snapshots that can be restored, oldest first.

    Those of another home that lay here before are among them: it may have been deleted.
    """
    before = [place for place in of_path(home) if place != places.known(home)]
    found = [*(one for place in before for one in _within(place)), *all_of(home)]
    return sorted(found, key=lambda one: one.taken_at)


def contents(snapshot: Snapshot) -> dict[str, bytes]:
    """The files in a snapshot by their paths, such as ``data/mum/checkin.csv``.

    Raises ``ArchiveError`` where it is torn, and ``NotReadError``.
    """
    with durable.unread(snapshot.path):
        packed = durable.read(snapshot.path)
    files = archives.unpack(packed, snapshot.path)
    return {path: content for path, content in files.items() if _belongs(path)}


def gather(home: Home) -> dict[str, bytes]:
    """The files that a snapshot would hold: those that can be laid down again on any computer.

    Call it while holding the lock of the data folder. Raises ``NotReadError``.
    """
    files = archives.gather(home)
    return {path: content for path, content in files.items() if archives.is_safe(path)}


def take(home: Home) -> Snapshot:
    """Takes a snapshot of everything in ``data/`` as it is now, durably.

    Raises ``NoSnapshotError`` where there is nothing to keep, ``LockedError``, ``BusyError``,
    ``NotReadError`` and ``NotSavedError``.
    """
    encrypted.refuse_beside(home.data)
    if settings.read(home).invented:
        raise NoSnapshotError(reason=say("errors.nothing-to-keep.invented"))
    if home.data.is_dir():
        with durable.locked(home.data):
            files = gather(home)
            if _has_words(files):
                return keep(home, files)
    raise NoSnapshotError(reason=say("errors.nothing-to-keep.empty"))


def daily(home: Home) -> None:
    """Takes the first snapshot of this day, if something changed since the last one.

    None in an invented home, nor where the person wants none.

    Call it while holding the lock of the data folder, before a write. It never refuses: what is
    being written matters more than its copy, and ``problem`` says what was wrong.
    """
    with suppress(Exception):
        _daily(home)


def problem(home: Home) -> WorkbookError | None:
    """Why no snapshot can be taken today, if so; one that is due is taken by this."""
    if not home.data.is_dir():
        return None
    try:
        with durable.locked(home.data), durable.refused(base()):
            _daily(home)
    except WorkbookError as error:
        return error
    return None


def keep(home: Home, files: Mapping[str, bytes], *, replaced: bool = False) -> Snapshot:
    """Writes a snapshot of these files; call it while holding the lock of the data folder.

    ``replaced``: this is what a restore replaces. Raises ``NotSavedError``.
    """
    place = places.prepare(home)
    durable.sweep(place)
    moment = _moment(_within(place))
    made = Snapshot(place / f"{moment.strftime(_STAMP)}.zip", moment)
    durable.write(made.path, archives.pack(files))
    spared = [*places.record(place).replaced, *([made.stamp] if replaced else [])]
    places.note(home, place, day=_today(), replaced=tuple(spared[-_SPARED:]))
    return made


def _daily(home: Home) -> None:
    place = places.known(home)
    if place and places.record(place).day == _today():
        return
    chosen = settings.read(home)
    if chosen.invented or chosen.no_daily_snapshots:
        return
    files = gather(home)
    if _has_words(files) and _is_new(files, all_of(home)):
        keep(home, files)
        _thin(folder(home))


def _has_words(files: Mapping[str, bytes]) -> bool:
    """Whether anything lies in the folder of a bond."""
    return any(path.count("/") > 1 for path in files)


def _is_new(files: Mapping[str, bytes], there: list[Snapshot]) -> bool:
    try:
        return not there or archives.digest(files) != archives.digest(contents(there[-1]))
    except WorkbookError:  # the last one is torn
        return True


def _thin(place: Path) -> None:
    there, spared = _within(place), places.record(place).replaced
    stay = kept(one.taken_at for one in there)
    for one in there:
        if one.taken_at not in stay and one.stamp not in spared:
            durable.remove(one.path)


def _within(place: Path) -> list[Snapshot]:
    """The snapshots in a folder, oldest first; whatever else lies there is none."""
    found = []
    for path in place.glob("2*.zip"):
        with suppress(ValueError):
            if _NAME.fullmatch(path.name) and not path.is_symlink():
                moment = datetime.strptime(path.stem, _STAMP).replace(tzinfo=UTC)
                found.append(Snapshot(path, moment))
    return sorted(found, key=lambda one: one.taken_at)


def _moment(there: list[Snapshot]) -> datetime:
    """Now, to the second; but later than every snapshot there is, even if the clock went back."""
    now = datetime.now(UTC).replace(microsecond=0)
    last = there[-1].taken_at if there else now - _SECOND
    if now > last:
        return now
    # After a clock that was far ahead, days must not all become one, of which one would stay.
    return last + (_SECOND if last - now < _DAY else _DAY)


def _belongs(path: str) -> bool:
    return path.startswith("data/") and not durable.is_ours_alone(PurePosixPath(path).name)


def _today() -> str:
    return date.today().isoformat()  # noqa: DTZ011 - the person's own calendar day
