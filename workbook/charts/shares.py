"""A share over time, with how sure one can be of it at each point."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import plotly.graph_objects as go

from workbook.charts import look
from workbook.charts.picture import Picture
from workbook.shares import Share, share
from workbook.words import say

if TYPE_CHECKING:
    from collections.abc import Collection

HEIGHT = 240.0
EXAMPLE = pd.DataFrame(
    {
        "on": pd.date_range("2024-03-04", periods=7, freq="4D"),
        "outcome": ["kept", "kept", "late", "kept", "not", "kept", "kept"],
    }
)
"""Seven invented promises, drawn faintly before there are data."""

MARGIN = {"l": 44, "r": 12, "t": 10, "b": 42}


def share_over_time(
    logged: pd.DataFrame, question: str, counts: Collection[str], of: Collection[str], title: str
) -> Picture:
    """Draw which share of the entries so far had one of ``counts``, among those with one of ``of``.

    ``logged`` is what ``wb.entries`` gives for the log; an entry that is still open is not among
    ``of`` and is left out. Each point takes in all entries up to its day; the band is the 95 %
    interval (``workbook.shares``).
    """
    settled = logged[logged[question].isin(list(of))].sort_values("on", kind="stable")
    running = _running(settled, question, counts)
    return Picture(
        title=title,
        figure=_figure(running),
        caption=_caption(running),
        table=_table(running),
        about=say("charts.share.about").strip(),
    )


def _running(settled: pd.DataFrame, question: str, counts: Collection[str]) -> dict[str, Share]:
    """The share up to each day, by the day in ISO form."""
    kept = settled[question].isin(list(counts)).cumsum()
    return {
        on.date().isoformat(): share(int(count), number)
        for number, (on, count) in enumerate(zip(settled["on"], kept, strict=True), 1)
    }


def _figure(running: dict[str, Share]) -> go.Figure:
    if not running:
        return look.as_example(_figure(_running(EXAMPLE, "outcome", ["kept"])))
    days = list(running)
    low = [round(100 * one.low, 1) for one in running.values()]
    high = [round(100 * one.high, 1) for one in running.values()]
    band = go.Scatter(
        x=days + days[::-1],
        y=high + low[::-1],
        mode="lines",
        fill="toself",
        fillcolor=look.faded(look.CLOSENESS_COLOUR, 0.16),
        line={"width": 0},
        hoverinfo="skip",
    )
    line = go.Scatter(
        x=days,
        y=[round(100 * one.value, 1) for one in running.values()],
        mode="lines+markers",
        line={"color": look.CLOSENESS_COLOUR, "width": 1.25, "shape": "hv"},
        marker={"color": look.CLOSENESS_COLOUR, "symbol": "square", "size": 7},
        hovertemplate=say("charts.share.hover", value="%{y:.0f}") + "<extra></extra>",
    )
    axis = look.measure_axis((0, 1)) | {"range": [0, 100], "tickvals": [0, 50, 100]}
    return go.Figure(
        [band, line],
        look.layout(HEIGHT, margin=MARGIN, xaxis=look.days_axis(*look.ends(days)), yaxis=axis),
    )


def _caption(running: dict[str, Share]) -> str:
    if not running:
        return say("charts.share.caption-empty")
    last = list(running.values())[-1]
    return say(
        "charts.share.caption",
        count=last.count,
        of=last.of,
        low=f"{100 * last.low:.0f}",
        high=f"{100 * last.high:.0f}",
    )


def _table(running: dict[str, Share]) -> pd.DataFrame:
    rows = {
        "day": pd.Series(list(running), dtype="datetime64[s]"),
        "share": [f"{one.count} / {one.of}" for one in running.values()],
        "interval": [f"{100 * one.low:.0f}–{100 * one.high:.0f}" for one in running.values()],
    }
    return pd.DataFrame({say(f"charts.share.column-{name}"): cells for name, cells in rows.items()})
