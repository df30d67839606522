"""What all widgets of ours have in common: a silent text form, and scripts that come once.

All notebooks share one kernel, and each page loads every widget of that kernel. So a widget
brings only a few lines, which fetch its script and its style from the one ``Library`` there is.
"""

import hashlib
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets
import traitlets

from workbook.words import language

_FOLDER = Path(__file__).parent


class Library(anywidget.AnyWidget):
    """Every script and every style of ours, by name, once for a kernel."""

    _esm = _FOLDER / "library.js"

    scripts = traitlets.Dict().tag(sync=True)
    styles = traitlets.Dict().tag(sync=True)


_made: dict[str, Library] = {}


def library(name: str, make: Callable[[], Library]) -> Library:
    """The library of that name in this kernel; another one where it was closed."""
    if name not in _made or _made[name].comm is None:
        _made[name] = make()
    return _made[name]


def ours() -> Library:
    """All the scripts and styles in this folder."""
    return Library(scripts=_files("js"), styles=_files("css"))


def module(scripts: tuple[str, ...], styles: tuple[str, ...], version: str = "") -> str:
    """The few lines that a widget brings: which scripts make it up, and which styles it needs.

    The first script is what all share, the last is the widget's own; so are the styles. A
    ``version`` of its own is for scripts that are not ours.
    """
    telling = {"scripts": scripts, "styles": styles, "version": version or _version()}
    return _files("js")["fetching"].replace("WANTED", json.dumps(telling))


class Widget(anywidget.AnyWidget):
    """A widget whose text form is constant, so that a notebook never holds an answer.

    ``lang`` is the language of its words, for those who have them read aloud.
    """

    _esm = ""

    library = traitlets.Instance(Library).tag(sync=True, **ipywidgets.widget_serialization)
    lang = traitlets.Unicode().tag(sync=True)

    @traitlets.default("lang")
    def _language_of_words(self) -> str:
        return language()

    @traitlets.default("library")
    def _the_library(self) -> Library:
        return library("ours", ours)

    def __repr__(self) -> str:
        """The name of its class and nothing else."""
        return f"<{type(self).__name__}>"


@cache
def _files(ending: str) -> dict[str, str]:
    paths = sorted(_FOLDER.glob(f"*.{ending}"))
    return {path.stem: path.read_text(encoding="utf-8") for path in paths}


@cache
def _version() -> str:
    """Other texts have another version, so that a page never mixes them."""
    texts: list[Any] = [_files("js"), _files("css")]
    return hashlib.sha256(json.dumps(texts).encode("utf-8")).hexdigest()[:12]
