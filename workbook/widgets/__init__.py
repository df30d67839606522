"""One control per kind of question; each is an ordinary ipywidget with a ``value``."""

from typing import Any

from workbook.content.questions import Question
from workbook.content.wording import Reader
from workbook.widgets.cards import CardsControl
from workbook.widgets.choice import ChoiceControl
from workbook.widgets.closeness import ClosenessControl
from workbook.widgets.control import Control
from workbook.widgets.day import DayControl
from workbook.widgets.feelings import FeelingsControl
from workbook.widgets.line import LineControl
from workbook.widgets.long import LongControl
from workbook.widgets.rows import RowsControl
from workbook.widgets.scale import ScaleControl
from workbook.widgets.several import SeveralControl

CONTROLS: dict[str, type[Control[Any]]] = {
    "line": LineControl,
    "long": LongControl,
    "choice": ChoiceControl,
    "several": SeveralControl,
    "scale": ScaleControl,
    "closeness": ClosenessControl,
    "date": DayControl,
    "feelings": FeelingsControl,
    "weights": FeelingsControl,
    "cards": CardsControl,
    "rows": RowsControl,
}


def control_for(question: Question, reader: Reader, form: str = "") -> Control[Any]:
    """The control of a question, by its kind."""
    return CONTROLS[question.kind](question, reader, form)  # type: ignore[attr-defined]  # every kind has one
