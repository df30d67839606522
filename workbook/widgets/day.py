"""A calendar date."""

from workbook.content.questions import Day
from workbook.widgets.control import Control, script


class DayControl(Control[Day]):
    """A native date input; its value is ``YYYY-MM-DD``."""

    _esm = script("page", "control", "day")
