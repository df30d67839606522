"""Whatever the clock does, each day has its own snapshot, and the right ones stay."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests.dated import FIRST, POSIX, base, clock, held, open_at, save_on, stamps
from tests.one_thing import save
from workbook.store import durable
from workbook.store.copies.snapshots import snapshots
from workbook.store.copies.snapshots.thinning import kept
from workbook.store.home import Home

__all__ = ["base", "clock"]

pytestmark = pytest.mark.usefixtures("base")

BERLIN = ZoneInfo("Europe/Berlin")

# The days of three months, and clocks


def test_of_three_months_the_last_days_weeks_and_months_stay(
    home: Home, clock: time_machine.Traveller
) -> None:
    days = [FIRST + timedelta(days=day) for day in range(92)]
    for moment in days:
        save_on(clock, moment, home)
    there = [snapshot.taken_at for snapshot in snapshots.all_of(home)]
    assert there == sorted(kept(days[1:]))
    assert len(there) == 7 + 2 + 2, "the last Sunday and this month are among the last days"
    assert held(snapshots.all_of(home)[-1]) == [moment.isoformat() for moment in days[:-1]]


def test_a_clock_that_went_back_an_hour_changes_no_order(
    home: Home, clock: time_machine.Traveller
) -> None:
    save_on(clock, FIRST, home)
    first = snapshots.take(home)
    clock.move_to(FIRST - timedelta(hours=1), tick=False)
    second = snapshots.take(home)
    assert snapshots.all_of(home) == [first, second]
    assert second.taken_at - first.taken_at == timedelta(seconds=1)


def test_after_a_day_on_which_the_clock_was_years_ahead_each_day_still_has_its_own(
    home: Home, clock: time_machine.Traveller
) -> None:
    for day in range(10):
        save_on(clock, FIRST + timedelta(days=day), home)
    before = len(snapshots.all_of(home))
    open_at(clock, datetime(2080, 5, 1, 9, tzinfo=UTC), home)
    for day in range(10, 20):
        save_on(clock, FIRST + timedelta(days=day), home)
        save_on(clock, FIRST + timedelta(days=day, hours=1), home)
    there = snapshots.all_of(home)
    assert before <= len(there)
    assert [len(held(one)) for one in there[-7:]] == [16, 18, 20, 22, 24, 26, 28]


@POSIX
@pytest.mark.parametrize("on", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_day_of_23_or_25_hours_has_one(
    home: Home, clock: time_machine.Traveller, on: date
) -> None:
    save_on(clock, FIRST, home)
    hours = [(0, 5), (1, 30), (2, 30), (3, 30), (23, 55)]
    for hour, minute in hours:
        moment = datetime(on.year, on.month, on.day, hour, minute, tzinfo=BERLIN)
        with time_machine.travel(moment, tick=False):
            save(home, f"{hour}")
    assert len(snapshots.all_of(home)) == 1
    with time_machine.travel(datetime.combine(on, datetime.min.time(), BERLIN) + timedelta(1)):
        save(home, "the next day")
    assert len(snapshots.all_of(home)) == 2


@POSIX
def test_the_day_is_that_of_the_place_where_one_is(
    home: Home, clock: time_machine.Traveller
) -> None:
    save_on(clock, FIRST, home)
    for moment in (
        datetime(2026, 3, 10, 22, tzinfo=ZoneInfo("Pacific/Auckland")),
        datetime(2026, 3, 10, 9, tzinfo=ZoneInfo("America/Los_Angeles")),
        datetime(2026, 3, 10, 23, tzinfo=ZoneInfo("America/Los_Angeles")),
    ):
        with time_machine.travel(moment, tick=False):
            save(home, f"{moment}")
    assert stamps(home) == ["2026-03-10T090000Z"]
    with time_machine.travel(datetime(2026, 3, 11, 0, 5, tzinfo=ZoneInfo("America/Los_Angeles"))):
        save(home, "after midnight")
    assert stamps(home) == ["2026-03-10T090000Z", "2026-03-11T070500Z"]


def test_what_a_restore_replaced_is_not_thinned_with_the_others(
    home: Home, clock: time_machine.Traveller
) -> None:
    save_on(clock, FIRST, home)
    with durable.locked(home.data):
        present = snapshots.gather(home)
        replaced = [snapshots.keep(home, present, replaced=True) for _ in range(8)]
    for day in range(1, 3):
        save_on(clock, FIRST + timedelta(days=day), home)
    assert set(replaced) - set(snapshots.all_of(home)) == {replaced[0]}
