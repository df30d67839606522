"""Takes the pictures of the README from a real browser, over the invented story.

python docs/take_screenshots.py [--out FOLDER]
"""

import argparse
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))
from conftest import FLAGS, Visit, Workbook, started  # noqa: E402 - the tests know how to start one
from install import find_browser  # noqa: E402

from workbook.launcher import story  # noqa: E402
from workbook.store.home import Home  # noqa: E402

DAYS = 120


def reflect(visit: Visit, workbook: Workbook) -> None:
    """A stage as it opens."""
    visit.open(workbook.page_address("01-reflect.ipynb"))
    visit.form("What do I truly want?")


def closeness(visit: Visit, workbook: Workbook) -> None:
    """A check-in, half filled in."""
    visit.open(workbook.page_address("check-in.ipynb"))
    form = visit.form("Today")
    for question, step in (("How is your mood", "6"), ("How close do you feel", "3")):
        group = form.get_by_role("group", name=question)
        group.get_by_role("radio", name=step, exact=True).check()
    _to_the_top(visit.page, form)


def feelings(visit: Visit, workbook: Workbook) -> None:
    """Choosing feelings, in the dark."""
    visit.open(workbook.page_address("01-reflect.ipynb"))
    visit.page.get_by_role("button", name="Dark").click()
    _to_the_top(visit.page, visit.page.get_by_role("group", name="What do you feel when"))


def journey(visit: Visit, workbook: Workbook) -> None:
    """Mood and closeness over time."""
    visit.open(workbook.page_address("review.ipynb"))
    visit.page.locator(".js-plotly-plot").wait_for(timeout=60_000)
    _to_the_top(visit.page, visit.page.locator(".wb-picture").first)


def _to_the_top(page: Page, place: object) -> None:
    place.evaluate("(one) => one.scrollIntoView({ block: 'start' })")
    page.mouse.move(640, 400)
    page.mouse.wheel(0, -70)
    page.mouse.move(4, 400)


PICTURES = {
    "reflect": (reflect, 1280, 1240),
    "closeness": (closeness, 900, 760),
    "journey": (journey, 900, 800),
    "feelings-dark": (feelings, 900, 760),
}


def main() -> None:
    """Takes every picture."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures")
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Home(Path(folder) / "home")
        home.root.mkdir()
        story.write(home, DAYS)
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        with started(home.root) as workbook:
            for name, (show, width, height) in PICTURES.items():
                context = browser.new_context(viewport={"width": width, "height": height})
                visit = Visit(context.new_page())
                show(visit, workbook)
                visit.page.wait_for_timeout(1500)
                visit.page.screenshot(path=out / f"{name}.png")
                print(out / f"{name}.png")
                context.close()
        browser.close()


if __name__ == "__main__":
    main()
