"""A quiet wait of a chosen length."""

from collections.abc import Sequence
from typing import Any

import traitlets

from workbook.widgets.widget import Widget, module
from workbook.words import found

WORDS = ("length", "minute", "minutes", "begin", "back", "stop", "now", "over", "again")
"What the timer says, by its key; the page fills in the time."


class Timer(Widget):
    """Says when one will be back, and shows a phrase meanwhile; nothing counts down.

    ``minutes``: the lengths to choose from. ``phrase`` may be empty, and may change while one
    waits. ``key`` tells the timers of one page apart; a wait goes on when a cell runs again, or a
    kernel starts anew. Nothing is kept, and nothing comes back to the kernel.
    """

    _esm = module(("page", "waiting", "timer"), ("look", "control", "waiting", "timer"))

    key = traitlets.Unicode().tag(sync=True)
    minutes: traitlets.List[Any] = traitlets.List().tag(sync=True)
    phrase = traitlets.Unicode().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)

    def __init__(self, minutes: Sequence[int], key: str = "", phrase: str = "") -> None:
        """A timer with these lengths."""
        words = {name: found(f"interface.timer.{name}") for name in WORDS}
        super().__init__(minutes=list(minutes), key=key, phrase=phrase, words=words)
