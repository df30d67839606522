"""The kinds of question."""

from typing import Annotated

from pydantic import Field

from workbook.content.questions.base import Condition, Identifier, Question
from workbook.content.questions.choices import Choice, Feelings, Several
from workbook.content.questions.dates import Day, day_it_is_about
from workbook.content.questions.rows import Rows
from workbook.content.questions.scales import Closeness, Scale, Steps
from workbook.content.questions.text import Line, Long

AnyQuestion = Annotated[
    Line | Long | Choice | Several | Scale | Closeness | Day | Feelings | Rows,
    Field(discriminator="kind"),
]

__all__ = [
    "AnyQuestion",
    "Choice",
    "Closeness",
    "Condition",
    "Day",
    "Feelings",
    "Identifier",
    "Line",
    "Long",
    "Question",
    "Rows",
    "Scale",
    "Several",
    "Steps",
    "day_it_is_about",
]
