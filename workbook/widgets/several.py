"""Any number of options."""

from typing import Any

import traitlets

from workbook.content.questions import Several
from workbook.content.wording import Reader
from workbook.widgets.control import Control
from workbook.widgets.widget import module


class SeveralControl(Control[Several]):
    """Native check boxes in a named group; its value is a list of ids. ``at_most`` 0: no limit."""

    _esm = module(("page", "control", "several"), ("look", "control"))

    options: traitlets.List[Any] = traitlets.List().tag(sync=True)
    at_most = traitlets.Int(0).tag(sync=True)

    def reword(self, question: Several, reader: Reader) -> None:
        """Words the options too."""
        super().reword(question, reader)
        self.options = [{"id": o.id, "label": o.label.to(reader)} for o in question.options]
        self.at_most = question.at_most or 0
