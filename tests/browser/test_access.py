"""Everybody can use it: names, contrast, keyboard, zoom, dark theme, narrow screens."""

from collections.abc import Iterator

import pytest
from conftest import Visit, Workbook, started
from looking import NAMELESS, serious
from playwright.sync_api import Browser, Page, expect

from workbook.content.reading import content
from workbook.content.wording import Reader
from workbook.launcher import story
from workbook.store.home import Home

STAGES = {"00-welcome": "welcome", "01-reflect": "reflect", "check-in": "check-in", "review": ""}
WAIT_FOR_ALL = """() =>
  document.querySelectorAll('.jp-CodeCell').length ===
  document.querySelectorAll('.jp-CodeCell .jp-OutputArea-output').length"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbook]:
    """A workbook with the invented story in it."""
    home = Home(tmp_path_factory.mktemp("told") / "home")
    home.root.mkdir()
    story.write(home, 60)
    with started(home.root) as running:
        yield running


@pytest.fixture(scope="module", params=STAGES)
def opened(request: pytest.FixtureRequest, told: Workbook, browser: Browser) -> Iterator[Page]:
    """Each notebook in turn, opened whole, with every fold open."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    visit = Visit(context.new_page())
    visit.open(told.page_address(f"{request.param}.ipynb"))
    visit.page.wait_for_function(WAIT_FOR_ALL, timeout=60_000)
    visit.page.evaluate("document.querySelectorAll('.wb details').forEach((f) => (f.open = true))")
    visit.page.notebook = request.param
    yield visit.page
    context.close()


def test_every_control_has_a_name_and_it_is_the_one_that_is_seen(opened: Page) -> None:
    for block in opened.locator(".wb:visible").all():
        shown = block.aria_snapshot()
        assert not [line for line in shown.splitlines() if NAMELESS.match(line)], shown
    unnamed = (
        "[...document.querySelectorAll('.wb fieldset')].filter((f) => !f.querySelector('legend')"
    )
    assert opened.evaluate(f"{unnamed}.textContent.trim()).length") == 0
    reader = Reader("Rain", "parent")
    for exercise in content().exercises.get(STAGES[opened.notebook], ()):
        for question in exercise.questions:
            label = question.label.to(reader)
            group = opened.get_by_role("group", name=label, exact=True)
            found = opened.get_by_label(label, exact=True).or_(group)
            assert question.when or found.count(), label


def test_axe_finds_nothing_serious_in_our_own_controls(opened: Page, axe_script: str) -> None:
    assert serious(opened, axe_script) == []
    opened.get_by_role("button", name="Dark").click()
    opened.locator("body[data-jp-theme-light='false']").wait_for(state="attached")
    opened.wait_for_timeout(500)
    found = serious(opened, axe_script)
    opened.get_by_role("button", name="Light").click()
    opened.locator("body[data-jp-theme-light='true']").wait_for(state="attached")
    assert found == []


def test_targets_are_large_enough_and_nothing_runs_out_of_a_narrow_page(opened: Page) -> None:
    opened.set_viewport_size({"width": 420, "height": 900})
    opened.wait_for_timeout(500)
    small = opened.evaluate(
        """() => [...document.querySelectorAll('.wb :is(button, summary, select, .wb-option,'
              + ' input[type=text], input[type=date], textarea)')]
            .filter((one) => one.checkVisibility())
            .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
            .filter(([, box]) => box.height < 24 || box.width < 24)
            .map(([html, box]) => `${html} ${box.width}x${box.height}`)"""
    )
    wide = opened.evaluate(
        """() => [...document.querySelectorAll('.wb *')]
            .filter((one) => one.checkVisibility() && !one.closest('.wb-table, svg, .wb-unseen'))
            .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1)
            .map((one) => one.outerHTML.slice(0, 120))"""
    )
    opened.set_viewport_size({"width": 1280, "height": 900})
    assert small == []
    assert wide == []


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
    expect(form.get_by_role("status")).to_have_text("Saved")
