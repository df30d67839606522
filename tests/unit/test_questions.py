"""An answer comes back from its file exactly as it was given, whatever kind of question it is."""

import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.answers import ANY_TEXT, answer_to
from tests.samples import TEXTS, exercise
from workbook.content.faults import kinds
from workbook.content.questions import Condition, Question
from workbook.content.wording import Reader
from workbook.errors import AnswerError
from workbook.store import durable
from workbook.store.sheets import parse, render

pytestmark = pytest.mark.usefixtures("small_content")

ROUND = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)
KINDS = sorted(kinds())


def of_kind(kind: str) -> Question:
    """A question of that kind."""
    return next(one for one in exercise().questions if one.kind == kind)


def through_a_file(question: Question, answer: Any) -> Any:
    """The answer after it was written to a CSV file, between other cells, and read again."""
    cell = question.to_cell(answer)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "answers.csv"
        durable.write(path, render(["a", "b", "c"], [{"a": "1", "b": cell, "c": "3"}]))
        sheet = parse(path.read_bytes())
    assert not sheet.set_aside
    assert [sheet.rows[0]["a"], sheet.rows[0]["c"]] == ["1", "3"]
    assert sheet.rows[0]["b"] == cell
    return question.from_cell(sheet.rows[0]["b"])


@pytest.mark.parametrize("kind", KINDS)
@ROUND
@given(data=st.data())
def test_an_answer_comes_back_from_its_file_as_it_was_given(kind: str, data: Any) -> None:
    question = of_kind(kind)
    given_answer = data.draw(answer_to(question))
    answer = question.check(given_answer)
    assert answer == given_answer
    assert through_a_file(question, answer) == answer


@pytest.mark.parametrize("kind", KINDS)
def test_a_skipped_question_stays_skipped(kind: str) -> None:
    question = of_kind(kind)
    for nothing in (None, ""):
        assert question.check(nothing) is None
    assert question.to_cell(None) == ""
    assert through_a_file(question, None) is None


@pytest.mark.parametrize("kind", KINDS)
def test_checking_twice_changes_nothing_more(kind: str) -> None:
    question = of_kind(kind)

    @ROUND
    @given(answer_to(question))
    def settled(answer: Any) -> None:
        once = question.check(answer)
        assert question.check(once) == once

    settled()


@pytest.mark.parametrize("kind", ["line", "long"])
@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text)[:20])
def test_text_stands_in_its_file_exactly_as_typed(kind: str, text: str) -> None:
    question = of_kind(kind)
    assert question.check(text) == text
    assert question.to_cell(text) == text
    assert through_a_file(question, text) == text


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text)[:20])
def test_text_within_a_row_comes_back_exactly_as_typed(text: str) -> None:
    question = of_kind("rows")
    answer = question.check([{"what": text}])
    assert through_a_file(question, answer)[0]["what"] == text


@ROUND
@example("\ud83d")
@example("\ude42 and \ud83d")
@example("\0")
@example("a\0b\ud800")
@given(st.text(st.characters(exclude_categories=())))
def test_what_no_text_file_can_hold_becomes_a_mark_and_the_rest_stays(text: str) -> None:
    question = of_kind("long")
    kept = question.check(text)
    if not text:
        assert kept is None
        return
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert kept == whole.replace("\0", "\N{REPLACEMENT CHARACTER}")
    assert through_a_file(question, kept) == kept


def test_two_halves_of_an_emoji_become_the_emoji() -> None:
    assert of_kind("line").check("\ud83d\ude42") == "\U0001f642"


@ROUND
@given(ANY_TEXT)
def test_sound_text_is_never_changed_by_the_check(text: str) -> None:
    assert of_kind("long").check(text) == text


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("line", 5),
        ("long", ["text"]),
        ("long", "x" * 1_000_001),
        ("choice", "never"),
        ("choice", 3),
        ("choice", ["none"]),
        ("several", "peace"),
        ("several", ["peace", "war"]),
        ("several", ["closeness", "peace", "closure"]),
        ("several", [["peace"]]),
        ("scale", 11),
        ("scale", -1),
        ("scale", 5.5),
        ("scale", True),
        ("scale", "five"),
        ("scale", "٥"),
        ("scale", "9" * 5000),
        ("closeness", 11),
        ("date", "3 May"),
        ("date", "2026-02-30"),
        ("date", "20260503"),
        ("date", 20260503),
        ("feelings", ["lonely"]),
        ("feelings", {"lonely": 4}),
        ("feelings", {"lonely": 0}),
        ("feelings", {"lonely": True}),
        ("feelings", {"furious": 1}),
        ("rows", {"what": "x"}),
        ("rows", ["x"]),
        ("rows", [{"who": "x"}]),
        ("rows", [{"weight": 11}]),
    ],
    ids=lambda value: ascii(value)[:24],
)
def test_an_answer_that_does_not_fit_is_refused_by_name_with_what_would_fit(
    kind: str, wrong: Any
) -> None:
    with pytest.raises(AnswerError) as refused:
        of_kind(kind).check(wrong)
    message = str(refused.value)
    assert str(refused.value.values["label"]) in message
    assert str(refused.value.values["question"]) in message
    assert str(refused.value.values["reason"]) in message
    assert len(message) < 400


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("several", "peace; war"),
        ("several", "peace;"),
        ("scale", "7,5"),
        ("date", "03.05.2026"),
        ("feelings", "lonely"),
        ("feelings", "lonely:x"),
        ("feelings", "lonely:" + "9" * 5000),
        ("rows", "not json"),
        ("rows", "5"),
        ("rows", "[" * 100_000),
        ("rows", "[" + "9" * 5000 + "]"),
        ("rows", '[{"what": 5}]'),
    ],
    ids=lambda value: ascii(value)[:24],
)
def test_a_cell_that_holds_no_answer_is_refused_in_words(kind: str, cell: str) -> None:
    with pytest.raises(AnswerError):
        of_kind(kind).from_cell(cell)


@pytest.mark.parametrize("value", [7, 7.0, "7", " 7 ", "7.0"])
def test_a_number_written_in_another_way_counts_as_that_number(value: Any) -> None:
    answer = of_kind("scale").check(value)
    assert answer == 7
    assert isinstance(answer, int)


def test_a_moment_counts_as_its_day() -> None:
    assert of_kind("date").check(datetime(2026, 5, 3, 23, 59)) == date(2026, 5, 3)  # noqa: DTZ001


def test_rows_without_anything_in_them_are_left_out() -> None:
    question = of_kind("rows")
    assert question.check([{"what": ""}, {"what": "x"}, {}]) == [
        {"what": "x", "when": None, "weight": None, "whose": None}
    ]
    assert question.check([{"what": ""}]) is None


def test_choices_stand_in_the_order_of_the_list_and_once_each() -> None:
    question = of_kind("several")
    assert question.check(["closure", "closeness", "closure"]) == ["closeness", "closure"]
    assert question.to_cell(["closeness", "closure"]) == "closeness; closure"


@pytest.mark.parametrize(
    ("answer", "shows"),
    [
        ({"contact": "brief"}, True),
        ({"contact": "none"}, False),
        ({"contact": None}, False),
        ({}, False),
        ({"contact": ["none", "real"]}, True),
        ({"contact": {"real": 2}}, True),
        ({"contact": []}, False),
    ],
)
def test_a_question_shows_when_the_earlier_answer_asks_for_it(
    answer: dict[str, Any], *, shows: bool
) -> None:
    when = Condition(question="contact", any_of=("brief", "real"))
    assert when.holds(answer) is shows


def test_each_kind_knows_whether_free_text_is_typed_into_it() -> None:
    typed = {kind for kind in KINDS if of_kind(kind).words_typed}
    assert typed == {"line", "long", "rows"}


def test_an_answer_reads_in_words_and_with_the_name_of_the_person() -> None:
    reader = Reader("Rain", "friend")
    assert of_kind("choice").in_words("brief", reader) == "A few words with Rain"
    assert of_kind("several").in_words(["peace", "closure"], reader) == "Peace, Closure"
    assert of_kind("feelings").in_words({"left-out": 3}, reader) == "left out (strongly)"
    assert (
        of_kind("rows").in_words(
            [{"what": "x", "when": None, "weight": 3, "whose": "ours"}], reader
        )
        == "x, 3, Ours"
    )
    assert all(of_kind(kind).in_words(None, reader) == "" for kind in KINDS)
