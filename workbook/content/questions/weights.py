"""Questions answered by giving weights: feelings by their strength, causes by their share."""

import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from workbook.content.questions.base import Identifier, Question, legend, skipped
from workbook.content.questions.choices import SEPARATOR, Option, joined, known
from workbook.content.wording import Piece, Reader, Wording
from workbook.words import say

_PAIR = re.compile(r"([a-z0-9-]+):([0-9]{1,2})")


class Family(Piece):
    """Options that belong together."""

    id: Identifier
    label: Wording
    options: Annotated[tuple[Option, ...], Field(min_length=1)]


class Weights(Question):
    """Options chosen from families, each with a weight from 1 to the last of ``strengths``."""

    kind: Literal["weights"]
    strengths: Annotated[tuple[str, ...], Field(min_length=2, max_length=9)]
    families: Annotated[tuple[Family, ...], Field(min_length=1)]

    reason: ClassVar[str] = "weights"
    "Which wording says what it takes."

    @property
    def options(self) -> tuple[Option, ...]:
        """The options of all families."""
        return tuple(option for family in self.families for option in family.options)

    def check(self, value: Any) -> dict[str, int] | None:
        """Weight by option id, in the order of the content file."""
        if skipped(value):
            return None
        if not isinstance(value, dict):
            raise self.refuse(say(f"errors.reason.{self.reason}"), value)
        ids = [option.id for option in self.options]
        top = len(self.strengths)
        for option, weight in value.items():
            known(self, option, ids)
            if not _whole(weight) or not 1 <= weight <= top:
                raise self.refuse(say("errors.reason.whole", low=1, high=top), weight)
        return {option: int(value[option]) for option in ids if option in value} or None

    def to_cell(self, answer: dict[str, int] | None) -> str:
        """``lonely:2; hopeful:1``."""
        return SEPARATOR.join(f"{option}:{weight}" for option, weight in (answer or {}).items())

    def from_cell(self, cell: str) -> dict[str, int] | None:
        """The weights by option id."""
        if not cell:
            return None
        pairs = [_PAIR.fullmatch(part.strip()) for part in cell.split(";")]
        if not all(pairs):
            raise self.refuse(say(f"errors.reason.{self.reason}"), cell)
        return self.check({pair[1]: int(pair[2]) for pair in pairs if pair})

    def schema_type(self) -> dict[str, Any]:
        """``option:weight`` pairs, joined."""
        top = len(self.strengths)
        pattern = joined((one.id for one in self.options), f":[1-{top}]")
        return {"type": "string", "constraints": {"pattern": pattern}}

    def legend(self) -> str:
        """The options by id, and the strengths by number."""
        labels = legend({one.id: one.label for one in self.options})
        strengths = SEPARATOR.join(f"{n} = {name}" for n, name in enumerate(self.strengths, 1))
        return f"{labels}. {strengths}"

    def in_words(self, answer: dict[str, int] | None, reader: Reader) -> str:
        """The options with their strength."""
        labels = {one.id: one.label.to(reader) for one in self.options}
        return ", ".join(
            f"{labels[one]} ({self.strengths[weight - 1]})"
            for one, weight in (answer or {}).items()
        )


class Feelings(Weights):
    """Feelings chosen from families, each with its strength."""

    kind: Literal["feelings"]  # type: ignore[assignment]  # the same question under its own name
    reason: ClassVar[str] = "feelings"


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
