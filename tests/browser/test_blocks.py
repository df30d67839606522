"""Buttons beside what is being typed: what they do just as the last words are on their way."""

import pytest
from conftest import Visit, Workbook, until
from playwright.sync_api import Locator, Page, expect

from workbook.content.reading import exercise
from workbook.words import say

MESSAGE = exercise("reach-out.message")
CLOSING = exercise("choose.closing")
COPY, COPIED = say("interface.tools.copy"), say("interface.tools.copied")

CLIPBOARD = """
window.copied = [];
const writeText = async (text) => {
  if (window.refused) throw new Error();
  window.copied.push(text);
};
Object.defineProperty(navigator, "clipboard", { value: { writeText } });
window.prints = [];
window.print = () => window.top.prints.push(window.frameElement);
"""


@pytest.fixture
def page(visit: Visit) -> Page:
    """The page, with a clipboard and a printer of its own."""
    visit.page.add_init_script(CLIPBOARD)
    return visit.page


def go_on(place: Locator) -> None:
    """Goes on from the safety pause."""
    place.get_by_role("button", name=say("care.safety.go_on"), exact=True).first.click()


def message(workbook: Workbook, visit: Visit) -> Locator:
    """The form of a message, past the safety pause."""
    visit.open(workbook.page_address("04-reach-out.ipynb"))
    go_on(visit.page.locator("body"))
    return visit.form(MESSAGE.title.default)


def last(field: Locator, words: str) -> None:
    """Types words whose last ones are still on their way."""
    field.click()
    field.press_sequentially(words)


def test_copying_takes_the_last_words_along_and_says_so(
    workbook: Workbook, visit: Visit, page: Page
) -> None:
    form = message(workbook, visit)
    field = form.locator("[data-question='text'] textarea")
    last(field, "I miss our walks")
    copy = form.get_by_role("button", name=COPY, exact=True)
    expect(copy).to_be_visible()

    field.press_sequentially(" by the river")
    copy.hover()
    page.mouse.down()
    page.wait_for_timeout(900)  # a slow finger: the words arrive while it is down
    page.mouse.up()
    until(lambda: page.evaluate("window.copied.length") == 1)
    assert page.evaluate("window.copied[0]").endswith("by the river")
    expect(form.locator("[aria-live]").get_by_text(COPIED)).to_be_visible()

    field.press_sequentially(" and your laugh")
    copy.evaluate("(button) => button.click()")
    until(lambda: page.evaluate("window.copied.length") == 2)
    assert page.evaluate("window.copied[1]").endswith("and your laugh")

    page.evaluate("window.refused = true")
    copy.click()
    expect(form.get_by_text(say("interface.tools.copy-by-hand"))).to_be_visible()


def test_the_focus_stays_on_a_button_that_is_drawn_anew(
    workbook: Workbook, visit: Visit, page: Page
) -> None:
    form = message(workbook, visit)
    field = form.locator("[data-question='text'] textarea")
    last(field, "I miss our walks")
    copy = form.get_by_role("button", name=COPY, exact=True)
    expect(copy).to_be_visible()
    field.press_sequentially(" a lot")
    copy.focus()
    expect(form.locator("blockquote", has_text="a lot").first).to_be_visible()
    assert page.evaluate("document.activeElement.textContent") == COPY


def test_a_pause_shown_twice_shows_one_answer(workbook: Workbook, visit: Visit, page: Page) -> None:
    visit.open(workbook.page_address("04-reach-out.ipynb"))
    form = visit.form(MESSAGE.title.default)
    form.get_by_role("button", name=say("care.contact.unasked_show"), exact=True).click()
    again = form.locator(".wb-control[data-question='fear']")
    again.get_by_role("radio").first.check()
    both = page.locator(".wb-control[data-question='fear'] input:checked")
    expect(both).to_have_count(2)


@pytest.mark.parametrize("dark", [False, True])
def test_the_closing_page_prints_by_itself_on_white_paper(
    workbook: Workbook, visit: Visit, page: Page, *, dark: bool
) -> None:
    visit.open(workbook.page_address("09-choose.ipynb"))
    if dark:
        page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    form = visit.form(CLOSING.title.default)
    field = form.locator("[data-question='take'] textarea")
    last(field, "That I can wait")
    button = form.get_by_role("button", name=say("interface.tools.print"), exact=True)
    expect(button).to_be_visible()
    field.press_sequentially(" and still care")
    button.evaluate("(button) => button.click()")
    until(lambda: page.evaluate("window.prints.length") == 1)
    paper = page.evaluate_handle("window.prints[0].contentDocument.body")
    assert "That I can wait and still care" in paper.inner_text()
    assert not paper.query_selector("button:visible")
    look = "(body) => { const of = getComputedStyle(body.querySelector('h3')); return of.color; }"
    assert paper.evaluate(look) == "rgb(43, 42, 40)"
    assert paper.evaluate("(body) => getComputedStyle(body).overflow") == "visible"
    page.evaluate("window.prints[0].contentWindow.dispatchEvent(new Event('afterprint'))")
    assert page.locator("iframe").count() == 0
