"""A real workbook in a real browser: a started server, a page, and what both have done."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests import validating
from workbook.store.home import Home

sys.path.insert(0, str(Path(__file__).parent))
from install import AXE_SCRIPT, find_browser

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
READY = "Workbook ready: "
PATIENCE = 60_000

expect.set_options(timeout=20_000)


@dataclass
class Workbook:
    """A started workbook: its home, its address, its process."""

    home: Path
    address: str
    process: subprocess.Popen[str]

    def kernels(self) -> list[psutil.Process]:
        """The kernels that run for it."""
        children = psutil.Process(self.process.pid).children(recursive=True)
        return [child for child in children if "ipykernel" in _command(child)]

    def kill_kernels(self) -> None:
        """Ends every kernel without warning."""
        for kernel in self.kernels():
            kernel.send_signal(signal.SIGKILL)

    def page_address(self, notebook: str) -> str:
        """The address of another notebook of this workbook."""
        start, _, token = self.address.partition("?")
        return f"{start.rpartition('/')[0]}/{notebook}?{token}"


def _command(process: psutil.Process) -> str:
    """How a process was started; empty where it has ended meanwhile."""
    try:
        alive = process.status() != psutil.STATUS_ZOMBIE
        return " ".join(process.cmdline()) if alive else ""
    except psutil.Error:
        return ""


def free_port() -> int:
    """A port that nobody listens on, out of those that the system gives away."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def clean_environment() -> dict[str, str]:
    """The environment without anything that speaks of another workbook or Jupyter.

    Snapshots still go where those of all tests go.
    """
    ours = ("WORKBOOK_", "JUPYTER")
    rest = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return rest | {"WORKBOOK_SNAPSHOTS": os.environ["WORKBOOK_SNAPSHOTS"]}


@contextmanager
def started(home: Path, *arguments: str) -> Iterator[Workbook]:
    """Runs ``workbook start`` on a home and ends it again with Ctrl-C."""
    with running("start", "--home", str(home), *arguments, home=home) as workbook:
        yield workbook


@contextmanager
def running(*arguments: str, home: Path) -> Iterator[Workbook]:
    """Runs a command of the workbook that opens it, and ends it again with Ctrl-C."""
    command = [sys.executable, "-m", "workbook", *arguments, "--no-browser"]
    process = subprocess.Popen(
        [*command, "--port", str(free_port())],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=clean_environment(),
        cwd=home.parent,
    )
    try:
        line = process.stdout.readline() if process.stdout else ""
        if not line.startswith(READY):
            process.kill()
            pytest.fail(f"no ready line, but {line!r} and {process.communicate()[1]!r}")
        yield Workbook(home, line.removeprefix(READY).strip(), process)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


@dataclass
class Visit:
    """A page of the browser, with what it asked the network for and complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, address: str) -> None:
        """Goes to an address and waits until the notebook's ending stands there."""
        self.page.goto(address)
        self.wait()

    def reload(self) -> None:
        """Loads the page anew and waits until it is whole."""
        self.page.reload()
        self.wait()

    def wait(self) -> None:
        """Waits until the notebook has run: its header and at least one block after it."""
        self.page.locator(".wb-path:visible").first.wait_for(timeout=PATIENCE)

    def form(self, title: str):
        """The exercise of that title."""
        heading = self.page.get_by_role("heading", name=title, exact=True)
        form = self.page.locator(".wb-form:visible").filter(has=heading)
        form.wait_for(timeout=PATIENCE)
        return form


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; a missing one is a failure, not a reason to skip."""
    path = find_browser()
    assert path, "No Chromium was found. Run: python tests/browser/install.py"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """A fresh page of 1280 by 900, which remembers every request and every error."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    made = Visit(page)
    context.on("request", lambda request: made.requests.append(request.url))
    page.on("pageerror", lambda error: made.errors.append(str(error)))
    page.on("dialog", lambda dialog: dialog.accept())
    yield made
    context.close()


@pytest.fixture
def workbook(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Workbook]:
    """A workbook started on an empty home; what the test leaves in it must be as described."""
    with started(tmp_path / "home") as running:
        yield running
    validating.check(Home(tmp_path / "home"), request)


@pytest.fixture(scope="session")
def axe_script() -> str:
    """The text of axe-core."""
    assert AXE_SCRIPT.is_file(), "axe-core is missing. Run: python tests/browser/install.py"
    return AXE_SCRIPT.read_text(encoding="utf-8")


def until(true: Callable[[], bool], seconds: float = 20) -> None:
    """Waits until something is true; fails when it is not within the time."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"still not true after {seconds} seconds"
        time.sleep(0.05)
