"""The tools of an exercise on the screen: they draw from the answers and ask nothing."""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

import ipywidgets

from workbook.content import tools
from workbook.content.model import Exercise
from workbook.content.tools import AnyTool
from workbook.pages.tools import charts, coaching, gathering, logs, pictures, recalling, sentences
from workbook.pages.tools.seen import Seen
from workbook.pages.tools.tapping import Host, JarBlock, TapsBlock
from workbook.pages.tools.waiting import CalendarBlock, TimerBlock, TurnsBlock
from workbook.widgets.block import Block, Piece


class Shown(Protocol):
    """What every tool on the screen can do."""

    widget: ipywidgets.Widget
    follows_typing: bool
    "Whether it draws from what is being typed; else from what was saved."

    def show(self, seen: Seen) -> None:
        """Draws what there is now."""


class Drawn:
    """A tool that a function draws as pieces of a block."""

    def __init__(self, draw: Callable[[Any, Seen], list[Piece]], tool: AnyTool, host: Host) -> None:
        """``draw`` gives the pieces of ``tool`` for what is seen."""
        self._draw, self._tool = draw, tool
        self.follows_typing = isinstance(tool, _FOLLOW_TYPING)
        self.widget = Block(form=host.exercise.id)

    def show(self, seen: Seen) -> None:
        """Draws what there is now."""
        self.widget.pieces = self._draw(self._tool, seen)


_DRAWN: dict[type, Callable[[Any, Seen], list[Piece]]] = {
    tools.Sentences: sentences.draw,
    tools.Coach: coaching.draw,
    tools.RevealTool: recalling.reveal,
    tools.LineTool: pictures.line,
    tools.WeightsTool: pictures.weights,
    tools.Compare: pictures.compare,
    tools.Recall: recalling.recall,
    tools.Counts: logs.counts,
    tools.Mosaic: gathering.mosaic,
    tools.ClosingPage: gathering.closing_page,
}

_FOLLOW_TYPING = (
    tools.Sentences,
    tools.Coach,
    tools.RevealTool,
    tools.LineTool,
    tools.WeightsTool,
    tools.Compare,
    tools.ClosingPage,
)

_LOOK_ELSEWHERE = (tools.Recall, tools.Compare, tools.Mosaic, tools.ClosingPage)
"Those that draw from other exercises too, and so anew whenever something is saved there."

_OWN: dict[type, Callable[[Any, Host], Shown]] = {
    tools.Taps: TapsBlock,
    tools.Jar: JarBlock,
    tools.TimerTool: TimerBlock,
    tools.TurnsTool: TurnsBlock,
    tools.CalendarTool: CalendarBlock,
    tools.Share: charts.ShareChart,
    tools.OverTime: charts.OverTimeChart,
}


class Toolbox:
    """All tools of one exercise."""

    def __init__(self, exercise: Exercise, host: Host) -> None:
        """``host`` is the form they stand in."""
        last = exercise.questions[-1].id
        self._host = host
        self.looks_elsewhere = any(isinstance(one, _LOOK_ELSEWHERE) for one in exercise.tools)
        self._tools = [(one.after or last, _tool(one, host)) for one in exercise.tools]
        self.tapped = {one.question for one in exercise.tools if isinstance(one, tools.Taps)}
        for _, tool in self._tools:
            tool.widget.add_class("wb-tool")

    def under(self, question: str) -> list[ipywidgets.Widget]:
        """What stands under a question, in the order of the content file."""
        return [tool.widget for after, tool in self._tools if after == question]

    def show(self, seen: Seen, *, typing: bool) -> None:
        """Draws all of them, or where one is ``typing`` those that follow it.

        Whatever one cannot draw, the words, their controls and the other tools are there.
        """
        for _, tool in self._tools:
            if tool.follows_typing or not typing:
                self._host.guard(partial(tool.show, seen))


def _tool(tool: AnyTool, host: Host) -> Shown:
    own = _OWN.get(type(tool))
    return own(tool, host) if own else Drawn(_DRAWN[type(tool)], tool, host)
