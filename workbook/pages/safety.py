"""The safety pause: asked before all else, and never written anywhere."""

from datetime import date
from typing import Any

from workbook.pages import care
from workbook.pages import exercise_words as worded
from workbook.pages.exercise import Form
from workbook.widgets import block
from workbook.words import say

CONCERNS = {"yes", "not-sure"}


class SafetyPause(Form):
    """A form that keeps nothing: its answers live in this kernel's memory alone.

    Whatever is answered, the ways to get help follow; no answer says that one is safe, and
    no score is computed.
    """

    _asked_for_help = False

    def _place(self, answers: dict[str, Any], on: date | None) -> None:
        super()._place(answers, on)
        self._describe()

    def _noticed(self, change: Any) -> None:
        super()._noticed(change)
        if not self._placing:
            self._describe()

    def _pressed(self, action: str) -> None:
        self._asked_for_help = action == "help"
        if action == "again":
            self.new()
        self._describe()

    def _describe(self, *, elsewhere: bool = False) -> None:  # noqa: ARG002 - keeps no drafts
        self._notice.pieces = [block.text(say("care.safety.intro"))]
        self._below.pieces = [*self._outcome(), worded.evidence(self.exercise)]

    def _outcome(self) -> list[block.Piece]:
        given = {answer for answer in self._answers().values() if answer}
        if not given and not self._asked_for_help:
            ask = block.button(say("care.safety.button"), "help", "secondary")
            return [block.small(say("care.safety.kept")), ask]
        if given & CONCERNS:
            words = [
                block.heading(say("care.safety.concern_title"), 4),
                block.text(say("care.safety.concern_text").strip()),
            ]
        elif given:
            words = [
                block.heading(say("care.safety.other_title"), 4),
                block.text(say("care.safety.other_text").strip()),
            ]
        else:
            words = [block.text(say("care.safety.empty"))]
        return [
            block.card(*words, *care.ways_to_get_help()),
            block.row(block.button(say("care.safety.again"), "again", "secondary")),
            block.small(say("care.safety.kept")),
        ]
