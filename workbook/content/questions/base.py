"""What every kind of question has in common.

One definition gives the control, the check, the CSV column, the column's description in
``datapackage.json`` and the label. An answer of ``None`` means: skipped.
"""

from typing import Annotated, Any, ClassVar

from pydantic import Field, StringConstraints

from workbook.content.wording import Piece, Reader, Wording
from workbook.errors import AnswerError

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]


def skipped(value: Any) -> bool:
    """Whether a value stands for no answer."""
    return value is None or (isinstance(value, str) and not value)


def legend(meanings: dict[Any, Wording]) -> str:
    """``id = meaning; id = meaning``, in words fit for any reader."""
    return "; ".join(f"{key} = {words.to(Reader())}" for key, words in meanings.items())


class Condition(Piece):
    """The question shows only where an earlier answer is, or includes, one of ``any_of``."""

    question: Identifier
    any_of: Annotated[tuple[str, ...], Field(min_length=1)]

    def holds(self, answers: dict[str, Any]) -> bool:
        """Whether the earlier answer asks for this question."""
        earlier = answers.get(self.question)
        given = earlier if isinstance(earlier, (list, dict)) else [earlier]
        return any(choice in self.any_of for choice in given)


class Question(Piece):
    """One control of an exercise; its ``id`` is also its CSV column."""

    id: Identifier
    label: Wording
    hint: Wording | None = None
    short: Wording | None = None
    "A word or two that name its answer in a list, as in “Mood 6”."
    when: Condition | None = None
    contact: bool = False
    "Whether it proposes contact, so that it waits for the safety pause and may be withheld."

    dtype: ClassVar[str] = "object"
    "The pandas type of its column in ``wb.entries``."
    words_typed: ClassVar[bool] = False
    "Whether free text is typed into it."

    def check(self, value: Any) -> Any:
        """The answer in its one canonical form; ``None`` for a skipped one.

        Raises ``AnswerError``, naming the question, what was given and what would fit.
        """
        raise NotImplementedError

    def to_cell(self, answer: Any) -> str:
        """A checked answer as the text of its CSV cell; skipped is empty."""
        return "" if answer is None else str(answer)

    def from_cell(self, cell: str) -> Any:
        """The answer that a CSV cell holds; raises ``AnswerError`` where it holds none."""
        return self.check(cell) if cell else None

    def in_words(self, answer: Any, reader: Reader) -> str:  # noqa: ARG002 - some kinds need it
        """A checked answer as a person would read it; empty where skipped."""
        return "" if answer is None else str(answer)

    def field(self) -> dict[str, Any]:
        """The column as a Table Schema field."""
        label = self.label.to(Reader())
        parts = (label, self.hint.to(Reader()) if self.hint else "", self.legend())
        words = " ".join(part for part in parts if part)
        return {"name": self.id, "title": label, "description": words} | self.schema_type()

    def legend(self) -> str:
        """What the ids or numbers in its column mean, such as ``0 = very low; 10 = very good``."""
        return ""

    def schema_type(self) -> dict[str, Any]:
        """Type and constraints of the column, in the terms of Table Schema."""
        return {"type": "string"}

    def refuse(self, reason: str, value: Any, **values: object) -> AnswerError:
        """The error for an answer that does not fit, to be raised."""
        label = self.label.to(Reader())
        return AnswerError(
            question=self.id, label=label, value=repr(value)[:60], reason=reason, **values
        )
