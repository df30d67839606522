"""The journey on its page: it follows what is saved, and the person decides what it shows."""

import errno
import json
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest

import workbook as wb
from tests.conftest import forget_open_pages
from tests.screen import buttons, each, press, press_save, seen, typed
from workbook.errors import AnswerError
from workbook.launcher import story
from workbook.pages.journey import Journey
from workbook.store import durable
from workbook.store.home import Home

pytestmark = pytest.mark.usefixtures("at_home")

TODAY = date.today()


def check_in(days_ago: int = 0, **answers: Any) -> None:
    """Saves a check-in through its form."""
    form = wb.form("checkin")
    form.answers = answers | {"on": TODAY - timedelta(days_ago)}
    form.save()


def points(journey: Journey, name: str) -> list[float]:
    """The recorded values that are drawn, by the name of the measure."""
    trace = next(one for one in journey._figure.data if one.name == name)
    return [float(value) for value in trace.y if not pd.isna(value)]


def table(journey: Journey) -> list[list[str]]:
    """The rows of the table, if it is open."""
    tables = [piece for piece in each(journey._below.pieces) if piece["is"] == "table"]
    return tables[0]["rows"] if tables else []


def picture_shown(journey: Journey) -> bool:
    """Whether the figure itself is on the screen."""
    return journey._figure is not None and journey._figure in journey.children


def test_before_there_are_days_it_shows_what_will_be_here_and_how_to_begin() -> None:
    journey = wb.journey()
    assert picture_shown(journey)
    assert "first check-in" in seen(journey._caption)
    words = " ".join(one.text for one in journey._figure.layout.annotations)
    assert "An example" in words
    assert list(buttons(journey._below)) == ["Hide the charts"]


def test_it_is_drawn_anew_when_a_check_in_is_saved() -> None:
    journey = wb.journey()
    figure = journey._figure
    form = wb.checkin()
    typed(form, "mood", 6)
    typed(form, "closeness", 2)
    press_save(form)
    assert journey._figure is figure
    assert points(journey, "Mood") == [6.0]
    assert points(journey, "Closeness") == [2.0]
    assert "One day is recorded so far" in seen(journey._caption)
    check_in(1, mood=3, closeness=1)
    assert points(journey, "Mood") == [3.0, 6.0]
    assert sum(trace.name == "Mood" for trace in figure.data) == 1


def test_a_draft_is_not_yet_a_day() -> None:
    journey = wb.journey()
    typed(wb.checkin(), "mood", 6)
    journey.refresh()
    assert "Nothing is recorded yet" in seen(journey._caption)


def test_a_changed_check_in_moves_its_point() -> None:
    journey = wb.journey()
    check_in(0, mood=6)
    form = wb.checkin()
    press(form._below, next(one for one in buttons(form._below) if one.startswith("Open ")))
    typed(form, "mood", 1)
    press_save(form)
    assert points(journey, "Mood") == [1.0]


def test_it_shows_the_bond_in_hand() -> None:
    journey = wb.journey()
    welcome = wb.form("welcome.bond")
    welcome.answers = {"alias": "Rain"}
    welcome.save()
    check_in(0, mood=6)
    assert points(journey, "Mood") == [6.0]
    welcome.new()
    welcome.answers = {"alias": "Oak"}
    welcome.save()
    assert "Nothing is recorded yet" in seen(journey._caption)


def test_the_table_holds_every_day_newest_first_and_can_be_put_away() -> None:
    check_in(1, mood=3, closeness=1, contact="brief")
    check_in(0, mood=6)
    journey = wb.journey()
    assert not table(journey)
    press(journey._below, "Show as table")
    rows = table(journey)
    assert [row[1] for row in rows] == ["6", "3"]
    assert [row[2] for row in rows] == ["", "1"]
    assert "brief" in rows[1]
    assert "Hide the table" in buttons(journey._below)
    check_in(2, mood=9)
    assert len(table(journey)) == 3
    press(journey._below, "Hide the table")
    assert not table(journey)


def test_the_average_and_the_joined_line_are_choices_that_are_off_at_first() -> None:
    for day in (0, 1, 2, 3, 7):
        check_in(day, mood=5, closeness=3)
    journey = wb.journey()
    plain = len(journey._figure.data)
    press(journey._below, "Join over blank days")
    joined = [one for one in journey._figure.data if one.line.dash == "dash"]
    assert len(joined) == 2
    press(journey._below, "Leave blank days open")
    assert len(journey._figure.data) == plain
    press(journey._below, "Add a 7-day average")
    assert len(journey._figure.data) == plain + 2
    check_in(4, mood=5)
    assert len(journey._figure.data) == plain + 2
    press(journey._below, "Take the 7-day average away")
    assert len(journey._figure.data) == plain


def test_hidden_charts_stay_hidden_until_they_are_asked_for_again() -> None:
    check_in(0, mood=6)
    journey = wb.journey()
    press(journey._below, "Hide the charts")
    assert not picture_shown(journey)
    assert "hidden, as you asked" in seen(journey._below)
    check_in(1, mood=2)
    assert not picture_shown(journey)
    forget_open_pages()
    again = wb.journey()
    assert not picture_shown(again)
    assert list(buttons(again._below)) == ["Show the charts again"]
    press(again._below, "Show the charts again")
    assert picture_shown(again)
    assert points(again, "Mood") == [2.0, 6.0]


def test_a_choice_that_cannot_be_kept_is_said_and_the_picture_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    check_in(0, mood=6)
    journey = wb.journey()

    def refuse(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(durable.os, "replace", refuse)
    for _ in range(2):
        press(journey._below, "Hide the charts")
        assert seen(journey._below).count("the disk is full") == 1
    assert picture_shown(journey)


def test_stages_begun_are_marked_on_their_days() -> None:
    form = wb.form("welcome.baseline")
    form.answers = {"mood": 4, "closeness-now": 2}
    form.save()
    check_in(0, mood=6)
    journey = wb.journey()
    assert "Welcome begun" in [one.text for one in journey._figure.layout.annotations]
    assert "start" in [one.text for one in journey._figure.layout.annotations]
    press(journey._below, "Show as table")
    assert any("Welcome begun" in row for row in table(journey))


def test_an_invented_story_says_so_on_every_picture(at_home: Home) -> None:
    story.write(at_home, 30)
    journey = wb.journey()
    assert seen(journey._caption).partition("\n")[2].startswith("This is an invented story.")
    tags = [one.text for one in journey._figure.layout.annotations]
    assert "<b>Invented story</b>" in tags
    press(journey._below, "Add a 7-day average")
    tags = [one.text for one in journey._figure.layout.annotations]
    assert "<b>Invented story</b>" in tags


def test_an_own_story_is_not_called_invented() -> None:
    check_in(0, mood=6)
    journey = wb.journey()
    tags = [one.text for one in journey._figure.layout.annotations]
    assert not any("nvented" in tag for tag in tags)
    assert "invented" not in seen(journey._caption)


def test_how_the_picture_is_made_is_folded_below_it() -> None:
    about = [piece for piece in each(wb.journey()._below.pieces) if piece.get("key") == "about"]
    assert len(about) == 1
    assert not about[0]["open"]
    words = " ".join(piece["text"] for piece in about[0]["inside"])
    assert "not a validated test" in words
    assert "1.05" in words


def test_what_a_notebook_would_store_of_it_holds_no_answer() -> None:
    form = wb.checkin()
    form.answers = {"mood": 6, "note": "Zanzibar"}
    form.save()
    journey = wb.journey()
    press(journey._below, "Show as table")
    bundle = journey._repr_mimebundle_()
    assert bundle["text/plain"] == "<workbook journey>"
    assert "Zanzibar" not in json.dumps(bundle, default=str)
    assert "Zanzibar" not in str(journey._figure.to_dict()) + seen(journey._below)


@pytest.mark.damaged
@pytest.mark.parametrize("day", ["0001-01-02", "0002-05-03", "9999-12-30"])
def test_a_year_typed_wrong_is_refused_and_in_a_file_does_not_take_the_picture_away(
    at_home: Home, day: str
) -> None:
    page = wb.journey()
    check_in(0, mood=5)
    check = wb.checkin()
    check.answers = {"mood": 6, "on": day}
    with pytest.raises(AnswerError, match="1900"):
        check.save()
    path = at_home.data / "me" / "checkin.csv"
    _, row = path.read_bytes().splitlines()
    today = date.today().isoformat().encode()
    path.write_bytes(path.read_bytes() + b"another-" + row.replace(today, day.encode()) + b"\r\n")
    page.refresh()
    assert page._figure in page.children
