"""As much text as one likes."""

from workbook.widgets.control import Control, script


class LongControl(Control):
    """A native text area that grows with its text."""

    _esm = script("page", "control", "long")
