"""Writing that cannot be caught half-way: temporary file, fsync, replace, fsync of the folder."""

import errno
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from workbook.errors import BusyError, NotReadError, NotSavedError, WorkbookError
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

    They take their places in the order given. Raises ``NotSavedError``, as ``write`` does.
    """
    staged = {path: _beside(path) for path in contents}
    try:
        for path, content in contents.items():
            with refused(path):
                _refuse_in_place_of(path)
                _write_new(staged[path], content)
        for path in contents:
            with refused(path):
                _replace(staged[path], path)
                _sync_folder(path.parent)
    except BaseException:
        for temporary in staged.values():
            with suppress(OSError):
                temporary.unlink()
        raise


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


def sweep(folder: Path) -> list[Path]:
    """Removes temporaries that a killed process left; call it while holding the lock."""
    strays = [path for path in folder.glob(f".*{TEMPORARY}") if _OURS.fullmatch(path.name)]
    for stray in strays:
        with suppress(OSError):
            stray.unlink()
    return strays


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds the one lock of a folder, against every other process and thread.

    The folder is made where it is not there yet; its parent must be. Raises ``BusyError`` where
    another holds the lock for longer than ``PATIENCE``.
    """
    make_folder(folder)
    lock = FileLock(str(folder / LOCK), timeout=PATIENCE, mode=FILE_MODE)
    with refused(folder):
        try:
            lock.acquire()
        except Timeout as error:
            raise BusyError(file=folder, seconds=round(PATIENCE)) from error
    try:
        yield
    finally:
        lock.release()


def is_ours_alone(name: str) -> bool:
    """Whether a file of that name serves writing alone, and holds nothing of anybody."""
    return name == LOCK or bool(_OURS.fullmatch(name))


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
