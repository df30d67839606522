"""The points and lines of the journey, as plotly traces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import plotly.graph_objects as go

from workbook import trends
from workbook.charts import look
from workbook.charts.panels import AXES
from workbook.words import say

if TYPE_CHECKING:
    from workbook.charts.look import Measure

CROWDED, DENSE = 120, 400
"""Days from which the line between neighbouring points is faint, and from which it is left out.

In a long picture it would hide the points it joins.
"""

CONTACT_HEIGHT = {"brief": 0.45, "real": 1.0}


def points(measure: Measure, days: pd.DataFrame, span: int, *, quiet: bool = False) -> go.Scatter:
    """Draw every recorded day as a marker, in a picture of ``span`` days.

    The line joins neighbouring days and breaks over unrecorded ones (T1, T2); it is faint where
    ``quiet``. A day with an entry written on another day has an open marker (T12).
    """
    broken = _broken(days[measure.name].dropna())
    told = days.reindex(broken.index)
    later = (told["written_on"].fillna("") != "").tolist()
    several = told["checkins"].fillna(0).astype(int)
    hover = say(f"charts.journey.hover-{measure.name}", value="%{y:.1~f}", more="%{text}")
    return go.Scatter(
        name=say(f"charts.journey.{measure.name}"),
        x=_x(broken),
        y=broken.to_numpy(),
        text=[_more(count, backdated=back) for count, back in zip(several, later, strict=True)],
        yaxis=AXES[measure.name],
        mode="lines+markers" if span <= DENSE else "markers",
        connectgaps=False,
        cliponaxis=False,
        line=_line(measure, faint=quiet or span > CROWDED),
        marker=_marker(measure, span, later),
        hovertemplate=f"{hover}<extra></extra>",
    )


def bridges(measure: Measure, days: pd.DataFrame) -> go.Scatter:
    """Draw a thin dashed line over each run of unrecorded days, from edge to edge (T2)."""
    series = days[measure.name].dropna()
    x: list[str | None] = []
    y: list[float | None] = []
    for gap in trends.gaps(series):
        edges = (gap.first - trends.ONE_DAY, gap.last + trends.ONE_DAY)
        x += [edges[0].isoformat(), edges[1].isoformat(), None]
        y += [float(series[pd.Timestamp(edge)]) for edge in edges] + [None]
    line = {"color": measure.colour, "width": 1, "dash": "dash"}
    return _beside(measure, x=x, y=y, line=line, opacity=0.7)


def average(measure: Measure, days: pd.DataFrame) -> go.Scatter:
    """Draw the seven-day average; empty where four recorded days of seven are lacking (T3)."""
    smoothed = trends.smooth(days[measure.name])
    line = {"color": look.AVERAGE_COLOUR, "width": 2.5}
    return _beside(measure, x=_x(smoothed), y=smoothed.to_numpy(), line=line)


def contact(days: pd.DataFrame) -> go.Scatter:
    """Draw a short upright line for brief and a long one for real contact, all in one path."""
    heights = days["contact"].map(CONTACT_HEIGHT).dropna()
    return go.Scatter(
        name=say("charts.journey.contact"),
        x=[stamp for day in _x(heights) for stamp in (day, day, None)],
        y=[edge for height in heights for edge in (0, height, None)],
        yaxis="y3",
        mode="lines",
        connectgaps=False,
        hoverinfo="skip",
        line={"color": look.TEXT_COLOUR, "width": 1.5},
    )


def _broken(series: pd.Series) -> pd.Series:
    """Add one missing value in each gap, so that the line breaks there."""
    breaks = pd.DatetimeIndex([gap.first for gap in trends.gaps(series)])
    broken: pd.Series = pd.concat([series, pd.Series(float("nan"), index=breaks)]).sort_index()
    return broken


def _line(measure: Measure, *, faint: bool) -> dict[str, Any]:
    if faint:
        return {"color": look.faded(measure.colour, 0.4), "width": 1}
    return {"color": measure.colour, "width": 1.25}


def _marker(measure: Measure, span: int, later: list[bool]) -> dict[str, Any]:
    marker = {"symbol": measure.marker, "size": look.marker_size(span), "color": measure.colour}
    if any(later):
        marker["symbol"] = [f"{measure.marker}-open" if back else measure.marker for back in later]
        marker["line"] = {"width": 1.5, "color": measure.colour}
    return marker


def _more(count: int, *, backdated: bool) -> str:
    several = say("charts.journey.hover-several", count=count) if count > 1 else ""
    return several + (say("charts.journey.hover-backdated") if backdated else "")


def _beside(measure: Measure, **more: Any) -> go.Scatter:
    """Draw a line beside the points, left out of the hover card."""
    return go.Scatter(
        yaxis=AXES[measure.name], mode="lines", connectgaps=False, hoverinfo="skip", **more
    )


def _x(series: pd.Series) -> list[str]:
    """Write days as plain dates, a quarter of the size of full times."""
    return [stamp.date().isoformat() for stamp in series.index]
