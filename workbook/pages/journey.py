"""Mood and closeness over time, drawn anew whenever a check-in is saved."""

from collections.abc import Iterator
from typing import Any

from workbook.charts.journey import journey
from workbook.charts.picture import Mark, Picture
from workbook.content.reading import content, exercise
from workbook.pages import session
from workbook.pages.chart import Chart
from workbook.store import bonds, entries, progress, settings
from workbook.store.frames import frame
from workbook.store.home import Home
from workbook.words import say


class Journey(Chart):
    """The picture of the bond in hand, and what the person may choose about it."""

    views = (("table", "untable"), ("smooth", "unsmooth"), ("join", "unjoin"))

    def __init__(self) -> None:
        """Draws the check-ins of the bond in hand."""
        super().__init__(lambda: _picture(self._chosen))


def _picture(chosen: set[str]) -> Picture:
    home, bond = session.current_home(), session.current_bond()
    return journey(
        frame(bonds.folder(home, bond), exercise("checkin")),
        list(_marks(home, bond)),
        baseline=_baseline(home, bond),
        smooth="smooth" in chosen,
        joined="join" in chosen,
        invented=settings.read(home).invented,
    )


def _marks(home: Home, bond: str) -> Iterator[Mark]:
    """The day on which each stage was begun."""
    done = progress.of(home, bond).done
    for stage in content().stages:
        days = [done[e.id].first for e in content().exercises.get(stage.id, ()) if e.id in done]
        if days:
            yield Mark(min(days), say("interface.journey.stage-mark", title=stage.title))


def _baseline(home: Home, bond: str) -> dict[str, Any] | None:
    saved = entries.load(bonds.folder(home, bond), exercise("welcome.baseline")).entries
    return saved[0].answers if saved else None
