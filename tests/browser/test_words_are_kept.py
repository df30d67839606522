"""Nobody loses a word: dead kernels, two tabs, keys that mean something to Jupyter."""

import json
from pathlib import Path

from conftest import Visit, Workbook, until
from playwright.sync_api import Browser, expect

QUESTION = "What lies under that wish?"
TITLE = "What do I truly want?"


def _area(visit: Visit):
    return visit.form(TITLE).get_by_label(QUESTION)


def _draft(home: Path) -> str:
    """What the newest draft of the exercise holds for the question."""
    drafts = sorted(
        (home / "data").glob("*/drafts/reflect.intentions~*.json"),
        key=lambda path: path.stat().st_mtime,
    )
    if not drafts:
        return ""
    return str(json.loads(drafts[-1].read_text("utf-8"))["answers"].get("under", ""))


def test_words_typed_while_the_kernel_is_dead_are_kept_without_a_reload(
    workbook: Workbook, visit: Visit
) -> None:
    visit.open(workbook.page_address("01-reflect.ipynb"))
    _area(visit).press_sequentially("Before the cut", delay=20)
    workbook.kill_kernels()
    _area(visit).press_sequentially(" and after it", delay=20)
    until(lambda: _draft(workbook.home) == "Before the cut and after it", 40)
    expect(_area(visit)).to_have_value("Before the cut and after it")
    expect(visit.form(TITLE).get_by_role("status")).to_contain_text("Draft saved")


def test_a_draft_is_on_the_disk_within_a_second_of_a_pause(
    workbook: Workbook, visit: Visit
) -> None:
    visit.open(workbook.page_address("01-reflect.ipynb"))
    _area(visit).press_sequentially("A pause", delay=10)
    until(lambda: _draft(workbook.home) == "A pause", 1.0)


def test_a_draft_is_kept_at_once_when_the_control_is_left(workbook: Workbook, visit: Visit) -> None:
    visit.open(workbook.page_address("01-reflect.ipynb"))
    _area(visit).press_sequentially("Left", delay=10)
    visit.page.keyboard.press("Tab")
    until(lambda: _draft(workbook.home) == "Left", 0.3)


def test_keys_that_mean_something_to_jupyter_wipe_nothing(workbook: Workbook, visit: Visit) -> None:
    visit.open(workbook.page_address("01-reflect.ipynb"))
    area = _area(visit)
    area.press_sequentially("First line")
    for key in ("Shift+Enter", "Control+Enter", "Alt+Enter", "Escape"):
        visit.page.keyboard.press(key)
    area.press_sequentially("a b dd x z")
    expect(area).to_have_value("First line\na b dd x z")
    visit.page.keyboard.press("Control+s")
    expect(visit.form(TITLE).get_by_role("status")).to_have_text("Saved")
    assert list((workbook.home / "data" / "me").glob("reflect.intentions.csv"))


def test_a_second_tab_shows_the_same_words_and_nothing_is_overwritten_unseen(
    workbook: Workbook, visit: Visit, browser: Browser
) -> None:
    visit.open(workbook.page_address("01-reflect.ipynb"))
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    other = Visit(context.new_page())
    try:
        _area(visit).fill("From the first tab")
        until(lambda: _draft(workbook.home) == "From the first tab")
        other.open(workbook.page_address("01-reflect.ipynb"))
        expect(_area(other)).to_have_value("From the first tab")
        _area(other).fill("From the second tab")
        expect(_area(visit)).to_have_value("From the second tab")
    finally:
        context.close()


def test_two_tabs_that_write_at_once_do_not_wipe_each_others_words(
    workbook: Workbook, visit: Visit, browser: Browser
) -> None:
    visit.open(workbook.page_address("01-reflect.ipynb"))
    _area(visit).fill("Old words")
    until(lambda: _draft(workbook.home) == "Old words")
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    other = Visit(context.new_page())
    try:
        other.open(workbook.page_address("01-reflect.ipynb"))
        expect(_area(other)).to_have_value("Old words")
        # Both type at once, so that neither has seen the other's words when it sends its own.
        _area(visit).focus()
        visit.page.keyboard.insert_text(" of the first")
        _area(other).focus()
        other.page.keyboard.insert_text(" of the second")

        def both_kept() -> bool:
            drafts = (workbook.home / "data").glob("*/drafts/reflect.intentions~*.json")
            kept = [
                json.loads(path.read_text("utf-8"))["answers"].get("under", "") for path in drafts
            ]
            return any("first" in k for k in kept) and any("second" in k for k in kept)

        until(both_kept, 10)
        expect(
            visit.form(TITLE).get_by_role("button", name="Open that draft").first
        ).to_be_visible()
    finally:
        context.close()


def test_an_answer_of_every_kind_survives_a_reload_as_a_draft(
    workbook: Workbook, visit: Visit
) -> None:
    visit.open(workbook.page_address("00-welcome.ipynb"))
    form = visit.form("Who and what steadies you")
    form.get_by_label("Who", exact=True).first.fill("A neighbour")
    form.get_by_role("button", name="Add a person").click()
    form.get_by_role("group", name="Person 2").get_by_label("Who", exact=True).fill("An aunt")
    base = visit.form("Where you are now")
    base.get_by_role("group", name="How is your mood today?").get_by_role(
        "radio", name="3", exact=True
    ).check()
    expect(base.get_by_role("status")).to_contain_text("Draft saved")
    expect(form.get_by_role("status")).to_contain_text("Draft saved")
    visit.reload()
    form = visit.form("Who and what steadies you")
    second = form.get_by_role("group", name="Person 2")
    expect(second.get_by_label("Who", exact=True)).to_have_value("An aunt")
    base = visit.form("Where you are now")
    mood = base.get_by_role("group", name="How is your mood today?")
    expect(mood.get_by_role("radio", name="3", exact=True)).to_be_checked()
