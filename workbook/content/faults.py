"""Mistakes in a content file, each with its place and its cure."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from workbook.content.questions import AnyQuestion
from workbook.words import say

_KEYS = {
    "missing": "missing",
    "extra_forbidden": "unknown-field",
    "union_tag_invalid": "unknown-kind",
    "union_tag_not_found": "no-kind",
    "string_pattern_mismatch": "name",
}


@dataclass(frozen=True)
class Place:
    """Where in the content one is: a file, an exercise in it, a question in that."""

    file: str
    exercise: str = ""
    question: str = ""

    def __str__(self) -> str:
        """The place as one line."""
        parts = (self.file, self.exercise, self.question)
        return say("errors.fault.between").join(part for part in parts if part)


@dataclass(frozen=True)
class Fault:
    """One mistake: where it is, what is wrong, what would be right."""

    place: Place
    wrong: str
    right: str

    def __str__(self) -> str:
        """The fault as one line."""
        return say("errors.fault.line", place=self.place, wrong=self.wrong, right=self.right)


def fault(place: Place, key: str, **values: object) -> Fault:
    """The fault of that key, in words."""
    wrong = say(f"errors.fault.{key}.wrong", **values)
    return Fault(place, wrong, say(f"errors.fault.{key}.right", **values))


@cache
def kinds(union: Any = AnyQuestion) -> dict[str, type[BaseModel]]:
    """The classes of questions, or of tools, by the name a content file calls them."""
    classes = get_args(get_args(union)[0])
    return {get_args(one.model_fields["kind"].annotation)[0]: one for one in classes}


def from_validation(
    error: ValidationError, place: Place, union: Any = AnyQuestion
) -> Iterator[Fault]:
    """One fault per finding of the validator, in our words; ``union``: the kinds there may be."""
    known = kinds(union)
    for finding in error.errors(include_url=False):
        yield fault(
            place,
            _KEYS.get(finding["type"], "other"),
            field=".".join(str(part) for part in finding["loc"] if part not in known),
            given=repr(finding["input"])[:60],
            kinds=", ".join(known),
            detail=finding["msg"],
        )
