"""Evidence cards and examples: whether they are there, plain about themselves, and for many."""

from collections.abc import Iterator

from workbook.content.faults import Fault, Place, fault
from workbook.content.model import Exercise
from workbook.content.quality import tone
from workbook.content.questions import Steps

KINDS_OF_EXAMPLES = 3
"Kinds of relationship that the examples of an exercise come from, at least."
COUPLES = {"partner", "former-partner"}


def lacking(file: str, exercise: Exercise, language: str) -> Iterator[Fault]:
    """What the evidence card and the examples of an exercise lack."""
    place = Place(file, exercise.id)
    yield from _evidence(place, exercise, language)
    yield from _examples(place, exercise)


def _evidence(place: Place, exercise: Exercise, language: str) -> Iterator[Fault]:
    card = exercise.evidence
    if not card.rests_on.strip():
        yield fault(place, "evidence-empty", field="rests_on")
    elif not card.tested and not tone.always("untested", language).search(card.rests_on):
        yield fault(place, "evidence-untested")
    told = ("sources", "who", "effect", "left_out") if card.tested else ("sources",)
    for field in told:
        if not getattr(card, field):
            yield fault(place, "evidence-empty", field=field)
    if any(isinstance(question, Steps) for question in exercise.questions):
        said = f"{exercise.why.default} {card.rests_on}"
        if not tone.always("scales", language).search(said):
            yield fault(place, "evidence-scales")


def _examples(place: Place, exercise: Exercise) -> Iterator[Fault]:
    kinds = [example.relationship for example in exercise.examples]
    there = dict.fromkeys(kinds)
    if len(there) < KINDS_OF_EXAMPLES:
        yield fault(place, "examples-few", count=len(there), least=KINDS_OF_EXAMPLES)
    elif not there.keys() - COUPLES:
        yield fault(place, "examples-couples")
    for kind in there:
        if kinds.count(kind) > 1:
            yield fault(place, "examples-twice", given=kind)
