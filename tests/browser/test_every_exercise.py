"""Every exercise there is: filled, kept, found again, changed; whatever the content files hold.

It walks the content, so that an exercise is covered from the day it is written. What is typed is
what attackers type, so that it must come back exactly and never run.
"""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Visit, Workbook, started, until
from hands import Control, answer_to, fill_in, seen_in, tap
from looking import NAMELESS, armed, elsewhere, serious
from playwright.sync_api import Browser, Dialog, Locator, expect

from workbook.content.dates_in_words import day
from workbook.content.model import Exercise, Stage
from workbook.content.questions import day_it_is_about
from workbook.content.reading import content
from workbook.content.reading import exercise as exercise_of
from workbook.content.wording import Reader
from workbook.store import bonds, keeping
from workbook.store.home import Home, prepare, shipped_notebooks
from workbook.words import say

ON = day_it_is_about()
DAY = "2026-05-03"
HARMLESS = "no"
"The answer to a question of the safety pause that sets nothing aside."


def _with_exercises() -> list[Stage]:
    there = (*content().stages, *content().pages)
    return [one for one in there if content().exercises.get(one.id)]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbook]:
    """A workbook about a friend called Rain, in which nothing else is written yet."""
    home = Home(tmp_path_factory.mktemp("walked") / "home")
    prepare(home)
    about = {"alias": "Rain", "relationship": "friend"}
    keeping.save(home, bonds.UNNAMED, exercise_of("welcome.bond"), about, ON.check(DAY))
    with started(home.root) as running:
        yield running


@pytest.fixture
def page(browser: Browser, walked: Workbook) -> Iterator[Visit]:
    """A fresh page, on a fresh kernel, that remembers every error."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    visit = Visit(context.new_page())
    visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
    context.on("request", lambda request: visit.requests.append(request.url))
    visit.page.on("dialog", lambda dialog: _hear(visit, dialog))
    yield visit
    context.close()
    ended = {kernel.pid for kernel in walked.kernels()}
    walked.kill_kernels()
    until(lambda: bool({kernel.pid for kernel in walked.kernels()} - ended), 40)


def _hear(visit: Visit, dialog: Dialog) -> None:
    """Goes on; whatever a page says but “leave without saving?” was said by an attack."""
    if dialog.type != "beforeunload":
        visit.errors.append(f"ran: {dialog.type} {dialog.message}")
    dialog.accept()


@pytest.mark.parametrize("stage", _with_exercises(), ids=lambda stage: stage.id)
def test_every_exercise_is_filled_kept_found_again_and_changed(
    walked: Workbook, page: Visit, stage: Stage, axe_script: str
) -> None:
    walk = Walk(Home(walked.home), page, stage)
    page.open(walked.page_address(stage.notebook))
    walk.pass_the_pause()
    for exercise in walk.exercises:
        walk.fill(exercise)
    page.reload()
    walk.nothing_ran()
    for exercise in walk.exercises:
        walk.find_again_and_change(exercise)
    walk.look_around(axe_script)


class Walk:
    """One walk through the notebook of a stage."""

    def __init__(self, home: Home, visit: Visit, stage: Stage) -> None:
        """Nothing has been answered yet."""
        self.home, self.visit, self.stage = home, visit, stage
        self.exercises = content().exercises[stage.id]
        self.given: dict[str, dict[str, Any]] = {}

    @property
    def bond(self) -> str:
        """The folder of the bond in hand."""
        return bonds.current(self.home)

    @property
    def reader(self) -> Reader:
        """Who the words are about now."""
        return bonds.reader(self.home, self.bond)

    def form(self, exercise: Exercise) -> Locator:
        """The exercise on the page."""
        form = self.visit.form(exercise.title.to(self.reader))
        assert not self.visit.errors, "A control could not be drawn."
        return form

    def pass_the_pause(self) -> None:
        """Answers one question where the stage pauses for safety, and goes on."""
        if not any(one.proposes_contact for one in self.exercises):
            return
        safety = exercise_of("welcome.safety")
        pause = self.form(safety)
        Control(pause, safety.questions[0], self.reader).give(HARMLESS)
        go_on = pause.get_by_role("button", name=say("care.safety.go_on"), exact=True)
        go_on.click()
        expect(go_on).to_have_count(0)

    def fill(self, exercise: Exercise) -> None:
        """Answers every question, sees the draft kept, and saves."""
        form, reader = self.form(exercise), self.reader
        if not exercise.kept:
            self._answer_what_is_never_kept(form, exercise)
            return
        if exercise.repeats:
            Control(form, ON, reader).give(DAY)
        self.given[exercise.id] = fill_in(form, exercise, reader, 0)
        expect(form.get_by_role("status")).to_contain_text("Draft saved")
        tapped = tap(form, exercise, reader)
        if tapped:
            expect(form.get_by_role("status")).to_have_text(say("interface.status.saved"))
        else:
            self._save(form)
        self.given[exercise.id] |= tapped
        self._is_in_the_file(exercise)

    def _answer_what_is_never_kept(self, form: Locator, exercise: Exercise) -> None:
        for question in exercise.questions:
            Control(form, question, self.reader).give(HARMLESS)
        assert seen_in(form, exercise, self.reader)
        assert form.get_by_role("button", name=say("interface.save"), exact=True).count() == 0

    def find_again_and_change(self, exercise: Exercise) -> None:
        """Sees the same answers after a reload, changes one, and saves again."""
        if not exercise.kept:
            return
        form, reader = self.form(exercise), self.reader
        if exercise.repeats:
            self._open_the_entry(form)
        given = self.given[exercise.id]
        assert seen_in(form, exercise, reader) == given
        changed = exercise.questions[0]
        answer = answer_to(changed, 1, reader)
        Control(form, changed, reader).give(answer)
        given[changed.id] = changed.check(answer)
        self._save(form)
        self._is_in_the_file(exercise)

    def _open_the_entry(self, form: Locator) -> None:
        form.get_by_text(re.compile(r"^Earlier entries")).click()
        on = say("interface.form.change", date=day(ON.check(DAY)))
        form.get_by_role("button", name=on, exact=True).first.click()
        expect(form.get_by_text("You are changing what you wrote")).to_be_visible()

    def _save(self, form: Locator) -> None:
        form.get_by_role("button", name=say("interface.save"), exact=True).click()
        expect(form.get_by_role("status")).to_have_text(say("interface.status.saved"))

    def _is_in_the_file(self, exercise: Exercise) -> None:
        row = _rows(self.home.data / self.bond / f"{exercise.id}.csv")[-1]
        for question in exercise.questions:
            cell = question.to_cell(self.given[exercise.id][question.id])
            assert row[question.id] == cell, f"{exercise.id}: {question.id}"

    def look_around(self, axe_script: str) -> None:
        """Everything has its name, nothing is hard to use, and nothing went wrong."""
        page = self.visit.page
        page.evaluate("document.querySelectorAll('.wb details').forEach((f) => (f.open = true))")
        for block in page.locator(".wb:visible").all():
            shown = block.aria_snapshot()
            assert not [line for line in shown.splitlines() if NAMELESS.match(line)], shown
        assert serious(page, axe_script) == []
        assert "Traceback" not in page.inner_text("body")
        assert page.locator("[data-mime-type*='vnd.jupyter.error']").count() == 0
        assert page.locator("[data-mime-type*='vnd.jupyter.stderr']").count() == 0
        self.nothing_ran()

    def nothing_ran(self) -> None:
        """Nothing of what was typed became a part of the page."""
        assert not self.visit.errors
        assert armed(self.visit.page) == []
        assert elsewhere(self.visit.requests) == []


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_stage_has_its_notebook() -> None:
    for stage in _with_exercises():
        assert (shipped_notebooks() / stage.notebook).is_file(), stage.id
