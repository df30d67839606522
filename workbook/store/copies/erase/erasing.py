"""Erasing an entry or a bond: out of every copy first, and out of ``data/`` last.

So whatever cuts an erase off, it can be run again by the same name and goes on: as long as a copy
is left, the row that it is found by is still there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbook.errors import BondNameError, NothingToEraseError, UnknownBondError
from workbook.store import bonds, drafts, durable, encrypted, keeping
from workbook.store.copies import archives
from workbook.store.copies.bond_files import (
    Changes,
    Files,
    Found,
    bonds_in,
    ids_in,
    is_ours,
    lost,
    place_of,
    placed,
)
from workbook.store.copies.erase import removing, whereabouts
from workbook.store.copies.erase.traces import OneBond, OneEntry
from workbook.store.home import Home

Wanted = OneEntry | OneBond


@dataclass(frozen=True)
class Left:
    """Something that stays: why, as a key of ``commands.erase.left``, and where it is."""

    why: str
    path: Path
    line: int = 0


@dataclass(frozen=True)
class Plan:
    """What is to go: in ``data/`` in numbers, and in how many snapshots; and what stays.

    ``strays`` are files that killed writers left; they go whatever is erased.
    """

    wanted: Wanted
    found: Found
    snapshots: int
    strays: int
    left: list[Left]


def plan_entry(home: Home, entry: str) -> Plan:
    """What erasing an entry would do; nothing is changed yet.

    Raises ``NothingToEraseError`` where nothing of that id is found, ``LockedError``, and
    ``NotReadError``.
    """
    if not entry:
        raise NothingToEraseError(name=entry, folder=home.data)
    live = _live(home)
    seen = ids_in(live)
    if not any(entry in ids for ids in seen.values()):
        for _, files in whereabouts.opened(home):
            for place, ids in ids_in(files).items():
                seen.setdefault(place, set()).update(ids)
    there = frozenset(place for place, ids in seen.items() if entry in ids)
    among = frozenset[str]().union(*(seen[place] for place in there))
    waiting = frozenset(place.name for _, place, _ in placed(live) if place.part == drafts.FOLDER)
    wanted = OneEntry(entry, there, among, waiting)
    return _plan(home, wanted, live, list(_left_of_entry(home, wanted, live)))


def plan_bond(home: Home, asked: str) -> Plan:
    """What erasing a bond, by its alias or folder, would do; nothing is changed yet.

    Raises ``UnknownBondError``, and what ``plan_entry`` raises.
    """
    live = _live(home)
    known = bonds_in(live)
    folder = _folder_of(home, asked)
    ids = known.pop(folder, set())
    others = tuple(frozenset(one) for one in known.values())
    return _plan(home, OneBond(folder, frozenset(ids), others), live, [])


def erase(home: Home, wanted: Wanted) -> None:
    """Erases what was planned.

    Raises ``NotSavedError`` where the disk refuses; what was not yet erased is then as it was, and
    the same can be asked for again. Raises ``BusyError`` and ``LockedError`` before anything.
    """
    with durable.locked(home.data):
        for stray in whereabouts.strays(home):
            durable.remove(stray)
        for path, files in whereabouts.opened(home):
            _rewrite(path, files, wanted.changes(files))
        for other in whereabouts.half_way(home):
            _change(other, wanted.changes(archives.gather(other)))
        _change(home, wanted.changes(archives.gather(home)))
        if isinstance(wanted, OneBond):
            removing.remove_all(home.data / wanted.folder)
            removing.remove_empty(home.data)


def _live(home: Home) -> Files:
    encrypted.refuse_beside(home.data)
    if not home.data.is_dir():
        return {}
    with durable.locked(home.data):
        return archives.gather(home)


def _folder_of(home: Home, asked: str) -> str:
    """The folder of a bond; also of one that is left in snapshots alone, or nearly erased."""
    try:
        return bonds.find(home, asked)
    except UnknownBondError:
        there = {path.name for path in home.data.glob("[!.]*/") if not path.is_symlink()}
        for _, files in whereabouts.opened(home):
            there |= bonds_in(files).keys()
        for name in (asked, _named(asked)):
            if name in there:
                return name
        raise


def _named(alias: str) -> str:
    try:
        return bonds.folder_name(alias) if not {"/", "\\"} & {*alias} else ""
    except BondNameError:
        return ""


def _plan(home: Home, wanted: Wanted, live: Files, in_doubt: list[Left]) -> Plan:
    """Raises ``NothingToEraseError`` where nothing would go, and nothing of it is known to stay."""
    gone = wanted.changes(live)
    snapshots, left = 0, [*in_doubt]
    for path, files in whereabouts.opened(home):
        snapshots += bool(wanted.changes(files))
        left += [Left(wanted.doubt, path) for _ in wanted.unsure(files)[:1]]
    half_way = any(wanted.changes(archives.gather(one)) for one in whereabouts.half_way(home))
    # An erase that was cut off at its very end may have left the last file it replaced.
    strays = len(whereabouts.strays(home))
    if not (gone or snapshots or half_way or strays or left or _is_there(home, wanted)):
        raise NothingToEraseError(name=wanted.name, folder=home.data)
    return Plan(wanted, lost(live, gone), snapshots, strays, [*left, *_left_anyway(home)])


def _is_there(home: Home, wanted: Wanted) -> bool:
    """Whether it is a bond whose folder is still there, with nothing in it."""
    return isinstance(wanted, OneBond) and (home.data / wanted.folder).is_dir()


def _left_of_entry(home: Home, wanted: OneEntry, live: Files) -> Iterator[Left]:
    """What may be about the entry too, and is not touched."""
    for path, line in wanted.unsure(live):
        yield Left(wanted.doubt, home.root / path, line)
    if not wanted.places:
        return
    gone = wanted.changes(live)
    for path in sorted(live.keys() - gone.keys()):
        place = place_of(path)
        if not is_ours(path):
            yield Left("unread", home.root / path)
        elif place and place.part == drafts.FOLDER and place.about in wanted.places:
            yield Left("draft", home.root / path)
    for bond, exercise in wanted.places:
        if exercise == keeping.NAMING and (home.data / bond).is_dir():
            yield Left("name", home.data / bond)


def _left_anyway(home: Home) -> Iterator[Left]:
    """What cannot be looked into, whatever it is that goes."""
    yield from (Left("torn", path) for path in whereabouts.torn(home))
    yield from (Left("locked", path) for path in whereabouts.locked(home))
    yield from (Left("unread", path) for path in whereabouts.unknown(home))
    yield from (Left("other-home", path) for path in whereabouts.of_other_homes(home))
    yield from (Left("link", path) for path in whereabouts.links(home))


def _rewrite(snapshot: Path, files: Files, changes: Changes) -> None:
    """Puts the rest of a snapshot in its place; none where no bond is left in it."""
    after = {**files, **changes}
    rest = {path: content for path, content in after.items() if content is not None}
    if changes and any(placed(rest)):
        durable.write(snapshot, archives.pack(rest))
    elif changes:
        durable.remove(snapshot)


def _change(home: Home, changes: Changes) -> None:
    """Changes files of a home, those that hold the entries themselves after all others."""
    for path in sorted(changes, key=_comes_last):
        content = changes[path]
        if content is None:
            durable.remove(home.root / path)
        else:
            durable.write(home.root / path, content)


def _comes_last(path: str) -> bool:
    place = place_of(path)
    return bool(place and place.is_live)
