"""Rows whose order means something."""

from typing import Any

from workbook.content.questions import Rows
from workbook.content.wording import Reader
from workbook.widgets import control_for
from workbook.widgets.rows import RowsControl

STEPS = [{"what": "Send the card"}, {"what": "Look at the photo"}]


def ladder(**changes: Any) -> Rows:
    """A question for steps."""
    columns = [{"id": "what", "kind": "line", "label": "A small step"}]
    given = {"kind": "rows", "id": "steps", "label": "Steps", "row": "step", "columns": columns}
    return Rows.model_validate(given | changes)


def control(question: Rows) -> RowsControl:
    """The control of that question."""
    made = control_for(question, Reader())
    assert isinstance(made, RowsControl)
    return made


def test_rows_can_be_moved_only_where_their_order_means_something() -> None:
    assert control(ladder(ordered=True)).ordered
    assert not control(ladder()).ordered


def test_the_buttons_that_move_a_row_name_it() -> None:
    words = control(ladder(ordered=True)).words
    assert words["up"] == "Move up"
    assert words["up-name"].replace("{place}", "2") == "Move up: step 2"
    assert words["down-name"].startswith(words["down"])


def test_the_order_one_gave_is_the_order_that_is_kept() -> None:
    question = ladder(ordered=True)
    assert question.check(STEPS) == STEPS
    assert question.from_cell(question.to_cell(question.check(STEPS))) == STEPS
