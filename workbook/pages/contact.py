"""Whether what proposes contact is open now: after the safety pause, and unless withheld (S1, S4).

It is derived from the pauses that were answered in this kernel, and stands nowhere else (S5).
"""

from collections.abc import Iterable
from enum import Enum
from typing import Protocol

from workbook.content.model import Exercise
from workbook.content.reading import content
from workbook.content.wording import Reader
from workbook.pages import care, session
from workbook.store.home import Home
from workbook.widgets import block
from workbook.widgets.block import Piece
from workbook.words import say

CONCERNS = {"yes", "not-sure"}
"Answers of the safety pause that lead to support and to love from afar."
SKIPPED = {"", "skip"}
"Answers that say nothing: they take no earlier answer back."


class Contact(Enum):
    """``UNASKED``: the pause of this stage comes first. ``WITHHELD``: a concern was named."""

    UNASKED = "unasked"
    WITHHELD = "withheld"
    OPEN = "open"


class Pause(Protocol):
    """A safety pause, at one of the stages."""

    stage: str
    passed: bool
    said: dict[str, tuple[int, str]]
    "By question: the answer, and when it was given as a rising number."


def state(home: Home, bond: str, exercise: Exercise) -> Contact:
    """Whether the exercise, or what in it proposes contact, is open for this bond."""
    pauses: list[Pause] = session.pauses(home, bond)
    if concern(pauses):
        return Contact.WITHHELD
    stage = content().stage_of(exercise.id)
    passed = any(pause.passed for pause in pauses if pause.stage == stage)
    return Contact.OPEN if passed else Contact.UNASKED


def concern(pauses: Iterable[Pause]) -> bool:
    """Whether the newest answer to any question, at whatever stage, names a concern."""
    newest: dict[str, tuple[int, str]] = {}
    for pause in pauses:
        for question, said in pause.said.items():
            if said[1] not in SKIPPED:
                newest[question] = max(said, newest.get(question, said))
    return any(answer in CONCERNS for _, answer in newest.values())


def notice(met: Contact, reader: Reader) -> list[Piece]:
    """Why something is not shown now, and the way to open it."""
    if met is Contact.OPEN:
        return []
    name = reader.name or say("interface.this-person")
    again = block.button(say(f"care.contact.{met.value}_show"), "pause", "secondary")
    if met is Contact.UNASKED:
        return [block.card(block.text(say("care.contact.unasked", name=name)), block.row(again))]
    words = [
        block.heading(say("care.contact.withheld_title"), 4),
        block.text(say("care.contact.withheld", name=name).strip()),
        block.fold(say("interface.stage.help"), *care.ways_to_get_help(), key="help"),
    ]
    return [block.card(*words, block.row(again))]
