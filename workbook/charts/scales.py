"""One's own lines: scales of a log over time, each in a panel of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING

import pandas as pd
import plotly.graph_objects as go

from workbook.charts import look
from workbook.charts.picture import Picture
from workbook.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

PANEL, TITLE, FOOT = 92.0, 40.0, 42.0
"""Heights in pixels: a panel, the row with its name, the days below."""

LONGEST_STEP = 8
"""Days between two entries of a weekly log that a line may join; over a longer gap it breaks."""

COLOUR = "#2c8c84"
"""The colour of scales that are no measure of the daily check-in."""


EXAMPLE_DAYS = [day.date().isoformat() for day in pd.date_range("2024-03-03", periods=6, freq="7D")]
EXAMPLE = (5.0, 4.0, 6.0, 5.0, 5.0, 6.0)
"""Six invented weeks of ordinary ups and downs, drawn faintly before there are data."""


@dataclass(frozen=True)
class Told:
    """One scale: its name in words, and its answers by day in ISO form, oldest first."""

    name: str
    answers: dict[str, float]


def scales_over_time(logged: pd.DataFrame, names: Mapping[str, str], title: str) -> Picture:
    """Draw each scale of a log, 0 to 10, with a marker for each day that has an answer.

    ``logged`` is what ``wb.entries`` gives; ``names`` are its scales' names in words by column.
    Several entries about one day are drawn as their mean (T12). Nothing is said about a trend.
    """
    told = [_told(logged, column, name) for column, name in names.items()]
    drawn = [one for one in told if one.answers]
    example = [Told(one.name, dict(zip(EXAMPLE_DAYS, EXAMPLE, strict=True))) for one in told]
    return Picture(
        title=title,
        figure=_figure(drawn) if drawn else look.as_example(_figure(example)),
        caption=_caption(drawn),
        table=_table(told),
        about=say("charts.scales.about").strip(),
    )


def _told(logged: pd.DataFrame, column: str, name: str) -> Told:
    means = logged.dropna(subset=[column]).groupby("on")[column].mean()
    days = pd.DatetimeIndex(means.index)
    return Told(name, dict(zip(days.strftime("%Y-%m-%d"), means.astype(float), strict=True)))


def _figure(drawn: list[Told]) -> go.Figure:
    inner = len(drawn) * (PANEL + TITLE)
    figure = go.Figure()
    axes = {}
    for place, one in enumerate(drawn):
        top = place * (PANEL + TITLE) + TITLE
        number = str(place + 1) if place else ""
        axes[f"yaxis{number}"] = look.measure_axis(
            (max(0.0, 1 - (top + PANEL) / inner), 1 - top / inner)
        )
        figure.add_trace(_trace(one, f"y{number}"))
        words = look.note(
            escape(one.name), x=0, xref="paper", xanchor="left", xshift=-26, yanchor="bottom"
        )
        figure.add_annotation(words | {"y": 1 - top / inner, "yref": "paper", "yshift": 8})
    days = sorted({day for one in drawn for day in one.answers})
    last = f"y{len(drawn)}" if len(drawn) > 1 else "y"
    axis = look.days_axis(*look.ends(days)) | {"anchor": last}
    margin = {"l": 28, "r": 12, "t": 6, "b": FOOT}
    figure.update_layout(look.layout(inner + FOOT + 6, margin=margin, xaxis=axis, **axes))
    return figure


def _broken(answers: dict[str, float]) -> list[tuple[str | None, float | None]]:
    """The answers with a break in each gap of more than ``LONGEST_STEP`` days (T1, T2)."""
    broken: list[tuple[str | None, float | None]] = []
    for day, answer in answers.items():
        before = broken[-1][0] if broken else None
        if before and (date.fromisoformat(day) - date.fromisoformat(before)).days > LONGEST_STEP:
            broken.append((None, None))
        broken.append((day, answer))
    return broken


def _trace(one: Told, axis: str) -> go.Scatter:
    broken = _broken(one.answers)
    return go.Scatter(
        name=one.name,
        x=[day for day, _ in broken],
        y=[answer for _, answer in broken],
        yaxis=axis,
        mode="lines+markers",
        cliponaxis=False,
        line={"color": look.faded(COLOUR, 0.5), "width": 1},
        marker={"color": COLOUR, "symbol": "triangle-up", "size": 9},
        hovertemplate=say("charts.scales.hover", name=escape(one.name), value="%{y:.1~f}")
        + "<extra></extra>",
    )


def _caption(drawn: list[Told]) -> str:
    if not drawn:
        return say("charts.scales.caption-empty")
    days = {day for one in drawn for day in one.answers}
    if len(days) == 1:
        return say("charts.scales.caption-one")
    levels = [
        say(
            "charts.scales.level",
            name=one.name,
            last=f"{list(one.answers.values())[-1]:g}",
            low=f"{min(one.answers.values()):g}",
            high=f"{max(one.answers.values()):g}",
        )
        for one in drawn
    ]
    return say("charts.scales.caption", count=len(days), levels=" ".join(levels))


def _table(told: list[Told]) -> pd.DataFrame:
    days = sorted({day for one in told for day in one.answers})
    columns = {
        say("charts.journey.column-day"): pd.Series(days, dtype="datetime64[s]"),
        **{
            one.name: pd.Series([one.answers.get(day) for day in days]).astype("Float64").round(1)
            for one in told
        },
    }
    return pd.DataFrame(columns)
