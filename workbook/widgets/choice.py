"""One of several options."""

from typing import Any

import traitlets

from workbook.content.questions import Choice
from workbook.content.wording import Reader
from workbook.widgets.control import Control
from workbook.widgets.widget import module


class ChoiceControl(Control[Choice]):
    """Native radio buttons in a named group; its value is an option's id."""

    _esm = module(("page", "control", "choice"), ("look", "control"))

    options: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def reword(self, question: Choice, reader: Reader) -> None:
        """Words the options too."""
        super().reword(question, reader)
        self.options = [{"id": o.id, "label": o.label.to(reader)} for o in question.options]
