"""Ids carry the moment of first saving and sort by it, whatever the clock does."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.store import stamps

MOMENTS = st.integers(0, 30_000_000_000_000).map(
    lambda count: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=count, microseconds=7)
)


@given(MOMENTS)
def test_the_moment_comes_back_from_an_id_to_the_thousandth(moment: datetime) -> None:
    identifier, _ = stamps.id_after("", moment)
    exact = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    assert stamps.moment_in(identifier) == exact


@given(st.lists(MOMENTS, min_size=2, max_size=5))
def test_each_id_sorts_after_the_one_before_it(moments: list[datetime]) -> None:
    last, ids = "", []
    for moment in moments:
        identifier, last = stamps.id_after(last, moment)
        ids.append(identifier)
    assert ids == sorted(set(ids))
    assert stamps.last(ids) == last


def test_an_id_that_counted_on_beyond_its_minute_still_tells_a_moment() -> None:
    last = "20261231T235959999"
    identifier, _ = stamps.id_after(last, datetime(2020, 1, 1, tzinfo=UTC))
    assert identifier.startswith("20261231T235960000-")
    assert stamps.moment_in(identifier) == datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stamp", "moment"),
    [("20261231T236000000", datetime(2026, 12, 31, 23, 59, tzinfo=UTC)),
     ("20261231T240000000", datetime(2026, 12, 31, 23, tzinfo=UTC))],
)  # fmt: skip
def test_so_does_one_that_counted_on_beyond_its_hour_or_its_day(
    stamp: str, moment: datetime
) -> None:
    assert stamps.moment_in(f"{stamp}-abcdef") == moment


@pytest.mark.parametrize(
    "identifier", ["", "x", "20269999T101112123-abcdef", "20260503T101112123", "20260503-abcdef"]
)
def test_an_id_that_was_not_given_here_tells_no_moment(identifier: str) -> None:
    assert stamps.moment_in(identifier) is None


@pytest.mark.parametrize("cell", ["", "yesterday", "2026-05-03T10:00:00", "2026-05-03T10:00+02:00"])
def test_a_cell_that_does_not_say_utc_tells_no_moment(cell: str) -> None:
    assert stamps.moment(cell) is None
