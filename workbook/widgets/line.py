"""One line of text."""

from workbook.content.questions import Line
from workbook.widgets.control import Control
from workbook.widgets.widget import module


class LineControl(Control[Line]):
    """A native text input."""

    _esm = module(("page", "control", "line"), ("look", "control"))
