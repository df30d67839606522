"""What a series of days says, in the terms of the person who kept it."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook import trends

START = date(2025, 3, 3)


def checkins(*rows: tuple) -> pd.DataFrame:
    """Build check-ins from (on, mood, closeness[, contact[, saved_at]])."""
    full = [(*row, *(None, None)[len(row) - 3 :]) for row in rows]
    on, mood, closeness, contact, saved = zip(*full, strict=True) if full else [()] * 5
    saved = [
        when or datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        for when, day in zip(saved, on, strict=True)
    ]
    return pd.DataFrame(
        {
            "entry": pd.Series([f"e{i}" for i in range(len(full))], dtype="string"),
            "on": pd.to_datetime(pd.Series(on, dtype=object)),
            "saved_at": pd.to_datetime(pd.Series(saved, dtype=object), utc=True),
            "mood": pd.array(mood, dtype="Int64"),
            "closeness": pd.array(closeness, dtype="Int64"),
            "contact": pd.array(contact, dtype="string"),
            "acts": pd.Series([[] for _ in full], dtype=object),
            "note": pd.array(["private words"] * len(full), dtype="string"),
        }
    )


def series(values: dict[int, float] | list[float]) -> pd.Series:
    """Build a series from values by day number; a list means day after day."""
    by_day = dict(enumerate(values)) if isinstance(values, list) else values
    index = pd.DatetimeIndex([START + timedelta(days=day) for day in by_day])
    return pd.Series(list(by_day.values()), index=index, dtype=float)


some_days = st.dictionaries(st.integers(0, 120), st.integers(0, 10), min_size=1, max_size=60).map(
    lambda found: dict(sorted(found.items()))
)


class TestDays:
    def test_two_check_ins_on_a_day_count_as_their_mean_and_are_counted(self) -> None:
        days = trends.daily(checkins((START, 4, 2), (START, 7, 3), (START + timedelta(1), 5, None)))
        assert days["mood"].tolist() == [5.5, 5.0]
        assert days["checkins"].tolist() == [2, 1]

    def test_an_answer_left_blank_is_missing_and_not_zero(self) -> None:
        days = trends.daily(checkins((START, None, 2), (START, 6, None)))
        assert days["mood"].tolist() == [6.0]
        assert days["closeness"].tolist() == [2.0]

    def test_the_fullest_contact_of_a_day_stands_for_the_day(self) -> None:
        rows = [(START, 5, 5, contact) for contact in ("brief", "none", "real", None)]
        assert trends.daily(checkins(*rows))["contact"].tolist() == ["real"]

    def test_no_contact_is_an_answer_and_a_blank_is_none(self) -> None:
        days = trends.daily(checkins((START, 5, 5, "none"), (START + timedelta(1), 5, 5)))
        assert days["contact"].iloc[0] == "none"
        assert pd.isna(days["contact"].iloc[1])

    def test_an_entry_written_later_keeps_both_dates(self) -> None:
        later = datetime(2025, 3, 5, 18, tzinfo=UTC)
        days = trends.daily(checkins((START, 5, 5, None, later), (START, 6, 6)), UTC)
        assert days.index.tolist() == [pd.Timestamp(START)]
        assert days["written_on"].tolist() == ["2025-03-05"]

    def test_the_evening_at_home_is_the_same_day_though_utc_is_already_in_the_next(self) -> None:
        west = timezone(timedelta(hours=-5))
        evening = datetime(2025, 3, 4, 3, 30, tzinfo=UTC)
        rows = checkins((START, 5, 5, None, evening))
        assert trends.daily(rows, west)["written_on"].tolist() == [""]
        assert trends.daily(rows, UTC)["written_on"].tolist() == ["2025-03-04"]

    @pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows cannot set its zone by TZ")
    def test_without_a_zone_the_clock_of_this_machine_counts(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        rows = checkins((START, 5, 5, None, datetime(2025, 3, 3, 20, tzinfo=UTC)))
        for zone, written in (("UTC", ""), ("Asia/Tokyo", "2025-03-04")):
            with monkeypatch.context() as patch:
                patch.setenv("TZ", zone)
                time.tzset()
                assert trends.daily(rows)["written_on"].tolist() == [written]
        time.tzset()

    def test_days_come_in_order_whatever_the_order_of_saving(self) -> None:
        days = trends.daily(checkins((START + timedelta(3), 5, 5), (START, 4, 4)))
        assert days.index.is_monotonic_increasing

    def test_nothing_recorded_gives_no_days(self) -> None:
        days = trends.daily(checkins())
        assert days.empty
        assert list(days) == ["mood", "closeness", "checkins", "contact", "written_on"]

    @given(
        st.lists(
            st.tuples(
                st.integers(0, 20), st.none() | st.integers(0, 10), st.none() | st.integers(0, 10)
            ),
            max_size=40,
        )
    )
    def test_daily_means_are_what_one_would_work_out_by_hand(
        self, rows: list[tuple[int, int | None, int | None]]
    ) -> None:
        days = trends.daily(checkins(*[(START + timedelta(d), m, c) for d, m, c in rows]))
        assert [stamp.date() for stamp in days.index] == sorted(
            {START + timedelta(day) for day, _, _ in rows}
        )
        for stamp, row in days.iterrows():
            same = [r for r in rows if START + timedelta(r[0]) == stamp.date()]
            assert row["checkins"] == len(same)
            for name, place in (("mood", 1), ("closeness", 2)):
                given_ = [r[place] for r in same if r[place] is not None]
                if given_:
                    assert row[name] == pytest.approx(sum(given_) / len(given_))
                else:
                    assert pd.isna(row[name])


class TestCoverage:
    def test_recorded_days_of_all_days_from_the_first_to_the_last(self) -> None:
        days = trends.daily(checkins((START, 5, 5), (START + timedelta(9), None, 4)))
        assert trends.coverage(days) == trends.Coverage(2, 10, START, START + timedelta(9))

    def test_a_day_without_any_number_does_not_count_as_recorded(self) -> None:
        days = trends.daily(checkins((START, None, None, "real")))
        assert trends.coverage(days) == trends.Coverage(0, 0, None, None)

    def test_nothing_recorded(self) -> None:
        assert trends.coverage(trends.daily(checkins())).total == 0


class TestGaps:
    def test_a_gap_holds_the_unrecorded_days_and_neither_neighbour(self) -> None:
        (gap,) = trends.gaps(series({0: 5, 1: 5, 5: 6}))
        assert gap == trends.Gap(START + timedelta(2), START + timedelta(4))
        assert gap.days == 3

    @given(some_days)
    def test_recorded_days_and_gaps_fill_the_time_exactly(self, values: dict[int, int]) -> None:
        gaps = trends.gaps(series(values))
        unrecorded = {gap.first + timedelta(step) for gap in gaps for step in range(gap.days)}
        recorded = {START + timedelta(day) for day in values}
        span = range(min(values), max(values) + 1)
        assert unrecorded.isdisjoint(recorded)
        assert unrecorded | recorded == {START + timedelta(day) for day in span}


class TestSmooth:
    @given(some_days)
    def test_each_point_is_the_mean_of_its_seven_days_or_is_not_there(
        self, values: dict[int, int]
    ) -> None:
        smoothed = trends.smooth(series(values))
        for day in range(min(values), max(values) + 1):
            shown = smoothed.get(pd.Timestamp(START + timedelta(day)), float("nan"))
            reach = _reachable(values, day)
            if len(reach) >= 4:
                assert shown == pytest.approx(sum(reach) / len(reach))
            else:
                assert pd.isna(shown)

    def test_three_recorded_days_of_seven_are_too_few(self) -> None:
        assert trends.smooth(series({0: 5, 2: 5, 4: 5})).isna().all()
        assert trends.smooth(series({0: 5, 2: 5, 4: 5, 6: 5})).notna().sum() == 1

    @pytest.mark.parametrize(("missing", "crosses"), [(3, True), (4, False)])
    def test_it_passes_three_unrecorded_days_and_never_four(
        self, missing: int, *, crosses: bool
    ) -> None:
        later = 6 + missing
        smoothed = trends.smooth(series(dict.fromkeys([0, 1, 2, 3, 4, 5, later], 5)))
        inside = smoothed[pd.Timestamp(START + timedelta(6)) :].iloc[:-1]
        assert inside.notna().any() == crosses

    def test_what_comes_later_does_not_change_a_point_already_drawn(self) -> None:
        early = trends.smooth(series([3.0, 4, 5, 4, 6]))
        assert trends.smooth(series([3.0, 4, 5, 4, 6, 9, 9]))[: len(early)].equals(early)

    def test_nothing_recorded_gives_nothing(self) -> None:
        assert trends.smooth(series({})).empty


def _reachable(values: dict[int, int], day: int) -> list[int]:
    """The numbers of this day and the six before, back to the last gap of more than 3 days."""
    if day not in values and not any(later in values for later in range(day, day + 4)):
        return []
    before = [known for known in values if known <= day]
    after = min(known for known in values if known >= day)
    if after - max(before) - 1 > 3:
        return []
    reached, edge = [], day if day in values else after
    for known in reversed(before):
        if edge - known - 1 > 3:
            break
        edge = known
        if day - known < 7:
            reached.append(values[known])
    return reached


class TestLevel:
    def test_only_recorded_days_count(self) -> None:
        level = trends.level(series({0: 2, 1: float("nan"), 30: 5, 31: 5}))
        assert level == trends.Level(3, 5.0, 4.0, constant=False)

    def test_the_same_number_every_day_is_constant_and_one_day_is_not(self) -> None:
        assert trends.level(series([5.0, 5, 5])).constant
        assert not trends.level(series([5.0])).constant

    def test_nothing_recorded(self) -> None:
        assert trends.level(series({})) == trends.Level(0, None, None, constant=False)


def noisy(days: int, spread: float, seed: int, carry: float = 0.0, mean: float = 5) -> list[float]:
    """Whole numbers 0 to 10 around ``mean``, hanging together by ``carry``, without any change."""
    random = np.random.default_rng(seed)
    values, value = [], 0.0
    for _ in range(days + 30):
        value = carry * value + np.sqrt(1 - carry**2) * random.normal()
        values.append(float(np.clip(np.round(mean + spread * value), 0, 10)))
    return values[30:]


class TestChange:
    def test_nothing_recorded_says_nothing(self) -> None:
        assert trends.change(series({})) == trends.Change("none", 0)

    @given(st.lists(st.integers(0, 10), min_size=1, max_size=13))
    def test_before_fourteen_recorded_days_there_is_no_direction(self, values: list[int]) -> None:
        assert trends.change(series(values)) == trends.Change("too-early", len(values))

    def test_unrecorded_days_do_not_count_towards_the_fourteen(self) -> None:
        assert trends.change(series({day * 10: 5 for day in range(13)})).verdict == "too-early"

    def test_it_compares_the_first_seven_recorded_days_with_the_last_seven(self) -> None:
        change = trends.change(series([2.0] * 7 + [9] * 10 + [6] * 7))
        assert (change.before, change.after, change.size) == (2, 6, 4)

    def test_a_steady_person_who_moves_by_less_than_the_noise_floor_stays_ordinary(self) -> None:
        change = trends.change(series([4.0] * 7 + [5.0] * 7))
        assert change.verdict == "ordinary"
        assert change.threshold == trends.WEEK_NOISE

    def test_a_steady_person_who_moves_by_more_is_higher_or_lower(self) -> None:
        assert trends.change(series([4.0] * 7 + [6.0] * 7)).verdict == "higher"
        assert trends.change(series([6.0] * 7 + [4.0] * 7)).verdict == "lower"

    def test_the_same_move_is_ordinary_for_somebody_whose_days_go_up_and_down(self) -> None:
        change = trends.change(series([1.0, 7, 2, 6, 1, 8, 3, 3, 9, 4, 8, 3, 10, 5]))
        assert change.size == pytest.approx(2)
        assert change.verdict == "ordinary"
        assert change.threshold is not None
        assert change.threshold > 2 > trends.WEEK_NOISE

    def test_weeks_that_swing_back_and_forth_are_ordinary_though_each_week_is_calm(self) -> None:
        swinging = [value for _ in range(5) for value in [3.0] * 7 + [7.0] * 7]
        assert trends.change(series(swinging)).verdict == "ordinary"

    def test_one_step_up_is_not_taken_for_restlessness(self) -> None:
        assert trends.change(
            series(noisy(45, 1, 1, mean=3) + noisy(45, 1, 2, mean=6.5))
        ).verdict == ("higher")

    def test_one_wild_day_does_not_make_a_calm_person_restless(self) -> None:
        calm = [4.0, 5] * 11
        wild = [*calm[:12], 10.0, *calm[12:]]
        assert trends.own_variation(series(wild)) == trends.own_variation(series(calm))

    @given(st.lists(st.integers(0, 10), min_size=14, max_size=60))
    def test_upside_down_the_verdict_turns_over_and_nothing_else(self, values: list[int]) -> None:
        change = trends.change(series([float(v) for v in values]))
        turned = trends.change(series([10.0 - v for v in values]))
        swap = {"higher": "lower", "lower": "higher", "ordinary": "ordinary"}
        assert turned.verdict == swap[change.verdict]
        assert turned.threshold == pytest.approx(change.threshold)

    @given(st.lists(st.integers(0, 10), min_size=14, max_size=60))
    def test_the_larger_of_the_two_thresholds_counts(self, values: list[int]) -> None:
        recorded = series([float(v) for v in values])
        change = trends.change(recorded)
        own = trends.own_variation(recorded.iloc[:-7])
        assert change.threshold == max(trends.WEEK_NOISE, own)
        assert (change.verdict != "ordinary") == (abs(change.size) > change.threshold)

    @pytest.mark.parametrize(("days", "carry"), [(14, 0.3), (30, 0.3), (90, 0.4), (180, 0.5)])
    def test_where_nothing_changes_it_seldom_says_that_something_did(
        self, days: int, carry: float
    ) -> None:
        verdicts = [
            trends.change(series(noisy(days, 1.5, seed, carry))).verdict for seed in range(400)
        ]
        assert verdicts.count("ordinary") / len(verdicts) > 0.9

    def test_a_clear_rise_is_seen(self) -> None:
        rises = [
            [v + 4 * i / 60 for i, v in enumerate(noisy(60, 1, seed, 0.4, mean=3))]
            for seed in range(100)
        ]
        seen = [trends.change(series(rise)).verdict for rise in rises]
        assert seen.count("higher") > 90

    def test_two_single_days_differ_only_beyond_the_noise_of_single_answers(self) -> None:
        assert trends.between_two_days(4, 6) == "ordinary"
        assert trends.between_two_days(4, 7) == "higher"
        assert trends.between_two_days(7, 4) == "lower"

    def test_the_noise_floors_follow_from_an_error_of_a_tenth_of_the_scale(self) -> None:
        error = 1.0
        assert pytest.approx(1.96 * 2**0.5 * error, abs=0.05) == trends.DAY_NOISE
        assert pytest.approx(1.96 * (2 / 7) ** 0.5 * error, abs=0.005) == trends.WEEK_NOISE
