"""One exercise on the screen: its words, its controls, Save, and what was kept before."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import ipywidgets

from workbook.content.dates_in_words import clock
from workbook.content.model import Exercise
from workbook.content.reading import language_of
from workbook.errors import AnswerError, WorkbookError
from workbook.pages import contact, session
from workbook.pages import exercise_words as worded
from workbook.pages.answering import ON, Answering
from workbook.pages.body import Body
from workbook.pages.contact import Contact
from workbook.pages.tools import Toolbox
from workbook.pages.tools.seen import Seen, checked
from workbook.pages.writing import Writing
from workbook.store import bonds, keeping
from workbook.store.home import Home
from workbook.widgets.block import Block
from workbook.widgets.control import Control
from workbook.widgets.saver import Saver
from workbook.words import say


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
        self._held_back = False
        self._answering = Answering(exercise, self.reader)
        self.controls = self._answering.controls
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
        if exercise.proposes_contact or self._body.toolbox.looks_elsewhere:
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
        return {ON: self._answering.day()} | self._answering.answers()

    @answers.setter
    def answers(self, given: dict[str, Any]) -> None:
        question = self._answering.question
        checked = {name: question(name).check(value) for name, value in given.items()}
        on = checked.pop(ON) if ON in checked else self._answering.chosen_day()
        self._place(checked, on)
        self.draft()

    def save(self) -> str:
        """Keeps the answers as an entry, durably, and returns its id.

        An entry that is open is changed and keeps its id; else a new one begins. Raises
        ``WorkbookError`` where it is refused; the words then stay, here and as a draft.
        """
        before, renamed = self.bond, self.writing.opened is not None or self.bond == bonds.UNNAMED
        entry = self.writing.save(self._answering.answers(), self._answering.day())
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
        """Keeps what is typed as a draft at once; drafts are also kept by themselves.

        Where an answer does not fit, the others are kept, and then ``AnswerError`` is raised.
        """
        fit, faults = self._answering.fitting({ON: self.writing.on, **self.writing.answers})
        on = fit.pop(ON) or date.today()  # noqa: DTZ011 - the person's own calendar day
        self.writing.keep(fit, on)
        self._say_what_is_kept()
        for name, control in self.controls.items():
            control.problem = str(faults.get(name, ""))
        for fault in faults.values():
            raise fault

    def take_back(self, entry: str, tapped: str) -> None:
        """Takes an entry out again; its words come back to be typed on, without ``tapped``."""
        taken = self.writing.take_back(entry)
        self._show_written()
        today = date.today()  # noqa: DTZ011 - the person's own calendar day
        words = {name: answer for name, answer in taken.answers.items() if name != tapped}
        self.answers = words if taken.on == today else words | {ON: taken.on}
        session.tell()

    # What the session asks of it

    def refresh(self) -> None:
        """Something was saved, or the safety pause was answered."""
        self._arrange()
        self._describe()

    def revisit(self) -> None:
        """Its cell ran again: typed words stay, else the newest from the disk is put in place."""
        if not self.writing.draft and self._answering.hold(self.writing.answers):
            self._restore()
        else:
            self.refresh()

    def follow(self, bond: str, *, renamed: bool) -> None:
        """Another bond is in hand, or this one has a new name."""
        self.writing.bond = bond
        self.reader = bonds.reader(self.writing.home, bond)
        self._above.pieces = worded.heading(self.exercise, self.reader)
        self._answering.reword(self.reader)
        if renamed or self.exercise.id == keeping.NAMING:
            self.refresh()
        else:
            self._restore()

    # Putting answers in place

    def _restore(self) -> None:
        if self.exercise.kept:
            self.writing.restore()
        self._show_written()

    def _show_written(self) -> None:
        """Puts what stands written into the controls, and the words about it around them."""
        self._place(self.writing.answers, self.writing.on)
        self._say_what_is_kept()
        self._describe()

    def _say_what_is_kept(self) -> None:
        draft = self.writing.draft
        words = say("interface.status.draft", time=clock(draft.kept_at)) if draft else ""
        self._saver.status, self._saver.problem = words, ""

    def _place(self, answers: dict[str, Any], on: date | None) -> None:
        self._answering.place(answers, on)
        self._arrange()

    def _arrange(self, *, typing: bool = False) -> None:
        """Shows what the answers ask for now."""
        values = self._answering.values()
        opened, before = self.writing.opened is not None, self._held_back
        met = self._contact()
        self._held_back = self._body.arrange(values, met, opened=opened)
        withheld = met is Contact.WITHHELD and self.exercise.contact
        self._above.pieces = worded.heading(self.exercise, self.reader, withheld=withheld)
        if before != self._held_back:
            self._describe()
        closed = self._held_back and self.exercise.contact
        body = [] if closed else [*self._body.parts, self._below]
        self.children = [self._above, self._notice, self._pause, *body]
        answers = checked(self.exercise, values)
        seen = Seen(self.writing.home, self.bond, self.exercise, self.reader, answers)
        self._body.toolbox.show(seen, typing=typing)

    def _contact(self) -> Contact:
        """Whether what proposes contact is open."""
        if not self.exercise.proposes_contact:
            return Contact.OPEN
        return contact.state(self.writing.home, self.bond, self.exercise)

    # What the person does

    def _noticed(self, change: Any) -> None:
        """An answer was typed, or set from outside."""
        if self._answering.placing:
            return
        control: Control[Any] = change["owner"]
        # What does not fit keeps back neither this answer nor any other.
        kept = self.guard(self.draft) or not (control.problem or self._saver.problem)
        if not kept:
            self._saver.status = say("interface.status.refused")
        self._arrange(typing=True)
        control.acknowledge(kept=kept)

    def _set_other_words_aside(self) -> None:
        """Words from another window are about to be replaced: they become their own draft."""
        self.guard(lambda: self.writing.set_aside(self._answering.answers(), self._answering.day()))
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
        self._go_on_with(self.writing.begin)

    def reopen(self, entry: str) -> None:
        """Opens an earlier entry to change it; a draft that is open stays among the drafts."""
        for one in self.writing.loaded().entries:
            if one.id == entry:
                self._go_on_with(partial(self.writing.begin, one))

    def _show_pause(self) -> None:
        """The safety pause of this stage, here in the form."""
        self._pause.children = [self._make_pause()]

    def _take(self, writer: str) -> None:
        for one in self.writing.others():
            if one.writer == writer:
                self._go_on_with(partial(self.writing.take, one))

    def _go_on_with(self, act: Callable[[], None]) -> None:
        self.draft()
        self._put(act)

    def _put(self, act: Callable[[], None]) -> None:
        act()
        self._show_written()

    def guard(self, act: Callable[[], Any]) -> bool:
        """Runs ``act``; a fault is said beside what it is about, never as a traceback."""
        try:
            act()
        except AnswerError as error:
            beside = self.controls.get(str(error.values.get("question")))
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
        loaded = self.writing.loaded()
        written = worded.written(self.writing, loaded, elsewhere=elsewhere)
        closed = held_back and self.exercise.contact
        self._notice.pieces = held_back if closed else [*held_back, *written]
        self._below.pieces = worded.kept(self.writing, loaded, self.reader)
