"""A calendar file for a moment that comes back every week."""

from datetime import date, time
from typing import Any

import traitlets

from workbook import calendars
from workbook.content.dates_in_words import weekdays
from workbook.widgets.widget import Widget, module
from workbook.words import found, language

WORDS = ("weekday", "time", "make", "file", "made", "no-time", "silent")
"What the page says, by its key."


class CalendarFile(Widget):
    """A weekday, a time, and a button that puts the file among the downloads.

    ``title`` and ``about`` stand in the calendar, where others may read them. ``weekday`` (0 is
    Monday) and ``at`` are what stands there first; ``minutes`` is how long the moment lasts.
    Nothing is kept: the kernel makes the file and the page downloads it.
    """

    _esm = module(("page", "calendar_file"), ("look", "control", "calendar_file"))

    weekdays: traitlets.List[Any] = traitlets.List().tag(sync=True)
    weekday = traitlets.Int(6).tag(sync=True)
    at = traitlets.Unicode().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)

    def __init__(
        self,
        title: str = "",
        about: str = "",
        minutes: int = 30,
        weekday: int = 6,
        at: time = time(19),
    ) -> None:
        """A file about this, once it is asked for; both texts may be set later."""
        words = {name: found(f"interface.calendar.{name}") for name in WORDS}
        days = [{"id": number, "label": label} for number, label in weekdays()]
        super().__init__(weekdays=days, weekday=weekday, at=at.strftime("%H:%M"), words=words)
        self.title, self.about, self.minutes = title, about, minutes
        self.on_msg(lambda _widget, message, _buffers: self._asked(message))

    def file(self, weekday: int, at: time) -> bytes:
        """The calendar file for that day of the week and that time."""
        start = date.today()  # noqa: DTZ011 - the person's own calendar day
        return calendars.weekly(
            self.title, self.about, weekday, at, self.minutes, start, language()
        )

    def _asked(self, message: dict[str, Any]) -> None:
        made = self.file(int(message["weekday"]), time.fromisoformat(str(message["at"])))
        self.send({"file": made.decode("utf-8")})
