"""Feelings by family, each with a strength."""

from typing import Any

import traitlets

from workbook.content.questions import Feelings
from workbook.content.wording import Reader
from workbook.widgets.control import Control, script, style


class FeelingsControl(Control[Feelings]):
    """Check boxes in named families; its value maps a feeling's id to its strength, from 1."""

    _esm = script("page", "control", "feelings")
    _css = style("look", "control", "feelings")

    families: traitlets.List[Any] = traitlets.List().tag(sync=True)
    strengths: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def reword(self, question: Feelings, reader: Reader) -> None:
        """Words the feelings too."""
        super().reword(question, reader)
        self.strengths = list(question.strengths)
        self.families = [
            {
                "label": family.label.to(reader),
                "feelings": [
                    {"id": one.id, "label": one.label.to(reader)} for one in family.feelings
                ],
            }
            for family in question.families
        ]
