"""What every control has in common: its traits, and how it learns that words were kept."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

import traitlets

from workbook.content.questions.base import Question
from workbook.content.reading import language_of
from workbook.content.wording import Reader
from workbook.widgets.widget import Widget
from workbook.words import say

Kind = TypeVar("Kind", bound=Question)
"The kind of question a control is for."


class Control(Widget, Generic[Kind]):
    """One question on the screen: label above, hint below, the fault beside it.

    ``value`` is the answer in JSON terms, ``None`` when skipped; read and observe it as with any
    ipywidget. ``typed`` numbers the answers that came from the page, ``heard`` and ``kept`` say
    up to which of them the kernel has taken in and made durable; ``base`` is the answer that the
    page had before, so that words typed in another window are noticed before they are replaced.
    """

    _worded = False

    form = traitlets.Unicode().tag(sync=True)
    question = traitlets.Unicode().tag(sync=True)
    key = traitlets.Unicode().tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    hint = traitlets.Unicode().tag(sync=True)
    problem = traitlets.Unicode().tag(sync=True)
    away = traitlets.Bool(default_value=False).tag(sync=True)
    words = traitlets.Dict().tag(sync=True)
    value = traitlets.Any(default_value=None, allow_none=True).tag(sync=True)
    base = traitlets.Any(default_value=None, allow_none=True).tag(sync=True)
    typed = traitlets.Int(0).tag(sync=True)
    heard = traitlets.Int(0).tag(sync=True)
    kept = traitlets.Int(0).tag(sync=True)

    def __init__(self, question: Kind, reader: Reader, form: str = "") -> None:
        """A control for ``question``, worded for ``reader``; ``form`` names the form it is in."""
        super().__init__(question=question.id, form=form, key=f"{form}/{question.id}")
        self._overtaken: Callable[[], None] = lambda: None
        self.reword(question, reader)
        self._worded = True
        self.open()

    def open(self) -> None:
        """Tells the page of it, once and as a whole: a part of it could be late, or be lost."""
        if self._worded:
            super().open()

    def reword(self, question: Kind, reader: Reader) -> None:
        """Words the control for another reader."""
        self.label = question.label.to(reader)
        self.hint = question.hint.to(reader) if question.hint else ""
        self.words = {"clear": say("interface.clear"), "silent": say("interface.unheard")}

    @traitlets.default("lang")
    def _language_of_exercise(self) -> str:
        return language_of(self.form)

    def before_overtaking(self, act: Callable[[], None]) -> None:
        """Calls ``act`` before an answer replaces one that its page had never seen."""
        self._overtaken = act

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Takes in what the page sends."""
        if "value" in sync_data and sync_data.get("base") != self.value:
            self._overtaken()
        super().set_state(sync_data)

    def acknowledge(self, *, kept: bool) -> None:
        """Tells the page that its last answer was heard, and whether it is durable."""
        if kept:
            self.kept = self.typed
        self.heard = self.typed
