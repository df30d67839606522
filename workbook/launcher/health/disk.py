"""What kind of disk home lies on: another computer’s, one without locks, a full one."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from workbook.launcher.health.findings import Finding, note
from workbook.store import durable, turns
from workbook.store.home import Home

ROOM = 200 * 2**20
"Bytes that should be free, so that a snapshot or a lock never comes to a full disk half-way."

_NETWORK = re.compile(r"nfs\d?|cifs|smb\w*|afp\w*|afs|ceph|9p|webdav|davfs|fuse\.(sshfs|rclone)")
_MOUNTED = (
    re.compile(r".+ on (?P<folder>/.*) \((?P<kind>\w+).*"),  # what ``mount`` lists on a Mac
    re.compile(r"\S+ (?P<folder>/\S*) (?P<kind>\S+) .*"),  # Linux's table, with \040 for a space
)
_TABLE = Path("/proc/self/mounts")
_REMOTE = 4  # what Windows calls a disk of another computer


def check(home: Home) -> Iterator[Finding]:
    """Whether the disk may keep words less well than a disk of this computer: no fault."""
    if is_of_another_computer(home.root):
        yield note("network")
    if not locks_hold(home.data):
        yield note("no-locks")
    free = shutil.disk_usage(home.root).free
    if free < ROOM:
        yield note("room", free=free // 2**20)


def is_of_another_computer(folder: Path) -> bool:
    """Whether a folder lies on a disk that is reached over a network."""
    there = folder.resolve()
    if sys.platform == "win32":
        import ctypes

        kind = ctypes.windll.kernel32.GetDriveTypeW(there.anchor)
        return there.anchor.startswith("\\\\") or kind == _REMOTE
    return bool(_NETWORK.fullmatch(kind_of_disk(there, _mounted())))


def kind_of_disk(folder: Path, mounted: str) -> str:
    """The kind of file system that a folder lies on, from the list of what is ``mounted``."""
    kinds = {}
    for line in mounted.splitlines():
        told = next(filter(None, (form.fullmatch(line) for form in _MOUNTED)), None)
        if told:
            kinds[Path(told["folder"].replace(r"\040", " "))] = told["kind"]
    above = [place for place in (folder, *folder.parents) if place in kinds]
    return kinds[above[0]] if above else ""


def _mounted() -> str:
    if _TABLE.exists():
        return _TABLE.read_text("utf-8", "replace")
    return subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout


def locks_hold(folder: Path) -> bool:
    """Whether a lock in a folder keeps a second one out; nothing is tried where none ever was."""
    path = folder / durable.LOCK
    if not path.exists():
        return True
    first, second = (FileLock(path, timeout=0, fallback_to_soft=False) for _ in range(2))
    try:
        with suppress(Timeout), first, second:
            return False
    except OSError as error:
        return error.errno not in turns.NO_LOCKS
    return True
