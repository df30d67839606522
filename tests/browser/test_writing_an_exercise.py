"""An author follows docs/writing-exercises.md, in a copy of the workbook, to the screen."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Visit, Workbook, started
from playwright.sync_api import expect

from workbook import words

ROOT = Path(words.__file__).parents[1]
FENCED = re.findall(
    r"```(\w+)\n(.*?)```",
    (ROOT / "docs" / "writing-exercises.md").read_text("utf-8"),
    re.DOTALL,
)
SONG = next(text for language, text in FENCED if language == "toml")
CELL = next(text.strip() for language, text in FENCED if language == "python")
TITLE = "A song that holds the two of you"


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workbook]:
    """A copy of the workbook, as one has after a download, with the exercise written into it."""
    copy = tmp_path / "copy"
    for name in ("workbook", "notebooks"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "data").mkdir()
    with (copy / "workbook/content/en/reflect.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{SONG}")
    monkeypatch.setenv("PYTHONPATH", str(copy))
    with started(copy) as running:
        yield running


def test_an_exercise_is_added_in_the_page_and_is_there_when_it_opens_again(
    copied: Workbook, visit: Visit
) -> None:
    visit.open(copied.page_address("01-reflect.ipynb"))
    _add_a_line(visit)
    expect(visit.form(TITLE).get_by_role("button", name="Save", exact=True)).to_be_visible()
    _save_the_notebook(visit)
    file = copied.home / "notebooks" / "01-reflect.ipynb"
    cells = json.loads(file.read_text("utf-8"))["cells"]
    assert [cell.get("outputs", []) for cell in cells if "song" in "".join(cell["source"])] == [[]]
    visit.open(copied.page_address("01-reflect.ipynb"))
    form = visit.form(TITLE)
    form.get_by_label("What do you see when you think of this person and the song?").fill("Oil")
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form.get_by_role("status")).to_have_text("Saved")
    kept = copied.home / "data" / "me" / "reflect.song.csv"
    assert "Oil" in kept.read_text("utf-8-sig")


def _add_a_line(visit: Visit) -> None:
    """The steps of the document: show the code, mark the prose, Esc, B, write, Shift+Enter."""
    page = visit.page
    page.get_by_role("button", name="Show the code").click()
    page.locator(".jp-MarkdownCell").last.click(position={"x": 5, "y": 5})
    there = page.locator(".jp-Cell").count()
    page.keyboard.press("Escape")
    page.keyboard.press("b")
    expect(page.locator(".jp-Cell")).to_have_count(there + 1)
    page.keyboard.press("Enter")
    page.keyboard.insert_text(CELL)
    page.keyboard.press("Shift+Enter")


def _save_the_notebook(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("menuitem", name="File", exact=True).click()
    with page.expect_response(lambda got: got.request.method == "PUT" and got.ok):
        page.locator("li[data-command='docmanager:save']").filter(has_text="Save Notebook").click()
