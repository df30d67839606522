"""Two people at one screen take turns of equal time."""

from collections.abc import Sequence
from typing import Any

import traitlets

from workbook.widgets.widget import Widget, module
from workbook.words import found

WORDS = (
    "length", "first", "second", "names", "begin", "speaks", "listen", "place", "pause", "paused",
    "rest", "on", "enough", "swap", "finish", "next", "last", "close", "end", "ended", "again",
    "fill", "unfill",
)  # fmt: skip
"What the page says, by its key; it fills in the names."


class Turns(Widget):
    """Whose turn it is, what the listener does, and a press when the time has come to swap.

    ``minutes``: the lengths of a turn to choose from. ``prompts``: both people answer each, one
    after the other. The names that are typed, and where the two stand, live on the page alone:
    nothing is kept, and nothing comes back to the kernel. ``key`` tells two on one page apart.
    """

    _esm = module(("page", "waiting", "turns"), ("look", "control", "waiting", "turns"))

    key = traitlets.Unicode().tag(sync=True)
    minutes: traitlets.List[Any] = traitlets.List().tag(sync=True)
    prompts: traitlets.List[Any] = traitlets.List().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)

    def __init__(self, minutes: Sequence[int], prompts: Sequence[str] = (), key: str = "") -> None:
        """Turns of one of these lengths over these prompts."""
        words = {name: found(f"interface.turns.{name}") for name in WORDS}
        words |= {name: found(f"interface.timer.{name}") for name in ("minute", "minutes")}
        super().__init__(minutes=list(minutes), prompts=list(prompts), key=key, words=words)
