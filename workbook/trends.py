"""What a series of days says: daily means, gaps, a smooth line, levels and change.

Pure functions from check-ins to numbers. They describe; they never explain why something moved,
look ahead, or call one direction good. T1 to T15 name the rules for what a chart may say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date, tzinfo

    import numpy as np
    import pandas as pd

Verdict = Literal["none", "too-early", "ordinary", "higher", "lower"]
"""What may be said of a change. ``ordinary`` means: within ordinary ups and downs."""

MEASURES = ("mood", "closeness")
"""The two daily numbers, each 0 to 10, that are drawn over time."""

WINDOW = 7
"""Recorded days in one window; a week holds every day of the week once."""

ENOUGH_DAYS = 2 * WINDOW
"""Recorded days before anything is said about a change: two windows that do not overlap (T6)."""

ENOUGH_IN_WINDOW = 4
"""Recorded days of the seven that a smooth point needs (T3)."""

LONGEST_BRIDGE = 3
"""Unrecorded days in a row that the smooth line may pass; it stops before a longer gap (T3)."""

DAY_NOISE = 2.8
"""How far two single days must lie apart on 0 to 10 to be told apart (T7).

A single item carries an error of about a tenth of the scale (Dejonckheere and others 2022,
"Assessing the reliability of single-item momentary affective measurements in experience
sampling", Psychological Assessment), so 1.96 * sqrt(2) * 1.0 = 2.77.
"""

WEEK_NOISE = 1.05
"""How far two means of seven days must lie apart: 1.96 * sqrt(2 / 7) * 1.0 (T7, same source)."""

CERTAINTY = 1.96
"""Standard errors that hold 95 of 100 chance differences; also behind the two noise floors."""

CARRY_OVER = 0.4
"""How much of a day carries over into the next, as a correlation, allowed for in every series.

Emotions a few hours apart hang together at about .20 to .33 (Kuppens, Allen and Sheeber 2010,
Psychological Science 21:984, table 1). A series of a few weeks cannot tell its own value well,
so one cautious figure serves all.
"""

RANGE_TO_DEVIATION = 1.128
"""The mean range of two normal values, in standard deviations (d2 of control charts)."""

RANGE_OUTLIER = 3.5
"""Moves over this many mean moves are left out once (Nelson 1982, see ``own_variation``)."""

ENOUGH_WINDOWS = 4
"""Earlier seven-day windows needed before the moves from one to the next are measured.

Our choice: with three, a rise of 4 in the first month was seen in 76 of 100 series, not in 96.
"""

ONE_DAY = timedelta(days=1)

CONTACTS = ("none", "brief", "real")
"""The answers to contact today, from least to most; the fullest of a day counts for the day."""


@dataclass(frozen=True)
class Coverage:
    """How many days have a number: ``recorded`` of ``total``, from ``first`` to ``last``."""

    recorded: int
    total: int
    first: date | None
    last: date | None


@dataclass(frozen=True)
class Gap:
    """A run of days without a number, both ends included, between two recorded days."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Length of the run in days, at least 1."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Level:
    """Where a series lies: median and mean over its recorded days alone, each 0 to 10 (T1)."""

    days: int
    median: float | None
    mean: float | None
    constant: bool


@dataclass(frozen=True)
class Change:
    """The last seven recorded days against the first seven.

    ``before`` and ``after`` are their means (0 to 10), ``size`` is after minus before, and
    ``threshold`` is what the size has to exceed; all four are missing before 14 recorded days.
    """

    verdict: Verdict
    days: int
    before: float | None = None
    after: float | None = None
    size: float | None = None
    threshold: float | None = None


def daily(checkins: pd.DataFrame, zone: tzinfo | None = None) -> pd.DataFrame:
    """One row per day that has a check-in, in order of days.

    ``checkins`` is what ``wb.entries("checkin")`` gives. The index holds the days (midnight,
    without a zone). Columns: ``mood`` and ``closeness``, the day's mean of the numbers given, 0 to
    10, missing where none was; ``checkins``, how many entries (T12); ``contact``, the fullest of
    the day or missing; ``written_on``, for entries written on another day than they are about the
    dates of writing, as ``YYYY-MM-DD`` joined by a comma, else empty. The date of writing is
    ``saved_at`` as a local date in ``zone``, or in this machine's zone.
    """
    import pandas as pd  # a third of a second, which commands without numbers should not pay

    known = checkins[checkins["on"].notna()]
    fullness = {contact: rank for rank, contact in enumerate(CONTACTS)}
    table = pd.DataFrame(
        {
            "on": known["on"].dt.normalize(),
            "mood": known["mood"].astype("Float64"),
            "closeness": known["closeness"].astype("Float64"),
            "checkins": 1,
            "contact": known["contact"].map(fullness).astype("Float64"),
        }
    )
    days = table.groupby("on").agg(
        {"mood": "mean", "closeness": "mean", "checkins": "sum", "contact": "max"}
    )
    days = days.astype({"mood": float, "closeness": float})
    days["contact"] = [None if pd.isna(rank) else CONTACTS[int(rank)] for rank in days["contact"]]
    days["written_on"] = pd.Series(_written_on(known, zone), dtype=object).reindex(
        days.index, fill_value=""
    )
    return days


def _written_on(checkins: pd.DataFrame, zone: tzinfo | None) -> dict[pd.Timestamp, str]:
    """For each day with entries written on another day: the local dates of writing, as text."""
    import pandas as pd

    found: dict[pd.Timestamp, set[str]] = {}
    pairs = zip(checkins["on"].dt.normalize(), checkins["saved_at"], strict=True)
    for day, saved_at in pairs:
        # A pandas time would take a missing zone for UTC; a plain one takes it for this machine's.
        written = None if pd.isna(saved_at) else saved_at.to_pydatetime().astimezone(zone).date()
        if written and written != day.date():
            found.setdefault(day, set()).add(written.isoformat())
    return {day: ", ".join(sorted(dates)) for day, dates in found.items()}


def coverage(days: pd.DataFrame) -> Coverage:
    """Days with a mood or a closeness, of all days from the first such day to the last (T1)."""
    recorded = days[list(MEASURES)].dropna(how="all").index
    if not len(recorded):
        return Coverage(0, 0, None, None)
    first, last = recorded[0].date(), recorded[-1].date()
    return Coverage(len(recorded), (last - first).days + 1, first, last)


def gaps(series: pd.Series) -> tuple[Gap, ...]:
    """List the runs of unrecorded days between the first and last recorded day of a measure."""
    recorded = [stamp.date() for stamp in series.dropna().index]
    return tuple(
        Gap(earlier + ONE_DAY, later - ONE_DAY)
        for earlier, later in pairwise(recorded)
        if later - earlier > ONE_DAY
    )


def smooth(series: pd.Series) -> pd.Series:
    """Average each day with the six before it, on every calendar day; missing where unsaid.

    A point needs 4 recorded days of its seven and uses none from before a gap of more than 3
    days (T3). It looks back only, so that a move never shows before the day it began, and a point
    once drawn stays.
    """
    import pandas as pd

    recorded = series.dropna()
    if recorded.empty:
        return recorded
    stretch = (recorded.index.to_series().diff() > pd.Timedelta(days=LONGEST_BRIDGE + 1)).cumsum()
    means = [
        part.asfreq("D").rolling(WINDOW, min_periods=ENOUGH_IN_WINDOW).mean()
        for _, part in recorded.groupby(stretch.to_numpy())
    ]
    smoothed: pd.Series = pd.concat(means).asfreq("D")
    return smoothed


def level(series: pd.Series) -> Level:
    """Median and mean of the recorded days; unrecorded days do not count as zero (T1)."""
    recorded = series.dropna()
    if recorded.empty:
        return Level(0, None, None, constant=False)
    return Level(
        days=len(recorded),
        median=float(recorded.median()),
        mean=float(recorded.mean()),
        constant=len(recorded) > 1 and recorded.nunique() == 1,
    )


def change(series: pd.Series) -> Change:
    """Compare the last seven recorded days with the first seven, and what may be said of it.

    Windows are of recorded days, not of calendar days, so that both means rest on seven numbers,
    as the noise floor assumes. Before 14 recorded days nothing is said (T6). A change counts when
    it exceeds both the noise floor (T7) and the person's own earlier variation (T8).
    """
    recorded = series.dropna()
    if len(recorded) < ENOUGH_DAYS:
        return Change("too-early" if len(recorded) else "none", len(recorded))
    before = float(recorded.iloc[:WINDOW].mean())
    after = float(recorded.iloc[-WINDOW:].mean())
    threshold = max(WEEK_NOISE, own_variation(recorded.iloc[:-WINDOW]))
    return Change(
        verdict=_verdict(after - before, threshold),
        days=len(recorded),
        before=before,
        after=after,
        size=after - before,
        threshold=threshold,
    )


def between_two_days(earlier: float, later: float) -> Verdict:
    """Whether two single answers (each 0 to 10) lie further apart than the noise of two days."""
    return _verdict(later - earlier, DAY_NOISE)


def own_variation(earlier: pd.Series) -> float:
    """How far two seven-day means of this person differ when nothing but time passes (T8).

    Measured in the days before the last window, in points of 0 to 10, as the larger of two:

    - From day to day: the mean move from one recorded day to the next, which a slow rise, a single
      step or a long gap inflates little (Nelson 1982, Journal of Quality Technology 14:172, who
      also leaves out moves over 3.5 times the mean), turned into a standard deviation, widened
      for days that hang together (``CARRY_OVER``), and into a 95 % band for two means of seven.
    - From window to window, once there are four earlier windows: the mean move from one seven-day
      mean to the next, as a 95 % band. It sees slow swings that single days hide.

    This is a yardstick and no significance test. In made-up series of 14 to 180 days without any
    change it still spoke of one in at most 1 of 100 where days were independent (3 of 100 at 14
    days), in 2 to 6 where they carried over at .3, and in 5 to 15 at .5, most in the first five
    weeks. A true rise of 4 over 60 days was seen in 82 to 98 of 100, one of 2.5 in 42 to 72.
    """
    values = earlier.to_numpy(float)
    day = _deviation(values) / sqrt(1 - CARRY_OVER)
    of_means = CERTAINTY * sqrt(2) * day * sqrt(_carried() / WINDOW)
    whole = len(values) // WINDOW
    if whole < ENOUGH_WINDOWS:
        return float(of_means)
    means = values[: whole * WINDOW].reshape(whole, WINDOW).mean(axis=1)
    return float(max(of_means, CERTAINTY * sqrt(2) * _deviation(means)))


def _deviation(values: np.ndarray) -> float:
    """Estimate a deviation from the mean move between neighbours, huge moves left out once."""
    moves = abs(values[1:] - values[:-1])
    if not len(moves):
        return 0.0
    kept = moves[moves <= RANGE_OUTLIER * moves.mean()]
    return float(kept.mean()) / RANGE_TO_DEVIATION


def _carried() -> float:
    """How much wider days that hang together make the variance of a seven-day mean."""
    shares = (1 - lag / WINDOW for lag in range(1, WINDOW))
    return 1 + 2 * sum(share * CARRY_OVER**lag for lag, share in enumerate(shares, start=1))


def _verdict(size: float, threshold: float) -> Verdict:
    if abs(size) <= threshold:
        return "ordinary"
    return "higher" if size > 0 else "lower"
