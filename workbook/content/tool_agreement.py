"""Whether the tools of the exercises agree with the questions they draw from."""

from collections.abc import Iterator

from workbook.content.agreement import Asked, ids_within
from workbook.content.faults import Fault, Place, fault, kinds
from workbook.content.model import Exercise
from workbook.content.questions import Cards, Choice, Question, Rows, Steps, Weights
from workbook.content.questions.text import Text
from workbook.content.tools import (
    AnyTool,
    Compare,
    Counts,
    Jar,
    LineTool,
    OverTime,
    Recall,
    RevealTool,
    Share,
    Taps,
    WeightsTool,
)

Made = list[tuple[Place, AnyTool | None]]
"The tools of an exercise, each with its place; ``None`` where one is at fault itself."


def within(tools: Made, asked: Asked) -> Iterator[Fault]:
    """Tools that draw from questions, columns or options that are not there."""
    questions = dict(asked)
    known = ", ".join(questions)
    for here, tool in tools:
        if not tool:
            continue
        for name in dict.fromkeys(tool.asks_for()):
            if name not in questions:
                yield fault(here, "unknown-question", given=name, known=known)
        for name, classes in _needs(tool):
            question = questions.get(name)
            if question and not isinstance(question, classes):
                fitting = ", ".join(kind for one in classes for kind in _kinds_of(one))
                yield fault(here, "other-kind", given=name, known=fitting)
        for name, part in _parts_named(tool):
            question = questions.get(name)
            if question and part not in ids_within(question):
                ids = ", ".join(ids_within(question))
                yield fault(here, "unknown-option", given=part, known=ids)
        if isinstance(tool, LineTool) and isinstance(rows := questions.get(tool.rows), Rows):
            wrong = [one for one in rows.columns if one.id == tool.y and one.kind != "scale"]
            yield from (fault(here, "other-kind", given=one.id, known="scale") for one in wrong)


def across(made: dict[str, Exercise]) -> Iterator[Fault]:
    """Tools that draw from other exercises, or questions in them, that there are not."""
    for exercise in made.values():
        place = Place(f"{exercise.id.partition('.')[0]}.toml", exercise.id)
        for name, questions, classes in _elsewhere(exercise):
            if name not in made:
                yield fault(place, "unknown-exercise", given=name, known=", ".join(made))
                continue
            for asked in questions:
                question = made[name].question(asked)
                if not question:
                    known = ", ".join(one.id for one in made[name].questions)
                    yield fault(place, "unknown-question", given=asked, known=known)
                elif not isinstance(question, classes):
                    fitting = ", ".join(_kinds_of(classes))
                    yield fault(place, "other-kind", given=asked, known=fitting)


def _needs(tool: AnyTool) -> Iterator[tuple[str, tuple[type[Question], ...]]]:
    """The questions a tool draws from that must be of a certain kind."""
    if isinstance(tool, RevealTool):
        yield tool.cards, (Cards,)
    if isinstance(tool, LineTool):
        yield tool.rows, (Rows,)
    if isinstance(tool, WeightsTool):
        yield tool.question, (Weights,)
    if isinstance(tool, (Share, Taps, Counts)):
        yield tool.question, (Choice,)
    if isinstance(tool, OverTime):
        yield from ((name, (Steps,)) for name in tool.questions)
    if isinstance(tool, Compare):
        yield from ((name, (Steps,)) for pair in tool.pairs for name in pair.own())
    if isinstance(tool, Jar):
        yield from ((name, (Text,)) for name in tool.questions)


def _parts_named(tool: AnyTool) -> Iterator[tuple[str, str]]:
    """The columns and options that a tool names, each with the question it must be in."""
    if isinstance(tool, LineTool):
        yield from ((tool.rows, column) for column in (tool.x, tool.y, tool.text))
    if isinstance(tool, Share):
        yield from ((tool.question, option) for option in (*tool.counts, *tool.of))


def _elsewhere(exercise: Exercise) -> Iterator[tuple[str, tuple[str, ...], type[Question]]]:
    """The other exercises that its tools draw from, the questions in them, and of what kind."""
    for tool in exercise.tools:
        if isinstance(tool, Recall):
            yield tool.exercise, tool.questions, Question
        if isinstance(tool, Compare):
            yield from ((pair.of, (pair.before,), Steps) for pair in tool.pairs if pair.of)


def _kinds_of(one: type[Question]) -> list[str]:
    return [kind for kind, made in kinds().items() if issubclass(made, one)]
