"""Tools with buttons of their own: one tap for an entry, and a jar to draw from."""

from typing import Any, Protocol

from workbook.content.model import Exercise
from workbook.content.tools import Jar, Taps
from workbook.pages.tools import logs
from workbook.pages.tools.seen import Seen
from workbook.widgets.block import Block


class Host(Protocol):
    """The form that a tool stands in."""

    exercise: Exercise
    answers: dict[str, Any]

    def save(self) -> str:
        """Keeps the answers as an entry, and gives its id."""

    def take_back(self, entry: str, tapped: str) -> None:
        """Takes an entry out again and puts its words back, without what was ``tapped``."""

    def guard(self, act: Any) -> bool:
        """Runs ``act``; a fault is said on the page, and ``False`` returned."""


class TapsBlock:
    """A button per option; each tap is an entry, and the last one can be undone."""

    follows_typing = False

    def __init__(self, tool: Taps, host: Host) -> None:
        """Buttons for the options of the tool's question."""
        self._tool, self._host = tool, host
        self._tapped, self._entry = "", ""
        self._seen: Seen | None = None
        self.widget = Block(pressed=self._pressed, form=host.exercise.id)

    def show(self, seen: Seen) -> None:
        """Draws the buttons."""
        self._seen = seen
        there = self._entry in {entry.id for entry in seen.entries}
        self.widget.pieces = logs.taps(self._tool, seen, self._tapped if there else "")

    def _pressed(self, action: str) -> None:
        verb, _, option = action.partition(":")
        self._host.guard(lambda: self._undo() if verb == "undo" else self._tap(option))

    def _tap(self, option: str) -> None:
        self._host.answers = {self._tool.question: option}
        self._entry = self._host.save()
        self._tapped = option
        if self._seen:
            self.show(self._seen)

    def _undo(self) -> None:
        self._host.take_back(self._entry, self._tool.question)


class JarBlock:
    """Saved lines, one of them drawn at random."""

    follows_typing = False

    def __init__(self, tool: Jar, host: Host) -> None:
        """A jar of the lines of the tool's questions."""
        self._tool, self._drawn = tool, ""
        self._seen: Seen | None = None
        self.widget = Block(pressed=self._pressed, form=host.exercise.id)

    def show(self, seen: Seen) -> None:
        """Draws the jar, and the slip of paper that is out of it."""
        self._seen = seen
        self.widget.pieces = logs.jar(self._tool, seen, self._drawn)

    def _pressed(self, _action: str) -> None:
        if self._seen:
            lines = logs.in_the_jar(self._tool, self._seen)
            self._drawn = logs.draw_from(lines, self._drawn) if lines else ""
            self.show(self._seen)
