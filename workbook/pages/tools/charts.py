"""Charts of a log, each drawn from its saved entries."""

from typing import TYPE_CHECKING, Any

import ipywidgets

from workbook.content.tools import OverTime, Share
from workbook.pages.tools.seen import Seen
from workbook.pages.tools.tapping import Host
from workbook.store import bonds, entries
from workbook.store.frames import frame
from workbook.words import language, say

if TYPE_CHECKING:
    from workbook.charts.picture import Picture


class _ChartTool:
    """A chart that is made when it is first shown: plotly and pandas come with it.

    It is told of every save, and drawn anew only where its own entries have changed.
    """

    _made: "Picture"

    follows_typing = False

    def __init__(self, tool: Any, host: Host) -> None:  # noqa: ARG002 - every tool is made so
        """A chart of the host's saved entries."""
        self.tool = tool
        self._seen: Seen | None = None
        self._chart: Any = None
        self._drawn_from: Any = None
        self.widget = ipywidgets.VBox()

    def show(self, seen: Seen) -> None:
        """Draws the saved entries."""
        from workbook.pages.chart import Chart

        self._seen = seen
        if self._chart:
            self._chart.refresh()
        else:
            self._chart = Chart(self._drawn)
            self.widget.children = (self._chart,)

    def _drawn(self) -> "Picture":
        assert self._seen is not None  # noqa: S101 - it is shown first
        seen, folder = self._seen, bonds.folder(self._seen.home, self._seen.bond)
        there = (entries.load(folder, seen.exercise).entries, seen.reader, language())
        if there != self._drawn_from:
            self._made = self.picture(frame(folder, seen.exercise), seen)
            self._drawn_from = there
        return self._made

    def picture(self, logged: Any, seen: Seen) -> "Picture":
        """What is drawn from the saved entries."""
        raise NotImplementedError


class ShareChart(_ChartTool):
    """The share of entries that came out in one way, over time."""

    tool: Share

    def picture(self, logged: Any, seen: Seen) -> "Picture":
        """The share so far, with its interval."""
        from workbook.charts.shares import share_over_time

        tool = self.tool
        title = tool.label.to(seen.reader) if tool.label else say("charts.share.title")
        return share_over_time(logged, tool.question, tool.counts, tool.of, title)


class OverTimeChart(_ChartTool):
    """The log's scales, each as a line of its own."""

    tool: OverTime

    def picture(self, logged: Any, seen: Seen) -> "Picture":
        """The scales over time."""
        from workbook.charts.scales import scales_over_time

        title = self.tool.label.to(seen.reader) if self.tool.label else say("charts.scales.title")
        asked = [seen.exercise.question(name) for name in self.tool.questions]
        names = {one.id: (one.short or one.label).to(seen.reader) for one in asked}
        return scales_over_time(logged, names, title)
