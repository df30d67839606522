"""Whether the parts of the content agree with each other: ids, conditions, named values."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from workbook.content.faults import Fault, Place, fault
from workbook.content.model import Exercise
from workbook.content.questions import (
    Cards,
    Choice,
    Choosing,
    Condition,
    Question,
    Rows,
    Weights,
)
from workbook.content.wording import Words
from workbook.words import say, values_in

RESERVED = ("entry", "on")
"Columns that every file of answers has; no question may take their name."

Asked = list[tuple[str, Question | None]]
"The questions of an exercise in order, by id; ``None`` where one is at fault itself."


def between_questions(place: Place, asked: Asked) -> Iterator[Fault]:
    """Faults among the questions of one exercise."""
    earlier: dict[str, Question | None] = {}
    for name, question in asked:
        here = Place(place.file, place.exercise, name)
        if name in earlier:
            yield fault(here, "twice", given=name)
        if name in RESERVED:
            yield fault(here, "reserved", given=name, known=", ".join(RESERVED))
        if question:
            for part in _twice(ids_within(question)):
                yield fault(here, "twice", given=part)
            if isinstance(question, Cards):
                yield from _of_cards(here, question)
            if question.when:
                yield from _unanswerable(here, question.when, earlier)
        earlier[name] = question


def side_by_side(place: Place, exercise: Exercise, asked: Asked) -> Iterator[Fault]:
    """Questions that should stand beside each other and are not there."""
    known = [name for name, _ in asked]
    for name in (one for group in exercise.side_by_side for one in group):
        if name not in known:
            yield fault(place, "unknown-question", given=name, known=", ".join(known))


def of_words(
    place: Place, piece: BaseModel, relationships: list[str], values: Iterable[str] = ()
) -> Iterator[Fault]:
    """Variants for unknown relationships, and named values that nobody fills in."""
    fillable = ["name", *values]
    for words in _wordings(piece):
        yield from of_relationships(place, words.variants, relationships)
        for text in (words.default, *words.variants.values()):
            for value in values_in(text):
                if value not in fillable:
                    yield fault(place, "unknown-value", given=value, known=", ".join(fillable))


def of_relationships(place: Place, given: Iterable[str], known: list[str]) -> Iterator[Fault]:
    """Kinds of relationship that there are not; none where it is not known which there are."""
    for kind in given:
        if known and kind not in known:
            yield fault(place, "unknown-relationship", given=kind, known=", ".join(known))


def of_ids(names: list[tuple[Place, str]]) -> Iterator[Fault]:
    """Ids that stand twice where each must be its own; the later place is named."""
    seen: set[str] = set()
    for place, name in names:
        if name in seen:
            yield fault(place, "twice", given=name)
        seen.add(name)


def _of_cards(place: Place, deck: Cards) -> Iterator[Fault]:
    """Cards with a tag that no filter offers, or that a filter would never show."""
    offered = {one.id: {option.id for option in one.options} for one in deck.filters}
    known = ", ".join(tag for tags in offered.values() for tag in sorted(tags))
    for card in deck.options:
        for tag in card.tags:
            if not any(tag in tags for tags in offered.values()):
                yield fault(place, "unknown-tag", given=tag, card=card.id, known=known)
        for name, tags in offered.items():
            if not tags & set(card.tags):
                here = ", ".join(sorted(tags))
                yield fault(place, "no-tag", given=name, card=card.id, known=here)


def _unanswerable(
    place: Place, when: Condition, earlier: dict[str, Question | None]
) -> Iterator[Fault]:
    if when.question not in earlier:
        known = ", ".join(earlier) or say("errors.fault.none")
        yield fault(place, "unknown-question", given=when.question, known=known)
        return
    question = earlier[when.question]
    if not question:
        return
    if not isinstance(question, (Choice, Choosing, Weights)):
        yield fault(place, "not-chosen", given=when.question)
        return
    known = ", ".join(ids_within(question))
    for choice in when.any_of:
        if choice not in ids_within(question):
            yield fault(place, "unknown-option", given=choice, known=known)


def ids_within(question: Question) -> list[str]:
    """The ids of what a question offers: its options, or its columns."""
    if isinstance(question, (Choice, Choosing, Weights)):
        return [option.id for option in question.options]
    if isinstance(question, Rows):
        return [column.id for column in question.columns]
    return []


def _twice(ids: list[str]) -> list[str]:
    return [one for one, count in Counter(ids).items() if count > 1]


def _wordings(part: Any) -> Iterator[Words]:
    if isinstance(part, Words):
        yield part
    elif isinstance(part, BaseModel):
        for _, inner in part:
            yield from _wordings(inner)
    elif isinstance(part, tuple):
        for inner in part:
            yield from _wordings(inner)
