"""The whole story of somebody who writes, is cut off in mid-sentence, and comes back."""

import csv
from pathlib import Path
from urllib.parse import urlparse

from conftest import Visit, Workbook, until
from playwright.sync_api import expect

LONG_ANSWER = (
    "I would like her to know who I am now.\n"
    "Not the child who slammed the door, “that one”, but me; 007, NA, =1+1 and all. 🌱 "
)
AFTER_THE_CUT = "And I would like to hear"
NOTE = "Quiet day, one cup of tea, zanzibar-lantern"


def test_somebody_writes_is_cut_off_and_finds_every_word_again(
    workbook: Workbook, visit: Visit
) -> None:
    visit.open(workbook.address)
    _pauses_for_safety(visit)
    _names_the_bond(visit, workbook.home)
    _sets_the_starting_line(visit, workbook.home)
    _writes_and_is_cut_off(visit, workbook)
    _saves_and_finds_the_entry_again(visit, workbook.home)
    _checks_in_and_sees_it_drawn(visit, workbook.home)
    _no_answer_is_in_any_notebook(workbook.home)
    _safety_answers_are_nowhere(workbook.home)
    assert {urlparse(url).hostname for url in visit.requests if url.startswith("http")} == {
        "127.0.0.1"
    }
    assert not visit.errors


def _pauses_for_safety(visit: Visit) -> None:
    pause = visit.form("A pause to think about safety")
    fear = pause.get_by_role("group", name="Are you ever afraid of this person?")
    fear.get_by_role("radio", name="No", exact=True).check()
    expect(pause.get_by_role("heading", name="Help is here for everyone")).to_be_visible()
    fear.get_by_role("radio", name="Yes", exact=True).check()
    expect(pause.get_by_role("heading", name="Support comes first")).to_be_visible()
    pause.get_by_role("button", name="Answer again").click()
    expect(fear.get_by_role("radio", name="Yes", exact=True)).not_to_be_checked()


def _names_the_bond(visit: Visit, home: Path) -> None:
    form = visit.form("Who is this about?")
    form.get_by_label("A private name for this person").fill("Rain Meadow")
    form.get_by_role("radio", name="A parent", exact=True).check()
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form.get_by_role("status")).to_have_text("Saved")
    assert (home / "data" / "rain-meadow" / "welcome.bond.csv").is_file()
    expect(visit.page.get_by_text("This is about Rain Meadow.").first).to_be_visible()


def _sets_the_starting_line(visit: Visit, home: Path) -> None:
    form = visit.form("Where you are now")
    mood = form.get_by_role("group", name="How is your mood today?")
    mood.get_by_role("radio", name="4", exact=True).check()
    now = form.get_by_role("group", name="How close do you feel to Rain Meadow today?")
    now.get_by_role("radio", name="2", exact=True).focus()
    visit.page.keyboard.press("Space")
    visit.page.keyboard.press("ArrowRight")
    expect(now.get_by_role("radio", name="3", exact=True)).to_be_checked()
    visit.page.keyboard.press("Control+s")
    expect(form.get_by_role("status")).to_have_text("Saved")
    row = _rows(home, "welcome.baseline")[-1]
    assert (row["mood"], row["closeness-now"]) == ("4", "3")


def _writes_and_is_cut_off(visit: Visit, workbook: Workbook) -> None:
    visit.page.get_by_role("link", name="Reflect").first.click()
    form = visit.form("What do I truly want?")
    area = form.get_by_label("What lies under that wish?")
    area.click()
    visit.page.keyboard.insert_text(LONG_ANSWER)
    expect(form.get_by_role("status")).to_contain_text("Draft saved")
    area.press_sequentially(AFTER_THE_CUT, delay=60)
    workbook.kill_kernels()
    area.press_sequentially(", one day,", delay=30)
    until(lambda: bool(workbook.kernels()), 40)
    visit.reload()
    area = visit.form("What do I truly want?").get_by_label("What lies under that wish?")
    expect(area).to_have_value(_begins_with(LONG_ANSWER))


def _begins_with(text: str):
    import re

    return re.compile("^" + re.escape(text))


def _saves_and_finds_the_entry_again(visit: Visit, home: Path) -> None:
    form = visit.form("What do I truly want?")
    area = form.get_by_label("What lies under that wish?")
    area.fill(LONG_ANSWER + AFTER_THE_CUT + " her.")
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form.get_by_role("status")).to_have_text("Saved")
    assert not list((home / "data" / "rain-meadow" / "drafts").glob("*.json"))
    assert _rows(home, "reflect.intentions")[-1]["under"] == LONG_ANSWER + AFTER_THE_CUT + " her."
    visit.reload()
    form = visit.form("What do I truly want?")
    expect(form.get_by_label("What lies under that wish?")).to_have_value(
        LONG_ANSWER + AFTER_THE_CUT + " her."
    )
    expect(form.get_by_text("You wrote this on")).to_be_visible()


def _checks_in_and_sees_it_drawn(visit: Visit, home: Path) -> None:
    visit.page.get_by_role("link", name="Check in").first.click()
    form = visit.form("Today")
    expect(visit.page.get_by_text("Nothing is recorded yet")).to_be_visible()
    mood = form.get_by_role("group", name="How is your mood today?")
    mood.get_by_role("radio", name="6", exact=True).check()
    close = form.get_by_role("group", name="How close do you feel to Rain Meadow today?")
    close.get_by_role("radio", name="3", exact=True).check()
    form.get_by_label("A word about today").fill(NOTE)
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form.get_by_role("status")).to_have_text("Saved")
    expect(visit.page.get_by_text("One day is recorded so far")).to_be_visible()
    visit.page.get_by_role("button", name="Show as table").click()
    expect(
        visit.page.get_by_role("table").get_by_role("cell", name="6", exact=True)
    ).to_be_visible()
    assert _rows(home, "checkin")[-1]["note"] == NOTE


def _no_answer_is_in_any_notebook(home: Path) -> None:
    read = list(home.rglob("*.ipynb"))
    assert len(read) >= 4
    for path in read:
        text = path.read_text(encoding="utf-8")
        for words in ("slammed the door", "zanzibar", "Rain Meadow", "hear her"):
            assert words not in text, path


def _safety_answers_are_nowhere(home: Path) -> None:
    written = [path for path in home.rglob("*") if path.is_file()]
    assert written
    for path in written:
        assert b'welcome.safety"' not in path.read_bytes() or path.suffix == ".ipynb", path
        assert "safety" not in path.name, path


def _rows(home: Path, exercise: str) -> list[dict[str, str]]:
    path = home / "data" / "rain-meadow" / f"{exercise}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
