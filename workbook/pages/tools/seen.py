"""What a tool may look at: the answers as they stand now, and what was saved before."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from workbook.content.model import Exercise
from workbook.content.reading import exercise
from workbook.content.wording import Reader
from workbook.errors import AnswerError
from workbook.store import bonds, entries
from workbook.store.entries import Entry
from workbook.store.home import Home


@dataclass(frozen=True)
class Seen:
    """One exercise of one bond, with its checked answers by question id."""

    home: Home
    bond: str
    exercise: Exercise
    reader: Reader
    answers: dict[str, Any]
    _others: dict[str, "Seen"] = field(default_factory=dict, repr=False, compare=False)

    def words(self, question: str) -> str:
        """An answer as a person would read it; empty where skipped."""
        asked = self.exercise.question(question)
        return str(asked.in_words(self.answers.get(question), self.reader)).strip()

    @cached_property
    def entries(self) -> list[Entry]:
        """The saved entries, in order of first saving."""
        folder = bonds.folder(self.home, self.bond)
        return entries.load(folder, self.exercise).entries

    def elsewhere(self, name: str) -> "Seen":
        """Another exercise of the same bond, with its last saved answers."""
        if name not in self._others:
            there = replace(self, exercise=exercise(name), answers={})
            there.answers.update(there.entries[-1].answers if there.entries else {})
            self._others[name] = there
        return self._others[name]


def checked(wanted: Exercise, values: dict[str, Any]) -> dict[str, Any]:
    """The answers that fit; one that does not, which its control says, counts as skipped."""
    fitting = {}
    for question in wanted.questions:
        try:
            fitting[question.id] = question.check(values.get(question.id))
        except AnswerError:
            fitting[question.id] = None
    return fitting
