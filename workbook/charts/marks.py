"""Where the labels of marked days go, so that near ones do not cover each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from workbook.charts.picture import Mark

LANES = 3
"""Rows of labels above the panels; a label that fits in none is left to the table."""

LONGEST_LABEL = 24
"""Characters of a label that are shown; the table has the whole."""

NARROWEST = 300
"""Width in pixels of the panels on the narrowest page the chart is made for."""

CHARACTER = 6.2
"""Mean width in pixels of a character at the size of labels."""

SPACE = 14
"""Pixels kept free between two labels."""


@dataclass(frozen=True)
class Placed:
    """A mark with its lane, 0 being nearest the panel; ``lane`` is missing where none is free.

    ``before`` says that the label stands to the left of its line, as it does near the right edge.
    """

    mark: Mark
    label: str
    lane: int | None
    before: bool


def place(marks: Iterable[Mark], first: date, last: date) -> tuple[Placed, ...]:
    """Give each mark between ``first`` and ``last`` (the ends of the picture) a lane.

    Later marks come first and lie lower, so that the line rising to a label passes no other one.
    """
    per_day = NARROWEST / max((last - first).days, 1)
    shown = [mark for mark in marks if first <= mark.on <= last]
    taken: list[_Box] = []
    placed = []
    for mark in sorted(shown, key=lambda mark: mark.on, reverse=True):
        label, line = shortened(mark.label), (mark.on - first).days * per_day
        width = len(label) * CHARACTER + SPACE
        before = line + width > NARROWEST
        start, end = (line - width, line) if before else (line, line + width)
        boxes = (_Box(line, start, end, lane) for lane in range(LANES))
        box = next((box for box in boxes if not any(box.meets(other) for other in taken)), None)
        if box is not None:
            taken.append(box)
        placed.append(Placed(mark, label, None if box is None else box.lane, before))
    return tuple(reversed(placed))


def lanes(placed: Iterable[Placed]) -> int:
    """Count the lanes in use."""
    return max((spot.lane + 1 for spot in placed if spot.lane is not None), default=0)


@dataclass(frozen=True)
class _Box:
    """A label from ``start`` to ``end`` in its lane, and the line below it; in pixels."""

    line: float
    start: float
    end: float
    lane: int

    def meets(self, other: _Box) -> bool:
        """Whether the labels cover each other, or the line of one crosses the other's label."""
        if self.lane == other.lane:
            return self.start < other.end and other.start < self.end
        high, low = (self, other) if self.lane > other.lane else (other, self)
        return low.start < high.line < low.end


def shortened(label: str) -> str:
    """Cut a label to what can be shown, on one line, ending in an ellipsis where it was longer."""
    text = " ".join(label.split())
    return text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1].rstrip() + "…"
