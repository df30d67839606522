"""A small editable table."""

from typing import Any

import traitlets

from workbook.content.questions import Choice, Question, Rows
from workbook.content.wording import Reader
from workbook.widgets.control import Control
from workbook.widgets.widget import module
from workbook.words import say


class RowsControl(Control[Rows]):
    """Rows of labelled fields; its value is a list of cells by column id.

    ``ordered``: the rows can be moved up and down, and are drawn as the steps of a ladder.
    """

    _esm = module(("page", "control", "rows"), ("look", "control", "rows"))

    columns: traitlets.List[Any] = traitlets.List().tag(sync=True)
    ordered = traitlets.Bool(default_value=False).tag(sync=True)

    def reword(self, question: Rows, reader: Reader) -> None:
        """Words the columns and buttons too."""
        super().reword(question, reader)
        row = question.row.to(reader)
        self.ordered = question.ordered
        self.columns = [_column(column, reader) for column in question.columns]
        self.words = self.words | {
            "row": row[:1].upper() + row[1:],
            "add": say("interface.rows.add", row=row),
            "remove": say("interface.rows.remove", row=row),
            "undo": say("interface.rows.undo"),
            "up": say("interface.rows.up"),
            "down": say("interface.rows.down"),
            "up-name": say("interface.rows.up-name", row=row, place="{place}"),
            "down-name": say("interface.rows.down-name", row=row, place="{place}"),
        }


def _column(column: Question, reader: Reader) -> dict[str, Any]:
    described = {"id": column.id, "label": column.label.to(reader), "kind": column.kind}  # type: ignore[attr-defined]  # every kind has one
    if isinstance(column, Choice):
        described["options"] = [{"id": o.id, "label": o.label.to(reader)} for o in column.options]
    return described
