"""Lets a program die at its first change of the disk, at its second, and so on to the last.

A death is an exception that no clean-up survives: from then on every change is refused too, as
if the power had gone.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_WRITING = ("w", "x", "a", "+")
_CHANGES = ("os.remove", "os.rename", "os.rmdir", "os.mkdir")
_NO_FOLDER = -1


class DeathError(BaseException):
    """The program has died."""


@dataclass
class Life:
    """How many changes of the disk below a folder are left, and what they were."""

    folder: Path
    left: int
    lived: list[str] = field(default_factory=list)

    def spend(self, event: str, place: Any) -> None:
        if str(place).endswith((".lock", ".turn")):
            return
        self.lived.append(f"{event} {place}")
        if len(self.lived) > self.left:
            raise DeathError(event)

    @property
    def ended(self) -> bool:
        return len(self.lived) > self.left


_lives: list[Life] = []


def _hear(event: str, given: tuple[Any, ...]) -> None:
    """What Python says before it changes anything; a change within an open folder names no path."""
    if not _lives:
        return
    [life] = _lives
    if event == "open" and _writes(given) and str(given[0]).startswith(str(life.folder)):
        life.spend(event, given[0])
    elif event in _CHANGES:
        within = str(given[0]).startswith(str(life.folder)) or given[-1] != _NO_FOLDER
        if within:
            life.spend(event, given[0])


def _writes(given: tuple[Any, ...]) -> bool:
    _, mode, flags = given
    return bool(flags & 0o3) or any(letter in (mode or "") for letter in _WRITING)


sys.addaudithook(_hear)  # it stays for ever, and is silent outside `dying`


@contextmanager
def dying(folder: Path, after: int) -> Iterator[Life]:
    """Dies after so many changes below a folder."""
    life = Life(folder, after)
    _lives.append(life)
    try:
        yield life
    except DeathError:
        assert life.ended
    finally:
        _lives.remove(life)
