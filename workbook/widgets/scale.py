"""Eleven numbered steps between two named ends."""

import traitlets

from workbook.content.questions import Steps
from workbook.content.wording import Reader
from workbook.widgets.control import Control
from workbook.widgets.widget import module


class ScaleControl(Control[Steps]):
    """Native radio buttons from 0 to 10; its value is a whole number."""

    _esm = module(("page", "control", "scale"), ("look", "control", "scale"))

    low = traitlets.Unicode().tag(sync=True)
    high = traitlets.Unicode().tag(sync=True)

    def reword(self, question: Steps, reader: Reader) -> None:
        """Words the ends too."""
        super().reword(question, reader)
        self.low, self.high = question.low.to(reader), question.high.to(reader)
