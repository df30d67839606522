"""One at a time: by the lock of the operating system, else by turns.

A turn is for a file system that knows no locks, as that of some network folders. It is a symbolic
link, which is made in one step or not at all; instead of leading anywhere it names its holder. The
link of a holder that died is taken over by whoever takes the turn *to take it over*, a link of the
same kind; so it never stands empty, and never two hold it.

``filelock`` has a mark for such disks too, but one that stands empty for a moment. A process killed
in that moment locks everybody out for ever, which 100 kills were enough to show.
"""

import errno
import os
import secrets
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from filelock import FileLock

NO_LOCKS = (errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP)
"How a file system says that it knows no locks."

TURN = ".turn"
_PAUSE = 0.01
"Seconds between two looks: the shorter, the less can a busy window keep another one out."
_GONE = "ZX"  # the states of a process that has ended and is still listed

_MODE = 0o600

_ours: set[str] = set()
"The turns that this process holds."


@contextmanager
def alone(lock: Path, patience: float) -> Iterator[None]:
    """Holds a lock file, against every other process and thread; it dies with its holder.

    Raises ``TimeoutError`` where another holds it for longer than ``patience`` seconds, and
    ``OSError`` where the disk refuses.
    """
    with ExitStack() as held:
        try:
            held.enter_context(
                FileLock(
                    lock, timeout=patience, mode=_MODE, poll_interval=_PAUSE, fallback_to_soft=False
                )
            )
        except OSError as error:
            if error.errno not in NO_LOCKS:
                raise
            held.enter_context(turn(lock.parent, patience))
        yield


@contextmanager
def turn(folder: Path, patience: float) -> Iterator[None]:
    """Holds the one turn of a folder, against every other process and thread.

    Raises ``TimeoutError`` where another holds it for longer than ``patience`` seconds, and
    ``OSError`` where the file system knows no symbolic links either.
    """
    place = os.open(folder, os.O_RDONLY)
    try:
        mine = _take(place, TURN, time.monotonic() + patience)
        try:
            yield
        finally:
            _give_back(place, TURN, mine)
    finally:
        os.close(place)


def _take(place: int, name: str, deadline: float) -> str:
    """Waits for the link ``name`` in the open folder ``place``, and says what it now holds."""
    mine = f"{socket.gethostname()}:{os.getpid()}:{_began(os.getpid())}:{secrets.token_hex(8)}"
    _ours.add(mine)
    try:
        while not (_made(place, name, mine) or _taken_over(place, name, mine, deadline)):
            _wait(deadline)
    except BaseException:
        _give_back(place, name, mine)
        raise
    return mine


def _wait(deadline: float) -> None:
    if time.monotonic() > deadline:
        raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))
    time.sleep(_PAUSE)


def _made(place: int, name: str, mine: str) -> bool:
    try:
        os.symlink(mine, name, dir_fd=place)
    except FileExistsError:
        return False
    return True


def _taken_over(place: int, name: str, mine: str, deadline: float) -> bool:
    if not _is_dead(_holder(place, name)):
        return False
    before = _take(place, f"{name}+", deadline)
    try:
        if not _is_dead(_holder(place, name)):  # another was quicker
            return False
        with suppress(FileNotFoundError):  # what another left that died just here
            os.unlink(f"{name}~", dir_fd=place)
        os.symlink(mine, f"{name}~", dir_fd=place)
        os.rename(f"{name}~", name, src_dir_fd=place, dst_dir_fd=place)
        return True
    finally:
        _give_back(place, f"{name}+", before)


def _give_back(place: int, name: str, mine: str) -> None:
    """Gives a turn back, also where its folder has another name by now, or is gone."""
    if _holder(place, name) == mine:
        with suppress(OSError):
            os.unlink(name, dir_fd=place)
    _ours.discard(mine)


def _holder(place: int, name: str) -> str:
    try:
        return os.readlink(name, dir_fd=place)
    except OSError:
        return ""


def _is_dead(holder: str) -> bool:
    """Whether the holder is known to be gone; of one on another computer nothing is known."""
    host, _, rest = holder.rpartition(":")[0].partition(":")
    number, _, began = rest.partition(":")
    if host != socket.gethostname() or not number.isdecimal():
        return False
    if int(number) == os.getpid():
        return holder not in _ours
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:  # another person's process
        return False
    return began != _began(int(number))


def _began(number: int) -> str:
    """When a process began, in ticks since the computer did; nothing where that is not told."""
    try:
        told = Path(f"/proc/{number}/stat").read_text("ascii", "replace").rpartition(") ")[2]
    except OSError:
        return ""
    facts = told.split()
    return "gone" if facts[0] in _GONE else facts[19]
