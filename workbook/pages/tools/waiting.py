"""Tools that help while one waits or talks: a timer, turns for two, a calendar file."""

from workbook.content.tools import CalendarTool, TimerTool, TurnsTool
from workbook.pages.tools.seen import Seen
from workbook.pages.tools.tapping import Host
from workbook.widgets.calendar_file import CalendarFile
from workbook.widgets.timer import Timer
from workbook.widgets.turns import Turns


class TimerBlock:
    """A quiet wait; the phrase is read from the answers."""

    follows_typing = True

    def __init__(self, tool: TimerTool, host: Host) -> None:
        """A timer of the tool's lengths."""
        self._tool = tool
        self.widget = Timer(tool.minutes, f"{host.exercise.id}/{tool.kind}")

    def show(self, seen: Seen) -> None:
        """Shows the phrase as it stands."""
        self.widget.phrase = seen.words(self._tool.phrase) if self._tool.phrase else ""


class TurnsBlock:
    """Two people at one screen."""

    follows_typing = False

    def __init__(self, tool: TurnsTool, host: Host) -> None:
        """Turns of the tool's lengths."""
        self._tool = tool
        self.widget = Turns(tool.minutes, (), f"{host.exercise.id}/{tool.kind}")

    def show(self, seen: Seen) -> None:
        """Words the prompts."""
        self.widget.prompts = [prompt.to(seen.reader) for prompt in self._tool.prompts]


class CalendarBlock:
    """A calendar file that repeats weekly."""

    follows_typing = False

    def __init__(self, tool: CalendarTool, host: Host) -> None:  # noqa: ARG002 - every tool is made so
        """A file for the tool's title."""
        self._tool = tool
        self.widget = CalendarFile("", "")

    def show(self, seen: Seen) -> None:
        """Words what stands in the calendar."""
        self.widget.title = self._tool.title.to(seen.reader)
        self.widget.about = self._tool.about.to(seen.reader)
