"""Time from the command to the first usable form: the workbook against stock JupyterLab.

The stock side is a plain notebook of the same questions in stock ipywidgets; "Run All Cells" is
chosen from the menu as soon as the page offers it, so no human delay is counted. Both sides run
in turn on the same machine; medians, and the ratio pair by pair, are what to quote.

    python benchmarks/opening.py [--runs 5]
"""

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))
from conftest import FLAGS, started  # noqa: E402 - the tests know how to start a workbook
from install import find_browser  # noqa: E402

from workbook.content.questions import Choice, Several  # noqa: E402
from workbook.content.reading import content  # noqa: E402
from workbook.content.wording import Reader  # noqa: E402

STAGE = "welcome"
PATIENCE = 90_000


def workbook(browser: Browser) -> tuple[float, float]:
    """Seconds to the first form, and to the last block of the page, in a new home."""
    with tempfile.TemporaryDirectory() as folder:
        begin = time.monotonic()
        with started(Path(folder) / "home") as running:
            page = browser.new_page()
            page.goto(running.address)
            page.locator(".wb-form input:visible").first.wait_for(timeout=PATIENCE)
            first = time.monotonic() - begin
            last = page.locator(".wb-form").nth(3).locator("input").first
            last.wait_for(state="attached", timeout=PATIENCE)
            whole = time.monotonic() - begin
            page.close()
            return first, whole


def stock(browser: Browser) -> tuple[float, float]:
    """The same for stock JupyterLab and stock ipywidgets."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        nbformat.write(_plain_notebook(), home / "plain.ipynb")
        begin = time.monotonic()
        port, process = _stock_server(home)
        try:
            page = browser.new_page()
            _until_it_answers(port)
            page.goto(f"http://127.0.0.1:{port}/lab/tree/plain.ipynb?token=bench")
            _run_all(page)
            inputs = page.locator(".jp-OutputArea :is(input, textarea)")
            inputs.first.wait_for(timeout=PATIENCE)
            first = time.monotonic() - begin
            last = page.locator(".jp-CodeCell").last.locator(".widget-button")
            last.wait_for(state="attached", timeout=PATIENCE)
            whole = time.monotonic() - begin
            page.close()
            return first, whole
        finally:
            process.terminate()
            process.wait(timeout=30)


def _plain_notebook() -> nbformat.NotebookNode:
    """The questions of the stage as stock widgets, one cell per exercise."""
    cells = []
    for exercise in content().exercises[STAGE]:
        lines = ["import ipywidgets as w"]
        for question in exercise.questions:
            label = question.label.to(Reader())
            if isinstance(question, (Choice, Several)):
                options = [option.label.to(Reader()) for option in question.options]
                lines.append(f"display(w.RadioButtons(description={label!r}, options={options!r}))")
            elif hasattr(question, "low"):
                lines.append(f"display(w.IntSlider(description={label!r}, min=0, max=10))")
            else:
                lines.append(f"display(w.Textarea(description={label!r}))")
        lines.append("display(w.Button(description='Save'))")
        cells.append(nbformat.v4.new_code_cell("\n".join(lines)))
    kernel = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return nbformat.v4.new_notebook(cells=cells, metadata=metadata)


def _stock_server(home: Path) -> tuple[int, subprocess.Popen[bytes]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {
        name: str(home / name.lower())
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    options = ["--ServerApp.token=bench", f"--port={port}", f"--ServerApp.root_dir={home}"]
    process = subprocess.Popen(
        [*command, *options],
        env=os.environ | own,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return port, process


def _until_it_answers(port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    sys.exit("stock JupyterLab did not answer")


def _run_all(page: Page) -> None:
    """Chooses Run ▸ Run All Cells as soon as the notebook and its kernel are there."""
    page.locator(".jp-CodeCell").first.wait_for(timeout=PATIENCE)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=PATIENCE)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    ours, theirs = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        for number in range(runs + 1):
            pair = workbook(browser), stock(browser)
            if number:  # the first pair only warms the disk
                ours.append(pair[0])
                theirs.append(pair[1])
        browser.close()
    for place, name in enumerate(("first usable form", "whole page")):
        mine = statistics.median(one[place] for one in ours)
        stocks = statistics.median(one[place] for one in theirs)
        ratios = [a[place] / b[place] for a, b in zip(ours, theirs, strict=True)]
        print(
            f"{name}: workbook {mine:.2f} s, stock {stocks:.2f} s, "
            f"ratio {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
        )


if __name__ == "__main__":
    main()
