"""The timer, the turns and the calendar file, as the kernel sees them."""

from datetime import date, timedelta
from typing import Any

import pytest
import vobject

from workbook.content.dates_in_words import weekdays
from workbook.widgets import calendar_file, timer, turns
from workbook.widgets.calendar_file import CalendarFile
from workbook.widgets.timer import Timer
from workbook.widgets.turns import Turns
from workbook.widgets.widget import Widget
from workbook.words import table


def tools() -> list[Widget]:
    """One of each."""
    return [
        Timer([5, 20], "slow-down", "I need a break."),
        Turns([2, 3], ["How are we?"], "together"),
        CalendarFile("A weekly moment", "Half an hour."),
    ]


def asked(tool: CalendarFile, monkeypatch: pytest.MonkeyPatch, **message: Any) -> list[Any]:
    """What goes back to the page that asks for a file."""
    sent: list[Any] = []
    monkeypatch.setattr(tool, "send", sent.append)
    tool._handle_custom_msg(message, [])
    return sent


def test_a_notebook_never_holds_what_a_tool_shows() -> None:
    assert [repr(tool) for tool in tools()] == ["<Timer>", "<Turns>", "<CalendarFile>"]


@pytest.mark.parametrize(
    ("name", "keys"),
    [("timer", timer.WORDS), ("turns", turns.WORDS), ("calendar", calendar_file.WORDS)],
)
def test_every_word_of_a_tool_is_there_and_none_is_left_over(
    name: str, keys: tuple[str, ...]
) -> None:
    assert set(table("interface")[name]) == set(keys)


def test_a_phrase_can_change_while_one_waits() -> None:
    tool = Timer([5])
    tool.phrase = "I am coming back."
    assert tool.get_state()["phrase"] == "I am coming back."


def test_the_words_of_a_wait_count_nothing_down_and_hurry_nobody() -> None:
    said = " ".join(table("interface")["timer"].values()).lower()
    assert not [word for word in ("left", "remaining", "hurry", "seconds", "!") if word in said]
    assert "if you are ready" in said
    assert "if you need longer" in said


def test_the_turns_ask_nothing_back_of_the_page() -> None:
    traits = set(Turns([2], ["How are we?"]).get_state())
    assert not traits & {"names", "name", "turn", "stage", "value"}
    assert Turns([2]).prompts == []


def test_nobody_is_cut_off() -> None:
    words = Turns([2], ["How are we?"]).words
    assert words["swap"] == "Time to swap"
    assert words["finish"].startswith("Finish your sentence.")


def test_a_page_that_asks_gets_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    tool = CalendarFile("A weekly moment", "Half an hour.")
    (answer,) = asked(tool, monkeypatch, weekday=2, at="18:30")
    event = vobject.readOne(answer["file"]).vevent
    assert event.summary.value == "A weekly moment"
    assert event.dtstart.value.strftime("%H:%M") == "18:30"
    assert event.dtstart.value.weekday() == 2
    assert 0 <= (event.dtstart.value.date() - date.today()) / timedelta(days=1) < 7


def test_the_days_of_the_week_can_all_be_chosen_and_are_said_in_words() -> None:
    assert sorted(number for number, _ in weekdays()) == list(range(7))
    assert dict(weekdays())[2] == "Wednesday"
    assert {day["id"]: day["label"] for day in CalendarFile().weekdays} == dict(weekdays())
