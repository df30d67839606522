"""A chart on the page: its sentence, its figure, its table, and how it was made."""

from collections.abc import Callable
from typing import Any

import ipywidgets
import pandas as pd

from workbook.charts import look
from workbook.charts.picture import Picture
from workbook.content.dates_in_words import day
from workbook.errors import WorkbookError
from workbook.pages import choices, session
from workbook.store import settings
from workbook.widgets import block
from workbook.widgets.block import Block
from workbook.widgets.figure import Figure
from workbook.words import say


class Chart(ipywidgets.VBox):
    """A picture that is drawn anew on ``refresh``, unless the charts are hidden.

    ``views`` are the ways to look at it that the person may turn on and off, each with the words
    of its button in ``interface.journey`` and of the button that takes it back.
    """

    views: tuple[tuple[str, str], ...] = (("table", "untable"),)

    def __init__(self, picture: Callable[[], Picture]) -> None:
        """``picture`` gives what is to be drawn now."""
        self._picture = picture
        self._chosen: set[str] = set()
        self._figure: Any = None
        self._shown: Picture | None = None
        self._caption = Block()
        self._below = Block(pressed=self._pressed)
        super().__init__()
        self.add_class("wb-picture")
        self.refresh()
        session.listen(self)

    def __repr__(self) -> str:
        """Constant: a notebook never holds an answer."""
        return f"<workbook {type(self).__name__.lower()}>"

    def refresh(self) -> None:
        """Draws what is recorded now."""
        if settings.read(session.current_home()).charts_hidden:
            self._below.pieces = [
                block.text(say("interface.journey.hidden")),
                block.button(say("interface.journey.show"), "show", "secondary"),
            ]
            self._show(self._below)
            return
        picture = self._picture()
        self._caption.pieces = [block.heading(picture.title), block.text(picture.caption)]
        self._below.pieces = self._choices(picture)
        if picture is not self._shown:
            self._draw(picture)
            self._shown = picture
        self._show(self._caption, self._figure, self._below)

    def _show(self, *parts: ipywidgets.Widget) -> None:
        self.children = parts

    def _draw(self, picture: Picture) -> None:
        """One figure widget is drawn anew in place, so that they do not pile up in the kernel."""
        if self._figure is None:
            self._figure = Figure(picture.figure)
            self._figure.configure(look.CONFIG)
            return
        with self._figure.batch_update():
            self._figure.data = ()
            self._figure.layout = picture.figure.layout
            self._figure.add_traces(picture.figure.data)

    def _choices(self, picture: Picture) -> list[block.Piece]:
        pieces = []
        if len(picture.table):
            keys = {one: back if one in self._chosen else one for one, back in self.views}
            buttons = [
                block.button(say(f"interface.journey.{key}"), one, "secondary")
                for one, key in keys.items()
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
            if action in dict(self.views):
                self._chosen ^= {action}
                self.refresh()
            else:
                choices.change(session.current_home(), charts_hidden=action == "hide")
        except WorkbookError as error:
            problem = block.small(str(error))
            others = [piece for piece in self._below.pieces if piece != problem]
            self._below.pieces = [problem, *others]


def _table(picture: Picture) -> block.Piece:
    rows = [[_cell(value) for value in row] for row in picture.table.itertuples(index=False)]
    return block.table(list(picture.table.columns), rows[::-1], picture.title)


def _cell(value: Any) -> str:
    if isinstance(value, pd.Timestamp):
        return day(value.date())
    return "" if pd.isna(value) else f"{value:g}" if isinstance(value, float) else str(value)
