"""Writing that cannot be caught half-way: temporary file, fsync, replace, fsync of the folder."""

import errno
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from workbook.errors import BusyError, NotReadError, NotSavedError, WorkbookError
from workbook.store import encrypted, turns
from workbook.words import say

FILE_MODE, FOLDER_MODE = 0o600, 0o700
TEMPORARY = ".tmp"
LOCK = ".lock"
PATIENCE = 20.0
"Seconds to wait for another process that is writing."

REASONS = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
    errno.EACCES: "read-only",
    errno.EPERM: "read-only",
    errno.EROFS: "read-only",
    errno.ENOENT: "gone",
    errno.EEXIST: "not-a-folder",
    errno.ENOTDIR: "not-a-folder",
    errno.EISDIR: "not-a-file",
}
"Why the operating system refuses, as keys of the wording; the rest is ``other``."

_OPEN_ELSEWHERE = (32, 33)  # Windows: another program keeps the file to itself
_PAUSES = (0.01, 0.05, 0.2) if os.name == "nt" else ()
"Seconds to wait, again and again, while another window reads the file: Windows then refuses."

_UNSYNCABLE = (errno.EINVAL, errno.ENOTSUP)  # some network folders
_OURS = re.compile(rf"\..+\.[0-9a-f]{{8}}{re.escape(TEMPORARY)}")


def write(path: Path, content: bytes) -> None:
    """Puts ``content`` in place of the file, wholly or not at all, and durably.

    Raises ``NotSavedError`` with reason and cure; the file then is as it was.
    """
    write_together({path: content})


def write_together(contents: dict[Path, bytes]) -> None:
    """Writes several files; all are safe on the disk before the first is put in its place.

    They take their places in the order given. Raises ``NotSavedError``, as ``write`` does; those
    that had taken their places are then put back.
    """
    staged = {path: _beside(path) for path in contents}
    before = {path: _beside(path) for path in contents}
    try:
        for path, content in contents.items():
            with refused(path):
                _refuse_in_place_of(path)
                _keep_as_well(path, before[path])
                _write_new(staged[path], content)
        with ExitStack() as undoing:
            for path in contents:
                undoing.callback(_put_back, before[path], path)
                with refused(path):
                    _replace(staged[path], path)
                    _sync_folder(path.parent)
            undoing.pop_all()
    finally:
        for temporary in (*staged.values(), *before.values()):
            with suppress(OSError):
                temporary.unlink()


def read(path: Path) -> bytes:
    """What the file holds, nothing where there is none; lets ``OSError`` pass."""
    if not path.is_symlink():
        _refuse_in_place_of(path)
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def make_folder(folder: Path) -> None:
    """Makes a folder that only its owner may open; its parent must be there."""
    with refused(folder):
        if folder.is_dir():
            return
        with suppress(FileExistsError):  # another process was quicker
            folder.mkdir(mode=FOLDER_MODE)
        _sync_folder(folder.parent)


def remove(path: Path) -> None:
    """Removes a file durably; that it is gone already is fine."""
    with refused(path), suppress(FileNotFoundError):
        path.unlink()
        _sync_folder(path.parent)


def move(path: Path, place: Path) -> None:
    """Gives a file or a folder another place on the same disk, in one step and durably."""
    with refused(place):
        _replace(path, place)
        _sync_folder(place.parent)
        _sync_folder(path.parent)


def sweep(folder: Path, of: str = "") -> list[Path]:
    """Removes temporaries that a killed process left; call it while holding the lock.

    ``of``: only those of the file of that name, where the folder is not ours.
    """
    beside = [path for path in folder.glob(f".*{TEMPORARY}") if _OURS.fullmatch(path.name)]
    strays = [path for path in beside if not of or path.name.startswith(f".{of}.")]
    for stray in strays:
        with suppress(OSError):
            stray.unlink()
    return strays


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds the one lock of a folder, against every other process and thread.

    The folder is made where it is not there yet; its parent must be. Raises ``BusyError`` where
    another holds the lock for longer than ``PATIENCE``, and ``LockedError`` where a passphrase
    keeps what belongs into the folder.
    """
    encrypted.refuse_beside(folder)
    make_folder(folder)
    with ExitStack() as held:
        with refused(folder):
            try:
                held.enter_context(turns.alone(folder / LOCK, PATIENCE))
            except TimeoutError as error:
                raise BusyError(file=folder, seconds=round(PATIENCE)) from error
        encrypted.refuse_beside(folder)  # it may have come to that while we waited
        yield


def is_ours_alone(name: str) -> bool:
    """Whether a file of that name serves writing alone, and holds nothing of anybody."""
    return name == LOCK or name.startswith(turns.TURN) or bool(_OURS.fullmatch(name))


def kind_of(error: OSError) -> str:
    """Why the operating system refused, as a key of ``errors.reason``."""
    if getattr(error, "winerror", None) in _OPEN_ELSEWHERE:
        return "in-use"
    return REASONS.get(error.errno or 0, "other")


def reason_of(error: OSError) -> str:
    """Why the operating system refused, in words."""
    return say(f"errors.reason.{kind_of(error)}", detail=error.strerror or error)


@contextmanager
def refused(path: Path) -> Iterator[None]:
    """Turns the operating system's refusal to write into a ``NotSavedError`` about ``path``."""
    try:
        yield
    except WorkbookError:
        raise
    except OSError as error:
        cure = say(f"errors.cure.{kind_of(error)}")
        raise NotSavedError(file=path, reason=reason_of(error), cure=cure) from error


@contextmanager
def unread(path: Path) -> Iterator[None]:
    """Turns the operating system's refusal to read into a ``NotReadError`` about ``path``."""
    try:
        yield
    except OSError as error:
        denied = kind_of(error) == "read-only"
        reason = say("errors.reason.closed") if denied else reason_of(error)
        raise NotReadError(file=path, reason=reason) from error


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}{TEMPORARY}")


def _refuse_in_place_of(path: Path) -> None:
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))


def _keep_as_well(path: Path, beside: Path) -> None:
    """Gives what the file holds a second name, until it is certain that it is replaced."""
    try:
        beside.hardlink_to(path)
    except FileNotFoundError:
        return
    except OSError:  # some disks know no second names
        _write_new(beside, path.read_bytes())


def _put_back(beside: Path, path: Path) -> None:
    with suppress(OSError):
        if beside.exists():
            _replace(beside, path)
        else:
            path.unlink()


def _write_new(path: Path, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, FILE_MODE), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _replace(source: Path, target: Path) -> None:
    for pause in _PAUSES:
        try:
            os.replace(source, target)  # noqa: PTH105 - tests break this call
        except PermissionError:
            time.sleep(pause)
        else:
            return
    os.replace(source, target)  # noqa: PTH105 - and this one


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows has no handle on a folder to sync
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:  # one may write into it without seeing what it holds
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _UNSYNCABLE:
            raise
    finally:
        os.close(handle)
