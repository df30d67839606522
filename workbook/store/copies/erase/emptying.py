"""Erasing everything that a home keeps: all copies first, then ``data/``.

It needs no passphrase: somebody may want to be rid of what is locked as well. The notebooks stay.
"""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from workbook.store import durable
from workbook.store.copies.bond_files import Files, Found, lost
from workbook.store.copies.erase import removing, whereabouts
from workbook.store.copies.lock.lock_states import PAGE
from workbook.store.copies.snapshots import places, replacing
from workbook.store.home import Home


@dataclass(frozen=True)
class Everything:
    """What there is: in ``data/`` in numbers, how many snapshots, and which locked files.

    ``other_homes`` still use a folder of snapshots in which this one's may be; that one stays.
    ``links`` go too, but not what they lead to.
    """

    found: Found
    snapshots: int
    locked: list[Path]
    other_homes: list[Path]
    links: list[Path]


def plan(home: Home) -> Everything:
    """What erasing everything would do; nothing is changed yet."""
    files = _readable(home)
    gone = files.keys() - {PAGE}
    return Everything(
        lost(files, dict.fromkeys(gone)),
        len(whereabouts.taken(home)),
        whereabouts.locked(home),
        whereabouts.of_other_homes(home),
        whereabouts.links(home),
    )


def erase_everything(home: Home) -> None:
    """Removes all of it durably; the folder ``data/`` stays, and its page in a checkout.

    Raises ``NotSavedError`` at the first thing that the disk does not let go; the same can then be
    asked for again. Raises ``BusyError`` where another process writes.
    """
    for path in whereabouts.locked(home):
        durable.remove(path)
    for folder in whereabouts.folders(home):
        # The record goes last: by it the folder is found again.
        removing.remove_all(folder, keep=[folder / places.RECORD])
        removing.remove_all(folder)
    with suppress(OSError):  # others have snapshots there
        places.base().rmdir()
    for part in whereabouts.half_way(home):
        removing.remove_all(part.root)
    removing.remove_all(home.root / replacing.FOLDER)
    removing.remove_all(home.private)
    if home.data.is_dir():
        with durable.locked(home.data):
            # Whoever waits for the lock must find it again.
            removing.remove_all(home.data, keep=[home.data / durable.LOCK, *_page(home)])


def _page(home: Home) -> list[Path]:
    return [home.root / PAGE] if (home.root / ".git").exists() else []


def _readable(home: Home) -> Files:
    """The files in ``data/`` that may be read, by their paths."""
    found: dict[str, bytes] = {}
    for path in sorted(home.data.rglob("*")):
        if path.is_file() and not path.is_symlink() and not durable.is_ours_alone(path.name):
            with suppress(OSError):
                found[path.relative_to(home.root).as_posix()] = durable.read(path)
    return found
