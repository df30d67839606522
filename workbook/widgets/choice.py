"""One of several options."""

import traitlets

from workbook.content.questions import Choice
from workbook.content.wording import Reader
from workbook.widgets.control import Control, script


class ChoiceControl(Control):
    """Native radio buttons in a named group; its value is an option's id."""

    _esm = script("page", "control", "choice")

    options = traitlets.List().tag(sync=True)

    def reword(self, question: Choice, reader: Reader) -> None:
        """Words the options too."""
        super().reword(question, reader)
        self.options = [{"id": o.id, "label": o.label.to(reader)} for o in question.options]
