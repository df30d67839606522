"""A calendar date."""

from workbook.widgets.control import Control, script


class DayControl(Control):
    """A native date input; its value is ``YYYY-MM-DD``."""

    _esm = script("page", "control", "day")
