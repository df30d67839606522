"""How every chart looks: one colour and one shape per measure, quiet lines, no clutter.

Colours of measures keep at least 3:1 against white and against #111, so that figures with their
clear background suit light and dark pages. Words are grey at 4.5:1 on white and 4.1:1 on #111; a
page that knows its theme may set its own colour by style sheet on ``.annotation-text``,
``.xtick text`` and ``.ytick text``, where the coloured parts of a title keep theirs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from workbook.words import say

if TYPE_CHECKING:
    import plotly.graph_objects as go

MOOD_COLOUR = "#bd6b36"
CLOSENESS_COLOUR = "#3f86a0"
TEXT_COLOUR = "#7d7568"
GRID_COLOUR = "rgba(128, 120, 108, 0.28)"
HAIRLINE_COLOUR = "rgba(128, 120, 108, 0.5)"
AVERAGE_COLOUR = TEXT_COLOUR
PAPER_COLOUR = "#fffdf8"
INK_COLOUR = "#33302b"

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"
TEXT_SIZE = 12
TITLE_SIZE = 14
FAINT = 0.3
TICKS = [0, 5, 10]

CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
}
"""Plotly settings for every chart shown on a page: no tool bar, width from the page."""


@dataclass(frozen=True)
class Measure:
    """How one measure is drawn everywhere; ``glyph`` is its marker as a character."""

    name: str
    colour: str
    marker: str
    glyph: str


MOOD = Measure("mood", MOOD_COLOUR, "circle", "●")
CLOSENESS = Measure("closeness", CLOSENESS_COLOUR, "diamond", "◆")

SHORTEST = 13
"""Days that a picture spans at least, so that the first of them do not look like a lifetime."""

_SIZES = ((45, 9.0), (120, 7.0), (400, 5.5), (1200, 4.0))


def marker_size(span: int) -> float:
    """Width of a marker in pixels for a picture of ``span`` days, smaller the longer it is."""
    return next((size for days, size in _SIZES if span <= days), 3.0)


def layout(height: float, **more: Any) -> dict[str, Any]:
    """Lay out any chart: clear background, quiet type, nothing to drag or zoom."""
    return {
        "template": {},
        "autosize": True,
        "height": height,
        "paper_bgcolor": "rgba(0, 0, 0, 0)",
        "plot_bgcolor": "rgba(0, 0, 0, 0)",
        "font": {"family": FONT, "size": TEXT_SIZE, "color": TEXT_COLOUR},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "x unified",
        "hoversubplots": "axis",
        "hoverlabel": {
            "bgcolor": PAPER_COLOUR,
            "bordercolor": GRID_COLOUR,
            "font": {"family": FONT, "size": TEXT_SIZE, "color": INK_COLOUR},
        },
        **more,
    }


def measure_axis(domain: tuple[float, float]) -> dict[str, Any]:
    """Fix the axis of a measure at 0 to 10, whatever the data (T5)."""
    return {
        "domain": domain,
        "range": [0, 10],
        "tickvals": TICKS,
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "showline": False,
    }


def ends(days: list[str]) -> tuple[date, date]:
    """Where a picture of ``days``, in ISO form and in order, begins and ends."""
    first, last = (date.fromisoformat(days[place]) for place in (0, -1))
    return min(first, shifted(last, timedelta(days=-SHORTEST))), last


def days_axis(first: date, last: date) -> dict[str, Any]:
    """Lay out an axis of days from ``first`` to ``last``, with a little room at both ends."""
    pad = (last - first) * 0.02
    return {
        "type": "date",
        "range": [_moment(first, -pad), _moment(last, pad)],
        "fixedrange": True,
        "showgrid": False,
        "showspikes": False,
        "zeroline": False,
        "showline": False,
        "ticks": "outside",
        "ticklen": 5,
        "tickcolor": GRID_COLOUR,
        "nticks": 7,
        "hoverformat": say("charts.shared.date-hover"),
        "tickformatstops": [
            {"dtickrange": [None, "M1"], "value": say("charts.shared.tick-day")},
            {"dtickrange": ["M1", "M12"], "value": say("charts.shared.tick-month")},
            {"dtickrange": ["M12", None], "value": say("charts.shared.tick-year")},
        ],
    }


def shifted(day: date, by: timedelta) -> date:
    """Give the day so much later; where the calendar ends before that, its last or first."""
    number = day.toordinal() + by.days
    return date.fromordinal(min(max(number, date.min.toordinal()), date.max.toordinal()))


def _moment(day: date, shift: timedelta) -> str:
    try:
        return (datetime.combine(day, time()) + shift).isoformat()
    except OverflowError:  # before the year 1 or after 9999
        return day.isoformat()


def note(text: str, **place: Any) -> dict[str, Any]:
    """Place a line of words on a chart, without an arrow."""
    return {"text": text, "showarrow": False, "font": {"size": TEXT_SIZE}, **place}


def as_example(figure: go.Figure) -> go.Figure:
    """Draw an invented picture faintly, and say that it is one."""
    figure.update_traces(opacity=FAINT, hoverinfo="skip", hovertemplate=None)
    figure.update_xaxes(showticklabels=False, ticks="")
    figure.update_layout(hovermode=False)
    words = note(say("charts.shared.empty-example"), x=0.5, y=0.5, xref="paper", yref="paper")
    figure.add_annotation(words)
    return figure


def coloured(text: str, colour: str) -> str:
    """Give ``text`` the colour of a measure, in the markup that charts understand."""
    return f'<span style="color:{colour}">{text}</span>'


def faded(colour: str, opacity: float) -> str:
    """Give ``colour`` (``#rrggbb``) an opacity from 0 to 1."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {opacity})"
