"""Removing files and folders durably, without writing over them first.

On a disk that writes elsewhere each time, as most now do, writing over a file proves nothing.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from workbook.store import durable


def strays(folders: Iterable[Path]) -> list[Path]:
    """What killed writers left in folders, at any depth: it may hold anybody's words."""
    found = (path for folder in folders for path in folder.rglob(f".*{durable.TEMPORARY}"))
    return [path for path in found if durable.is_ours_alone(path.name) and not path.is_dir()]


def remove_all(folder: Path, keep: Iterable[Path] = ()) -> None:
    """Removes a folder with all that is in it, but for the files to keep and the folders of these.

    A link is removed, and what it leads to is left alone. Raises ``NotSavedError`` at the first
    that the disk does not let go; the rest is then as it was.
    """
    if folder.is_symlink() or not folder.is_dir():
        return
    with durable.refused(folder):
        inside = sorted(folder.iterdir())
    for path in inside:
        if path.is_dir() and not path.is_symlink():
            remove_all(path, keep)
        elif path not in keep:
            durable.remove(path)
    if not any(path.is_relative_to(folder) for path in keep if path.exists()):
        with durable.refused(folder):
            folder.rmdir()
        _sync(folder.parent)


def remove_empty(folder: Path) -> None:
    """Removes the folders in a folder, at any depth, in which nothing is."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink() and not any(path.iterdir()):
            remove_all(path)


def _sync(folder: Path) -> None:
    """Lets the disk know at once that a folder is gone, where it can be told."""
    with suppress(OSError):  # Windows has no handle on a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
