"""The safety pause: help after every answer, no verdict, and nothing written anywhere."""

import io
import itertools
import json
import logging
import re
from datetime import date

import pytest

import workbook as wb
from tests.conftest import forget_open_pages
from tests.screen import buttons, each, faults, on_screen, press, seen, shown, typed
from workbook.content.reading import exercise
from workbook.errors import NotKeptError
from workbook.pages.exercise import Form
from workbook.pages.safety import SafetyPause
from workbook.store import keeping
from workbook.store.home import Home
from workbook.words import found, say

pytestmark = pytest.mark.usefixtures("at_home")

QUESTIONS = [question.id for question in exercise("welcome.safety").questions]
VERDICT = re.compile(
    r"\b(you are|you're|you seem|this is|it is|looks?|appears?|probably|likely) (quite )?safe\b"
    r"|\bno (danger|risk|concern)s?\b|\blow risk\b|\bnothing to worry\b|\bscore of\b|\bout of \d"
    r"|\bgood news\b|\bwell done\b|\ball clear\b",
    re.IGNORECASE,
)


def paused(**answers: str) -> Form:
    """A fresh safety pause with some answers typed into it, as on the page."""
    forget_open_pages()
    form = wb.form("welcome.safety")
    for question, answer in answers.items():
        typed(form, question.replace("_", "-"), answer)
    return form


def helps(form: Form) -> bool:
    """Whether every country's emergency number and the finder stand on the screen."""
    words = seen(form._below)
    numbers = [one["emergency"] for one in found("helplines.country")]
    return all(number in words for number in numbers) and "findahelpline.com" in words


def concerned(form: Form) -> bool:
    """Whether reaching out is set aside, and support put first."""
    return say("care.safety.concern_title") in seen(form._below)


def written(home: Home) -> dict[str, str]:
    """The text of every file in home, by name."""
    return {
        str(path.relative_to(home.root)): path.read_text("utf-8")
        for path in sorted(home.root.rglob("*"))
        if path.is_file()
    }


# What is asked


def test_several_concrete_things_are_asked_and_each_can_be_left_out() -> None:
    asked = " ".join(
        f"{question.label.default} {question.hint.default if question.hint else ''}".lower()
        for question in exercise("welcome.safety").questions
    )
    for thing in (
        "afraid",
        "threat",
        "control",
        "watch",
        "hit",
        "sex",
        "money",
        "court",
        "contact",
    ):
        assert thing in asked, thing
    assert "do you feel safe" not in asked
    for question in exercise("welcome.safety").questions:
        assert {"yes", "no", "skip"} <= {option.id for option in question.options}


def test_the_questions_fit_any_kind_of_relationship() -> None:
    for question in exercise("welcome.safety").questions:
        words = question.label.default + (question.hint.default if question.hint else "")
        narrow = r"\b(partner|husband|wife|marriage|he|she|him|her)\b"
        assert not re.search(narrow, words, re.IGNORECASE)


# What follows an answer


@pytest.mark.parametrize("answer", ["no", "skip", "yes", "not-sure"])
def test_help_shows_when_everything_is_answered_alike(answer: str) -> None:
    form = paused(**dict.fromkeys(QUESTIONS, answer))
    assert helps(form)
    assert concerned(form) == (answer in {"yes", "not-sure"})
    assert not VERDICT.search(on_screen(form))


@pytest.mark.parametrize(
    ("question", "answer"), list(itertools.product(QUESTIONS, ["yes", "not-sure"]))
)
def test_a_single_concern_is_enough(question: str, answer: str) -> None:
    form = paused(**dict.fromkeys(QUESTIONS, "no") | {question: answer})
    assert concerned(form)
    assert helps(form)
    assert "love from afar" in seen(form._below)
    assert not VERDICT.search(on_screen(form))


@pytest.mark.parametrize(
    ("question", "answer"), list(itertools.product(QUESTIONS, ["no", "skip", "yes", "not-sure"]))
)
def test_the_very_first_answer_already_brings_help(question: str, answer: str) -> None:
    form = paused(**{question: answer})
    assert helps(form)
    assert concerned(form) == (answer in {"yes", "not-sure"})


def test_no_and_skip_lead_to_the_same_words_which_say_they_are_no_result() -> None:
    said = [seen(paused(fear=answer)._below) for answer in ("no", "skip")]
    assert said[0] == said[1]
    assert "This is not a result" in said[0]


def test_blank_shows_help_when_asked_and_a_way_to_ask() -> None:
    form = paused()
    assert not helps(form)
    press(form._below, say("care.safety.button"))
    assert helps(form)
    assert not concerned(form)
    assert "left all of these blank" in seen(form._below)
    assert not VERDICT.search(on_screen(form))


def test_an_answer_taken_back_brings_back_the_first_view() -> None:
    form = paused(fear="yes")
    typed(form, "fear", None)
    assert not concerned(form)


def test_a_concern_withdraws_nothing_of_the_reflection() -> None:
    paused(fear="yes")
    wb.form("reflect.feelings").answers = {"limits": "Not at night."}
    assert wb.form("reflect.feelings").save()
    assert "stay open to you" in say("care.safety.concern_text")


def test_one_can_answer_anew_and_all_is_cleared() -> None:
    form = paused(fear="yes", money="no")
    press(form._below, say("care.safety.again"))
    assert form.answers | {"on": None} == dict.fromkeys([*QUESTIONS, "on"])
    assert not concerned(form)
    assert shown(form) == QUESTIONS
    typed(form, "fear", "no")
    assert helps(form)
    assert not concerned(form)


def test_answers_set_from_a_script_bring_the_same_help() -> None:
    form = paused()
    form.answers = {"threats": "yes"}
    assert concerned(form)
    assert helps(form)


def test_the_answers_stay_on_the_screen_when_the_cell_runs_again() -> None:
    form = paused(fear="yes")
    assert wb.form("welcome.safety") is form
    assert concerned(form)


def test_another_bond_is_another_pause() -> None:
    welcome = wb.form("welcome.bond")
    welcome.answers = {"alias": "Rain"}
    welcome.save()
    form = wb.form("welcome.safety")
    typed(form, "fear", "yes")
    welcome.new()
    welcome.answers = {"alias": "Oak"}
    welcome.save()
    assert wb.form("welcome.safety").answers["fear"] is None
    assert not concerned(wb.form("welcome.safety"))


def test_the_local_emergency_number_stands_first_in_each_country() -> None:
    form = paused(fear="no")
    folds = [piece for piece in each(form._below.pieces) if piece.get("key") == "gb"]
    assert "999" in folds[0]["text"]


# Nothing is kept


def test_no_answer_is_written_to_any_file(
    at_home: Home, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    before = written(at_home)
    for answer in ("yes", "not-sure", "no", "skip"):
        form = paused(**dict.fromkeys(QUESTIONS, answer))
        # A page that had not seen the newest answer, a second window, a cell that runs again.
        typed(form, "fear", "no", base="skip")
        typed(form, "fear", answer, base=None)
        form.answers = dict.fromkeys(QUESTIONS, answer)
        form.draft()
        with pytest.raises(NotKeptError):
            form.save()
        wb.form("welcome.safety")
    assert written(at_home) == before
    wb.form("welcome.bond").answers = {"alias": "Rain"}
    wb.form("welcome.bond").save()
    new = {name: text for name, text in written(at_home).items() if name not in before}
    assert "data/rain/welcome.bond.csv" in new
    for name, text in new.items():
        assert "safety" not in name + text, name
        assert "not-sure" not in text or name.endswith("datapackage.json"), name
    out, err = capfd.readouterr()
    for words in (out, err, caplog.text):
        assert "not-sure" not in words


def test_a_stale_page_does_not_write_the_older_answer_down(at_home: Home) -> None:
    form = paused(fear="yes")
    typed(form, "fear", "no", base=None)
    assert form.controls["fear"].kept == form.controls["fear"].typed
    assert not list(at_home.data.rglob("*.json"))


def test_save_refuses_and_there_is_no_save_button(at_home: Home) -> None:
    form = paused(fear="yes")
    with pytest.raises(NotKeptError, match="never written down"):
        form.save()
    assert form._saver not in form.children
    assert "Save" not in buttons(form._above, form._notice, form._below)
    assert not faults(form)
    assert not list(at_home.data.rglob("*.csv"))


def test_the_store_too_refuses_to_keep_it(at_home: Home) -> None:
    with pytest.raises(NotKeptError):
        keeping.save(at_home, "me", exercise("welcome.safety"), {"fear": "yes"}, date.today())
    assert not [path for path in at_home.data.rglob("*") if path.name != ".lock"]


def test_a_kernel_that_died_has_forgotten_the_answers() -> None:
    paused(fear="yes")
    forget_open_pages()
    assert wb.form("welcome.safety").answers["fear"] is None


def test_the_page_is_told_that_an_answer_was_heard_so_that_it_forgets_it_too() -> None:
    control = paused(fear="yes").controls["fear"]
    assert control.typed == control.heard == control.kept == 1


def test_what_a_notebook_would_store_holds_no_answer() -> None:
    form = paused(fear="yes")
    stored = io.StringIO()
    json.dump(form._repr_mimebundle_(), stored, default=str)
    assert "yes" not in stored.getvalue()


def test_it_says_that_nothing_is_written_down() -> None:
    for form in (paused(), paused(fear="no"), paused(fear="yes")):
        assert "Nothing you answer here is written down" in seen(form._below)
        assert "Nothing here is written down" in seen(form._above)


def test_the_exercise_that_keeps_nothing_is_the_safety_pause() -> None:
    assert not exercise("welcome.safety").kept
    assert isinstance(paused(), SafetyPause)
