"""The safety pause: asked before all else, and never written anywhere."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import count
from typing import Any

from workbook.content.model import Exercise
from workbook.pages import care, contact, session
from workbook.pages import exercise_words as worded
from workbook.pages.exercise import Form
from workbook.store.home import Home
from workbook.widgets import block
from workbook.words import say

SAFETY = "welcome.safety"
_MOMENTS: Iterator[int] = count()


def pause_at(stage: str) -> "SafetyPause":
    """The pause of a stage that proposes contact, with answers of its own."""
    make = partial(SafetyPause, stage=stage)
    pause: SafetyPause = session.form_for(SAFETY, make, place=stage)
    return pause


def wipe() -> None:
    """Forgets at once what was answered in every pause, as somebody leaves the page."""
    for pause in session.every_pause():
        pause.forget()


class SafetyPause(Form):
    """A form that keeps nothing: its answers live in this kernel's memory alone.

    Whatever is answered, the ways to get help follow; no answer says that one is safe, and
    no score is computed. At a ``stage`` that proposes contact one goes on from here, whether
    anything was answered or not; ``passed`` says that one did.
    """

    def __init__(self, home: Home, bond: str, exercise: Exercise, stage: str = "") -> None:
        """A pause with nothing answered."""
        self.stage, self.passed = stage, False
        self.said: dict[str, tuple[int, str]] = {}
        self._asked_for_help = False
        super().__init__(home, bond, exercise)
        session.remember(self)
        session.listen(self)

    def forget(self) -> None:
        """Begins anew, as if nothing had been asked."""
        self.passed = self._asked_for_help = False
        self.new()

    def take_over(self, before: "SafetyPause") -> None:
        """Goes on from one in another language; each answer keeps its place in time."""
        self.said, self.passed = before.said, before.passed
        before.said, before.passed = {}, False
        self.answers = before.answers

    def follow(self, bond: str, *, renamed: bool) -> None:
        """About another person one is asked anew."""
        self.passed = self.passed and renamed
        super().follow(bond, renamed=renamed)

    def _place(self, answers: dict[str, Any], on: date | None) -> None:
        super()._place(answers, on)
        self._hear()

    def _noticed(self, change: Any) -> None:
        super()._noticed(change)
        if not self._answering.placing:
            self._hear()

    def _hear(self) -> None:
        """Remembers what is answered now, and tells the forms that wait for it."""
        before = self.said
        answers = self._answering.answers()
        self.said = {
            question: before[question]
            if question in before and before[question][1] == answer
            else (next(_MOMENTS), answer)
            for question, answer in answers.items()
            if answer
        }
        self.passed = self.passed and not self._concerned
        self._describe()
        if self.said != before:
            session.tell()

    @property
    def _concerned(self) -> bool:
        """Whether the newest answers, here or at another stage, name a concern."""
        pauses = session.pauses(self.writing.home, self.bond)
        return contact.concern([self, *pauses])

    def _pressed(self, action: str) -> None:
        self._asked_for_help = action in {"help", "go-on"}
        self.passed = action == "go-on" and not self._concerned
        if action == "again":
            self.new()
        self._describe()
        session.tell()

    def _describe(self, *, elsewhere: bool = False) -> None:  # noqa: ARG002 - keeps no drafts
        self._notice.pieces = [block.text(say("care.safety.intro"))]
        self._below.pieces = [*self._outcome(), worded.evidence(self.exercise)]

    def _outcome(self) -> list[block.Piece]:
        kept = block.small(say("care.safety.kept"))
        if not self.said and not self._asked_for_help:
            ask = block.button(say("care.safety.button"), "help", "secondary")
            return [kept, block.row(ask, *self._go_on())]
        if self._concerned:
            words = [
                block.heading(say("care.safety.concern_title"), 4),
                block.text(say("care.safety.concern_text").strip()),
            ]
        elif self.said:
            words = [
                block.heading(say("care.safety.other_title"), 4),
                block.text(say("care.safety.other_text").strip()),
            ]
        else:
            words = [block.text(say("care.safety.empty"))]
        again = block.button(say("care.safety.again"), "again", "secondary")
        return [
            block.card(*words, *care.ways_to_get_help()),
            *([block.text(say("care.safety.gone_on"))] if self.passed else []),
            block.row(*self._go_on(), again),
            kept,
        ]

    def _go_on(self) -> list[block.Piece]:
        """The way on, at a stage that proposes contact and where no concern was named here."""
        if not self.stage or self.passed or self._concerned:
            return []
        return [block.button(say("care.safety.go_on"), "go-on", "primary")]
