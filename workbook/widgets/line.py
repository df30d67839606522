"""One line of text."""

from workbook.content.questions import Line
from workbook.widgets.control import Control, script


class LineControl(Control[Line]):
    """A native text input."""

    _esm = script("page", "control", "line")
