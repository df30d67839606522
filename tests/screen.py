"""What a person sees and does on a page, without a browser."""

from collections.abc import Iterable, Iterator
from typing import Any

from workbook.pages.exercise import Form
from workbook.widgets.block import Block, Piece
from workbook.widgets.control import Control

_SAME = object()


def each(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Every piece, those inside others included."""
    for piece in pieces:
        yield piece
        yield from each(piece.get("inside", ()))
        yield from each(piece.get("beside", ()))


def seen(*blocks: Block) -> str:
    """All the words in some blocks, folded ones included."""
    words = []
    for piece in each(piece for block in blocks for piece in block.pieces):
        words.append(str(piece.get("text", "")))
        words += [str(item) for item in piece.get("items", ()) if piece["is"] == "list"]
        for row in piece.get("rows", ()):
            words += row
    return "\n".join(words)


def on_screen(form: Form) -> str:
    """All the words around the controls of a form."""
    return seen(form._above, form._notice, form._below)


def tool(form: Form, kind: str) -> Any:
    """The tool of that kind in a form, as it is drawn."""
    kinds = [one.kind for one in form.exercise.tools]
    return form._body.toolbox._tools[kinds.index(kind)][1].widget


def drawn(form: Form, kind: str, piece: str) -> list[Piece]:
    """The pieces of one sort that a tool has drawn."""
    return [one for one in each(tool(form, kind).pieces) if one["is"] == piece]


def buttons(*blocks: Block) -> dict[str, str]:
    """The actions of the buttons in some blocks, by what they are called."""
    pieces = each(piece for block in blocks for piece in block.pieces)
    return {piece["text"]: piece["action"] for piece in pieces if piece["is"] == "button"}


def press(block: Block, called: str) -> None:
    """Presses a button of a block."""
    action = buttons(block)[called]
    block._handle_custom_msg({"action": action}, [])


def press_save(form: Form) -> None:
    """Presses Save as the page does; whatever happens, the page gets its answer."""
    asked = form._saver.asked + 1
    form._saver.set_state({"asked": asked})
    assert form._saver.answered == asked


def typed(form: Form, question: str, value: Any, base: Any = _SAME) -> Control[Any]:
    """Types an answer; ``base`` is what the page had before, where it had not seen the newest."""
    control = form.controls[question]
    state = {"base": control.value if base is _SAME else base, "value": value}
    control.set_state(state | {"typed": control.typed + 1})
    return control


def shown(form: Form) -> list[str]:
    """The ids of the questions that are on the screen."""
    return [name for name, control in form.controls.items() if not control.away]


def faults(form: Form) -> dict[str, str]:
    """What is said to be wrong, by question; under ``Save`` what is not about one."""
    found = {name: control.problem for name, control in form.controls.items() if control.problem}
    return found | ({"Save": form._saver.problem} if form._saver.problem else {})
