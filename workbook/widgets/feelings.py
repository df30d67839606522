"""Things by family, each with a weight: feelings with their strength, causes with their share."""

from typing import Any

import traitlets

from workbook.content.questions import Weights
from workbook.content.wording import Reader
from workbook.widgets.control import Control
from workbook.widgets.widget import module


class FeelingsControl(Control[Weights]):
    """Check boxes in named families; its value maps an option's id to its weight, from 1."""

    _esm = module(("page", "control", "feelings"), ("look", "control", "feelings"))

    families: traitlets.List[Any] = traitlets.List().tag(sync=True)
    strengths: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def reword(self, question: Weights, reader: Reader) -> None:
        """Words the options too."""
        super().reword(question, reader)
        self.strengths = list(question.strengths)
        self.families = [
            {
                "label": family.label.to(reader),
                "options": [
                    {"id": one.id, "label": one.label.to(reader)} for one in family.options
                ],
            }
            for family in question.families
        ]
