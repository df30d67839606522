"""What was read from the disk, remembered while many pages are drawn at one moment."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

_Read = TypeVar("_Read")

_known: ContextVar[dict[Hashable, Any] | None] = ContextVar("known", default=None)
"What was read since ``each_read_once`` was entered."


@contextmanager
def each_read_once() -> Iterator[None]:
    """Within it no file is read twice."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def once(key: Hashable, read: Callable[[], _Read]) -> _Read:
    """What ``read`` gives, or gave for that key within ``each_read_once``."""
    known = _known.get()
    if known is None:
        return read()
    if key not in known:
        known[key] = read()
    found: _Read = known[key]
    return found
