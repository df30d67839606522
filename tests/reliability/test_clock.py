"""Clocks that go back, summer time, other time zones: no word is lost or in the wrong place."""

import os
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests.samples import exercise
from workbook.store import bonds, drafts, entries, keeping
from workbook.store.entries import Entry
from workbook.store.home import Home

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows has no tzset")
NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)
AUTUMN = datetime(2026, 10, 24, 23, 30, tzinfo=UTC)
SPRING = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
"Half an hour before the clocks in Berlin change."


def at(moment: datetime) -> time_machine.travel:
    """The clock stands at that moment, in whatever zone this computer is."""
    return time_machine.travel(moment.timestamp(), tick=False)


def save(home: Home, words: str, on: date | None = None) -> Entry:
    """Saves as a form does: about the day that was chosen, else about today."""
    about = on or date.today()
    return keeping.save(home, "me", exercise("all.one"), {"words": words}, about)[1]


def saved(home: Home) -> list[Entry]:
    return entries.load(bonds.folder(home, "me"), exercise("all.one")).entries


def keep(home: Home, words: str, writer: str) -> None:
    folder = bonds.folder_to_write(home, "me")
    drafts.keep(folder, exercise("all.one"), writer, date(2026, 5, 3), {"words": words}, "")


def waiting(home: Home) -> list[str]:
    found = drafts.waiting(bonds.folder(home, "me"), exercise("all.one"))
    return [draft.answers["words"] for draft in found]


@pytest.mark.parametrize("back", [timedelta(seconds=1), DAY, 3_650 * DAY])
def test_what_was_saved_last_stands_last_though_the_clock_went_back(
    home: Home, back: timedelta
) -> None:
    for words, moment in (("first", NOON), ("second", NOON - back), ("third", NOON - 2 * back)):
        with at(moment):
            save(home, words)
    assert [one.answers["words"] for one in saved(home)] == ["first", "second", "third"]
    ids = [one.id for one in saved(home)]
    assert ids == sorted(set(ids))


@pytest.mark.parametrize("back", [timedelta(seconds=1), DAY, 3_650 * DAY])
def test_what_was_typed_last_comes_first_though_the_clock_went_back(
    home: Home, back: timedelta
) -> None:
    for writer, moment in (("left", NOON), ("right", NOON - back), ("third", NOON - 2 * back)):
        with at(moment):
            keep(home, f"in the {writer} window", writer)
    assert waiting(home) == [f"in the {writer} window" for writer in ("third", "right", "left")]
    with at(NOON - 3 * back):
        keep(home, "typed on, on the left", "left")
    assert waiting(home)[0] == "typed on, on the left"
    assert len(waiting(home)) == 3


def test_a_change_under_a_clock_that_went_back_keeps_both_versions(home: Home) -> None:
    with at(NOON):
        first = save(home, "first")
    with at(NOON - DAY):
        one = exercise("all.one")
        keeping.save(home, "me", one, {"words": "changed"}, first.on, first)
    assert [(entry.id, entry.answers["words"]) for entry in saved(home)] == [(first.id, "changed")]
    earlier = home.data / "me" / "earlier" / "all.one.csv"
    assert b"first" in earlier.read_bytes()


@pytest.fixture
def in_zone(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sets the time zone of this computer, as a traveller does."""

    def set_zone(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield set_zone
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("before", [SPRING, AUTUMN], ids=["spring", "autumn"])
def test_while_the_clocks_change_entries_stay_in_order_and_on_their_day(
    home: Home, in_zone: Callable[[str], None], before: datetime
) -> None:
    in_zone("Europe/Berlin")
    moments = [before + timedelta(minutes=15 * step) for step in range(8)]
    for number, moment in enumerate(moments):
        with at(moment):
            save(home, str(number))
    assert [one.answers["words"] for one in saved(home)] == [str(one) for one in range(8)]
    assert [one.saved_at for one in saved(home)] == moments
    local = [moment.astimezone(ZoneInfo("Europe/Berlin")) for moment in moments]
    assert [one.on for one in saved(home)] == [moment.date() for moment in local]
    assert local[0].utcoffset() != local[-1].utcoffset()
    ids = [one.id for one in saved(home)]
    assert ids == sorted(set(ids))


def test_the_day_that_was_chosen_stays_wherever_one_travels(
    home: Home, in_zone: Callable[[str], None]
) -> None:
    late = datetime(2026, 5, 3, 23, 30, tzinfo=UTC)
    with at(late):
        in_zone("Pacific/Auckland")
        there = save(home, "there, where it is Monday")
        in_zone("America/Los_Angeles")
        here = save(home, "here, where it is Sunday")
        backdated = save(home, "about another day", date(2026, 4, 1))
    expected = [date(2026, 5, 4), date(2026, 5, 3), date(2026, 4, 1)]
    for zone in ("UTC", "Pacific/Auckland", "America/Los_Angeles", "Asia/Kathmandu"):
        in_zone(zone)
        assert [one.on for one in saved(home)] == expected
        assert [one.saved_at for one in saved(home)] == [late] * 3
    assert [one.id for one in saved(home)] == [there.id, here.id, backdated.id]
    assert os.environ["TZ"] == "Asia/Kathmandu"
