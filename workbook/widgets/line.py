"""One line of text."""

from workbook.widgets.control import Control, script


class LineControl(Control):
    """A native text input."""

    _esm = script("page", "control", "line")
