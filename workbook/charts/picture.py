"""What every chart gives: a figure, one plain sentence, a table, and how it was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd
    import plotly.graph_objects as go


@dataclass(frozen=True)
class Mark:
    """A neutral event or a stage begun, shown on its day and credited with nothing (T11)."""

    on: date
    label: str


@dataclass(frozen=True, eq=False)
class Picture:
    """A chart ready to be shown.

    ``caption`` is one or two plain sentences (T4) and serves as the figure's text alternative.
    ``table`` is what "Show as table" shows, its columns named in words (T14). ``about`` says how
    the picture is made and what its method rests on.
    """

    title: str
    figure: go.Figure
    caption: str
    table: pd.DataFrame
    about: str
