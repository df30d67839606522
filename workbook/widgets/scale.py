"""Eleven numbered steps between two named ends."""

import traitlets

from workbook.content.questions import Scale
from workbook.content.wording import Reader
from workbook.widgets.control import Control, script, style


class ScaleControl(Control):
    """Native radio buttons from 0 to 10; its value is a whole number."""

    _esm = script("page", "control", "scale")
    _css = style("look", "control", "scale")

    low = traitlets.Unicode().tag(sync=True)
    high = traitlets.Unicode().tag(sync=True)

    def reword(self, question: Scale, reader: Reader) -> None:
        """Words the ends too."""
        super().reword(question, reader)
        self.low, self.high = question.low.to(reader), question.high.to(reader)
