"""Decks, ladders, a quiet wait, turns for two and a calendar file, on a page of their own."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import vobject
from conftest import Visit, Workbook, started
from playwright.sync_api import Locator, Page, WebSocket, expect

NOTEBOOK = "tools.ipynb"
CELLS = """
import workbook as wb
wb.stage("reflect")
----
from workbook.content.questions import Cards, Rows
from workbook.content.wording import Reader
from workbook.widgets import control_for
from workbook.widgets.calendar_file import CalendarFile
from workbook.widgets.timer import Timer
from workbook.widgets.turns import Turns

def asked(kind, label, **question):
    of = Cards if kind == "cards" else Rows
    made = of.model_validate({"kind": kind, "id": "asked", "label": label} | question)
    control = control_for(made, Reader("Rain", "friend"), label)
    control.observe(lambda change: change["owner"].acknowledge(kept=True), names="typed")
    return control

sizes = [{"id": "small", "label": "Small"}, {"id": "big", "label": "Big"}]
deck = [
    {"id": f"c{n}", "text": f"Idea {n}.", "tags": ["small" if n % 5 else "big"]}
    for n in range(1, 31)
]
deck[1]["fits"] = ["partner"]
----
size = {"id": "size", "label": "How big?", "options": sizes}
asked("cards", "What could you do?", at_most=2, filter=[size], card=deck)
----
asked("cards", "Which one first?", at_most=1, card=deck[:5])
----
if "practice" not in globals():
    practice = asked("cards", "A card to practise with", shown="one", at_most=1, card=deck[2:7])
practice
----
what = {"id": "what", "kind": "line", "label": "A small step"}
day = {"id": "day", "kind": "date", "label": "When"}
asked("rows", "Your steps", row="step", ordered=True, columns=[what, day])
----
Timer([5, 20], "wait", "I need a break.")
----
Turns([2, 5], ["How are we?", "What was good?"])
----
CalendarFile("A weekly moment", "Half an hour for the two of us.")
"""


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbook]:
    """A workbook with one notebook more."""
    with started(tmp_path_factory.mktemp("tools") / "home") as running:
        _drop(running.home / "notebooks" / NOTEBOOK)
        yield running


def _drop(path: Path) -> None:
    cells = [
        {"cell_type": "code", "id": f"cell-{at}", "metadata": {}, "source": source.strip()}
        | {"execution_count": None, "outputs": []}
        for at, source in enumerate(CELLS.split("----"))
    ]
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)"}
    metadata = {"kernelspec": kernel, "workbook": {"stage": "reflect"}}
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook), encoding="utf-8")


@pytest.fixture
def sent(visit: Visit) -> list[bytes]:
    """What the page says to its kernel."""
    frames: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on(
            "framesent", lambda frame: frames.append(frame if isinstance(frame, bytes) else b"")
        )

    visit.page.on("websocket", listen)
    return frames


@pytest.fixture
def tools(workbook: Workbook, visit: Visit, sent: list[bytes]) -> Visit:
    """The page, run, with a clock that a test can turn forward."""
    visit.page.clock.install()
    visit.page.goto(workbook.page_address(NOTEBOOK))
    _run(visit)
    return visit


def _run(visit: Visit) -> None:
    """Waits until all cells have run; the first time somebody has to say that they may."""
    ready = visit.page.locator(".wb-calendar")
    notice = visit.page.locator(".wb-desk-notice")
    # JupyterLab hides the page once more, for a moment, while it lays it out.
    ready.or_(notice).first.wait_for(state="attached", timeout=60_000)
    if notice.count():
        notice.get_by_role("button", name="Let it run").click()
        visit.page.get_by_role("dialog").get_by_text("Trust", exact=True).click()
    ready.wait_for(timeout=60_000)


def _group(visit: Visit, name: str) -> Locator:
    return visit.page.get_by_role("group", name=name, exact=True)


def _focused(visit: Visit) -> str:
    return visit.page.evaluate(
        "document.activeElement.ariaLabel || document.activeElement.value"
        " || document.activeElement.textContent"
    )


# Cards


def test_a_deck_is_narrowed_and_shown_bit_by_bit(tools: Visit) -> None:
    deck = _group(tools, "What could you do?")
    boxes = deck.get_by_role("checkbox")
    expect(deck.get_by_text("29 to choose from.")).to_be_visible()
    expect(boxes).to_have_count(12)
    expect(deck.get_by_role("checkbox", name="Idea 2.", exact=True)).to_have_count(0)
    deck.get_by_role("button", name="Show more").press("Enter")
    expect(boxes).to_have_count(29)
    assert _focused(tools) == "c14"
    deck.get_by_role("combobox", name="How big?").select_option("Big")
    expect(deck.get_by_text("6 of 29 fit.")).to_be_visible()
    expect(boxes).to_have_count(6)
    deck.get_by_role("button", name="Show all again").press("Enter")
    expect(boxes).to_have_count(12)
    assert tools.page.evaluate("document.activeElement.tagName") == "SELECT"


def test_what_was_chosen_stays_on_top_and_can_be_put_back(tools: Visit) -> None:
    deck = _group(tools, "What could you do?")
    chosen = deck.get_by_role("list", name="Your choice").get_by_role("listitem")
    deck.get_by_role("checkbox", name="Idea 5.", exact=True).press("Space")
    deck.get_by_role("checkbox", name="Idea 1.", exact=True).press("Space")
    assert _focused(tools) == "c1"
    expect(chosen).to_contain_text(["Idea 1.", "Idea 5."])
    expect(deck.get_by_text("You have chosen 2.")).to_be_visible()
    expect(deck.get_by_role("checkbox", name="Idea 3.", exact=True)).to_be_disabled()
    deck.get_by_role("combobox", name="How big?").select_option("Big")
    expect(chosen).to_have_count(2)
    deck.get_by_role("button", name="Put it back: Idea 1.").press("Enter")
    assert _focused(tools) == "Put it back: Idea 5."
    deck.get_by_role("button", name="Put it back: Idea 5.").press("Enter")
    assert _focused(tools) == "Pick one for me"
    expect(chosen).to_have_count(0)


def test_one_card_is_picked_among_those_that_fit(tools: Visit) -> None:
    deck = _group(tools, "What could you do?")
    deck.get_by_role("combobox", name="How big?").select_option("Big")
    deck.get_by_role("button", name="Pick one for me").press("Enter")
    chosen = deck.get_by_role("listitem")
    first = chosen.inner_text()
    assert int(re.findall(r"\d+", first)[0]) % 5 == 0
    deck.get_by_role("button", name="Pick another instead").press("Enter")
    expect(chosen).to_have_count(1)
    assert chosen.inner_text() != first
    deck.get_by_role("button", name="Put it back").click()
    expect(deck.get_by_role("button", name="Pick one for me")).to_be_visible()


def test_of_cards_of_which_one_may_be_chosen_the_next_takes_its_place(tools: Visit) -> None:
    deck = _group(tools, "Which one first?")
    deck.get_by_role("radio", name="Idea 3.").check()
    deck.get_by_role("radio", name="Idea 4.").check()
    expect(deck.get_by_role("listitem")).to_contain_text(["Idea 4."])
    deck.get_by_role("button", name="Put it back").click()
    expect(deck.get_by_role("radio", checked=True)).to_have_count(0)


def test_one_card_at_a_time_is_chosen_only_by_a_press_and_is_there_after_a_reload(
    tools: Visit,
) -> None:
    deck = _group(tools, "A card to practise with")
    expect(deck.get_by_text("1 of 5")).to_be_visible()
    deck.get_by_role("button", name="Previous").press("Enter")
    expect(deck.get_by_text("Idea 7.")).to_be_visible()
    deck.get_by_role("button", name="Next").press("Enter")
    deck.get_by_role("button", name="Another one").press("Enter")
    expect(deck.get_by_text("Idea 3.")).to_have_count(0)
    expect(deck.get_by_text("You practise with this one")).to_be_hidden()
    shown = deck.locator(".wb-deck-face").inner_text()
    deck.get_by_role("button", name="Practise with this one").press("Enter")
    assert _focused(tools) == "Put it back"
    deck.get_by_role("button", name="Next").press("Enter")
    expect(deck.get_by_text(f"You chose: {shown}")).to_be_visible()
    tools.page.wait_for_timeout(500)
    tools.page.reload()
    _run(tools)
    expect(deck.get_by_text("You practise with this one")).to_be_visible()
    expect(deck.locator(".wb-deck-face")).to_contain_text(shown)
    deck.get_by_role("button", name="Put it back").press("Enter")
    assert _focused(tools) == "Practise with this one"


# Rows in order


def test_a_row_is_moved_by_its_buttons_and_by_keys_and_the_focus_goes_with_it(
    tools: Visit,
) -> None:
    ladder = _group(tools, "Your steps")
    fields = ladder.get_by_label("A small step")
    for place, text in enumerate(["a letter", "a walk", "a call"]):
        fields.nth(place).fill(text)
        if place < 2:
            ladder.get_by_role("button", name="Add a step").click()
    expect(ladder.get_by_role("button", name="Move up: step 1", exact=True)).to_be_disabled()
    ladder.get_by_role("button", name="Move up: step 3", exact=True).press("Enter")
    assert _focused(tools) == "Move up: step 2"
    tools.page.keyboard.press("Enter")
    assert _focused(tools) == "Move down: step 1"
    assert [one.input_value() for one in fields.all()] == ["a call", "a letter", "a walk"]
    fields.nth(1).evaluate("(field) => { field.focus(); field.setSelectionRange(1, 1); }")
    tools.page.keyboard.press("Alt+ArrowDown")
    tools.page.keyboard.type("!")
    assert [one.input_value() for one in fields.all()] == ["a call", "a walk", "a! letter"]
    tools.page.keyboard.press("Alt+ArrowDown")
    ladder.get_by_label("When").nth(2).focus()
    tools.page.keyboard.press("Alt+ArrowUp")
    assert [one.input_value() for one in fields.all()] == ["a call", "a! letter", "a walk"]


# A quiet wait


def test_a_wait_says_when_one_is_back_and_counts_nothing_down(tools: Visit) -> None:
    timer = tools.page.locator(".wb-timer")
    timer.get_by_role("radio", name="20 minutes").check()
    timer.get_by_role("button", name="Begin").press("Enter")
    back = timer.get_by_text(re.compile(r"^Back at \d\d:\d\d$"))
    expect(back).to_be_focused()
    said = timer.inner_text()
    expect(timer.get_by_text("I need a break.")).to_be_visible()
    tools.page.clock.fast_forward("10:00")
    assert timer.inner_text() == said
    width = timer.locator(".wb-quiet-bar div").evaluate("(one) => parseFloat(one.style.width)")
    assert 49 < width < 52
    tools.page.clock.fast_forward("10:05")
    expect(timer.get_by_text(re.compile(r"^It is \d\d:\d\d\.$"))).to_be_visible()
    expect(timer.get_by_text("Come back if you are ready.")).to_be_visible()
    timer.get_by_role("button", name="Choose a new time").press("Enter")
    expect(timer.get_by_role("button", name="Begin")).to_be_focused()


def test_a_wait_goes_on_when_its_cell_is_drawn_anew(tools: Visit) -> None:
    timer = tools.page.locator(".wb-timer")
    timer.get_by_role("button", name="Begin").click()
    said = timer.inner_text()
    timer.evaluate("(one) => one.classList.add('before')")
    tools.page.get_by_role("button", name="Show the code").click()
    tools.page.locator(".jp-CodeCell").filter(has=timer).locator(".cm-content").click()
    tools.page.keyboard.press("Control+Enter")
    expect(tools.page.locator(".wb-timer.before")).to_have_count(0)
    expect(timer.get_by_text("Back at")).to_be_visible()
    assert timer.inner_text() == said


def test_no_bar_moves_where_motion_is_reduced(tools: Visit) -> None:
    tools.page.emulate_media(reduced_motion="reduce")
    timer = tools.page.locator(".wb-timer")
    timer.get_by_role("button", name="Begin").click()
    expect(timer.get_by_text("Back at")).to_be_visible()
    expect(timer.locator(".wb-quiet-bar")).to_be_hidden()


# Turns


def test_both_have_the_same_time_and_nobody_is_cut_off(tools: Visit) -> None:
    turns = tools.page.locator(".wb-turns")
    turns.get_by_label("First person").fill("Zanzibar")
    turns.get_by_role("button", name="Begin").press("Enter")
    for question in ("How are we?", "What was good?"):
        for speaker, listener in (("Zanzibar", "Second person"), ("Second person", "Zanzibar")):
            expect(turns.get_by_text(f"{speaker} speaks")).to_be_visible()
            expect(turns.get_by_text(f"{listener}: only listen.")).to_be_visible()
            expect(turns.get_by_text(question)).to_be_visible()
            tools.page.clock.fast_forward("01:50")
            expect(turns.get_by_text(f"{speaker} speaks")).to_be_visible()
            tools.page.clock.fast_forward("00:20")
            expect(turns.get_by_text("Finish your sentence.")).to_be_visible()
            tools.page.clock.fast_forward("20:00")
            expect(turns.get_by_text("Finish your sentence.")).to_be_visible()
            turns.locator("button.wb-primary:visible").press("Enter")
    expect(turns.get_by_text("Thank each other, if you can.")).to_be_focused()


def test_a_pause_stops_the_time_and_one_can_end_at_any_moment(tools: Visit) -> None:
    turns = tools.page.locator(".wb-turns")
    turns.get_by_role("button", name="Begin").click()
    tools.page.clock.fast_forward("01:00")
    turns.get_by_role("button", name="Pause").press("Enter")
    expect(turns.get_by_text("A pause")).to_be_focused()
    tools.page.clock.fast_forward("30:00")
    turns.get_by_role("button", name="Go on").click()
    tools.page.clock.fast_forward("00:50")
    expect(turns.get_by_text("First person speaks")).to_be_visible()
    turns.get_by_role("button", name="I have said enough").click()
    expect(turns.get_by_text("Time to swap")).to_be_visible()
    turns.get_by_role("button", name="End here").click()
    turns.get_by_role("button", name="Begin again").press("Enter")
    expect(turns.get_by_role("button", name="Begin")).to_be_focused()


def test_what_the_two_type_and_press_is_not_sent_anywhere(tools: Visit, sent: list[bytes]) -> None:
    sent.clear()
    turns = tools.page.locator(".wb-turns")
    turns.get_by_label("First person").press_sequentially("Zanzibar")
    turns.get_by_role("button", name="Begin").click()
    turns.get_by_role("button", name="End here").click()
    tools.page.wait_for_timeout(500)
    assert not [one for one in sent if b"comm_msg" in one]
    _group(tools, "Which one first?").get_by_role("radio", name="Idea 3.").check()
    tools.page.wait_for_timeout(500)
    assert [one for one in sent if b"comm_msg" in one], "the listening hears nothing"


def test_the_turns_fill_the_screen_and_escape_leaves_it(tools: Visit) -> None:
    turns = tools.page.locator(".wb-turns")
    turns.get_by_role("button", name="Begin").click()
    title = turns.get_by_text("First person speaks")
    before = title.evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)")
    turns.get_by_role("button", name="Fill the screen").click()
    expect(turns.get_by_role("button", name="Leave the full screen")).to_be_visible()
    assert turns.evaluate("(one) => document.fullscreenElement === one")
    assert title.evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)") > before * 1.5
    assert turns.evaluate("(one) => one.offsetWidth >= window.innerWidth")
    tools.page.evaluate("document.exitFullscreen()")  # Escape is the browser's own, not the page's
    expect(turns.get_by_role("button", name="Fill the screen")).to_be_visible()
    turns.evaluate("(one) => (one.requestFullscreen = () => Promise.reject(new Error()))")
    turns.get_by_role("button", name="Fill the screen").click()
    expect(turns.get_by_role("button", name="Fill the screen")).to_be_hidden()
    expect(title).to_be_visible()
    assert not tools.errors


# A calendar file


def test_a_calendar_file_is_made_and_downloaded(tools: Visit) -> None:
    calendar = tools.page.locator(".wb-calendar")
    calendar.get_by_label("Which day?").select_option("Wednesday")
    calendar.get_by_label("At what time?").fill("18:30")
    with tools.page.expect_download() as waiting:
        calendar.get_by_role("button", name="Make a calendar file").press("Enter")
    assert waiting.value.suggested_filename == "weekly-moment.ics"
    event = vobject.readOne(Path(waiting.value.path()).read_text("utf-8")).vevent
    assert event.summary.value == "A weekly moment"
    assert event.dtstart.value.strftime("%A %H:%M") == "Wednesday 18:30"
    expect(tools.page.get_by_text("is with your downloads")).to_be_visible()
    calendar.get_by_label("At what time?").fill("")
    calendar.get_by_role("button", name="Make a calendar file").click()
    expect(tools.page.get_by_text("Choose a time first.")).to_be_visible()


# Everybody can use them


def test_tools_are_named_large_enough_and_fit_a_narrow_page(tools: Visit, axe_script: str) -> None:
    page = tools.page
    _group(tools, "What could you do?").get_by_role("checkbox").first.check()
    page.locator(".wb-timer").get_by_role("button", name="Begin").click()
    page.locator(".wb-turns").get_by_role("button", name="Begin").click()
    assert _serious(page, axe_script) == []
    page.get_by_role("button", name="Dark").click()
    page.locator("body[data-jp-theme-light='false']").wait_for(state="attached")
    page.wait_for_timeout(500)
    assert _serious(page, axe_script) == []
    page.set_viewport_size({"width": 420, "height": 900})
    page.wait_for_timeout(500)
    small = """() => [...document.querySelectorAll('.wb :is(button, select, .wb-option, input)')]
        .filter((one) => one.checkVisibility() && !one.closest('.wb-option input'))
        .filter((one) => !one.matches('[type=radio], [type=checkbox]'))
        .filter((one) => one.offsetHeight < 24 || one.offsetWidth < 24)
        .map((one) => one.outerHTML.slice(0, 120))"""
    wide = """() => [...document.querySelectorAll('.wb *')]
        .filter((one) => one.checkVisibility() && !one.closest('.wb-unseen'))
        .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1)
        .map((one) => one.outerHTML.slice(0, 120))"""
    assert page.evaluate(small) == []
    assert page.evaluate(wide) == []
    assert not tools.errors


def _serious(page: Page, axe_script: str) -> list[tuple[str, str]]:
    page.evaluate(axe_script)
    found = page.evaluate("() => axe.run({ include: [['.wb']] })")
    assert found["passes"], "axe looked at nothing"
    serious = [one for one in found["violations"] if one["impact"] in ("serious", "critical")]
    return [(one["id"], one["nodes"][0]["html"][:160]) for one in serious]
