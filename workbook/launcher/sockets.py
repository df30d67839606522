"""Where the files stand through which the server and its kernels speak with each other.

A port on this machine is open to everybody who uses it, and what a kernel shows goes there in
plain. A file in a folder of one's own is not.
"""

import atexit
import hashlib
import os
import secrets
import shutil
import socket
import tempfile
from contextlib import suppress
from pathlib import Path

from workbook.store.home import Home

_CHANNELS = 5
"Of each kernel, with a file for each."


def prefix(folder: str) -> str:
    """A new path to which a kernel adds ``-1`` to ``-5``; short, as systems allow 103 bytes."""
    return str(Path(folder) / secrets.token_hex(4))


def folder(home: Home) -> str:
    """An empty folder for them, in home where that can be; ``""`` where a system knows none."""
    if not hasattr(socket, "AF_UNIX"):
        return ""
    own = home.private / "sockets"
    shutil.rmtree(own, ignore_errors=True)  # what a killed server has left
    own.mkdir(mode=0o700, exist_ok=True)
    if _holds_sockets(own):
        return str(own)
    short = _outside(home)
    return str(short) if _holds_sockets(short) else ""


def _holds_sockets(place: Path) -> bool:
    """Whether a path in it is short enough, and its disk knows such files."""
    path = f"{prefix(str(place))}-{_CHANNELS}"
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.bind(path)
        except OSError:
            return False
        Path(path).unlink()
    return True


def _outside(home: Home) -> Path:
    """A short folder outside home; it goes when the server ends, or else at the next start."""
    start = f"workbook-{hashlib.sha256(os.fsencode(home.root)).hexdigest()[:8]}-"
    place = _temporary()
    for left in place.glob(f"{start}*"):
        with suppress(OSError):
            if left.lstat().st_uid == os.getuid():
                shutil.rmtree(left)
    made = Path(tempfile.mkdtemp(prefix=start, dir=place))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def _temporary() -> Path:
    own = os.environ.get("XDG_RUNTIME_DIR", "")
    return Path(own if os.access(own, os.W_OK) else tempfile.gettempdir())
