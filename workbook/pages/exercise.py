"""One exercise on the screen: its words, its controls, Save, and what was kept before."""

from collections.abc import Callable
from datetime import date
from typing import Any

import ipywidgets

from workbook.content.dates_in_words import clock
from workbook.content.model import Exercise
from workbook.content.questions import day_it_is_about
from workbook.content.reading import language_of
from workbook.errors import AnswerError, UnknownQuestionError, WorkbookError
from workbook.pages import contact, session
from workbook.pages import exercise_words as worded
from workbook.pages.body import Body
from workbook.pages.contact import Contact
from workbook.pages.tools import Toolbox
from workbook.pages.tools.seen import Seen, checked
from workbook.pages.writing import Writing
from workbook.store import bonds, keeping
from workbook.store.home import Home
from workbook.widgets import control_for
from workbook.widgets.block import Block
from workbook.widgets.control import Control
from workbook.widgets.saver import Saver
from workbook.words import say

ON = "on"


class Form(ipywidgets.VBox):
    """An exercise with the last answers, or the draft, in place."""

    def __init__(
        self,
        home: Home,
        bond: str,
        exercise: Exercise,
        pause: Callable[[], ipywidgets.Widget] = ipywidgets.VBox,
    ) -> None:
        """Opens the exercise for a bond and puts back what was written last.

        ``pause`` gives the safety pause that comes before what proposes contact.
        """
        self._make_pause = pause
        self.writing = Writing(home, bond, exercise)
        self.exercise = exercise
        self.reader = bonds.reader(home, bond)
        self._on: date | None = None
        self._placing = self._held_back = False
        self.controls = {
            question.id: control_for(question, self.reader, exercise.id)
            for question in self._questions
        }
        self._saver = Saver(exercise.id)
        self._above = Block(worded.heading(exercise, self.reader), form=exercise.id)
        self._notice = Block(pressed=self._pressed, form=exercise.id)
        self._below = Block(pressed=self._pressed, form=exercise.id)
        self._above.lang = self._below.lang = language_of(exercise.id)
        self._pause = ipywidgets.VBox()
        saver = [self._saver] if exercise.kept else []
        self._body = Body(exercise, self.controls, Toolbox(exercise, self), saver)
        super().__init__()
        self.add_class("wb-form")
        for control in self.controls.values():
            control.observe(self._noticed, names=["value", "typed"])
            control.before_overtaking(self._set_other_words_aside)
        self._saver.observe(self._asked, names="asked")
        self._restore()
        if exercise.proposes_contact:
            session.listen(self)

    def __repr__(self) -> str:
        """Constant: a notebook never holds an answer."""
        return f"<workbook {self.exercise.id}>"

    # What scripts use

    @property
    def bond(self) -> str:
        """The folder of the bond it is about."""
        return self.writing.bond

    @property
    def answers(self) -> dict[str, Any]:
        """The answers by question id, ``None`` where skipped, and ``on``, the date.

        Set some or all of them; raises ``AnswerError`` or ``UnknownQuestionError`` before any
        is changed.
        """
        return {ON: self._day()} | self._answers()

    @answers.setter
    def answers(self, given: dict[str, Any]) -> None:
        checked = {name: self._known(name).check(value) for name, value in given.items()}
        on = checked.pop(ON) if ON in checked else self._chosen_day()
        self._place(checked, on)
        self.draft()

    def save(self) -> str:
        """Keeps the answers as an entry, durably, and returns its id.

        An entry that is open is changed and keeps its id; else a new one begins. Raises
        ``WorkbookError`` where it is refused; the words then stay, here and as a draft.
        """
        before, renamed = self.bond, self.writing.opened is not None or self.bond == bonds.UNNAMED
        entry = self.writing.save(self._answers(), self._day())
        # The words are kept now: whatever cannot be drawn must not look like a refusal.
        self.guard(lambda: self._after_saving(before, renamed=renamed or self.bond == before))
        self._saver.status = say("interface.status.saved")
        return entry.id

    def _after_saving(self, before: str, *, renamed: bool) -> None:
        if self.bond != before or self.exercise.id == keeping.NAMING:
            session.follow(self.writing.home, before, self.bond, renamed=renamed)
        self._show_written()
        session.tell()

    def draft(self) -> None:
        """Keeps what is typed as a draft at once; drafts are also kept by themselves."""
        self.writing.keep(self._answers(), self._day())
        self._saver.problem = ""
        draft = self.writing.draft
        words = say("interface.status.draft", time=clock(draft.kept_at)) if draft else ""
        self._saver.status = words

    def save_with(self, answers: dict[str, Any]) -> str:
        """Sets these answers beside what is typed, and saves; returns the id of the entry."""
        self.answers = answers
        return self.save()

    def take_back(self, entry: str, tapped: str) -> None:
        """Takes an entry out again; its words come back to be typed on, without ``tapped``."""
        words = self.writing.take_back(entry)
        self._show_written()
        self.answers = {name: answer for name, answer in words.items() if name != tapped}
        session.tell()

    # What the session asks of it

    def refresh(self) -> None:
        """Something was saved, or the safety pause was answered."""
        self._arrange()
        self._describe()

    def revisit(self) -> None:
        """Its cell ran again: typed words stay, else the newest from the disk is put in place."""
        typed = {name: control.value for name, control in self.controls.items() if name != ON}
        if not self.writing.draft and typed == _as_json(self.writing.answers):
            self._restore()

    def follow(self, bond: str, *, renamed: bool) -> None:
        """Another bond is in hand, or this one has a new name."""
        self.writing.bond = bond
        self.reader = bonds.reader(self.writing.home, bond)
        self._above.pieces = worded.heading(self.exercise, self.reader)
        for question in self._questions:
            self.controls[question.id].reword(question, self.reader)
        if not renamed and self.exercise.id != keeping.NAMING:
            self._restore()

    # Putting answers in place, and reading them

    @property
    def _questions(self) -> list[Any]:
        return [*self.exercise.questions, *([day_it_is_about()] if self.exercise.repeats else [])]

    def _known(self, name: str) -> Any:
        question = day_it_is_about() if name == ON else self.exercise.question(name)
        if question is None:
            known = ", ".join([ON, *(one.id for one in self.exercise.questions)])
            raise UnknownQuestionError(exercise=self.exercise.id, question=name, known=known)
        return question

    def _restore(self) -> None:
        if self.exercise.kept:
            self.writing.restore()
        self._show_written()

    def _show_written(self) -> None:
        """Puts what stands written into the controls, and the words about it around them."""
        self._place(self.writing.answers, self.writing.on)
        draft = self.writing.draft
        self._saver.problem = ""
        self._saver.status = (
            say("interface.status.draft", time=clock(draft.kept_at)) if draft else ""
        )
        self._describe()

    def _place(self, answers: dict[str, Any], on: date | None) -> None:
        self._placing, self._on = True, on
        try:
            for name, answer in answers.items():
                self.controls[name].value = _as_json(answer)
                self.controls[name].problem = ""
            if ON in self.controls:
                self.controls[ON].value = _as_json(on)
        finally:
            self._placing = False
        self._arrange()

    def _arrange(self, *, typing: bool = False) -> None:
        """Shows what the answers ask for now."""
        values = {name: control.value for name, control in self.controls.items()}
        before, self._held_back = (
            self._held_back,
            self._body.arrange(values, self._contact(), opened=self.writing.opened is not None),
        )
        if before != self._held_back:
            self._describe()
        closed = self._held_back and self.exercise.contact
        body = [] if closed else [*self._body.parts, self._below]
        self.children = [self._above, self._notice, self._pause, *body]
        answers = checked(self.exercise, values)
        seen = Seen(self.writing.home, self.bond, self.exercise, self.reader, answers)
        # Whatever a tool cannot draw, the words and their controls are there.
        self.guard(lambda: self._body.toolbox.show(seen, typing=typing))

    def _contact(self) -> Contact:
        """Whether what proposes contact is open."""
        if not self.exercise.proposes_contact:
            return Contact.OPEN
        return contact.state(self.writing.home, self.bond, self.exercise)

    def _answers(self) -> dict[str, Any]:
        return {
            question.id: question.check(self.controls[question.id].value)
            for question in self.exercise.questions
        }

    def _day(self) -> date:
        return self._chosen_day() or date.today()  # noqa: DTZ011 - the person's own calendar day

    def _chosen_day(self) -> date | None:
        return day_it_is_about().check(self.controls[ON].value) if ON in self.controls else self._on

    # What the person does

    def _noticed(self, change: Any) -> None:
        """An answer was typed, or set from outside."""
        if self._placing:
            return
        control: Control[Any] = change["owner"]
        kept = self.guard(self.draft, control)
        if kept:
            control.problem = ""
        else:
            self._saver.status = say("interface.status.refused")
        self._arrange(typing=True)
        control.acknowledge(kept=kept)

    def _set_other_words_aside(self) -> None:
        """Words from another window are about to be replaced: they become their own draft."""
        self.guard(lambda: self.writing.set_aside(self._answers(), self._day()))
        self._describe(elsewhere=True)

    def _asked(self, change: Any) -> None:
        """Save was pressed."""
        self._saver.problem = ""
        self.guard(self.save)
        self._saver.answered = change["new"]

    def _pressed(self, action: str) -> None:
        """A button among the words was pressed."""
        verb, _, which = action.partition(":")
        acts: dict[str, Callable[[], None]] = {
            "new": self.new,
            "away": lambda: self._put(self.writing.put_away),
            "back": lambda: self._put(self.writing.bring_back),
            "open": lambda: self.reopen(which),
            "draft": lambda: self._take(which),
            "pause": self._show_pause,
        }
        if verb in acts:
            self.guard(acts[verb])

    def new(self) -> None:
        """Begins a new entry; a draft that is open stays among the drafts."""
        self.draft()
        self.writing.begin()
        self._show_written()

    def reopen(self, entry: str) -> None:
        """Opens an earlier entry to change it; a draft that is open stays among the drafts."""
        for one in self.writing.loaded().entries:
            if one.id == entry:
                self.draft()
                self.writing.begin(one)
                self._show_written()

    def _show_pause(self) -> None:
        """The safety pause of this stage, here in the form."""
        self._pause.children = [self._make_pause()]

    def _put(self, act: Callable[[], None]) -> None:
        act()
        self._show_written()

    def _take(self, writer: str) -> None:
        for one in self.writing.others():
            if one.writer == writer:
                self.draft()
                self.writing.take(one)
                self._show_written()

    def guard(self, act: Callable[[], Any], about: Control[Any] | None = None) -> bool:
        """Runs ``act``; a fault is said beside what it is about, never as a traceback."""
        try:
            act()
        except AnswerError as error:
            beside = self.controls.get(str(error.values.get("question")), about)
            (beside or self._saver).problem = str(error)
        except WorkbookError as error:
            self._saver.problem = str(error)
        except Exception:  # noqa: BLE001 - whatever it is, the person must not meet a traceback
            self._saver.problem = say("interface.unexpected")
        else:
            return True
        return False

    def _describe(self, *, elsewhere: bool = False) -> None:
        """The words above and below the controls."""
        if not self.exercise.kept:
            self._below.pieces = [worded.evidence(self.exercise)]
            return
        held_back = contact.notice(self._contact(), self.reader) if self._held_back else []
        writing, loaded = self.writing, self.writing.loaded()
        about_words = [
            *worded.set_aside(loaded),
            *worded.in_hand(self.exercise, writing.opened, writing.draft),
            *worded.put_away(writing.away),
            *worded.other_drafts(writing.others(), elsewhere=elsewhere),
        ]
        closed = held_back and self.exercise.contact
        self._notice.pieces = held_back if closed else [*held_back, *about_words]
        self._below.pieces = [
            *worded.keepsake(self.exercise, writing.saved or writing.opened, self.reader),
            *worded.earlier(self.exercise, loaded, writing.opened, self.reader),
            worded.evidence(self.exercise),
        ]


def _as_json(answer: Any) -> Any:
    if isinstance(answer, date):
        return answer.isoformat()
    if isinstance(answer, list):
        return [_as_json(one) for one in answer]
    if isinstance(answer, dict):
        return {name: _as_json(one) for name, one in answer.items()}
    return answer
