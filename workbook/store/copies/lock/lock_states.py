"""Whether the answers are open or locked, and what a lock or unlock that was cut off has left.

On their way in and out of ``data/`` plain files stand in a folder ``.data.<random>.tmp`` of home,
which holds them as home does: in a folder ``data``.
"""

import secrets
from enum import Enum
from pathlib import Path

from workbook.store import durable, encrypted
from workbook.store.copies import archives
from workbook.store.home import Home

PAGE = "data/README.md"
"The page about the folder that comes with a checkout; it holds no answer and stays in place."


class State(Enum):
    """``BOTH``: locked, and plain files are still there, since something was cut off."""

    OPEN = "open"
    LOCKED = "locked"
    BOTH = "both"


def is_locked(home: Home) -> bool:
    """Whether the answers are locked; nobody may read or write any then."""
    return encrypted.is_beside(home.data)


def state(home: Home) -> State:
    """The state of the answers of a home; raises ``NotReadError``."""
    if not is_locked(home):
        return State.OPEN
    return State.BOTH if answers(plain(home)) else State.LOCKED


def plain(home: Home) -> dict[str, bytes]:
    """Every plain file of ``data/``, and of what was cut off on its way in or out of it."""
    found: dict[str, bytes] = {}
    for place in (*asides(home), home):
        found |= archives.gather(place)
    return found


def answers(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files but for the page about the folder."""
    return {path: content for path, content in files.items() if path != PAGE}


def asides(home: Home) -> list[Home]:
    """The folders that something cut off has left."""
    found = home.root.glob(f".{home.data.name}.*{durable.TEMPORARY}")
    return [Home(path) for path in found if path.is_dir() and durable.is_ours_alone(path.name)]


def new_aside(home: Home) -> Home:
    """A folder for plain files on their way, made anew."""
    name = f".{home.data.name}.{secrets.token_hex(4)}{durable.TEMPORARY}"
    aside = Home(home.root / name)
    durable.make_folder(aside.root)
    return aside


def remember_opened(home: Home) -> None:
    """Notes that the answers are to be locked again when the workbook ends; no secret is in it."""
    durable.make_folder(home.private)
    durable.write(_note(home), b"{}\n")


def is_to_be_locked_again(home: Home) -> bool:
    """Whether the answers are open only for as long as the workbook is."""
    return not is_locked(home) and _note(home).exists()


def forget_opened(home: Home) -> None:
    """The answers are locked again, or open for good."""
    durable.remove(_note(home))


def _note(home: Home) -> Path:
    return home.private / "open-for-now.json"
