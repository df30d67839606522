"""The kinds of question."""

from typing import Annotated

from pydantic import Field

from workbook.content.questions.base import Condition, Identifier, Question
from workbook.content.questions.cards import Cards
from workbook.content.questions.choices import Choice, Choosing, Several
from workbook.content.questions.dates import Day, day_it_is_about
from workbook.content.questions.rows import Rows
from workbook.content.questions.scales import Closeness, Scale, Steps
from workbook.content.questions.text import Line, Long
from workbook.content.questions.weights import Feelings, Weights

AnyQuestion = Annotated[
    Line | Long | Choice | Several | Scale | Closeness | Day | Feelings | Weights | Cards | Rows,
    Field(discriminator="kind"),
]

__all__ = [
    "AnyQuestion",
    "Cards",
    "Choice",
    "Choosing",
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
    "Weights",
    "day_it_is_about",
]
