"""A calendar file that any calendar can read, and that says no more than it must."""

import socket
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from workbook import calendars

SATURDAY = date(2026, 11, 21)
ABOUT = "Half an hour; phones away, tea on.\nHow are we, really? \U0001f642 " + "x" * 200
CALM = st.characters(exclude_categories=("Cs", "Cc"))


def made(**changes: Any) -> bytes:
    """A file for Sundays at seven."""
    given = {"title": "A weekly moment", "about": ABOUT, "weekday": 6, "at": time(19)}
    return calendars.weekly(
        **given | {"minutes": 30, "start": SATURDAY, "language": "en"} | changes
    )


def event(file: bytes) -> Any:
    """Its one event, as a library reads it that did not write it."""
    (found,) = vobject.readOne(file.decode("utf-8")).vevent_list
    return found


def test_another_library_reads_the_same_moment() -> None:
    read = event(made())
    assert read.summary.value == "A weekly moment"
    assert read.description.value == ABOUT
    assert read.dtstart.value == datetime.combine(date(2026, 11, 22), time(19))
    assert read.duration.value == timedelta(minutes=30)


def test_it_comes_back_every_week_at_the_same_hour_through_summer_and_winter() -> None:
    moments = event(made()).rruleset
    year = [moments[week] for week in range(60)]
    assert {moment.weekday() for moment in year} == {6}
    assert {moment.time() for moment in year} == {time(19)}
    assert {later - one for one, later in pairwise(year)} == {timedelta(days=7)}


@pytest.mark.parametrize("weekday", range(7))
def test_it_begins_on_the_first_such_day_from_the_start_on(weekday: int) -> None:
    first = event(made(weekday=weekday)).dtstart.value.date()
    assert first.weekday() == weekday
    assert SATURDAY <= first < SATURDAY + timedelta(days=7)


def test_times_name_no_zone_and_the_stamp_is_in_utc() -> None:
    lines = made(at=time(7, 5, tzinfo=UTC)).decode().split("\r\n")
    assert "DTSTART:20261122T070500" in lines
    (stamp,) = [line.removeprefix("DTSTAMP:") for line in lines if line.startswith("DTSTAMP:")]
    moment = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    assert abs(datetime.now(UTC) - moment) < timedelta(minutes=1)
    assert not [line for line in lines if "TZID" in line or "VTIMEZONE" in line]


def test_made_twice_it_is_one_event_and_another_hour_is_another() -> None:
    one, again = event(made()), event(made(start=SATURDAY + timedelta(days=30)))
    assert one.uid.value == again.uid.value
    assert event(made(at=time(20))).uid.value != one.uid.value
    assert event(made(title="Tea")).uid.value != one.uid.value


def test_nothing_in_it_names_the_machine() -> None:
    text = made().decode()
    assert "@" not in text
    assert socket.gethostname() not in text


def test_it_is_private_and_says_its_language() -> None:
    assert event(made()).contents["class"][0].value == "PRIVATE"
    assert event(made(language="es")).summary.params == {"LANGUAGE": ["es"]}


def test_lines_end_and_fold_as_the_standard_wants_them() -> None:
    file = made()
    assert file.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in file.replace(b"\r\n", b"")
    assert max(len(line) for line in file.split(b"\r\n")) <= 75


@given(st.text(CALM), st.text(CALM), st.integers(0, 6), st.times())
def test_any_words_come_through(title: str, about: str, weekday: int, at: time) -> None:
    read = event(made(title=title, about=about, weekday=weekday, at=at))
    assert (read.summary.value, read.description.value) == (title, about)
    assert read.dtstart.value.time() == at.replace(microsecond=0)
