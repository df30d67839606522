"""A block of words, folds, links and buttons."""

from collections.abc import Callable, Sequence
from typing import Any

import traitlets

from workbook.widgets.widget import Widget, module
from workbook.words import say

Piece = dict[str, Any]


class Block(Widget):
    """Draws ``pieces`` in order; a press of one of its buttons calls back with its action."""

    _esm = module(
        ("page", "circles", "pictures", "block"), ("look", "block", "circles", "pictures", "chart")
    )

    form = traitlets.Unicode().tag(sync=True)
    pieces: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def __init__(
        self,
        pieces: Sequence[Piece] = (),
        pressed: Callable[[str], None] | None = None,
        form: str = "",
    ) -> None:
        """``pressed`` is called with the action of a button after the form's words are kept."""
        super().__init__(pieces=list(pieces), form=form)
        if pressed:
            self.on_msg(lambda _widget, message, _buffers: pressed(str(message.get("action"))))


def heading(text: str, level: int = 3) -> Piece:
    """A heading of level 2 to 4."""
    return {"is": "heading", "text": text, "level": level}


def text(words: str) -> Piece:
    """A paragraph."""
    return {"is": "text", "text": words}


def small(words: str) -> Piece:
    """A paragraph in small type."""
    return {"is": "small", "text": words}


def carry(words: str) -> Piece:
    """A line to carry with one."""
    return {"is": "carry", "text": words}


def bullets(items: Sequence[str], *, ordered: bool = False) -> Piece:
    """A list."""
    return {"is": "list", "items": list(items), "ordered": ordered}


def link(words: str, href: str, notebook: str = "") -> Piece:
    """A link to another notebook, which may be named as seen from the folder of notebooks."""
    return {"is": "link", "text": words, "href": href, "notebook": notebook}


def languages(label: str, items: Sequence[Piece]) -> Piece:
    """A row of languages, each with ``text``, ``lang``, ``here``, ``action`` and ``href``.

    A press opens ``href`` once the block itself speaks that language.
    """
    return {"is": "languages", "text": label, "items": list(items)}


def button(words: str, action: str, kind: str = "quiet") -> Piece:
    """A button; ``kind`` is primary, secondary or quiet."""
    return {"is": "button", "text": words, "action": action, "kind": kind}


def row(*inside: Piece) -> Piece:
    """Pieces beside each other."""
    return {"is": "row", "inside": list(inside)}


def columns(*inside: Piece) -> Piece:
    """Short pieces in as many columns as there is room for."""
    return {"is": "columns", "inside": list(inside)}


def card(*inside: Piece, tone: str = "calm") -> Piece:
    """Pieces on a quiet ground of their own."""
    return {"is": "card", "inside": list(inside), "tone": tone}


def fold(words: str, *inside: Piece, open_at_first: bool = False, key: str = "") -> Piece:
    """Pieces folded away under a line; ``key`` keeps it open when its words change."""
    return {"is": "fold", "text": words, "inside": list(inside), "open": open_at_first} | (
        {"key": key} if key else {}
    )


def tools(*inside: Piece) -> Piece:
    """Folds beside each other; the one that is open takes the whole width."""
    return {"is": "tools", "inside": list(inside)}


def leave(words: str, hint: str) -> Piece:
    """A button that leaves the page at once, and nothing more, as its ``hint`` says."""
    return {"is": "leave", "text": words, "hint": hint}


def path(label: str, steps: Sequence[Piece], beside: Sequence[Piece] = ()) -> Piece:
    """The steps of the way, each with ``text``, ``href``, ``state`` and unseen ``words``."""
    return {"is": "path", "label": label, "items": list(steps), "beside": list(beside)}


def contents(label: str, items: Sequence[Piece]) -> Piece:
    """What a stage holds, each with ``text``, a ``state`` in ``words`` and its ``target`` form."""
    return {"is": "contents", "text": label, "items": list(items)}


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], label: str) -> Piece:
    """A table of text, named ``label``."""
    return {"is": "table", "columns": list(columns), "rows": [list(r) for r in rows], "text": label}


def copy(words: str, copied: str) -> Piece:
    """A button that puts ``copied`` on the clipboard, and says so."""
    said = {"done": say("interface.tools.copied"), "by_hand": say("interface.tools.copy-by-hand")}
    return {"is": "copy", "text": words, "copied": copied, "words": said}


def print_page(words: str) -> Piece:
    """A button that prints the block it stands in, and nothing else of the page."""
    return {"is": "print", "text": words}


def marked(segments: Sequence[Piece]) -> Piece:
    """A text in ``segments``, each with ``text`` and perhaps a ``tone`` and a ``number``."""
    return {"is": "marked", "segments": list(segments)}


def line_picture(points: Sequence[Piece], label: str, low: str, high: str) -> Piece:
    """A line through points in order, each with a ``place`` from 0 (left) to 1.

    ``y`` is from 0 to 10; ``x`` and ``text`` say in words when and what it was.
    """
    return {"is": "line-picture", "points": list(points), "text": label, "low": low, "high": high}


def weights_picture(items: Sequence[Piece], label: str) -> Piece:
    """Circles, each with ``text``, a ``weight`` from 1 and the ``words`` for that weight."""
    return {"is": "weights-picture", "items": list(items), "text": label}


def compare_picture(**told: Any) -> Piece:
    """``before`` and ``after`` from 0 to 10 or ``None``, under ``text``, told in two ``words``.

    ``low`` and ``high`` name the ends; ``circles`` draws each as two circles.
    """
    return {"is": "compare-picture"} | told


def tiles(items: Sequence[Piece], label: str) -> Piece:
    """Small squares of paper, each with ``text``, ``small`` words and a ``tone`` from 0 to 9."""
    return {"is": "tiles", "items": list(items), "text": label}


def grid(columns: Sequence[str], rows: Sequence[tuple[str, Sequence[int]]], label: str) -> Piece:
    """A table of counts, each drawn as a spot; a row is its name and its counts."""
    named = [{"text": name, "counts": list(counts)} for name, counts in rows]
    return {"is": "grid", "columns": list(columns), "rows": named, "text": label}
