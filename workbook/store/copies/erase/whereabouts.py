"""Where a home's words lie besides ``data/``: in snapshots, in locked files, half-way elsewhere."""

from collections.abc import Iterator
from pathlib import Path

from workbook.errors import ArchiveError, NotReadError
from workbook.store import durable, encrypted
from workbook.store.copies.bond_files import Files
from workbook.store.copies.erase import removing
from workbook.store.copies.lock import lock_states
from workbook.store.copies.snapshots import places, replacing, snapshots
from workbook.store.copies.snapshots.snapshots import Snapshot
from workbook.store.home import Home


def folders(home: Home) -> list[Path]:
    """The folders of this home's snapshots, and of homes that lay here before it."""
    return [place for place in _known(home) if not _home_of(place, home)]


def of_other_homes(home: Home) -> list[Path]:
    """Other homes that still use a folder of snapshots in which this one's may be too.

    One is the home that this one is a copy of; one lay here once, and lies elsewhere now.
    """
    return [other for place in _known(home) if (other := _home_of(place, home))]


def taken(home: Home) -> list[Snapshot]:
    """The snapshots in these folders, oldest first."""
    here = folders(home)
    return [one for one in snapshots.offered(home) if one.path.parent in here]


def opened(home: Home) -> Iterator[tuple[Path, Files]]:
    """Each snapshot that can be read, and the files in it."""
    for one in taken(home):
        files = _contents(one)
        if files is not None:
            yield one.path, files


def torn(home: Home) -> list[Path]:
    """The snapshots that cannot be read."""
    return [one.path for one in taken(home) if _contents(one) is None]


def locked(home: Home) -> list[Path]:
    """The files that a lock made, of ``data/`` and of snapshots; older versions included."""
    found = list(home.root.glob(f"{home.data.name}*{encrypted.ENDING}"))
    for place in folders(home):
        found += place.glob(f"*{encrypted.ENDING}")
    return sorted(found)


def unknown(home: Home) -> list[Path]:
    """What lies among the snapshots and is none."""
    ours = {one.path for one in taken(home)} | {*locked(home), *strays(home)}
    there = (path for place in folders(home) for path in sorted(place.glob("*")))
    return [path for path in there if path not in ours and path.name != places.RECORD]


def links(home: Home) -> list[Path]:
    """The links in ``data/``, which may lead anywhere."""
    found = (path for path in sorted(home.data.rglob("*")) if path.is_symlink())
    return [path for path in found if not durable.is_ours_alone(path.name)]


def half_way(home: Home) -> list[Home]:
    """Folders like home that hold a ``data/`` on its way: something was cut off."""
    restoring = home.root / replacing.FOLDER
    parts = [Home(path) for path in sorted(restoring.glob("*"))]
    return [*lock_states.asides(home), *parts]


def strays(home: Home) -> list[Path]:
    """What killed writers left in all these places; it may hold anything that was ever written."""
    beside = (one.root for one in half_way(home))
    return removing.strays([home.data, *folders(home), *beside])


def _known(home: Home) -> list[Path]:
    own = places.known(home)
    found = [*([own] if own else []), *places.of_path(home)]
    return list(dict.fromkeys(found))


def _home_of(place: Path, home: Home) -> Path | None:
    """Another home that uses this folder of snapshots, if there is one."""
    elsewhere = (path for path in places.record(place).paths if path != places.address(home))
    using = (Path(path) for path in elsewhere if places.known(Home(Path(path))) == place)
    return next(using, None)


def _contents(one: Snapshot) -> Files | None:
    try:
        return snapshots.contents(one)
    except (ArchiveError, NotReadError):
        return None
