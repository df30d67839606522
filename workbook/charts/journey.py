"""Mood and closeness over time, in two panels that share their days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import pandas as pd
import plotly.graph_objects as go

from workbook import trends
from workbook.charts import labels, lines, look
from workbook.charts.caption import journey_caption
from workbook.charts.marks import lanes, place
from workbook.charts.panels import MEASURES, Frame, layout
from workbook.charts.picture import Mark, Picture
from workbook.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

NEAR = timedelta(days=14)
"""How far outside the recorded days a mark may lie and still be drawn."""

CONTACT_DAYS = 400
"""The longest picture that shows contact day by day; beyond, its lines would merge."""

EXAMPLE = {
    "mood": (4, 5, None, 4, 3, 5, 6, 5, None, None, 4, 5, 5, 6),
    "closeness": (3, 3, None, 2, 3, 4, 3, 3, None, None, 4, 3, 2, 3),
}
"""Fourteen invented days of ordinary ups and downs, drawn faintly before there are data."""


@dataclass(frozen=True)
class _Wish:
    """What is asked for beside the points themselves."""

    baseline: Mapping[str, float | None]
    smooth: bool
    joined: bool
    invented: bool


def journey(  # noqa: PLR0913 - each is a choice of its own on the page, and named at the call
    checkins: pd.DataFrame,
    marks: Iterable[Mark] = (),
    *,
    baseline: Mapping[str, float | None] | None = None,
    smooth: bool = False,
    joined: bool = False,
    invented: bool = False,
) -> Picture:
    """Draw mood and closeness, each 0 to 10, day by day.

    ``checkins`` is ``wb.entries("checkin")``. ``marks`` are events and stages begun; those more
    than 14 days outside the check-ins are left out. ``baseline`` holds ``mood`` and
    ``closeness-now`` as they stood at the start, drawn as a dotted line. ``smooth`` adds a
    seven-day average, ``joined`` a dashed line over unrecorded days; both are off at first (T2,
    T3). ``invented`` says on the chart and in the caption that the story is made up.
    """
    days = trends.daily(checkins)
    wish = _Wish(baseline or {}, smooth, joined, invented)
    shown = _near(marks, days)
    figure, hidden = _drawn(days, shown, wish) if _recorded(days) else (_example(wish), False)
    about = say("charts.journey.about", noise=trends.WEEK_NOISE).strip()
    return Picture(
        title=say("charts.journey.title"),
        figure=figure,
        caption=journey_caption(days, invented=invented),
        table=table(days, shown),
        about=f"{about}\n\n{say('charts.journey.about-hidden')}" if hidden else about,
    )


def table(days: pd.DataFrame, marks: Sequence[Mark] = ()) -> pd.DataFrame:
    """List everything the picture shows, a row per day, with columns named in words.

    Numbers are the day's means to one decimal. A column for marks is there only with marks, and
    a marked day without a check-in has a row of its own.
    """
    words = {name: say(f"charts.shared.contact-{name}") for name in trends.CONTACTS}
    rows = pd.DataFrame(
        {
            "mood": days["mood"].round(1).astype("Float64"),
            "closeness": days["closeness"].round(1).astype("Float64"),
            "checkins": days["checkins"].astype("Int64"),
            "contact": days["contact"].map(words).astype("string"),
            "written": days["written_on"].astype("string"),
        },
    )
    if marks:
        rows = rows.join(_labels_by_day(marks), how="outer").fillna({"checkins": 0, "marks": ""})
    rows = rows.fillna({"contact": "", "written": ""}).rename_axis("day").reset_index()
    return rows.rename(columns={name: say(f"charts.journey.column-{name}") for name in rows})


def _labels_by_day(marks: Sequence[Mark]) -> pd.Series:
    """Join the whole labels of each marked day by a semicolon."""
    index = pd.DatetimeIndex([mark.on for mark in marks])
    labelled = pd.Series([mark.label for mark in marks], index=index, name="marks", dtype="string")
    joined: pd.Series = labelled.groupby(level=0).agg("; ".join)
    return joined


def _recorded(days: pd.DataFrame) -> bool:
    return trends.coverage(days).recorded > 0


def _near(marks: Iterable[Mark], days: pd.DataFrame) -> tuple[Mark, ...]:
    if not _recorded(days):
        return ()
    first = look.shifted(days.index[0].date(), -NEAR)
    last = look.shifted(days.index[-1].date(), NEAR)
    return tuple(mark for mark in marks if first <= mark.on <= last)


def _ends(days: pd.DataFrame, marks: Sequence[Mark]) -> tuple[date, date]:
    known = [days.index[0].date(), days.index[-1].date(), *(mark.on for mark in marks)]
    return min(known), max(*known, look.shifted(min(known), timedelta(days=look.SHORTEST)))


def _drawn(days: pd.DataFrame, marks: Sequence[Mark], wish: _Wish) -> tuple[go.Figure, bool]:
    """Give the figure, and whether some mark found no room for its label."""
    first, last = _ends(days, marks)
    placed = place(marks, first, last)
    frame = Frame(
        first,
        last,
        lanes=lanes(placed),
        contact=(last - first).days <= CONTACT_DAYS and _met(days),
        start=any(labels.starting_lines(wish.baseline)),
        invented=wish.invented,
    )
    figure = go.Figure(_traces(days, frame, wish), layout(frame))
    figure.update_layout(
        annotations=[
            *labels.titles(frame),
            *(labels.average_keys(days, frame) if wish.smooth else ()),
            *labels.starting_words(wish.baseline),
            *labels.mark_words(placed),
            *([labels.invented(frame)] if wish.invented else ()),
        ],
        shapes=[
            *labels.levels(),
            *labels.starting_lines(wish.baseline),
            *labels.hairlines(placed),
        ],
    )
    return figure, any(spot.lane is None for spot in placed)


def _met(days: pd.DataFrame) -> bool:
    return bool(days["contact"].isin(list(lines.CONTACT_HEIGHT)).any())


def _traces(days: pd.DataFrame, frame: Frame, wish: _Wish) -> list[go.Scatter]:
    traces = []
    for measure in MEASURES:
        if wish.joined:
            traces.append(lines.bridges(measure, days))
        traces.append(lines.points(measure, days, frame.days, quiet=wish.smooth))
        if wish.smooth:
            traces.append(lines.average(measure, days))
    return [*traces, lines.contact(days)] if frame.contact else traces


def _example(wish: _Wish) -> go.Figure:
    """Draw both panels with a faint example and words on how to begin, not an empty grid."""
    index = pd.date_range("2001-01-01", periods=len(EXAMPLE["mood"]))
    days = pd.DataFrame(EXAMPLE, index=index, dtype=float).assign(checkins=1, written_on="")
    frame = Frame(index[0].date(), index[-1].date(), invented=wish.invented)
    traces = [lines.points(measure, days, frame.days) for measure in MEASURES]
    figure = go.Figure(traces, layout(frame))
    figure.update_traces(opacity=look.FAINT, hoverinfo="skip", hovertemplate=None)
    figure.update_xaxes(showticklabels=False, ticks="")
    tag = [labels.invented(frame)] if wish.invented else []
    figure.update_layout(
        hovermode=False,
        annotations=[*labels.titles(frame), *labels.beginning(), *tag],
        shapes=list(labels.levels()),
    )
    return figure
