"""Small disks, to be filled to the last page."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PAGE = 4096
MANY_PAGES = 200
"More than any action needs."


@contextmanager
def small_disk(place: Path) -> Iterator[bool]:
    """One megabyte at ``place``, which must be an empty folder; whether it could be had.

    Only root can mount one.
    """
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    mounted = is_root and not subprocess.run(command, capture_output=True, check=False).returncode
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(place)], check=True)


def fill(disk: Path, room: int = 0) -> Path:
    """Fills a disk, but for so many pages."""
    filler = disk / "filler"
    with filler.open("ab", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * PAGE)
        except OSError:
            file.truncate(max(0, file.tell() // PAGE - room) * PAGE)
    return filler
