"""Puts other files in place of those in ``data/``, so that an interruption loses none.

They are laid down beside, in the folder ``.restoring`` of home. From the moment on at which its
part ``new`` is called ``coming`` it is decided, and whoever comes next finishes it: what is in
``data/`` goes to ``going``; then ``coming`` is called ``arriving``, and goes to ``data/``.

The folder ``data/`` itself stays, with the lock in it: whoever waits for that lock waits until all
is done, and Windows moves no folder in which a file is open.
"""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from workbook.store import durable
from workbook.store.home import Home

FOLDER = ".restoring"


def is_unfinished(home: Home) -> bool:
    """Whether an earlier attempt was cut short, or one is under way."""
    return os.path.lexists(home.root / FOLDER)


def lay_down(home: Home, files: Mapping[str, bytes]) -> Home:
    """Writes the new files beside, durably; the home returned holds them in its ``data/``.

    Raises ``NotSavedError``, and nothing of them is left then.
    """
    new = _part(home, "new")
    try:
        for folder in (new.root.parent, new.root, new.data):
            durable.make_folder(folder)
        for path in files:
            _make_parents(new.root / path, new.data)
        durable.write_together({new.root / path: content for path, content in files.items()})
    except BaseException:
        clear(home)
        raise
    return new


def put_in_place(home: Home) -> None:
    """Lets what was laid down become ``data/``.

    Call it while holding the lock of the data folder. What was there waits for ``bring_back`` and
    ``clear``. Raises ``NotSavedError``, and everything is as it was then.
    """
    try:
        durable.move(_part(home, "new").root, _part(home, "coming").root)
        advance(home)
    except OSError:
        _undo(home)
        clear(home)
        raise


def advance(home: Home) -> None:
    """Finishes what was decided, from wherever it was cut short; raises ``NotSavedError``."""
    coming, arriving, going = (_part(home, name) for name in ("coming", "arriving", "going"))
    if coming.data.is_dir():
        _move_all(home.data, going.data)
        durable.move(coming.root, arriving.root)
    if arriving.data.is_dir():
        _move_all(arriving.data, home.data)


def bring_back(home: Home, held: Mapping[str, bytes]) -> None:
    """Brings back to ``data/`` what was replaced and is not among those ``held`` elsewhere.

    It is what another program put there, or a draft that was written in that very moment. Where
    a file of its name stands already, it gets another one. Raises ``NotSavedError``.
    """
    going = _part(home, "going")
    for path in sorted(going.data.rglob("*")):
        name = path.relative_to(going.root).as_posix()
        with durable.refused(path):
            if _is_lost_with(path, held.get(name)):
                _make_parents(home.root / name, home.data)
                durable.move(path, _free(home.root / name))


def clear(home: Home) -> None:
    """Removes what lies beside ``data/``."""
    shutil.rmtree(home.root / FOLDER, ignore_errors=True)


def _undo(home: Home) -> None:
    """Undoes what was decided. Where it is cut short itself, ``advance`` goes forward again."""
    coming, arriving, going = (_part(home, name) for name in ("coming", "arriving", "going"))
    if arriving.data.is_dir():
        _move_all(home.data, arriving.data)
        durable.move(arriving.root, coming.root)
    if going.data.is_dir():
        _move_all(going.data, home.data)
    if coming.root.is_dir():
        durable.move(coming.root, _part(home, "new").root)


def _part(home: Home, name: str) -> Home:
    return Home(home.root / FOLDER / name)


def _is_lost_with(path: Path, held: bytes | None) -> bool:
    """Whether what lies there would be lost with its folder, as nothing else holds it."""
    if durable.is_ours_alone(path.name) or (path.is_dir() and not path.is_symlink()):
        return False
    return path.is_symlink() or not path.is_file() or path.read_bytes() != held


def _move_all(source: Path, target: Path) -> None:
    for folder in (target.parent, target):
        durable.make_folder(folder)
    for path in sorted(source.iterdir()):
        if not durable.is_ours_alone(path.name):
            durable.move(path, _free(target / path.name))


def _make_parents(path: Path, top: Path) -> None:
    for parent in reversed(path.parents):
        if parent.is_relative_to(top):
            durable.make_folder(parent)


def _free(path: Path) -> Path:
    """The path, or one like it at which nothing stands yet."""
    free, number = path, 1
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free
