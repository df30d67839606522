"""Refuses an action at its first call to the disk, at its second, and so on to the last."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

ASKING = ("mkdir", "fsync", "link", "symlink")
"What asks the disk for room, beside opening a new file."
MOVING = ("replace", "rename")
"What asks for none; it is refused at its own turn, but not because the disk is full since."


class Refusal:
    """The disk refuses at one call, the ``at``-th; where it ``lasts``, it is full from then on."""

    def __init__(self, at: int, *, lasts: bool, reason: int) -> None:
        self.at, self.lasts, self.reason, self.calls = at, lasts, reason, 0

    def meet(self, *, asks: bool) -> None:
        self.calls += 1
        if self.calls == self.at or (self.lasts and asks and self.calls > self.at):
            raise OSError(self.reason, os.strerror(self.reason))

    @property
    def was_met(self) -> bool:
        return self.calls >= self.at


@contextmanager
def refused_at(at: int, *, lasts: bool, reason: int = errno.ENOSPC) -> Iterator[Refusal]:
    """Lets the disk refuse at the ``at``-th call, counted from 1."""
    refusal = Refusal(at, lasts=lasts, reason=reason)
    with mock.patch.multiple(os, open=_opening(refusal), **_calls(refusal)):
        yield refusal


def _calls(refusal: Refusal) -> dict[str, Any]:
    real = {name: getattr(os, name) for name in (*ASKING, *MOVING)}
    real["fsync"] = lambda _: None  # no power cut comes, and it takes long
    return {name: _refusing(call, refusal, asks=name in ASKING) for name, call in real.items()}


def _refusing(call: Callable[..., Any], refusal: Refusal, *, asks: bool) -> Callable[..., Any]:
    def refusing(*given: Any, **named: Any) -> Any:
        refusal.meet(asks=asks)
        return call(*given, **named)

    return refusing


def _opening(refusal: Refusal) -> Callable[..., int]:
    call = os.open

    def opening(path: Any, flags: int, *given: Any, **named: Any) -> int:
        if flags & os.O_CREAT and not os.path.lexists(path):
            refusal.meet(asks=True)
        return call(path, flags, *given, **named)

    return opening
