"""Whether only their owner can open the answers, the copies of them, and Jupyter's own files."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from workbook.launcher.health.findings import Finding, Mend, State, done, fine, place, some, wrong
from workbook.store import durable
from workbook.store.home import Home
from workbook.words import say

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_README = "README.md"
"The page about the data folder that came with the program; everybody may read it."


def check(home: Home, *more: Path) -> Iterator[Finding]:
    """Whether nobody else can open what is in ``data/`` and in ``more`` folders, and the owner can.

    A file must be closed even where its folder is: it may be moved. Jupyter's own files are left
    to Jupyter, as long as the folder they lie in is closed.
    """
    if os.name == "nt":
        yield Finding(State.FINE, say("commands.doctor.permissions.skipped"))
        return
    folders = [home.data, *more]
    if home.private.is_dir() and _is_open(home.private):
        folders.append(home.private)
    ours = [path for folder in folders for path in _within(folder)]
    mend = Mend(lambda: _close(folders), done("permissions"))
    opened = [place(home, path) for path in ours if _is_open(path)]
    shut = [place(home, path) for path in ours if _is_shut(path)]
    if opened:
        yield wrong("permissions", mend, names=some(opened))
    if shut:
        yield wrong("shut", mend, names=some(shut))
    if not opened and not shut:
        yield fine("permissions")


def _within(folder: Path) -> Iterator[Path]:
    """A folder and what is in it, outermost first; links lead elsewhere and are left out."""
    there = (folder, *folder.rglob("*")) if folder.is_dir() else ()
    return (path for path in there if not path.is_symlink() and path.name != _README)


def _is_open(path: Path) -> bool:
    return bool(path.stat().st_mode & _OTHERS)


def _is_shut(path: Path) -> bool:
    wanted = _wanted(path)
    return path.stat().st_mode & wanted != wanted


def _wanted(path: Path) -> int:
    return durable.FOLDER_MODE if path.is_dir() else durable.FILE_MODE


def _close(folders: list[Path]) -> None:
    """Gives every file the rights it should have; a folder first, so that it can be looked into."""
    for folder in folders:
        if folder.is_dir():
            folder.chmod(durable.FOLDER_MODE)
        for path in _within(folder):
            if _is_open(path) or _is_shut(path):
                path.chmod(_wanted(path))
