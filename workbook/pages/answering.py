"""The controls of an exercise, one per question, and the answers that stand in them."""

from datetime import date
from typing import Any

from workbook.content.model import Exercise
from workbook.content.questions import day_it_is_about
from workbook.content.wording import Reader
from workbook.errors import AnswerError, UnknownQuestionError
from workbook.widgets import control_for
from workbook.widgets.control import Control

ON = "on"
"The name of the date that the answers are about."


class Answering:
    """``controls`` are by question id; a log also has one for ``on``.

    ``placing`` says that answers are being put in place just now, so that nobody types them.
    """

    def __init__(self, exercise: Exercise, reader: Reader) -> None:
        """A blank control for each question, worded for ``reader``."""
        self._exercise = exercise
        self._on: date | None = None
        self.placing = False
        self.controls: dict[str, Control[Any]] = {
            question.id: control_for(question, reader, exercise.id) for question in self._asked
        }

    @property
    def _asked(self) -> list[Any]:
        about = [day_it_is_about()] if self._exercise.repeats else []
        return [*self._exercise.questions, *about]

    def question(self, name: str) -> Any:
        """The question of that id, or the one about the day; raises ``UnknownQuestionError``."""
        question = day_it_is_about() if name == ON else self._exercise.question(name)
        if question is None:
            known = ", ".join([ON, *(one.id for one in self._exercise.questions)])
            raise UnknownQuestionError(exercise=self._exercise.id, question=name, known=known)
        return question

    def values(self) -> dict[str, Any]:
        """What stands in the controls, by question id, in JSON terms and not yet checked."""
        return {name: control.value for name, control in self.controls.items()}

    def answers(self) -> dict[str, Any]:
        """The checked answers by question id; raises ``AnswerError``."""
        return {
            question.id: question.check(self.controls[question.id].value)
            for question in self._exercise.questions
        }

    def fitting(self, before: dict[str, Any]) -> tuple[dict[str, Any], dict[str, AnswerError]]:
        """The checked answers, and the day; what does not fit stays as ``before``, and why."""
        fit, faults = {ON: self._on}, {}
        for question in self._asked:
            try:
                fit[question.id] = question.check(self.controls[question.id].value)
            except AnswerError as error:
                fit[question.id] = before.get(question.id)
                faults[question.id] = error
        return fit, faults

    def day(self) -> date:
        """The date they are about: the one chosen, else today."""
        return self.chosen_day() or date.today()  # noqa: DTZ011 - the person's own calendar day

    def chosen_day(self) -> date | None:
        """The date that was chosen, if any; raises ``AnswerError``."""
        if ON in self.controls:
            chosen: date | None = day_it_is_about().check(self.controls[ON].value)
            return chosen
        return self._on

    def place(self, answers: dict[str, Any], on: date | None) -> None:
        """Puts checked answers, some or all, and the date they are about in place."""
        self.placing, self._on = True, on
        try:
            for name, answer in answers.items():
                self.controls[name].value = _as_json(answer)
                self.controls[name].problem = ""
            if ON in self.controls:
                self.controls[ON].value = _as_json(on)
        finally:
            self.placing = False

    def hold(self, answers: dict[str, Any]) -> bool:
        """Whether just these checked answers stand in the controls."""
        return all(self.controls[one].value == _as_json(answers[one]) for one in answers)

    def reword(self, reader: Reader) -> None:
        """Words every control for another reader."""
        for question in self._asked:
            self.controls[question.id].reword(question, reader)


def _as_json(answer: Any) -> Any:
    if isinstance(answer, date):
        return answer.isoformat()
    if isinstance(answer, list):
        return [_as_json(one) for one in answer]
    if isinstance(answer, dict):
        return {name: _as_json(one) for name, one in answer.items()}
    return answer
