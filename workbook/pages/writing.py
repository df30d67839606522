"""What is being written in one form: the entry it changes, if any, and its draft on the disk.

It knows the store and nothing of the screen.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from workbook.content.model import Exercise
from workbook.errors import (
    BusyError,
    ChangedElsewhereError,
    NotSavedError,
    UnknownEntryError,
)
from workbook.store import bonds, drafts, entries, keeping
from workbook.store.drafts import Draft
from workbook.store.entries import Entry, Loaded
from workbook.store.home import Home

Answers = dict[str, Any]
"By question id; ``None`` where skipped."


class Writing:
    """One form's words between the keyboard and the file.

    ``opened`` is the entry that is being changed, ``draft`` the draft in hand, ``away`` one that
    was just put away, ``saved`` the entry that was saved last.
    """

    def __init__(self, home: Home, bond: str, exercise: Exercise) -> None:
        """Begins with nothing written."""
        self.home, self.bond, self.exercise = home, bond, exercise
        self.begin()

    def begin(self, entry: Entry | None = None) -> None:
        """Begins anew, or with an entry to change; a draft in hand stays on the disk."""
        self.opened = entry
        self.draft: Draft | None = None
        self.away: Draft | None = None
        self.saved: Entry | None = None
        self._writer = drafts.new_writer()

    def take(self, draft: Draft) -> None:
        """Goes on with a draft; its file is let go once its words are kept in one of our own.

        Where the entry it changes was saved anew since it was begun, the next save says so first.
        """
        known = {entry.id: entry for entry in self.loaded().entries}
        entry = known.get(draft.entry)
        if entry and draft.version:
            entry = replace(entry, cells=entry.cells | {"saved_at": draft.version})
        self.begin(entry)
        self.draft = draft

    def restore(self) -> None:
        """Goes on with the newest draft, else with the last entry, else begins anew."""
        waiting = self._waiting()
        saved = self.loaded().entries
        if waiting:
            self.take(waiting[0])
        else:
            self.begin(saved[-1] if saved and not self.exercise.repeats else None)

    @property
    def answers(self) -> Answers:
        """What stands written: in the draft, else in the opened entry, else nothing."""
        return self.draft.answers if self.draft else self._at_rest

    @property
    def on(self) -> date | None:
        """The date that what stands written is about."""
        written = self.draft or self.opened
        return written.on if written else None

    def keep(self, answers: Answers, on: date) -> None:
        """Keeps typed answers as a draft, durably; as typed back to what was, none is needed."""
        in_hand = self.draft
        if not self.exercise.kept or (in_hand and (in_hand.answers, in_hand.on) == (answers, on)):
            return
        if answers == self._at_rest and on == (self.opened.on if self.opened else on):
            self._drop(self._folder)
            return
        self.draft = self._new_draft(answers, on, self._writer)
        if in_hand and in_hand.writer != self._writer:
            drafts.drop(self._folder, self.exercise, in_hand)

    def put_away(self) -> None:
        """Lets the draft in hand go, and remembers it until something else is begun."""
        away = self.draft
        self._drop(self._folder)
        self.begin(self.opened)
        self.away = away

    def bring_back(self) -> None:
        """Keeps the draft that was put away once more."""
        if self.away:
            self.draft = self._new_draft(self.away.answers, self.away.on, self._writer)
            self.away = None

    def set_aside(self, answers: Answers, on: date) -> None:
        """Keeps words that are about to be replaced as a draft of their own."""
        if self.exercise.kept and answers != self._at_rest:
            self._new_draft(answers, on, drafts.new_writer())

    def save(self, answers: Answers, on: date) -> Entry:
        """Keeps the answers as an entry, durably; raises what ``keeping.save`` raises.

        Where the entry was changed elsewhere, the next call puts these words in its place.
        """
        folder = self._folder
        try:
            self.bond, entry = keeping.save(
                self.home, self.bond, self.exercise, answers, on, self.opened
            )
        except ChangedElsewhereError:
            opened = self.opened.id if self.opened else ""
            newest = {one.id: one for one in self.loaded().entries}
            self.opened = newest.get(opened, self.opened)
            raise
        except UnknownEntryError:
            self.opened = None  # it is gone; the next call keeps these words as a new one
            raise
        with suppress(NotSavedError, BusyError):  # the words are kept; a draft too many is no harm
            self._drop(folder)
        self.begin(None if self.exercise.repeats else entry)
        self.saved = entry
        return entry

    def take_back(self, entry: str) -> Entry:
        """Takes an entry out and gives it, to begin anew with its words.

        Raises ``UnknownEntryError`` where it is gone already.
        """
        taken = {one.id: one for one in self.loaded().entries}
        keeping.take_back(self.home, self.bond, self.exercise, entry)
        self.begin()
        return taken[entry]

    def loaded(self) -> Loaded:
        """The entries there are, and the lines that could not be read."""
        return entries.load(self._folder, self.exercise)

    def others(self) -> list[Draft]:
        """The drafts that wait beside the one in hand."""
        in_hand = self.draft.writer if self.draft else ""
        return [draft for draft in self._waiting() if draft.writer != in_hand]

    @property
    def _at_rest(self) -> Answers:
        blank = dict.fromkeys((question.id for question in self.exercise.questions), None)
        return self.opened.answers if self.opened else blank

    @property
    def _folder(self) -> Path:
        return bonds.folder(self.home, self.bond)

    def _waiting(self) -> list[Draft]:
        return drafts.waiting(self._folder, self.exercise)

    def _new_draft(self, answers: Answers, on: date, writer: str) -> Draft:
        folder = bonds.folder_to_write(self.home, self.bond)
        entry, version = (
            (self.opened.id, self.opened.cells["saved_at"]) if self.opened else ("", "")
        )
        return drafts.keep(folder, self.exercise, writer, on, answers, entry, version)

    def _drop(self, folder: Path) -> None:
        """Lets the draft in hand go, from ``folder`` or from the one that a save has led to."""
        if self.draft:
            for place in dict.fromkeys((folder, self._folder)):
                drafts.drop(place, self.exercise, self.draft)
        self.draft = None
