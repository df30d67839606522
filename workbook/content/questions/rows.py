"""A question answered with a small table: people, events, promises, steps."""

import json
from typing import Annotated, Any, Literal

from pydantic import Field

from workbook.content.questions.base import Question, legend, skipped
from workbook.content.questions.choices import Choice
from workbook.content.questions.dates import Day
from workbook.content.questions.scales import Scale
from workbook.content.questions.text import Line
from workbook.content.wording import Reader, Wording
from workbook.words import say

Column = Annotated[Line | Scale | Day | Choice, Field(discriminator="kind")]


class Rows(Question):
    """A few rows under fixed columns; each column is itself a small question."""

    kind: Literal["rows"]
    row: Wording
    ordered: bool = False
    "Whether the order of the rows means something, so that they can be moved up and down."
    columns: Annotated[tuple[Column, ...], Field(min_length=1)]

    @property
    def words_typed(self) -> bool:  # type: ignore[override]  # the columns decide
        """Whether a column takes free text."""
        return any(column.words_typed for column in self.columns)

    def check(self, value: Any) -> list[dict[str, Any]] | None:
        """The rows that hold anything, in order, each with every column id."""
        if skipped(value):
            return None
        if not isinstance(value, (list, tuple)) or not all(isinstance(r, dict) for r in value):
            raise self.refuse(say("errors.reason.rows"), value)
        rows = [self._row(row) for row in value]
        return [row for row in rows if any(cell is not None for cell in row.values())] or None

    def _row(self, row: dict[str, Any]) -> dict[str, Any]:
        unknown = row.keys() - {column.id for column in self.columns}
        if unknown:
            columns = ", ".join(column.id for column in self.columns)
            raise self.refuse(say("errors.reason.option", options=columns), next(iter(unknown)))
        return {column.id: column.check(row.get(column.id)) for column in self.columns}

    def in_words(self, answer: list[dict[str, Any]] | None, reader: Reader) -> str:
        """Each row's cells, then the next row."""
        rows = [
            [column.in_words(row[column.id], reader) for column in self.columns]
            for row in answer or []
        ]
        return "; ".join(", ".join(cell for cell in row if cell) for row in rows)

    def to_cell(self, answer: list[dict[str, Any]] | None) -> str:
        """The rows as JSON, so that any text fits."""
        if not answer:
            return ""
        return json.dumps(
            [{c.id: c.to_cell(row[c.id]) for c in self.columns} for row in answer],
            ensure_ascii=False,
        )

    def from_cell(self, cell: str) -> list[dict[str, Any]] | None:
        """The rows again."""
        if not cell:
            return None
        try:
            rows = json.loads(cell)
        except (ValueError, RecursionError):
            raise self.refuse(say("errors.reason.rows"), cell) from None
        return self.check(rows)

    def schema_type(self) -> dict[str, Any]:
        """A list, as JSON."""
        return {"type": "array"}

    def legend(self) -> str:
        """The columns' labels by id."""
        return legend({column.id: column.label for column in self.columns})
