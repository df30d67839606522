"""Everybody can use it: names, contrast, keyboard, zoom, dark theme, narrow screens."""

import re

import pytest
from conftest import Visit, Workbook, started
from playwright.sync_api import Page

from workbook.content.reading import content
from workbook.content.wording import Reader
from workbook.launcher import story
from workbook.store.home import Home

NOTEBOOKS = ["00-welcome", "01-reflect", "check-in", "review"]
STAGES = {"00-welcome": "welcome", "01-reflect": "reflect", "check-in": "check-in"}
NAMELESS = re.compile(r"^\s*- (textbox|radio|checkbox|button|combobox|link|group|table|img)\s*(:|$)")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory):
    """A workbook with the invented story in it."""
    home = Home(tmp_path_factory.mktemp("told") / "home")
    home.root.mkdir()
    story.write(home, 60)
    with started(home.root) as running:
        yield running


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_every_control_has_a_name_and_it_is_the_one_that_is_seen(
    told: Workbook, visit: Visit, notebook: str
) -> None:
    visit.open(told.page_address(f"{notebook}.ipynb"))
    _wait_for_all(visit.page)
    for block in visit.page.locator(".wb:visible").all():
        shown = block.aria_snapshot()
        nameless = [line for line in shown.splitlines() if NAMELESS.match(line)]
        assert not nameless, shown
    for label in _labels(STAGES.get(notebook, "")):
        found = visit.page.get_by_label(label, exact=True).or_(
            visit.page.get_by_role("group", name=label, exact=True)
        )
        assert found.count(), label


def _labels(stage: str) -> list[str]:
    reader = Reader("Rain", "parent")
    return [
        question.label.to(reader)
        for exercise in content().exercises.get(stage, ())
        for question in exercise.questions
        if not question.when
    ]


def _wait_for_all(page: Page) -> None:
    """Until the last cell, the ending, has been drawn."""
    page.wait_for_function(
        """() => document.querySelectorAll('.jp-CodeCell').length ===
                 document.querySelectorAll('.jp-CodeCell .jp-OutputArea-output').length""",
        timeout=60_000,
    )


@pytest.mark.parametrize("notebook", NOTEBOOKS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_our_own_controls(
    told: Workbook, visit: Visit, axe_script: str, notebook: str, theme: str
) -> None:
    visit.open(told.page_address(f"{notebook}.ipynb"))
    _wait_for_all(visit.page)
    if theme == "dark":
        visit.page.get_by_role("button", name="Dark").click()
        visit.page.locator("body[data-jp-theme-light='false']").wait_for()
    visit.page.evaluate(
        "document.querySelectorAll('.wb details').forEach((fold) => { fold.open = true; })"
    )
    visit.page.evaluate(axe_script)
    try:
        found = visit.page.evaluate(
            "() => axe.run({ include: [['.wb'], ['#wb-bar']] }, { resultTypes: ['violations'] })"
        )
        serious = [
            (one["id"], one["help"], node["html"][:160], node.get("failureSummary", "")[:300])
            for one in found["violations"]
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"][:3]
        ]
        assert found["violations"] is not None
        assert not serious, serious
    finally:
        if theme == "dark":
            visit.page.get_by_role("button", name="Light").click()
            visit.page.locator("body[data-jp-theme-light='true']").wait_for()


@pytest.mark.parametrize("notebook", ["00-welcome", "01-reflect", "check-in"])
def test_every_target_is_large_enough_and_nothing_runs_out_of_a_narrow_page(
    told: Workbook, visit: Visit, notebook: str
) -> None:
    visit.page.set_viewport_size({"width": 420, "height": 900})
    visit.open(told.page_address(f"{notebook}.ipynb"))
    _wait_for_all(visit.page)
    small = visit.page.evaluate(
        """() => [...document.querySelectorAll('.wb :is(button, summary, select, .wb-option,'
              + ' input[type=text], input[type=date], textarea)')]
            .filter((one) => one.checkVisibility())
            .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
            .filter(([, box]) => box.height < 24 || box.width < 24)
            .map(([html, box]) => `${html} ${box.width}x${box.height}`)"""
    )
    assert not small
    wide = visit.page.evaluate(
        """() => [...document.querySelectorAll('.wb *')]
            .filter((one) => one.checkVisibility() && !one.closest('.wb-table, svg, .wb-unseen'))
            .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1)
            .map((one) => one.outerHTML.slice(0, 120))"""
    )
    assert not wide


def test_a_check_in_can_be_made_with_the_keyboard_alone(told: Workbook, visit: Visit) -> None:
    visit.open(told.page_address("check-in.ipynb"))
    form = visit.form("Today")
    keyboard = visit.page.keyboard
    form.get_by_role("group", name="How is your mood today?").get_by_role("radio").first.focus()
    for key in ("Space", *["ArrowRight"] * 7, "Tab"):
        keyboard.press(key)
    focused = visit.page.evaluate("document.activeElement.textContent")
    assert focused == "Clear"
    for key in ("Tab", "Space", *["ArrowRight"] * 2):
        keyboard.press(key)
    mood = form.get_by_role("group", name="How is your mood today?")
    close = form.get_by_role("group", name="How close do you feel to Rain today?")
    assert mood.get_by_role("radio", name="7", exact=True).is_checked()
    assert close.get_by_role("radio", name="2", exact=True).is_checked()
    keyboard.press("Control+s")
    form.get_by_role("status").filter(has_text="Saved").wait_for()
