"""The rules of care that every text, exercise and style sheet keeps."""

import re
import socket
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

import workbook as wb
from workbook import words
from workbook.content.faults import Place
from workbook.content.model import Exercise
from workbook.content.quality import notebooks, reading_grade, texts, tone
from workbook.content.quality.texts import Part, Text
from workbook.content.questions.scales import Steps
from workbook.content.reading import content
from workbook.content.wording import Words
from workbook.store.home import shipped_notebooks

PACKAGE = Path(words.__file__).parent
EXERCISES = content().all_exercises

PRACTICES = tomllib.loads((PACKAGE.parent / "docs/practices.toml").read_text("utf-8"))["practice"]
NOTEBOOKS = notebooks.written_in(shipped_notebooks(), words.FALLBACK)
SPOKEN = list(texts.all_in(content(), NOTEBOOKS, words.FALLBACK))
"Every text a person can meet."
FILES = sorted({one.place.file for one in SPOKEN})


def paragraphs(notebook: str) -> str:
    """The prose of one notebook."""
    return " ".join(one.words for one in SPOKEN if one.place.file == notebook)


def wordings(one: Words | None) -> list[str]:
    """A text in all its variants."""
    return [one.default, *one.variants.values()] if one else []


RULES = {one.id: one for one in tone.never(words.FALLBACK)}
"What is never said, by the name of the rule."


def said(name: str) -> list[str]:
    """Where a text says what the rule of that name forbids."""
    return [f"{one.place}: {one.words}" for one in SPOKEN if RULES[name].found_in(one)]


# What there is


def test_the_exercises_are_those_of_the_practices_in_their_order() -> None:
    for stage, exercises in content().exercises.items():
        taught = [one["exercise"] for one in PRACTICES if one["stage"] == stage]
        assert [one.id for one in exercises] == taught


def test_there_are_ten_stages_each_with_a_notebook_of_its_own() -> None:
    names = [stage.notebook for stage in content().stages]
    assert [name[:2] for name in names] == [f"{number:02}" for number in range(10)]
    assert [name[3:-6] for name in names] == [stage.id for stage in content().stages]


# S6, S18, S20, T10: what is never said


def test_nothing_treats_reunion_as_success() -> None:
    assert not said("reunion")


def test_to_pause_to_let_go_and_to_love_from_afar_are_good_endings_from_the_first_page() -> None:
    first = paragraphs("00-welcome.ipynb")
    assert "Not every bond should be rebuilt" in first
    assert "To go on, to pause, to let go, to love from afar: here all of these are good" in first


def test_nobody_is_diagnosed_nothing_foretold_and_no_effect_promised() -> None:
    assert not said("verdict")


def test_it_says_that_it_is_no_therapy_and_cannot_tell_what_will_happen() -> None:
    first = paragraphs("00-welcome.ipynb")
    assert "This is not therapy. It cannot tell you what will happen." in first


def test_a_test_is_called_validated_only_to_say_that_ours_is_not() -> None:
    assert not said("test")


def test_nothing_invites_to_watch_the_other_person() -> None:
    assert not said("watching")


def test_no_question_asks_for_a_score_of_the_other_person() -> None:
    for exercise, question in _questions():
        if isinstance(question, Steps):
            label = question.label.default
            assert re.search(r"\b(you|your)\b", label), f"{exercise.id}: {label}"
            assert not re.search(r"\b(does|is|are|do) (\{name\}|they|he|she)\b", label)


def test_no_picture_is_said_to_show_the_cause_of_anything() -> None:
    assert not said("cause")


def test_nobody_is_told_that_they_are_safe() -> None:
    assert not said("safe")


def test_nothing_counts_days_in_a_row_compares_with_others_or_scolds() -> None:
    assert not said("contest")


NEVER = {
    "You felt better because you wrote.": "cause",
    "This will bring you back together, a success.": "reunion",
    "Look at her profile and note when she was last online.": "watching",
    "A seven-day streak. Well done!": "contest",
    "This is a validated test.": "test",
    "It predicts how it ends; your symptoms are toxic.": "verdict",
    "This will help. {name} will forgive.": "verdict",
    "Good: you are safe.": "safe",
}


@pytest.mark.parametrize("words_said", NEVER)
def test_words_that_must_not_be_said_would_be_found(words_said: str) -> None:
    one = Text(Place("x.toml"), words_said, Part.WORDING, charts=True)
    assert RULES[NEVER[words_said]].found_in(one)
    assert [fault.place.file for fault in tone.said_after_all([one], words.FALLBACK)]


def test_every_rule_has_been_tried_and_says_what_to_do() -> None:
    assert set(RULES) == set(NEVER.values())
    for one in RULES.values():
        assert "{given}" in one.wrong
        assert len(one.right.split()) > 4


def test_a_phrase_may_stand_where_it_is_denied_and_a_cause_where_nothing_is_drawn() -> None:
    denied = Text(Place("x.toml"), "Our own questions, not a validated test.", Part.ASKED)
    felt = Text(Place("x.toml"), "I felt sad because you left.", Part.ASKED)
    assert not list(tone.said_after_all([denied, felt], words.FALLBACK))


# S8, S9: every question can be left out, and nobody reads this


def _questions() -> Iterator[tuple[Exercise, Any]]:
    for exercise in EXERCISES:
        for question in exercise.questions:
            yield exercise, question


def test_every_question_can_be_skipped() -> None:
    for exercise, question in _questions():
        assert question.check(None) is None, exercise.id
        assert question.from_cell("") is None
        assert question.to_cell(None) == ""


def test_no_question_looks_like_a_duty() -> None:
    for exercise, question in _questions():
        texts = " ".join([*wordings(question.label), *wordings(question.hint)])
        assert not re.search(r"\b(required|must|mandatory)\b|\*$", texts, re.IGNORECASE), (
            exercise.id
        )


def test_beside_free_text_it_says_that_nobody_reads_it_and_it_cannot_call_for_help() -> None:
    notice = words.found("care.notice.nobody_reads")
    assert "Nobody reads" in notice
    assert "cannot call for help" in notice
    assert "emergency number" in notice


def test_the_grounding_is_short_and_may_be_left() -> None:
    assert 4 <= len(words.found("care.grounding.steps")) <= 8
    assert "leave it out" in words.found("care.grounding.intro")


# S11, S12: who can read this; nothing leaves the machine


def test_the_way_out_claims_nothing_about_erasing() -> None:
    assert not re.search(
        r"eras|delet|hid|clear|safe|secret", words.found("care.leave.label"), re.IGNORECASE
    )


def test_the_words_before_the_first_save_are_honest() -> None:
    said = " ".join([words.found("care.first_save.text"), *words.found("care.first_save.points")])
    for told_of in ("may be able to read", "drafts", "erase", "cannot undo", "backups", "lock"):
        assert told_of.lower() in said.lower()


def test_using_every_page_asks_nothing_of_the_network(
    at_home: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise AssertionError("something called the network")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for stage in content().stages + content().pages:
        wb.stage(stage.id).ending()
    for exercise in EXERCISES:
        form = wb.form(exercise.id)
        if exercise.kept:
            question = exercise.questions[0]
            form.answers = {question.id: _some(question)}
            form.save()
    wb.journey()
    assert len(wb.entries("checkin")) == 1


def _some(question: Any) -> Any:
    if question.kind == "rows":
        return [{question.columns[0].id: _some(question.columns[0])}]
    if question.kind in {"several", "cards"}:
        return [question.options[0].id]
    if question.kind in {"feelings", "weights"}:
        return {question.options[0].id: 1}
    if question.kind == "choice":
        return question.options[0].id
    kinds = {"line": "words", "long": "words", "scale": 5, "closeness": 5, "date": "2026-05-03"}
    return kinds[question.kind]


def test_no_address_outside_this_machine_stands_in_the_code() -> None:
    known = r"(https?|ws)://(127\.0\.0\.1|localhost|\{LOOPBACK\}|\{request\.host\}|www\.w3\.org/2000/svg)"
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in {".py", ".js", ".css"}:
            text = re.sub(known, "", path.read_text("utf-8"))
            assert not re.search(r"https?://|\bwss?://|@import|//cdn\.|navigator\.sendBeacon", text)


# S17: reading grade


@pytest.mark.parametrize("file", FILES)
def test_every_text_can_be_read_at_grade_7(file: str) -> None:
    there = [one for one in SPOKEN if one.place.file == file]
    found = reading_grade.too_hard(there, words.FALLBACK)
    assert not [f"{one.place}: {one.wrong}" for one in found]


def test_much_was_measured() -> None:
    long = [one for one in SPOKEN if len(one.words.split()) >= 8]
    assert len(long) > 500
    assert {one.part for one in long} == set(Part)
    assert {"care.toml", "interface.toml", "reflect.toml", "01-reflect.ipynb"} <= set(FILES)


@pytest.mark.parametrize("part", Part)
def test_a_hard_text_would_be_found_with_its_hard_words(part: Part) -> None:
    hard = (
        "Interpersonal reconciliation necessitates considerable emotional vulnerability and care."
    )
    found = list(reading_grade.too_hard([Text(Place("x.toml", "y"), hard, part)], words.FALLBACK))
    assert found
    assert "Hard words: reconciliation, vulnerability" in found[0].wrong
    assert hard in found[-1].right


# Nothing twice


def test_no_question_is_asked_twice_in_a_stage() -> None:
    for stage, exercises in content().exercises.items():
        labels = [one.label.default for each in exercises for one in each.questions]
        twice = [label for label, count in Counter(labels).items() if count > 1]
        assert not twice, stage


def test_no_long_sentence_stands_in_two_places() -> None:
    places: dict[str, list[str]] = {}
    for one in SPOKEN:
        for sentence in re.split(r"(?<=[.?!])\s+", one.words):
            if len(sentence.split()) >= 12 and not re.search(r"\{(?!name\})|…", sentence):
                places.setdefault(sentence.strip(), []).append(str(one.place))
    assert len(places) > 100
    assert not {one: found for one, found in places.items() if len(found) > 1}


def test_no_feeling_and_no_option_stands_twice_under_one_question() -> None:
    for exercise, question in _questions():
        labels = [one.label.default for one in getattr(question, "options", ())]
        assert len(set(labels)) == len(labels), f"{exercise.id}: {question.id}"
