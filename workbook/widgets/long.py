"""As much text as one likes."""

from workbook.content.questions import Long
from workbook.widgets.control import Control
from workbook.widgets.widget import module


class LongControl(Control[Long]):
    """A native text area that grows with its text."""

    _esm = module(("page", "control", "long"), ("look", "control"))
