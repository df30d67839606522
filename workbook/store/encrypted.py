"""While a folder is locked, what belongs into it stands beside it, encrypted: ``data.zip.age``.

As long as that file is there, nobody reads or writes in the folder, so that an empty one can
never hide what is locked.
"""

import os
from pathlib import Path

from workbook.errors import LockedError

ENDING = ".zip.age"


def beside(folder: Path) -> Path:
    """The encrypted file of a folder."""
    return folder.with_name(f"{folder.name}{ENDING}")


def is_beside(folder: Path) -> bool:
    """Whether the folder is locked."""
    return os.path.lexists(beside(folder))


def refuse_beside(folder: Path) -> None:
    """Raises ``LockedError`` where the folder is locked."""
    if is_beside(folder):
        raise LockedError(folder=folder)
