"""Questions answered by choosing: one, or several."""

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from workbook.content.questions.base import Identifier, Question, legend, skipped
from workbook.content.wording import Piece, Reader, Wording
from workbook.words import say

SEPARATOR = "; "


class Option(Piece):
    """One thing to choose."""

    id: Identifier
    label: Wording


class Choice(Question):
    """Exactly one of several options, by its id."""

    kind: Literal["choice"]
    options: Annotated[tuple[Option, ...], Field(min_length=2)]

    dtype: ClassVar[str] = "string"

    def check(self, value: Any) -> str | None:
        """The option's id."""
        if skipped(value):
            return None
        return known(self, value, [option.id for option in self.options])

    def in_words(self, answer: str | None, reader: Reader) -> str:
        """The option's label."""
        return "".join(o.label.to(reader) for o in self.options if o.id == answer)

    def schema_type(self) -> dict[str, Any]:
        """One of the options' ids."""
        return {"type": "string", "constraints": {"enum": [o.id for o in self.options]}}

    def legend(self) -> str:
        """The options' labels by id."""
        return legend({option.id: option.label for option in self.options})


class Choosing(Question):
    """Any number of options, up to ``at_most``; in the order of the content file."""

    options: tuple[Any, ...]
    at_most: Annotated[int, Field(ge=1)] | None = None

    def check(self, value: Any) -> list[str] | None:
        """The chosen ids."""
        if skipped(value):
            return None
        if isinstance(value, str) or not isinstance(value, (list, tuple, set, frozenset)):
            raise self.refuse(say("errors.reason.list"), value)
        ids = [option.id for option in self.options]
        chosen = {known(self, one, ids) for one in value}
        if self.at_most is not None and len(chosen) > self.at_most:
            raise self.refuse(say("errors.reason.at-most", most=self.at_most), value)
        return [one for one in ids if one in chosen] or None

    def to_cell(self, answer: list[str] | None) -> str:
        """The ids, joined."""
        return SEPARATOR.join(answer or [])

    def from_cell(self, cell: str) -> list[str] | None:
        """The ids, split."""
        return self.check([part.strip() for part in cell.split(";")]) if cell else None

    def in_words(self, answer: list[str] | None, reader: Reader) -> str:
        """The options' labels."""
        return ", ".join(o.label.to(reader) for o in self.options if o.id in (answer or []))

    def schema_type(self) -> dict[str, Any]:
        """Ids, joined."""
        return {"type": "string", "constraints": {"pattern": joined(o.id for o in self.options)}}

    def legend(self) -> str:
        """The options' labels by id."""
        return legend({option.id: option.label for option in self.options})


class Several(Choosing):
    """Options of which any number may be true."""

    kind: Literal["several"]
    options: Annotated[tuple[Option, ...], Field(min_length=2)]


def known(question: Question, value: Any, ids: list[str]) -> str:
    """The id that was given; raises ``AnswerError`` where the question does not offer it."""
    if value not in ids:
        reason = say("errors.reason.option", options=", ".join(ids))
        raise question.refuse(reason, value)
    return str(value)


def joined(ids: Iterable[str], after: str = "") -> str:
    """The pattern of a cell that holds such ids, joined."""
    one = f"({'|'.join(ids)}){after}"
    return f"{one}({SEPARATOR}{one})*"
