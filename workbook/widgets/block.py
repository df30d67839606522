"""A block of words, folds, links and buttons."""

from collections.abc import Callable, Sequence
from typing import Any

import traitlets

from workbook.widgets.control import Widget, script, style

Piece = dict[str, Any]


class Block(Widget):
    """Draws ``pieces`` in order; a press of one of its buttons calls back with its action."""

    _esm = script("page", "block")
    _css = style("look", "block", "chart")

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


def link(words: str, href: str) -> Piece:
    """A link to another notebook."""
    return {"is": "link", "text": words, "href": href}


def button(words: str, action: str, kind: str = "quiet") -> Piece:
    """A button; ``kind`` is primary, secondary or quiet."""
    return {"is": "button", "text": words, "action": action, "kind": kind}


def row(*inside: Piece) -> Piece:
    """Pieces beside each other."""
    return {"is": "row", "inside": list(inside)}


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


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], label: str) -> Piece:
    """A table of text, named ``label``."""
    return {"is": "table", "columns": list(columns), "rows": [list(r) for r in rows], "text": label}
