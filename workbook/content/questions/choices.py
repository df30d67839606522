"""Questions answered by choosing: one, several, or feelings with their strength."""

import re
from collections.abc import Iterable
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from workbook.content.questions.base import Identifier, Question, legend, skipped
from workbook.content.wording import Piece, Reader, Wording
from workbook.words import say

SEPARATOR = "; "

_PAIR = re.compile(r"([a-z0-9-]+):([0-9]{1,2})")


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
        return _known(self, value, [option.id for option in self.options])

    def in_words(self, answer: str | None, reader: Reader) -> str:
        """The option's label."""
        return "".join(o.label.to(reader) for o in self.options if o.id == answer)

    def schema_type(self) -> dict[str, Any]:
        """One of the options' ids."""
        return {"type": "string", "constraints": {"enum": [o.id for o in self.options]}}

    def legend(self) -> str:
        """The options' labels by id."""
        return legend({option.id: option.label for option in self.options})


class Several(Question):
    """Any number of options, up to ``at_most``; in the order of the content file."""

    kind: Literal["several"]
    options: Annotated[tuple[Option, ...], Field(min_length=2)]
    at_most: Annotated[int, Field(ge=1)] | None = None

    def check(self, value: Any) -> list[str] | None:
        """The chosen ids."""
        if skipped(value):
            return None
        if isinstance(value, str) or not isinstance(value, (list, tuple, set, frozenset)):
            raise self.refuse(say("errors.reason.list"), value)
        known = [option.id for option in self.options]
        chosen = {_known(self, one, known) for one in value}
        if self.at_most is not None and len(chosen) > self.at_most:
            raise self.refuse(say("errors.reason.at-most", most=self.at_most), value)
        return [one for one in known if one in chosen] or None

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
        return {"type": "string", "constraints": {"pattern": _joined(o.id for o in self.options)}}

    def legend(self) -> str:
        """The options' labels by id."""
        return legend({option.id: option.label for option in self.options})


class Feeling(Piece):
    """One feeling, by name."""

    id: Identifier
    label: Wording


class Family(Piece):
    """Feelings that belong together."""

    id: Identifier
    label: Wording
    feelings: Annotated[tuple[Feeling, ...], Field(min_length=1)]


class Feelings(Question):
    """Feelings chosen from families, each with a strength from 1 to the last of ``strengths``."""

    kind: Literal["feelings"]
    strengths: Annotated[tuple[str, ...], Field(min_length=2, max_length=9)]
    families: Annotated[tuple[Family, ...], Field(min_length=1)]

    @property
    def feelings(self) -> tuple[Feeling, ...]:
        """The feelings of all families."""
        return tuple(feeling for family in self.families for feeling in family.feelings)

    def check(self, value: Any) -> dict[str, int] | None:
        """Strength by feeling id, in the order of the content file."""
        if skipped(value):
            return None
        if not isinstance(value, dict):
            raise self.refuse(say("errors.reason.feelings"), value)
        known = [feeling.id for feeling in self.feelings]
        top = len(self.strengths)
        for feeling, strength in value.items():
            _known(self, feeling, known)
            if not _whole(strength) or not 1 <= strength <= top:
                raise self.refuse(say("errors.reason.whole", low=1, high=top), strength)
        return {feeling: int(value[feeling]) for feeling in known if feeling in value} or None

    def to_cell(self, answer: dict[str, int] | None) -> str:
        """``lonely:2; hopeful:1``."""
        return SEPARATOR.join(f"{one}:{strength}" for one, strength in (answer or {}).items())

    def from_cell(self, cell: str) -> dict[str, int] | None:
        """The strengths by feeling id."""
        if not cell:
            return None
        pairs = [_PAIR.fullmatch(part.strip()) for part in cell.split(";")]
        if not all(pairs):
            raise self.refuse(say("errors.reason.feelings"), cell)
        return self.check({pair[1]: int(pair[2]) for pair in pairs if pair})

    def schema_type(self) -> dict[str, Any]:
        """``feeling:strength`` pairs, joined."""
        top = len(self.strengths)
        pattern = _joined((one.id for one in self.feelings), f":[1-{top}]")
        return {"type": "string", "constraints": {"pattern": pattern}}

    def legend(self) -> str:
        """The feelings by id, and the strengths by number."""
        labels = legend({one.id: one.label for one in self.feelings})
        strengths = SEPARATOR.join(f"{n} = {name}" for n, name in enumerate(self.strengths, 1))
        return f"{labels}. {strengths}"

    def in_words(self, answer: dict[str, int] | None, reader: Reader) -> str:
        """The feelings with their strength."""
        labels = {one.id: one.label.to(reader) for one in self.feelings}
        return ", ".join(
            f"{labels[one]} ({self.strengths[strength - 1]})"
            for one, strength in (answer or {}).items()
        )


def _known(question: Question, value: Any, known: list[str]) -> str:
    if value not in known:
        reason = say("errors.reason.option", options=", ".join(known))
        raise question.refuse(reason, value)
    return str(value)


def _joined(ids: Iterable[str], after: str = "") -> str:
    one = f"({'|'.join(ids)}){after}"
    return f"{one}({SEPARATOR}{one})*"


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
