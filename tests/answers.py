"""Answers of every kind, made up by Hypothesis from the definition of the question."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from tests.samples import TEXTS
from workbook.content.model import Exercise
from workbook.content.questions import Choice, Choosing, Day, Question, Rows, Weights
from workbook.content.questions.scales import Steps

ANY_TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1)
AWKWARD = st.text(st.sampled_from('",;\r\n=\ufeff\u2028a 0é\U0001f642'), min_size=1)
WORDS = st.sampled_from(TEXTS) | ANY_TEXT | AWKWARD
"Texts that can be kept exactly as typed."


def answer_to(question: Question) -> st.SearchStrategy[Any]:
    """An answer that fits, never a skipped one."""
    if isinstance(question, Choice):
        return st.sampled_from([option.id for option in question.options])
    if isinstance(question, Choosing):
        ids = [option.id for option in question.options]
        most = question.at_most or len(ids)
        return st.sets(st.sampled_from(ids), min_size=1, max_size=most).map(
            lambda chosen: [one for one in ids if one in chosen]
        )
    if isinstance(question, Steps):
        return st.integers(0, 10)
    if isinstance(question, Day):
        return st.dates(min_value=date.min)
    if isinstance(question, Weights):
        return _weighed(question)
    if isinstance(question, Rows):
        return _rows(question)
    return WORDS


def _weighed(question: Weights) -> st.SearchStrategy[dict[str, int]]:
    weight = st.integers(1, len(question.strengths))
    ids = [option.id for option in question.options]
    chosen = st.dictionaries(st.sampled_from(ids), weight, min_size=1)
    return chosen.map(lambda weighed: {one: weighed[one] for one in ids if one in weighed})


def _rows(question: Rows) -> st.SearchStrategy[list[dict[str, Any]]]:
    cells = {column.id: st.none() | answer_to(column) for column in question.columns}
    row = st.fixed_dictionaries(cells).filter(lambda one: any(v is not None for v in one.values()))
    return st.lists(row, min_size=1, max_size=4)


def answers_to(exercise: Exercise) -> st.SearchStrategy[dict[str, Any]]:
    """Answers to a whole exercise; any of them may be skipped."""
    return st.fixed_dictionaries(
        {question.id: st.none() | answer_to(question) for question in exercise.questions}
    )
