"""As much text as one likes."""

from workbook.content.questions import Long
from workbook.widgets.control import Control, script


class LongControl(Control[Long]):
    """A native text area that grows with its text."""

    _esm = script("page", "control", "long")
