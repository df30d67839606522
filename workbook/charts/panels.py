"""The frame of the journey: two panels over shared days, and a strip for contact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbook.charts import look

if TYPE_CHECKING:
    from datetime import date

PANEL, BETWEEN, STRIP, TITLE, LANE, FOOT = 150.0, 40.0, 18.0, 24.0, 16.0, 42.0
"""Heights in pixels: a panel, the room between panels, contact, a title row, a label row, days."""

LEFT, RIGHT, RIGHT_WITH_START = 26.0, 12.0, 42.0
"""Margins in pixels; the wider right one holds the word beside the starting line."""

MEASURES = (look.MOOD, look.CLOSENESS)
AXES = {"mood": "y", "closeness": "y2"}


@dataclass(frozen=True)
class Frame:
    """What a journey is drawn in.

    ``first`` and ``last`` are the days at its ends, ``lanes`` the rows of mark labels above the
    mood panel. The rest says which parts there are.
    """

    first: date
    last: date
    lanes: int = 0
    contact: bool = False
    start: bool = False
    invented: bool = False

    @property
    def days(self) -> int:
        """Days from end to end."""
        return (self.last - self.first).days

    @property
    def top(self) -> float:
        """Pixels above the mood panel."""
        return 2 + TITLE * (2 if self.invented else 1) + LANE * self.lanes

    @property
    def right(self) -> float:
        """Pixels to the right of the panels."""
        return RIGHT_WITH_START if self.start else RIGHT

    @property
    def inner(self) -> float:
        """Pixels from the upper edge of the mood panel to the days below."""
        return 2 * PANEL + BETWEEN + (BETWEEN + STRIP if self.contact else 0)

    def domain(self, above: float, tall: float) -> tuple[float, float]:
        """Give the share of the inner height that a panel fills, ``above`` pixels from its top."""
        return max(0.0, 1 - (above + tall) / self.inner), 1 - above / self.inner


def layout(frame: Frame) -> dict[str, Any]:
    """Lay out the axes and margins of a journey."""
    anchor = "y3" if frame.contact else "y2"
    axes: dict[str, Any] = {
        "xaxis": look.days_axis(frame.first, frame.last) | {"anchor": anchor},
        "yaxis": look.measure_axis(frame.domain(0, PANEL)),
        "yaxis2": look.measure_axis(frame.domain(PANEL + BETWEEN, PANEL)),
    }
    if frame.contact:
        axes["yaxis3"] = {
            "domain": frame.domain(2 * (PANEL + BETWEEN), STRIP),
            "range": [0, 1],
            "visible": False,
            "fixedrange": True,
        }
    margin = {"l": LEFT, "r": frame.right, "t": frame.top, "b": FOOT}
    return look.layout(frame.top + frame.inner + FOOT, margin=margin, **axes)
