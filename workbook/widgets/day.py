"""A calendar date."""

from workbook.content.questions import Day
from workbook.widgets.control import Control
from workbook.widgets.widget import module


class DayControl(Control[Day]):
    """A native date input; its value is ``YYYY-MM-DD``."""

    _esm = module(("page", "control", "day"), ("look", "control"))
