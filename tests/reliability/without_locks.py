"""A computer whose file systems know no locks: every `flock` of a process is refused."""

import errno
import os
import shutil
import subprocess
from pathlib import Path

SHIM = """
#include <errno.h>
int flock(int handle, int how) { errno = %d; return -1; }
"""
ERRORS = {"ENOSYS": errno.ENOSYS, "ENOLCK": errno.ENOLCK, "EOPNOTSUPP": errno.EOPNOTSUPP}


def can_be_had() -> bool:
    """Whether such a computer can be pretended here."""
    return os.name == "posix" and os.uname().sysname == "Linux" and shutil.which("cc") is not None


def environment(place: Path, error: str) -> dict[str, str]:
    """The environment in which a process meets no locks, through a library built in ``place``."""
    source, library = place / "shim.c", place / f"{error}.so"
    source.write_text(SHIM % ERRORS[error], "ascii")
    subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source], check=True)
    return {**os.environ, "LD_PRELOAD": str(library)}
