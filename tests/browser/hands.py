"""What somebody does with each kind of control, and what they then see in it.

``give`` answers a question by clicking and typing; ``seen`` reads the answer off the page.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator

from workbook.content.model import Exercise
from workbook.content.wording import Reader
from workbook.words import say

_LISTS = Path(__file__).parents[1] / "data"


def _lines(name: str) -> list[str]:
    lines = (_LISTS / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("# ")]


ATTACKS = [*_lines("owasp_csv.txt"), *_lines("owasp_xss.txt")]
"What has made spreadsheets and browsers run what somebody typed."

IN_AN_ALIAS = "<img src=x onerror=alert(1)>"
"An alias names a folder and stands in many labels, so it is one short attack."

WRITTEN = {"line", "long", "date"}
"Kinds that are one field under a label; all others are a group of controls."


@dataclass
class Control:
    """One question on the page, found by the name that is seen above it."""

    form: Locator
    question: Any
    reader: Reader

    @property
    def label(self) -> str:
        """The words above it."""
        return str(self.question.label.to(self.reader))

    @property
    def frame(self) -> Locator:
        """All of it."""
        return self.form.locator(f".wb-control[data-question='{self.question.id}']")

    @property
    def box(self) -> Locator:
        """The field or group, by its accessible name, which is its visible label."""
        if self.question.kind in WRITTEN:
            return self.frame.get_by_label(self.label, exact=True)
        return self.frame.and_(self.form.get_by_role("group", name=self.label, exact=True))

    def give(self, answer: Any) -> None:
        """Answers it as a person would."""
        _GIVE.get(self.question.kind, _type)(self, answer)

    def seen(self) -> Any:
        """The answer that stands there, in the terms of its kind."""
        return self.question.check(_SEEN.get(self.question.kind, _typed)(self))

    def ticked(self) -> list[str]:
        """The values of all boxes and radio buttons that are on."""
        found: list[str] = self.box.locator("input:checked").evaluate_all(
            "all => all.map((one) => one.value)"
        )
        return found

    def labelled(self, role: str, option: str) -> Locator:
        """The box or radio button of an option, by its label."""
        labels = {one.id: one.label.to(self.reader) for one in self.question.options}
        return self.box.get_by_role(role, name=labels[option], exact=True)


def answer_to(question: Any, turn: int, reader: Reader) -> Any:
    """An answer; another one for each turn."""
    kind = question.kind
    if kind in {"line", "long"}:
        return _words_for(question, turn)
    if kind == "date":
        return f"2026-05-0{turn + 3}"
    if kind in {"scale", "closeness"}:
        return 3 + turn
    if kind == "rows":
        turns = (turn, turn + 2)
        return [{one.id: answer_to(one, at, reader) for one in question.columns} for at in turns]
    ids = [one.id for one in question.options if _fits(one, reader)]
    ids = ids[turn:] + ids[:turn]
    if kind == "choice":
        return ids[0]
    if kind in {"feelings", "weights"}:
        return {ids[0]: len(question.strengths), ids[1 % len(ids)]: 1}
    return ids[: question.at_most or 2][:2]


def _words_for(question: Any, turn: int) -> str:
    """Every attack in one text at first, another one first in each field; then plain words."""
    if question.id == "alias":
        return IN_AN_ALIAS if turn == 0 else "Rain"
    if turn:
        return f"Words for {question.id}, “yes”, 007"
    first = sum(map(ord, question.id)) % len(ATTACKS)
    between = "\n" if question.kind == "long" else " "
    return between.join([*ATTACKS[first:], *ATTACKS[:first]])


def answer_that_opens(question: Any, choice: str) -> Any:
    """An answer that holds one choice: later questions wait for it."""
    if question.kind == "choice":
        return choice
    return {choice: 1} if question.kind in {"feelings", "weights"} else [choice]


def _fits(option: Any, reader: Reader) -> bool:
    fits = getattr(option, "fits", ())
    return not fits or not reader.relationship or reader.relationship in fits


def _type(control: Control, answer: Any) -> None:
    control.box.fill(str(answer))


def _typed(control: Control) -> Any:
    return control.box.input_value()


def _choose(control: Control, answer: str) -> None:
    control.labelled("radio", answer).check()


def _step(control: Control, answer: int) -> None:
    control.box.get_by_role("radio", name=str(answer), exact=True).check()


def _chosen(control: Control) -> Any:
    return next(iter(control.ticked()), None)


def _tick(control: Control, answer: list[str]) -> None:
    for one in control.ticked():
        if one not in answer:
            control.labelled("checkbox", one).uncheck()
    for one in answer:
        control.labelled("checkbox", one).check()


def _weigh(control: Control, answer: dict[str, int]) -> None:
    boxes = control.box.locator("input[type=checkbox]:checked")
    for one in boxes.evaluate_all("all => all.map((one) => one.value)"):
        if one not in answer:
            control.labelled("checkbox", one).uncheck()
    for one, weight in answer.items():
        control.labelled("checkbox", one).check()
        strength = control.question.strengths[weight - 1]
        control.labelled("radiogroup", one).get_by_role("radio", name=strength, exact=True).check()


def _weighed(control: Control) -> dict[str, int]:
    found: dict[str, int] = control.box.evaluate(
        """(box) => Object.fromEntries([...box.querySelectorAll("input[type=checkbox]:checked")]
          .map((one) => [one.value, Number(one.closest(".wb-feeling")
            .querySelector("input[type=radio]:checked").value)]))"""
    )
    return found


def _row(control: Control, place: int) -> Locator:
    name = control.question.row.to(control.reader)
    return control.box.get_by_role(
        "group", name=f"{name[:1].upper()}{name[1:]} {place}", exact=True
    )


def _fill_rows(control: Control, answer: list[dict[str, Any]]) -> None:
    row = control.question.row.to(control.reader)
    for place, cells in enumerate(answer, 1):
        if not _row(control, place).count():
            control.box.get_by_role("button", name=say("interface.rows.add", row=row)).click()
        for column in control.question.columns:
            if column.id in cells:
                _fill_cell(control, _row(control, place), column, cells[column.id])
    if getattr(control.question, "ordered", False):
        answer.reverse()
        down = say("interface.rows.down-name", row=row, place=1)
        control.box.get_by_role("button", name=down, exact=True).click()


def _fill_cell(control: Control, row: Locator, column: Any, answer: Any) -> None:
    field = row.get_by_label(column.label.to(control.reader), exact=True)
    if column.kind == "choice":
        field.select_option(value=answer)
    elif column.kind == "scale":
        field.select_option(label=str(answer))
    else:
        field.fill(str(answer))


def _rows(control: Control) -> list[dict[str, Any]]:
    names = [column.id for column in control.question.columns]
    cells: list[list[str]] = control.box.locator("fieldset").evaluate_all(
        "rows => rows.map((row) => [...row.querySelectorAll('input, select')].map((c) => c.value))"
    )
    return [{name: cell or None for name, cell in zip(names, row, strict=True)} for row in cells]


def _take_cards(control: Control, answer: list[str]) -> None:
    if control.question.shown == "one":
        _turn_to(control, answer[0])
        return
    for one in control.ticked():
        if one not in answer and control.question.at_most != 1:
            _listed(control, one).uncheck()
    for one in answer:
        _listed(control, one).check()


def _listed(control: Control, card: str) -> Locator:
    role = "radio" if control.question.at_most == 1 else "checkbox"
    found = control.labelled(role, card)
    while not found.is_visible():
        control.box.get_by_role("button", name=say("interface.cards.more"), exact=True).click()
    return found


def _turn_to(control: Control, card: str) -> None:
    button = partial(control.box.get_by_role, "button", exact=True)
    button(name=say("interface.cards.next")).wait_for()
    for _ in control.question.options:
        if _lies_open(control) == card:
            break
        button(name=say("interface.cards.next")).click()
    if button(name=say("interface.cards.take")).count():
        button(name=say("interface.cards.take")).click()


def _lies_open(control: Control) -> str:
    """The card that is seen where they lie one at a time."""
    face = control.box.locator("[aria-live] > p").last.inner_text()
    texts = {one.label.to(control.reader): one.id for one in control.question.options}
    return texts[face]


def _cards(control: Control) -> list[str]:
    if control.question.shown != "one":
        return control.ticked()
    show = control.box.get_by_role("button", name=say("interface.cards.show"), exact=True)
    if show.is_visible():
        show.click()
    taken = control.box.get_by_text(say("interface.cards.taken"), exact=True)
    return [_lies_open(control)] if taken.is_visible() else []


_GIVE: dict[str, Any] = {
    "choice": _choose,
    "several": _tick,
    "scale": _step,
    "closeness": _step,
    "feelings": _weigh,
    "weights": _weigh,
    "rows": _fill_rows,
    "cards": _take_cards,
}
_SEEN: dict[str, Any] = {
    "choice": _chosen,
    "several": Control.ticked,
    "scale": _chosen,
    "closeness": _chosen,
    "feelings": _weighed,
    "weights": _weighed,
    "rows": _rows,
    "cards": _cards,
}


def tapped_in(exercise: Exercise) -> set[str]:
    """The questions that are answered with one tap, which also saves."""
    return {tool.question for tool in exercise.tools if tool.kind == "taps"}


def fill_in(form: Locator, exercise: Exercise, reader: Reader, turn: int) -> dict[str, Any]:
    """Answers every question that is asked with a control, and gives back the answers."""
    answers: dict[str, Any] = {}

    def give(question: Any, answer: Any) -> None:
        Control(form, question, reader).give(answer)
        answers[question.id] = question.check(answer)

    for question in exercise.questions:
        if question.when and not question.when.holds(answers):
            earlier = exercise.question(question.when.question)
            give(earlier, answer_that_opens(earlier, question.when.any_of[0]))
        if question.id not in tapped_in(exercise):
            give(question, answer_to(question, turn, reader))
    return answers


def tap(form: Locator, exercise: Exercise, reader: Reader) -> dict[str, Any]:
    """Taps the first option of each question that is answered with a tap; gives the answers."""
    answers: dict[str, Any] = {}
    for name in tapped_in(exercise):
        option = exercise.question(name).options[0]
        form.get_by_role("button", name=option.label.to(reader), exact=True).click()
        answers[name] = option.id
    return answers


def seen_in(form: Locator, exercise: Exercise, reader: Reader) -> dict[str, Any]:
    """The answers that stand in a form."""
    return {one.id: Control(form, one, reader).seen() for one in exercise.questions}
