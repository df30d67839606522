"""The story of the demo: one that could have been written in, and that says it is invented."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

import workbook as wb
from workbook.content.model import Exercise
from workbook.content.quality.reading_grade import HIGHEST, grade
from workbook.content.reading import content
from workbook.launcher import story
from workbook.store import entries
from workbook.store.home import Home
from workbook.words import found, values_in

MARK = "Invented: "
LONGEST_PART = 30
"Characters of a text that goes on in a sentence, or stands in a drawing, without the mark."
START = date(2026, 1, 1)
EVERY_DAY = 10_000
"More days than the story has."

STEPS = found("story.step")
NAMES = [f"day {step['day']}: {step['exercise']}" for step in STEPS]


def asked_in(step: dict[str, Any]) -> Exercise:
    """The exercise of a step."""
    asked = content().exercise(step["exercise"])
    assert asked, step["exercise"]
    return asked


def kept(stage: str) -> list[Exercise]:
    """The exercises of a stage that keep something."""
    return [one for one in content().exercises[stage] if one.kept]


def parts(asked: Exercise) -> set[str]:
    """The questions whose answers go on in a sentence of the workbook’s."""
    made = [sentence for tool in asked.tools for sentence in getattr(tool, "sentences", ())]
    made += [asked.keepsake] if asked.keepsake else []
    wordings = [text for one in made for text in (one.default, *one.variants.values())]
    return {name for text in wordings for name in values_in(text) if text != f"{{{name}}}"}


def drawn(asked: Exercise) -> set[str]:
    """The columns that stand in a drawing of the rows."""
    lines = [tool for tool in asked.tools if tool.kind == "line"]
    return {column for tool in lines for column in (tool.x, tool.text)}


def texts(step: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each text of a step that needs the mark or may do without, by its question.

    Of a row only the text that begins it.
    """
    asked = asked_in(step)
    for question in asked.questions:
        answer = step["answers"].get(question.id)
        if question.kind in {"line", "long"} and answer:
            yield question.id, answer
        if question.kind == "rows":
            lines = [one.id for one in question.columns if one.kind == "line"]
            for row in answer or []:
                written = [name for name in lines if name in row]
                drawing = [name for name in written if name in drawn(asked)]
                yield from ((name, row[name]) for name in drawing or written[:1])


@pytest.mark.parametrize("step", STEPS, ids=NAMES)
def test_every_step_could_have_been_written_in_the_workbook(step: dict[str, Any]) -> None:
    asked = asked_in(step)
    told = story.steps(START, EVERY_DAY)[asked.id]
    answers = next(given for on, given in told if on == START + timedelta(days=step["day"]))
    checked = entries.check(asked, answers)
    assert answers.keys() <= checked.keys()
    for question in asked.questions:
        if checked[question.id] is not None:
            assert not question.when or question.when.holds(checked), question.id
        if question.kind == "cards":
            by_id = {card.id: card for card in question.options}
            fits = [by_id[card].fits for card in checked[question.id] or []]
            assert all(not one or "parent" in one for one in fits)


def test_every_exercise_that_keeps_something_is_told_of_and_nothing_else() -> None:
    told = {step["exercise"] for step in STEPS}
    for stage in content().stages:
        assert {one.id for one in kept(stage.id)} <= told
    assert all(asked_in(step).kept for step in STEPS), "what is asked about safety is never kept"


def test_a_log_is_told_of_several_times_and_all_else_once() -> None:
    often = Counter(step["exercise"] for step in STEPS)
    for name, count in often.items():
        asked = content().exercise(name)
        assert asked
        assert count >= 3 if asked.repeats else count == 1, name


@pytest.mark.parametrize("step", STEPS, ids=NAMES)
def test_every_text_says_that_it_is_invented(step: dict[str, Any]) -> None:
    asked = asked_in(step)
    bare = {question: text for question, text in texts(step) if not text.startswith(MARK)}
    bare.pop("alias", None)
    assert bare.keys() <= parts(asked) | drawn(asked)
    assert all(len(text) <= LONGEST_PART for text in bare.values()), bare


def test_every_note_says_that_it_is_invented_and_none_stands_twice() -> None:
    notes = found("story.notes")
    assert all(note.startswith(MARK) for note in notes)
    assert len(set(notes)) == len(notes)


def test_it_is_easy_to_read() -> None:
    told = [text.removeprefix(MARK) for step in STEPS for _, text in texts(step)]
    assert grade([*told, *found("story.notes")]) <= HIGHEST - 2


def test_the_days_rise_and_no_date_lies_after_the_day_it_was_written() -> None:
    days = [step["day"] for step in STEPS]
    assert days[0] == 0
    assert days == sorted(days)
    for step in STEPS:
        dates = [one.id for one in asked_in(step).questions if one.kind == "date"]
        assert all(step["answers"].get(name, 0) <= step["day"] for name in dates), step


def test_the_bond_is_the_one_whose_folder_it_is() -> None:
    assert STEPS[0]["exercise"] == "welcome.bond"
    assert STEPS[0]["answers"]["alias"] == found("story.alias")


@pytest.mark.parametrize("days", [14, 120, 400])
def test_nothing_lies_in_the_future(at_home: Home, days: int) -> None:
    story.write(at_home, days)
    for one in content().all_exercises:
        if not one.kept:
            continue
        told = wb.entries(one.id)
        assert not (told["on"] > datetime.combine(date.today(), datetime.min.time())).any()
        assert not (told["saved_at"] > datetime.now(UTC)).any()
        assert told["on"].is_monotonic_increasing
        for question in one.questions:
            if question.kind == "date":
                assert not (told[question.id].dropna() > told["on"].max()).any()


def test_of_a_few_days_only_the_first_pages_are_told(at_home: Home) -> None:
    story.write(at_home, 14)
    assert len(wb.entries("reflect.readiness")) == 1
    assert wb.entries("understand.lifeline").empty
    assert wb.entries("choose.choice").empty


def test_it_does_not_end_with_everything_well() -> None:
    told = {step["exercise"]: step["answers"] for step in STEPS}
    then, now = told["welcome.baseline"], told["choose.look-back"]
    assert now["closeness-now"] < then["closeness-hoped"]
    assert told["choose.choice"]["ending"] != "go-on"
    outcomes = {
        step["answers"]["outcome"] for step in STEPS if step["exercise"] == "trust.promises"
    }
    assert {"kept", "late", "repaired", "not-kept"} <= outcomes
    sent = [step["answers"] for step in STEPS if step["exercise"] == "reach-out.message"]
    assert {"resting", "not-sent", "yes"} <= {one["sent"] for one in sent}
    assert {"no-answer", "no"} <= {one.get("came-back") for one in sent}
