"""Without the workbook's own page: a plain ``jupyter lab``, where one runs the cells oneself."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from conftest import Visit, clean_environment, free_port, until
from playwright.sync_api import expect

ROOT = Path(__file__).parents[2]
WORDS = "zanzibar lantern"


@pytest.fixture
def plain_lab(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A stock JupyterLab over a home, and the address of the stage Reflect in it."""
    home = tmp_path / "home"
    shutil.copytree(ROOT / "notebooks", home / "notebooks")
    (home / "data").mkdir()
    own = {
        name: str(tmp_path / "jupyter" / name.lower())
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    }
    port = free_port()
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    options = ["--ServerApp.token=plain", f"--port={port}", f"--ServerApp.root_dir={home}"]
    process = subprocess.Popen(
        [*command, *options],
        env=clean_environment() | own,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        until(lambda: _answers(f"{address}/api?token=plain"), 60)
        yield home, f"{address}/lab/tree/notebooks/01-reflect.ipynb?token=plain"
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=2):
            return True
    except (URLError, OSError):
        return False


def test_one_line_says_how_to_begin_and_then_everything_works(
    plain_lab: tuple[Path, str], visit: Visit
) -> None:
    home, address = plain_lab
    page = visit.page
    page.goto(address)
    line = page.locator(".jp-RenderedMarkdown").filter(has_text="No forms on this page?")
    expect(line).to_be_visible(timeout=60_000)
    page.get_by_text(re.compile(r"Python 3 \(ipykernel\) \| Idle")).wait_for(timeout=60_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    visit.wait()
    form = visit.form("What do I truly want?")
    form.get_by_label("What lies under that wish?").fill(WORDS)
    expect(form.get_by_role("status")).to_contain_text("Draft saved")
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form.get_by_role("status")).to_have_text("Saved")
    assert WORDS in (home / "data" / "me" / "reflect.intentions.csv").read_text("utf-8-sig")
    _save_the_notebook(visit, home)
    for path in home.rglob("*.ipynb"):
        assert WORDS not in path.read_text(encoding="utf-8"), path


def _save_the_notebook(visit: Visit, home: Path) -> None:
    """Saves it with Jupyter's own menu, outputs and all."""
    file = home / "notebooks" / "01-reflect.ipynb"
    visit.page.get_by_role("menuitem", name="File", exact=True).click()
    visit.page.locator("li[data-command='docmanager:save']").click()
    until(lambda: "application/vnd.jupyter.widget-view+json" in file.read_text(encoding="utf-8"))
