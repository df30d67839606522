"""What attackers type is shown again on many pages, in pictures and in tables, and never runs."""

from collections.abc import Iterator
from typing import Any

import pytest
from conftest import Visit, Workbook, started
from hands import ATTACKS, IN_AN_ALIAS, answer_to
from looking import armed, elsewhere
from playwright.sync_api import Dialog

from workbook.content.model import Exercise
from workbook.content.questions import day_it_is_about
from workbook.content.reading import content
from workbook.content.reading import exercise as exercise_of
from workbook.content.wording import Reader
from workbook.store import bonds, keeping
from workbook.store.home import Home, prepare

ON = day_it_is_about()
NOTEBOOKS = [one.notebook for one in (*content().pages, *content().stages[-2:])]
"Those that show again what was typed elsewhere; `test_every_exercise` goes through all others."


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbook]:
    """A workbook in which every field of every exercise holds every attack."""
    home = Home(tmp_path_factory.mktemp("attacked") / "home")
    prepare(home)
    about = {"alias": IN_AN_ALIAS, "relationship": "friend"}
    bond, _ = keeping.save(
        home, bonds.UNNAMED, exercise_of("welcome.bond"), about, ON.check("2026-05-01")
    )
    for exercise in content().all_exercises:
        if exercise.kept and exercise.id != keeping.NAMING:
            for turn in range(14 if exercise.id == "checkin" else 1):
                day = ON.check(f"2026-05-{turn + 2:02}")
                keeping.save(home, bond, exercise, _answers(exercise), day)
    with started(home.root) as running:
        yield running


def _answers(exercise: Exercise) -> dict[str, Any]:
    reader = Reader(IN_AN_ALIAS, "friend")
    return {one.id: answer_to(one, 0, reader) for one in exercise.questions}


@pytest.fixture
def wary(visit: Visit) -> Visit:
    """A page that takes note of everything that looks like something having run."""

    def hear(dialog: Dialog) -> None:
        if dialog.type != "beforeunload":
            visit.errors.append(f"ran: {dialog.type} {dialog.message}")

    visit.page.on("dialog", hear)
    visit.page.on("popup", lambda page: visit.errors.append(f"opened: {page.url}"))
    return visit


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_nothing_of_it_runs_on_any_page(attacked: Workbook, wary: Visit, notebook: str) -> None:
    page = wary.page
    wary.open(attacked.page_address(notebook))
    page.evaluate("document.querySelectorAll('.wb details').forEach((one) => (one.open = true))")
    page.wait_for_timeout(500)  # an image that could not be loaded would say so about now
    for point in page.locator(".js-plotly-plot .point, .js-plotly-plot .annotation-text").all()[:5]:
        point.dispatch_event("mouseover")
    assert wary.errors == []
    assert armed(page) == []
    assert elsewhere(wary.requests) == []
    assert page.evaluate("[typeof XSS, document.cookie.includes('USERID')]") == ["undefined", False]


def test_the_watch_notices_what_does_run(attacked: Workbook, wary: Visit) -> None:
    page = wary.page
    wary.open(attacked.page_address(NOTEBOOKS[0]))
    page.evaluate(
        "(attack) => { const one = document.createElement('div');"
        "one.innerHTML = attack; document.querySelector('.wb').append(one) }",
        "\n".join(ATTACKS),
    )
    page.wait_for_timeout(500)
    assert any(said.startswith("ran: alert") for said in wary.errors)
    assert armed(page)
