"""What a check gives: findings, each fine, a note or wrong, and how it can be mended."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from workbook.store.home import Home
from workbook.words import say

_NAMED = 3
"How many files a finding names before it counts the rest."


class State(Enum):
    """How something is: as it should be, worth knowing, or in need of a cure."""

    FINE = "fine"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True)
class Mend:
    """What ``--fix`` does about a finding, and what it says when that is done."""

    act: Callable[[], object]
    done: str
    touches_answers: bool = False
    "Whether a file of answers is written anew, so that there must be a snapshot of it first."


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: how it is, what was seen, what to do."""

    state: State
    what: str
    cure: str = ""
    mend: Mend | None = None


def fine(check: str, **values: object) -> Finding:
    """That this check found all well."""
    return Finding(State.FINE, say(f"commands.doctor.{check}.fine", **values))


def note(check: str, **values: object) -> Finding:
    """That this check found something to know."""
    return _with_cure(State.NOTE, check, None, values)


def wrong(check: str, mend: Mend | None = None, **values: object) -> Finding:
    """That this check found something wrong; its cure may be a ``mend``."""
    return _with_cure(State.WRONG, check, mend, values)


def _with_cure(state: State, check: str, mend: Mend | None, values: dict[str, object]) -> Finding:
    what = say(f"commands.doctor.{check}.{state.value}", **values)
    return Finding(state, what, say(f"commands.doctor.{check}.cure", **values), mend)


def done(check: str, **values: object) -> str:
    """What is said of this check when it was mended."""
    return say(f"commands.doctor.{check}.done", **values)


def place(home: Home, path: Path) -> str:
    """How a file is called: from home on where it lies in it."""
    inside = path.is_relative_to(home.root)
    return path.relative_to(home.root).as_posix() if inside else str(path)


def some(names: list[str]) -> str:
    """The first few of many names, and how many more there are."""
    first, more = ", ".join(names[:_NAMED]), len(names) - _NAMED
    return say("commands.doctor.and-more", names=first, count=more) if more > 0 else first
