"""The words and quiet lines around the points of the journey: titles, start, marks."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from workbook import trends
from workbook.charts import look
from workbook.charts.panels import AXES, LANE, LEFT, MEASURES, PANEL, TITLE, Frame
from workbook.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from workbook.charts.look import Measure
    from workbook.charts.marks import Placed

START = {"mood": "mood", "closeness": "closeness-now"}
"""Which answer of ``welcome.baseline`` is the starting line of which measure."""


def titles(frame: Frame) -> Iterator[dict[str, Any]]:
    """Name each panel with its marker and the ends of its scale."""
    for measure in MEASURES:
        name = f"<b>{measure.glyph} {say(f'charts.journey.{measure.name}')}</b>"
        words = f"{look.coloured(name, measure.colour)}  {_say(measure, 'ends')}"
        yield _over(f"{AXES[measure.name]} domain", words, _above(measure, frame))
    if frame.contact:
        words = f"<b>{say('charts.journey.contact')}</b>  {say('charts.journey.contact-key')}"
        yield _over("y3 domain", words, 3)


def average_keys(days: pd.DataFrame, frame: Frame) -> Iterator[dict[str, Any]]:
    """Label the seven-day average of each panel, or say that it needs more days (T3)."""
    for measure in MEASURES:
        drawn = trends.smooth(days[measure.name]).notna().any()
        words = say("charts.journey.average-key" if drawn else "charts.journey.average-none")
        place = _over(f"{AXES[measure.name]} domain", words, _above(measure, frame))
        yield place | {"x": 1, "xanchor": "right", "xshift": frame.right - 2}


def levels() -> Iterator[dict[str, Any]]:
    """Draw 0, 5 and 10 of each panel; plotly's own grid leaves out the ends of an axis."""
    for measure in MEASURES:
        for value in look.TICKS:
            yield _level_line(measure, value, {"color": look.GRID_COLOUR, "width": 1})


def starting_lines(baseline: Mapping[str, float | None]) -> Iterator[dict[str, Any]]:
    """Draw where things stood at the start as a dotted line through each panel."""
    for measure, value in _started(baseline):
        colour = look.faded(measure.colour, 0.65)
        yield _level_line(measure, value, {"color": colour, "width": 1.25, "dash": "dot"})


def starting_words(baseline: Mapping[str, float | None]) -> Iterator[dict[str, Any]]:
    """Name the starting line of each panel at its right end."""
    for measure, value in _started(baseline):
        yield look.note(
            say("charts.journey.start"),
            xref="paper",
            x=1,
            xanchor="left",
            xshift=4,
            yref=AXES[measure.name],
            y=value,
            yanchor="middle",
        )


def hairlines(placed: Sequence[Placed]) -> Iterator[dict[str, Any]]:
    """Draw a thin upright line for each mark, in the mood panel up to its label (T11)."""
    for spot in placed:
        reach = 0 if spot.lane is None else (LANE * spot.lane + 12) / PANEL
        for axis, top in (("y domain", 1 + reach), ("y2 domain", 1)):
            yield {
                "type": "line",
                "layer": "below",
                "xref": "x",
                "x0": spot.mark.on.isoformat(),
                "x1": spot.mark.on.isoformat(),
                "yref": axis,
                "y0": 0,
                "y1": top,
                "line": {"color": look.HAIRLINE_COLOUR, "width": 1},
            }


def mark_words(placed: Sequence[Placed]) -> Iterator[dict[str, Any]]:
    """Name each mark beside its line, where there is room."""
    for spot in placed:
        if spot.lane is not None:
            yield look.note(
                escape(spot.label),
                xref="x",
                x=spot.mark.on.isoformat(),
                xanchor="right" if spot.before else "left",
                xshift=-3 if spot.before else 3,
                yref="y domain",
                y=1,
                yanchor="bottom",
                yshift=LANE * spot.lane - 2,
            )


def invented(frame: Frame) -> dict[str, Any]:
    """Say on the picture itself that its story is made up."""
    return look.note(
        f"<b>{say('charts.shared.invented-tag')}</b>",
        xref="paper",
        x=1,
        xanchor="right",
        xshift=frame.right - 4,
        yref="paper",
        y=1,
        yanchor="bottom",
        yshift=frame.top - TITLE,
        bordercolor=look.HAIRLINE_COLOUR,
        borderwidth=1,
        borderpad=3,
    )


def beginning() -> Iterator[dict[str, Any]]:
    """Say over the faint example what it is and how to begin."""
    for measure, key in zip(MEASURES, ("shared.empty-example", "journey.empty-begin"), strict=True):
        yield look.note(
            say(f"charts.{key}"),
            xref="paper",
            x=0.5,
            xanchor="center",
            yref=f"{AXES[measure.name]} domain",
            y=0.97,
            yanchor="top",
            font={"size": look.TITLE_SIZE},
        )


def _say(measure: Measure, key: str) -> str:
    return say(f"charts.journey.{measure.name}-{key}")


def _above(measure: Measure, frame: Frame) -> float:
    return 5 + (LANE * frame.lanes if measure is look.MOOD else 0)


def _over(axis: str, text: str, above: float) -> dict[str, Any]:
    """Place words over the left end of a panel, ``above`` pixels from its upper edge."""
    return look.note(
        text,
        xref="paper",
        x=0,
        xanchor="left",
        xshift=2 - LEFT,
        yref=axis,
        y=1,
        yanchor="bottom",
        yshift=above,
    )


def _level_line(measure: Measure, value: float, line: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "line",
        "layer": "below",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "yref": AXES[measure.name],
        "y0": value,
        "y1": value,
        "line": line,
    }


def _started(baseline: Mapping[str, float | None]) -> Iterator[tuple[Measure, float]]:
    for measure in MEASURES:
        value = baseline.get(START[measure.name])
        if value is not None:
            yield measure, float(value)
