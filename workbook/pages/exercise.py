"""One exercise on the screen: its words, its controls, Save, and what was kept before."""

from collections.abc import Callable
from datetime import date
from typing import Any

import ipywidgets

from workbook.content.dates_in_words import clock
from workbook.content.model import Exercise
from workbook.content.questions import day_it_is_about
from workbook.content.words import say
from workbook.errors import AnswerError, ChangedElsewhereError, UnknownQuestionError, WorkbookError
from workbook.pages import exercise_words as worded
from workbook.pages import session
from workbook.store import bonds, drafts, entries, keeping
from workbook.store.drafts import Draft
from workbook.store.entries import Entry
from workbook.store.home import Home
from workbook.widgets import control_for
from workbook.widgets.block import Block
from workbook.widgets.control import Control
from workbook.widgets.saver import Saver

ON = "on"
_ON_QUESTION = day_it_is_about()


class Form(ipywidgets.VBox):
    """An exercise with the last answers, or the draft, in place."""

    def __init__(self, home: Home, bond: str, exercise: Exercise) -> None:
        """Opens the exercise for a bond and puts back what was written last."""
        self.home, self.bond, self.exercise = home, bond, exercise
        self.reader = bonds.reader(home, bond)
        self._opened: Entry | None = None
        self._just_saved: Entry | None = None
        self._draft: Draft | None = None
        self._source: Draft | None = None
        self._writer = drafts.new_writer()
        self._on: date | None = None
        self._placing = False
        name = f"{bond}/{exercise.id}"
        self.controls = {
            question.id: control_for(question, self.reader, name) for question in self._questions()
        }
        self._saver = Saver(name)
        self._above = Block(worded.heading(exercise, self.reader))
        self._notice = Block(pressed=self._pressed, form=name)
        self._below = Block(pressed=self._pressed, form=name)
        save = [self._saver] if exercise.kept else []
        super().__init__([self._above, self._notice, *self._laid_out(), *save, self._below])
        self.add_class("wb-form")
        for control in self.controls.values():
            control.observe(self._noticed, names=["value", "typed"])
            control.before_overtaking(self._set_other_words_aside)
        self._saver.observe(self._asked, names="asked")
        self._restore()

    def __repr__(self) -> str:
        """Constant: a notebook never holds an answer."""
        return f"<workbook {self.exercise.id}>"

    # What scripts use

    @property
    def answers(self) -> dict[str, Any]:
        """The answers by question id, ``None`` where skipped, and ``on``, the date.

        Set some or all of them; raises ``AnswerError`` or ``UnknownQuestionError`` before any
        is changed.
        """
        return {ON: self._day()} | self._answers()

    @answers.setter
    def answers(self, given: dict[str, Any]) -> None:
        checked = {}
        for name, value in given.items():
            question = _ON_QUESTION if name == ON else self.exercise.question(name)
            if question is None:
                known = ", ".join([ON, *(one.id for one in self.exercise.questions)])
                raise UnknownQuestionError(exercise=self.exercise.id, question=name, known=known)
            checked[name] = question.check(value)
        if checked.get(ON):
            self._on = checked[ON]
        self._place(checked)
        self._keep_draft()

    def save(self) -> str:
        """Keeps the answers as an entry, durably, and returns its id.

        An entry that is open is changed and keeps its id; else a new one begins. Raises
        ``WorkbookError`` where it is refused; the words then stay, here and as a draft.
        """
        renames = self._opened is not None or self.bond == bonds.UNNAMED
        try:
            bond, entry = keeping.save(
                self.home, self.bond, self.exercise, self._answers(), self._day(), self._opened
            )
        except ChangedElsewhereError:
            self._open_newest_version()
            raise
        if bond != self.bond:
            before, self.bond = self.bond, bond
            session.follow(self.home, before, bond, renamed=renames)
        self._drop_drafts()
        self._rest(None if self.exercise.repeats else entry)
        self._just_saved = entry
        self._saver.status = say("interface.status.saved")
        self._describe()
        session.tell()
        return entry.id

    def draft(self) -> None:
        """Keeps what is typed as a draft at once; drafts are also kept by themselves."""
        self._keep_draft()

    # What the session asks of it

    def revisit(self) -> None:
        """Its cell ran again: typed words stay, else the newest from the disk is put in place."""
        if not self._draft:
            self._restore()

    def follow(self, bond: str, *, renamed: bool) -> None:
        """Another bond is in hand, or this one has a new name."""
        self.bond = bond
        self.reader = bonds.reader(self.home, bond)
        if not renamed and self.exercise.id != keeping.NAMING:
            self._draft = self._source = None
            self._writer = drafts.new_writer()
            self._restore()
        self._above.pieces = worded.heading(self.exercise, self.reader)
        for question in self._questions():
            self.controls[question.id].reword(question, self.reader)

    # Putting answers in place

    def _questions(self) -> list[Any]:
        return [*self.exercise.questions, *([_ON_QUESTION] if self.exercise.repeats else [])]

    def _laid_out(self) -> list[ipywidgets.Widget]:
        """The controls in order, those that belong beside each other in one row."""
        rows: dict[str, ipywidgets.HBox] = {}
        for group in self.exercise.side_by_side:
            beside = ipywidgets.HBox([self.controls[name] for name in group])
            beside.add_class("wb-beside")
            rows |= dict.fromkeys(group, beside)
        return list(dict.fromkeys(rows.get(name, one) for name, one in self.controls.items()))

    def _restore(self) -> None:
        saved = entries.load(self._folder, self.exercise).entries if self.exercise.kept else []
        waiting = drafts.waiting(self._folder, self.exercise) if self.exercise.kept else []
        last = saved[-1] if saved and not self.exercise.repeats else None
        if waiting:
            self._open_draft(waiting[0])
        else:
            self._rest(last)
        self._describe()

    def _open_draft(self, draft: Draft) -> None:
        known = {entry.id: entry for entry in entries.load(self._folder, self.exercise).entries}
        self._opened = known.get(draft.entry)
        self._draft, self._source = None, draft
        self._writer = drafts.new_writer()
        self._on = draft.on
        self._place(draft.answers)
        self._saver.status = say("interface.status.draft", time=clock(draft.kept_at))

    def _rest(self, entry: Entry | None) -> None:
        """Shows an entry, or a blank form, with nothing typed."""
        self._opened, self._draft, self._source, self._just_saved = entry, None, None, None
        self._writer = drafts.new_writer()
        self._on = entry.on if entry else None
        self._place(entry.answers if entry else self._blank())
        self._saver.status = self._saver.problem = ""

    def _place(self, answers: dict[str, Any]) -> None:
        self._placing = True
        try:
            for name, answer in answers.items():
                if name != ON:
                    question = self.exercise.question(name)
                    self.controls[name].value = _as_json(question.check(answer))
                    self.controls[name].problem = ""
            if ON in self.controls:
                self.controls[ON].value = self._on.isoformat() if self._on else None
        finally:
            self._placing = False
        self._show_dependents()

    def _show_dependents(self) -> None:
        """A question that waits for an answer shows when it is given; typed words always show."""
        answers = self._answers()
        for question in self.exercise.questions:
            if question.when:
                shown = question.when.holds(answers) or answers[question.id] is not None
                self.controls[question.id].away = not shown

    # Reading what is in place

    @property
    def _folder(self) -> Any:
        return bonds.folder(self.home, self.bond)

    def _blank(self) -> dict[str, Any]:
        return dict.fromkeys((question.id for question in self.exercise.questions), None)

    def _answers(self) -> dict[str, Any]:
        return {
            question.id: question.check(self.controls[question.id].value)
            for question in self.exercise.questions
        }

    def _day(self) -> date:
        chosen = _ON_QUESTION.check(self.controls[ON].value) if ON in self.controls else self._on
        return chosen or date.today()  # noqa: DTZ011 - the person's own calendar day

    # Drafts

    def _noticed(self, change: Any) -> None:
        """An answer was typed or set."""
        control: Control[Any] = change["owner"]
        if self._placing:
            return
        kept = self._guarded(control, self._keep_draft)
        self._show_dependents()
        control.acknowledge(kept=kept)

    def _keep_draft(self) -> None:
        answers = self._answers()
        if not self.exercise.kept or (self._draft and self._draft.answers == answers):
            return
        at_rest = self._opened.answers if self._opened else self._blank()
        if answers == at_rest and not self._source:
            self._drop_drafts()
            self._saver.status = ""
            return
        entry = self._opened.id if self._opened else ""
        folder = bonds.folder_to_write(self.home, self.bond)
        self._draft = drafts.keep(folder, self.exercise, self._writer, self._day(), answers, entry)
        if self._source:
            drafts.drop(self._folder, self.exercise, self._source)
            self._source = None
        self._saver.problem = ""
        self._saver.status = say("interface.status.draft", time=clock(self._draft.kept_at))

    def _drop_drafts(self) -> None:
        for draft in (self._draft, self._source):
            if draft:
                drafts.drop(self._folder, self.exercise, draft)
        self._draft = self._source = None

    def _set_other_words_aside(self) -> None:
        """Words from another window are about to be replaced: they become a draft of their own."""
        folder = bonds.folder_to_write(self.home, self.bond)
        drafts.keep(folder, self.exercise, drafts.new_writer(), self._day(), self._answers(), "")
        self._describe(elsewhere=True)

    # Buttons

    def _asked(self, change: Any) -> None:
        self._saver.problem = ""
        for control in self.controls.values():
            control.problem = ""
        self._guarded(None, self.save)
        self._saver.answered = change["new"]

    def _pressed(self, action: str) -> None:
        verb, _, which = action.partition(":")
        act: dict[str, Callable[[], None]] = {
            "new": self.new,
            "open": lambda: self.reopen(which),
            "draft": lambda: self._swap_to(which),
        }
        self._guarded(None, act.get(verb, lambda: None))

    def new(self) -> None:
        """Begins a new entry; a draft that is open stays among the drafts."""
        self._rest(None)
        self._describe()

    def reopen(self, entry: str) -> None:
        """Opens an earlier entry to change it; a draft that is open stays among the drafts."""
        for one in entries.load(self._folder, self.exercise).entries:
            if one.id == entry:
                self._rest(one)
                self._describe()

    def _swap_to(self, writer: str) -> None:
        for one in drafts.waiting(self._folder, self.exercise):
            if one.writer == writer:
                self._open_draft(one)
                self._describe()

    def _open_newest_version(self) -> None:
        """After a refusal: the next Save will put these words in place of the newest version."""
        opened = self._opened.id if self._opened else ""
        for one in entries.load(self._folder, self.exercise).entries:
            if one.id == opened:
                self._opened = one

    def _guarded(self, control: Control[Any] | None, act: Callable[[], Any]) -> bool:
        """Runs ``act``; a fault is said beside what it is about, never as a traceback."""
        try:
            act()
        except AnswerError as error:
            about = self.controls.get(str(error.values.get("question")), control)
            (about or self._saver).problem = str(error)
        except WorkbookError as error:
            self._saver.problem = str(error)
            self._saver.status = say("interface.status.refused")
        except Exception:  # noqa: BLE001 - whatever it is, the person must not meet a traceback
            self._saver.problem = say("interface.unexpected")
        else:
            return True
        return False

    # Words around the controls

    def _describe(self, *, elsewhere: bool = False) -> None:
        if not self.exercise.kept:
            self._below.pieces = [worded.evidence(self.exercise)]
            return
        loaded = entries.load(self._folder, self.exercise)
        mine = {draft.writer for draft in (self._draft, self._source) if draft}
        others = [
            draft
            for draft in drafts.waiting(self._folder, self.exercise)
            if draft.writer not in mine
        ]
        self._notice.pieces = worded.notice(
            self.exercise,
            loaded,
            self._opened,
            self._draft or self._source,
            others,
            elsewhere=elsewhere,
        )
        shown = self._just_saved or self._opened
        self._below.pieces = [
            *worded.keepsake(self.exercise, shown, self.reader),
            *worded.earlier(self.exercise, loaded, self._opened, self.reader),
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
