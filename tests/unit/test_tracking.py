"""Keeping track can be put down: it is asked once a week, and a way out is offered."""

import errno
import re
from typing import Any

import pytest

import workbook as wb
from tests.conftest import forget_open_pages
from tests.screen import buttons, faults, on_screen, press, press_save, seen, shown, typed
from workbook.content.reading import exercise
from workbook.pages.exercise import Form
from workbook.store import durable, settings
from workbook.store.home import Home

pytestmark = pytest.mark.usefixtures("at_home")


def week(answer: str) -> Form:
    """The weekly look, saved with an answer about keeping track."""
    form = wb.weekly()
    typed(form, "tracking", answer)
    press_save(form)
    return form


def test_once_a_week_it_is_asked_whether_keeping_track_helps() -> None:
    question = exercise("weekly").question("tracking")
    assert "helping" in question.label.default
    assert [option.id for option in question.options] == ["helps", "neither", "worse", "not-sure"]
    assert "tracking" in shown(wb.weekly())


def test_when_it_makes_things_worse_one_may_pause_and_hide() -> None:
    form = week("worse")
    assert "You can put this down" in on_screen(form)
    assert {"Pause keeping track", "Hide the charts"} <= set(buttons(form._below))
    assert "not a fault in you" in on_screen(form)
    assert not re.search(
        r"try harder|keep going|give up|don't stop", on_screen(form), re.IGNORECASE
    )


@pytest.mark.parametrize("answer", ["helps", "neither", "not-sure"])
def test_with_any_other_answer_nothing_is_offered(answer: str) -> None:
    form = week(answer)
    assert "You can put this down" not in on_screen(form)
    assert wb.entries("weekly")["tracking"].tolist() == [answer]


def test_nothing_is_offered_before_the_answer_is_saved() -> None:
    form = wb.weekly()
    typed(form, "tracking", "worse")
    assert "Pause keeping track" not in buttons(form._below)


def test_pausing_is_kept_and_said_on_both_check_ins(at_home: Home) -> None:
    daily = wb.checkin()
    form = week("worse")
    press(form._below, "Pause keeping track")
    for page in (daily, form):
        assert "You have paused keeping track. Nothing is due." in seen(page._notice)
    forget_open_pages()
    assert settings.read(at_home).paused
    assert "You have paused keeping track" in on_screen(wb.checkin())


def test_a_paused_check_in_still_works() -> None:
    press(week("worse")._below, "Pause keeping track")
    form = wb.checkin()
    typed(form, "mood", 4)
    press_save(form)
    assert not faults(form)
    assert wb.entries("checkin")["mood"].tolist() == [4]


def test_one_can_take_it_up_again(at_home: Home) -> None:
    press(week("worse")._below, "Pause keeping track")
    press(wb.checkin()._notice, "Take it up again")
    assert not settings.read(at_home).paused
    assert "You have paused" not in on_screen(wb.checkin())
    assert "You have paused" not in on_screen(wb.weekly())


def test_hiding_the_charts_from_here_hides_an_open_journey(at_home: Home) -> None:
    journey = wb.journey()
    form = week("worse")
    press(form._below, "Hide the charts")
    assert settings.read(at_home).charts_hidden
    assert "hidden, as you asked" in seen(journey._below)
    assert journey._figure not in journey.children
    assert wb.entries("weekly")["tracking"].tolist() == ["worse"]


def test_where_the_choice_cannot_be_kept_this_is_said_beside(
    at_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = week("worse")

    def refuse(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(durable.os, "replace", refuse)
    press(form._below, "Pause keeping track")
    assert "the disk is full" in faults(form)["Save"]
    assert not settings.read(at_home).paused


def test_the_other_buttons_of_a_check_in_work_as_in_any_form() -> None:
    form = wb.checkin()
    typed(form, "mood", 4)
    press_save(form)
    press(form._below, next(one for one in buttons(form._below) if one.startswith("Open ")))
    assert form.answers["mood"] == 4
    press(form._notice, "Start a new one")
    assert form.answers["mood"] is None


def test_a_check_in_asks_for_no_more_than_a_few_things() -> None:
    assert len(exercise("checkin").questions) <= 5
    assert exercise("checkin").minutes <= 0.5
