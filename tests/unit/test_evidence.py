"""Evidence cards that are plain about themselves, and examples for many kinds of bond."""

from collections import Counter
from typing import Any

import pytest

from workbook import words
from workbook.content.model import Exercise
from workbook.content.quality import cards
from workbook.content.reading import content

EXERCISES = content().all_exercises


def by_id(exercise: Exercise) -> str:
    """The name of a test's case."""
    return exercise.id


@pytest.mark.parametrize("exercise", EXERCISES, ids=by_id)
def test_every_exercise_has_a_plain_evidence_card_and_examples_for_many(exercise: Exercise) -> None:
    assert not [str(one) for one in cards.lacking("", exercise, words.FALLBACK)]


def lacking(**changed: Any) -> str:
    """What is found wrong with a good exercise that was changed."""
    good = content().exercise("reflect.readiness")
    assert good
    card = {
        name: value for name, value in changed.items() if name in type(good.evidence).model_fields
    }
    rest = {name: value for name, value in changed.items() if name not in card}
    evidence = good.evidence.model_copy(update=card)
    worse = good.model_copy(update={"evidence": evidence} | rest)
    return "\n".join(map(str, cards.lacking("reflect.toml", worse, words.FALLBACK)))


def test_a_card_that_says_too_little_and_examples_for_few_would_be_found() -> None:
    good = content().exercise("reflect.readiness")
    assert good
    by_kind = {one.relationship: one for one in good.examples}
    assert "reflect.toml › reflect.readiness" in lacking(sources=())
    assert "nothing under “sources”" in lacking(sources=())
    assert "nothing under “rests_on”" in lacking(rests_on=" ")
    assert "not tested" in lacking(rests_on="Our own questions, not a validated scale.")
    assert "whose" in lacking(rests_on="From counsellors; not tested.", why=good.title)
    assert all(f"“{field}”" in lacking(tested=True) for field in ("who", "effect", "left_out"))
    assert "come from 1 kinds" in lacking(examples=good.examples[:1])
    assert "two examples for" in lacking(examples=(*good.examples, good.examples[0]))
    couples = tuple(
        good.examples[0].model_copy(update={"relationship": one})
        for one in ("partner", "former-partner")
    )
    assert "come from 2 kinds" in lacking(examples=couples)
    assert len(by_kind) >= 3
    assert lacking() == ""


def test_the_examples_are_not_all_about_couples_nor_all_of_one_gender() -> None:
    told_of = Counter(one.relationship for each in EXERCISES for one in each.examples)
    known = {one.id for one in content().relationships}
    assert len(set(told_of) & known) >= 6
    whole = " ".join(one.who for each in EXERCISES for one in each.examples)
    for who in ("a man", "a woman", "a person", "his husband", "her wife"):
        assert who in whole
