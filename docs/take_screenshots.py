"""Takes the pictures of the README from a real browser, over the invented story.

python docs/take_screenshots.py [--out FOLDER] [NAME …]
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Locator, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))
from conftest import FLAGS, Visit, Workbook, started  # noqa: E402 - the tests know how to start one
from install import find_browser  # noqa: E402

from workbook.launcher import story  # noqa: E402
from workbook.store.home import Home  # noqa: E402
from workbook.words import say  # noqa: E402

DAYS = 120
EDGE = 20
"Pixels left free around what is shown."
MESSAGE = (
    "You never ring. I swam past the old jetty today and thought of you. "
    "We could have a cup of tea, if you like."
)

Seen = list[Locator]
"What a picture shows, from the first to the last; nothing: all that the window holds."


def reflect(visit: Visit, workbook: Workbook) -> Seen:
    """A stage as it opens."""
    visit.open(workbook.page_address("01-reflect.ipynb"))
    visit.form("What do I truly want?")
    return []


def journey(visit: Visit, workbook: Workbook) -> Seen:
    """Mood and closeness over time."""
    visit.open(workbook.page_address("review.ipynb"))
    visit.page.locator(".js-plotly-plot").wait_for(timeout=60_000)
    return [visit.page.locator(".wb-picture").first]


def lifeline(visit: Visit, workbook: Workbook) -> Seen:
    """How the distance grew, as one line."""
    visit.open(workbook.page_address("02-understand.ipynb"))
    form = visit.form("How the distance grew")
    return [form.get_by_role("heading", name="Your line"), asked(form, "turned")]


def coach(visit: Visit, workbook: Workbook) -> Seen:
    """A first message, and what the coach remarks on."""
    visit.open(workbook.page_address("04-reach-out.ipynb"))
    visit.page.get_by_role("button", name=say("care.safety.go_on")).first.click()
    form = visit.form("A first small message")
    form.get_by_label("Your words").fill(MESSAGE)
    form.get_by_label("Your words").blur()
    return [asked(form, "text"), form.locator(".wb-tool:has(.wb-remark)")]


def mosaic(visit: Visit, workbook: Workbook) -> Seen:
    """Small brave moments, gathered from all stages."""
    visit.open(workbook.page_address("09-choose.ipynb"))
    form = visit.form("Small brave moments")
    return [form.get_by_role("heading", name="All of it"), form.locator(".wb-tiles")]


def closeness(visit: Visit, workbook: Workbook) -> Seen:
    """A check-in on a telephone, in the dark."""
    visit.open(workbook.page_address("check-in.ipynb"))
    visit.page.get_by_role("button", name="Dark").click()
    form = visit.form("Today")
    questions = [asked(form, "mood"), asked(form, "closeness")]
    for question, step in zip(questions, ("6", "3"), strict=True):
        question.get_by_role("radio", name=step, exact=True).check()
    return questions


def asked(form: Locator, question: str) -> Locator:
    """A question with its label and hint."""
    return form.locator(f".wb-control[data-question='{question}']")


PICTURES: dict[str, tuple[Callable[[Visit, Workbook], Seen], int, int]] = {
    "reflect": (reflect, 1000, 1340),
    "journey": (journey, 900, 1000),
    "lifeline": (lifeline, 900, 1100),
    "coach": (coach, 900, 1400),
    "mosaic": (mosaic, 900, 1700),
    "closeness-dark": (closeness, 420, 1300),
}
"By name: what is shown, and the width and height of the window."


def around(seen: Seen) -> dict[str, float] | None:
    """The part of the window that holds all of it, with an edge."""
    if not seen:
        return None
    page = seen[0].page
    seen[0].evaluate("(one) => one.scrollIntoView({ block: 'start' })")
    page.mouse.move(200, 400)
    page.mouse.wheel(0, -3 * EDGE)
    page.mouse.move(4, 4)
    page.wait_for_timeout(1000)
    boxes = [one.bounding_box() for one in seen]
    left = min(box["x"] for box in boxes) - EDGE
    top = min(box["y"] for box in boxes) - EDGE / 2  # what stands above is near
    right = max(box["x"] + box["width"] for box in boxes) + EDGE
    bottom = max(box["y"] + box["height"] for box in boxes) + EDGE
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def take(browser: Browser, workbook: Workbook, name: str, out: Path) -> Path:
    """One picture."""
    show, width, height = PICTURES[name]
    context = browser.new_context(viewport={"width": width, "height": height})
    visit = Visit(context.new_page())
    seen = show(visit, workbook)
    visit.page.wait_for_timeout(1500)
    path = out / f"{name}.png"
    visit.page.screenshot(path=path, clip=around(seen))
    context.close()
    return path


def main() -> None:
    """Takes the pictures that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(PICTURES))
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Home(Path(folder) / "home")
        home.root.mkdir()
        story.write(home, DAYS)
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        with started(home.root) as workbook:
            for name in given.names or PICTURES:
                print(take(browser, workbook, name, given.out))
        browser.close()


if __name__ == "__main__":
    main()
