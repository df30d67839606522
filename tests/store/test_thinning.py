"""Of many snapshots those stay by which one can go back a day, a week, or a month."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.store.copies.snapshots.thinning import kept

ZONES = ["UTC", "Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland", "Pacific/Apia"]
MOST = 7 + 4 + 12

moments = st.integers(0, 2**32).map(lambda second: datetime.fromtimestamp(second, UTC))
some = st.sets(moments, max_size=60) | st.sets(
    st.integers(0, 24 * 400).map(lambda hour: datetime(2026, 1, 1, tzinfo=UTC) + _hours(hour)),
    max_size=60,
)
zones = st.sampled_from(ZONES).map(ZoneInfo)


def _hours(count: int) -> timedelta:
    return timedelta(hours=count)


def daily(first: datetime, days: int) -> set[datetime]:
    """A moment at the same hour of each of some days."""
    return {first + timedelta(days=day) for day in range(days)}


def dates(stay: set[datetime]) -> list[str]:
    """The days of moments, in order."""
    return [moment.strftime("%m-%d") for moment in sorted(stay)]


def test_of_three_months_the_last_days_weeks_and_months_stay() -> None:
    stay = kept(daily(datetime(2026, 1, 1, 12, tzinfo=UTC), 90), UTC)
    last_days = ["03-25", "03-26", "03-27", "03-28", "03-29", "03-30", "03-31"]
    assert dates(stay) == ["01-31", "02-28", "03-15", "03-22", *last_days]


def test_of_three_years_twelve_months_stay() -> None:
    stay = kept(daily(datetime(2024, 1, 1, 12, tzinfo=UTC), 3 * 365 + 1), UTC)
    assert min(stay).strftime("%Y-%m-%d") == "2026-01-31"
    assert len(stay) == 7 + 2 + 11, (
        "two of the last Sundays, and the month now, are among the last days"
    )


def test_a_week_goes_from_monday_to_sunday_also_across_the_new_year() -> None:
    stay = kept(daily(datetime(2026, 12, 21, 12, tzinfo=UTC), 24), UTC)
    # 3 January 2027 is a Sunday: its week began in December, and the last Sunday before is 27.
    last_days = ["01-07", "01-08", "01-09", "01-10", "01-11", "01-12", "01-13"]
    assert sorted(dates(stay)) == sorted(["12-27", "12-31", "01-03", *last_days])


def test_of_one_day_the_newest_stays() -> None:
    morning = datetime(2026, 3, 1, 8, tzinfo=UTC)
    assert kept([morning, morning + _hours(5), morning + _hours(3)], UTC) == {morning + _hours(5)}


def test_after_a_long_pause_nothing_is_thinned_for_its_age() -> None:
    before = daily(datetime(2022, 5, 1, 12, tzinfo=UTC), 5)
    assert before < kept([*before, datetime(2026, 5, 1, tzinfo=UTC)], UTC)


def test_the_same_moments_are_other_days_in_another_place() -> None:
    evening = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    both = {evening, evening + _hours(1)}
    assert kept(both, ZoneInfo("UTC")) == both
    assert kept(both, ZoneInfo("Europe/Berlin")) == {evening + _hours(1)}


@pytest.mark.parametrize(("month", "day"), [(3, 29), (10, 25)])
def test_a_day_of_23_or_25_hours_is_one_day(month: int, day: int) -> None:
    zone = ZoneInfo("Europe/Berlin")
    first = datetime(2026, month, day, 0, 10, tzinfo=zone).astimezone(UTC)
    last = datetime(2026, month, day, 23, 50, tzinfo=zone).astimezone(UTC)
    next_day = last + timedelta(minutes=20)
    assert kept({first, last, next_day}, zone) == {last, next_day}


@given(some, zones)
def test_the_newest_always_stays_and_there_are_never_many(
    there: set[datetime], zone: ZoneInfo
) -> None:
    stay = kept(there, zone)
    assert stay <= there
    assert len(stay) <= MOST
    assert bool(stay) == bool(there)
    assert not there or max(there) in stay


@given(some, zones)
def test_thinning_again_changes_nothing(there: set[datetime], zone: ZoneInfo) -> None:
    once = kept(there, zone)
    assert kept(once, zone) == once


@given(some, moments, zones)
def test_one_more_never_saves_another_that_was_to_go(
    there: set[datetime], more: datetime, zone: ZoneInfo
) -> None:
    assert kept(there | {more}, zone) <= kept(there, zone) | {more}


@given(some, st.integers(1, 80), zones)
def test_a_clock_that_was_years_ahead_takes_the_place_of_one_alone(
    there: set[datetime], years: int, zone: ZoneInfo
) -> None:
    ahead = datetime(2101 + years, 1, 1, tzinfo=UTC)
    lost = kept(there, zone) - kept(there | {ahead}, zone)
    assert len(lost) <= 3, "at most one day, one week and one month"
