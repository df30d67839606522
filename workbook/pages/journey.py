"""Mood and closeness over time, drawn anew whenever a check-in is saved."""

from collections.abc import Iterator
from typing import Any

import ipywidgets
import pandas as pd
import plotly.graph_objects as go

from workbook.charts import look
from workbook.charts.journey import journey
from workbook.charts.picture import Mark, Picture
from workbook.content.dates_in_words import day
from workbook.content.reading import content, exercise
from workbook.errors import WorkbookError
from workbook.pages import choices, session
from workbook.store import bonds, entries, progress, settings
from workbook.store.frames import frame
from workbook.store.home import Home
from workbook.widgets import block
from workbook.widgets.block import Block
from workbook.words import say

_CHOICES = ("table", "smooth", "join")


class Journey(ipywidgets.VBox):
    """The picture, its one sentence, its table, and what the person may choose about it."""

    def __init__(self) -> None:
        """Draws the check-ins of the bond in hand."""
        self._chosen: set[str] = set()
        self._figure: Any = None
        self._caption = Block()
        self._below = Block(pressed=self._pressed)
        super().__init__()
        self.add_class("wb-picture")
        self.refresh()
        session.listen(self)

    def __repr__(self) -> str:
        """Constant: a notebook never holds an answer."""
        return "<workbook journey>"

    def refresh(self) -> None:
        """Draws what is recorded now, unless the charts are hidden."""
        home, bond = session.current_home(), session.current_bond()
        chosen = settings.read(home)
        if chosen.charts_hidden:
            self._below.pieces = [
                block.text(say("interface.journey.hidden")),
                block.button(say("interface.journey.show"), "show", "secondary"),
            ]
            self._show(self._below)
            return
        picture = _picture(home, bond, self._chosen, invented=chosen.invented)
        self._caption.pieces = [block.heading(picture.title), block.text(picture.caption)]
        self._below.pieces = self._choices(picture)
        self._draw(picture)
        self._show(self._caption, self._figure, self._below)

    def _show(self, *parts: ipywidgets.Widget) -> None:
        self.children = parts

    def _draw(self, picture: Picture) -> None:
        """One figure widget is drawn anew in place: each brings 5 MB of plotly to the page."""
        if self._figure is None:
            self._figure = go.FigureWidget(picture.figure)
            self._figure._config = self._figure._config | look.CONFIG  # noqa: SLF001 - plotly offers no other way
            return
        with self._figure.batch_update():
            self._figure.data = ()
            self._figure.layout = picture.figure.layout
            self._figure.add_traces(picture.figure.data)

    def _choices(self, picture: Picture) -> list[block.Piece]:
        pieces = []
        if len(picture.table):
            labels = {"smooth": "unsmooth", "join": "unjoin", "table": "untable"}
            keys = [labels[one] if one in self._chosen else one for one in _CHOICES]
            buttons = [
                block.button(say(f"interface.journey.{key}"), one, "secondary")
                for one, key in zip(_CHOICES, keys, strict=True)
            ]
            pieces.append(block.row(*buttons))
        if len(picture.table) and "table" in self._chosen:
            pieces.append(_table(picture))
        about = [block.text(part) for part in picture.about.split("\n\n")]
        pieces.append(block.fold(say("interface.journey.about"), *about, key="about"))
        pieces.append(block.row(block.button(say("interface.journey.hide"), "hide")))
        return pieces

    def _pressed(self, action: str) -> None:
        try:
            if action in _CHOICES:
                self._chosen ^= {action}
                self.refresh()
            else:
                choices.change(session.current_home(), charts_hidden=action == "hide")
        except WorkbookError as error:
            problem = block.small(str(error))
            others = [piece for piece in self._below.pieces if piece != problem]
            self._below.pieces = [problem, *others]


def _picture(home: Home, bond: str, chosen: set[str], *, invented: bool) -> Picture:
    folder = bonds.folder(home, bond)
    return journey(
        frame(folder, exercise("checkin")),
        list(_marks(home, bond)),
        baseline=_baseline(home, bond),
        smooth="smooth" in chosen,
        joined="join" in chosen,
        invented=invented,
    )


def _marks(home: Home, bond: str) -> Iterator[Mark]:
    """The day on which each stage was begun."""
    done = progress.of(home, bond).done
    for stage in content().stages:
        days = [done[e.id].first for e in content().exercises.get(stage.id, ()) if e.id in done]
        if days:
            yield Mark(min(days), say("interface.journey.stage-mark", title=stage.title))


def _baseline(home: Home, bond: str) -> dict[str, Any] | None:
    saved = entries.load(bonds.folder(home, bond), exercise("welcome.baseline")).entries
    return saved[0].answers if saved else None


def _table(picture: Picture) -> block.Piece:
    rows = [[_cell(value) for value in row] for row in picture.table.itertuples(index=False)]
    return block.table(list(picture.table.columns), rows[::-1], picture.title)


def _cell(value: Any) -> str:
    if isinstance(value, pd.Timestamp):
        return day(value.date())
    return "" if pd.isna(value) else f"{value:g}" if isinstance(value, float) else str(value)
