"""What proposes contact: after the pause, withheld where a concern was named, and never written."""

from datetime import date

import pytest

import workbook as wb
from tests.conftest import forget_open_pages
from tests.screen import buttons, each, press, seen, typed
from workbook.content.reading import content, exercise
from workbook.pages import choices, session
from workbook.pages.contact import Contact
from workbook.pages.exercise import Form
from workbook.pages.safety import SafetyPause
from workbook.store import keeping
from workbook.store.home import Home
from workbook.words import say

pytestmark = pytest.mark.usefixtures("at_home")

CONTACT = [one.id for one in content().all_exercises if one.contact]
REFLECTION = [
    one.id
    for one in content().all_exercises
    if one.kept and not one.proposes_contact and content().stage_of(one.id) != "check-in"
]
GO_ON = say("care.safety.go_on")


def pause(stage: str) -> SafetyPause:
    """The pause of a stage."""
    return wb.stage(stage).pause()


def is_open(form: Form) -> bool:
    """Whether the controls stand on the screen."""
    return form._below in form.children


def is_withheld(form: Form) -> bool:
    """Whether it says that it is set aside."""
    return say("care.contact.withheld_title") in seen(form._notice)


def test_each_stage_that_care_names_has_something_that_waits_for_the_pause() -> None:
    stages = {content().stage_of(one.id) for one in content().all_exercises if one.proposes_contact}
    assert stages >= {"reach-out", "listen", "repair", "together", "choose"}
    assert {one for one in CONTACT if one.startswith("reach-out.")} == {
        one.id for one in content().exercises["reach-out"]
    }


@pytest.mark.parametrize("name", CONTACT)
def test_the_pause_comes_first_and_may_be_left_blank(name: str) -> None:
    form = wb.form(name)
    assert not is_open(form)
    assert "pause to think about safety" in seen(form._notice)
    press(pause(content().stage_of(name))._below, GO_ON)
    assert is_open(form)
    assert not seen(form._notice).count("pause to think")


@pytest.mark.parametrize("name", CONTACT)
def test_it_comes_again_at_each_stage(name: str) -> None:
    for stage in ("reach-out", "listen", "repair", "together", "choose"):
        if stage != content().stage_of(name):
            press(pause(stage)._below, GO_ON)
    assert not is_open(wb.form(name))


@pytest.mark.parametrize("answer", ["yes", "not-sure"])
@pytest.mark.parametrize("question", [one.id for one in exercise("welcome.safety").questions])
def test_any_concern_withholds_it_and_leaves_reflection_open(question: str, answer: str) -> None:
    here = pause("reach-out")
    press(here._below, GO_ON)
    form = wb.form("reach-out.message")
    assert is_open(form)
    typed(here, question, answer)
    assert not is_open(form)
    assert is_withheld(form)
    assert "love from afar" in seen(form._notice)
    assert say("interface.stage.help") in seen(form._notice)
    assert not [piece for piece in each(form._above.pieces) if piece["is"] == "fold"]
    for name in REFLECTION:
        assert is_open(wb.form(name)), name


def test_a_concern_named_in_welcome_withholds_every_stage_even_where_its_pause_is_skipped() -> None:
    typed(wb.form("welcome.safety"), "no-contact", "yes")
    for name in CONTACT:
        here = pause(content().stage_of(name))
        assert GO_ON not in buttons(here._below)
        assert is_withheld(wb.form(name)), name


def test_skipping_a_question_takes_no_concern_back_and_answering_it_anew_does() -> None:
    typed(wb.form("welcome.safety"), "fear", "yes")
    here, form = pause("repair"), wb.form("repair.apology")
    typed(here, "fear", "skip")
    assert is_withheld(form)
    typed(here, "money", "no")
    assert is_withheld(form)
    typed(here, "fear", "no")
    assert not is_withheld(form)
    press(here._below, GO_ON)
    assert is_open(form)


def test_one_can_answer_again_and_change_ones_mind() -> None:
    here, form = pause("listen"), wb.form("listen.conversation")
    typed(here, "threats", "yes")
    assert is_withheld(form)
    press(here._below, say("care.safety.again"))
    assert not is_withheld(form)
    assert not is_open(form)
    press(here._below, GO_ON)
    assert is_open(form)


def test_going_on_says_where_help_is_and_never_that_one_is_safe() -> None:
    here = pause("together")
    press(here._below, GO_ON)
    assert "findahelpline.com" in seen(here._below)
    assert "you are safe" not in seen(here._below).lower()


def test_the_pause_can_be_opened_from_the_exercise_itself() -> None:
    form = wb.form("reach-out.longing")
    press(form._notice, say("care.contact.unasked_show"))
    here = form._pause.children[0]
    assert here is pause("reach-out")
    press(here._below, GO_ON)
    assert is_open(form)


def test_only_the_next_step_of_going_on_waits_in_the_last_stage() -> None:
    form = wb.form("choose.choice")
    held = [one.id for one in form.exercise.questions if one.contact]
    assert held
    assert is_open(form)
    assert not seen(form._notice)
    waits = next(one for one in form.exercise.questions if one.id in held).when
    assert waits
    typed(form, waits.question, waits.any_of[0])
    assert all(form.controls[one].away for one in held)
    assert "pause to think about safety" in seen(form._notice)
    press(pause("choose")._below, GO_ON)
    assert not any(form.controls[one].away for one in held)
    typed(form, waits.question, "pause" if waits.any_of[0] != "pause" else "closure")
    assert all(form.controls[one].away for one in held)


def test_words_written_before_are_kept_while_it_is_withheld() -> None:
    here = pause("reach-out")
    press(here._below, GO_ON)
    form = wb.form("reach-out.longing")
    question = next(one.id for one in form.exercise.questions if one.words_typed)
    typed(form, question, "the walks")
    typed(here, "fear", "yes")
    assert form.answers[question] == "the walks"
    forget_open_pages()
    assert wb.form("reach-out.longing").answers[question] == "the walks"


def test_another_person_is_asked_about_anew() -> None:
    wb.form("welcome.bond").answers = {"alias": "Rain"}
    wb.form("welcome.bond").save()
    press(pause("reach-out")._below, GO_ON)
    assert is_open(wb.form("reach-out.message"))
    bond = wb.form("welcome.bond")
    bond.new()
    bond.answers = {"alias": "Oak"}
    bond.save()
    assert not is_open(wb.form("reach-out.message"))


def test_another_language_makes_no_older_answer_the_newest(at_home: Home) -> None:
    typed(wb.form("welcome.safety"), "fear", "no")
    typed(pause("reach-out"), "fear", "yes")
    form = wb.form("reach-out.message")
    choices.speak(at_home, "es")
    wb.form("welcome.safety")
    session.tell()
    assert form._contact() is Contact.WITHHELD
    assert not is_open(form)
    press(pause("reach-out")._below, say("care.safety.again"))
    assert form._contact() is Contact.UNASKED


def test_a_pause_that_was_gone_on_from_stays_so_in_another_language(at_home: Home) -> None:
    press(pause("reach-out")._below, GO_ON)
    choices.speak(at_home, "es")
    assert pause("reach-out").passed
    assert is_open(wb.form("reach-out.message"))


def test_a_concern_named_before_the_person_had_a_name_here_stays(at_home: Home) -> None:
    early = wb.form("reach-out.message")
    press(pause("reach-out")._below, GO_ON)
    keeping.save(at_home, "me", exercise("welcome.bond"), {"alias": "Rain"}, date(2026, 5, 3))
    typed(pause("reach-out"), "fear", "yes")
    early.answers = {"text": "I thought of you."}
    early.save()
    assert early.bond == "rain"
    assert not is_open(early)
    assert is_withheld(early)


def test_a_way_on_that_is_out_of_date_leads_nowhere() -> None:
    here = pause("repair")
    typed(pause("listen"), "threats", "yes")
    here._pressed("go-on")
    typed(pause("listen"), "threats", "no")
    assert not is_open(wb.form("repair.apology"))


def test_a_concern_shows_at_once_in_every_other_pause() -> None:
    here = pause("repair")
    assert GO_ON in buttons(here._below)
    typed(pause("listen"), "threats", "yes")
    assert GO_ON not in buttons(here._below)


def test_nothing_of_it_is_written_anywhere(at_home: Home) -> None:
    for stage in ("reach-out", "listen", "repair", "together", "choose"):
        here = pause(stage)
        if GO_ON in buttons(here._below):
            press(here._below, GO_ON)
        for question in here.exercise.questions:
            typed(here, question.id, "not-sure")
        wb.form("reach-out.message")
    files = [path for path in at_home.root.rglob("*") if path.is_file()]
    assert not [path for path in files if "safety" in path.name]
    for path in files:
        assert "not-sure" not in path.read_text("utf-8"), path


def test_scripts_can_fill_it_all_the_same() -> None:
    form = wb.form("reach-out.message")
    question = next(one.id for one in form.exercise.questions if one.words_typed)
    form.answers = {question: "I thought of you."}
    assert form.save()
    assert not is_open(form)


def test_leaving_the_page_at_once_wipes_every_pause() -> None:
    typed(wb.form("welcome.safety"), "fear", "yes")
    here = pause("reach-out")
    typed(here, "money", "no")
    wb.stage("reach-out")._handle_custom_msg({"action": "leave"}, [])
    assert all(answer is None for name, answer in here.answers.items() if name != "on")
    assert wb.form("welcome.safety").answers["fear"] is None
    assert not is_open(wb.form("reach-out.message"))
    assert not is_withheld(wb.form("reach-out.message"))
