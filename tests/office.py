"""LibreOffice, as the tests run it; run it as a script to install it where it is missing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGE = "libreoffice-calc-nogui"
MISSING = f"LibreOffice is not installed. Run make test-set-up; on Debian: apt install {PACKAGE}."


def find_office() -> str | None:
    """The path of LibreOffice’s program, where there is one."""
    within_app = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or (str(within_app) if within_app.is_file() else None)


def converted(files: list[Path], to: str, folder: Path, profile: Path, read_as: str = "") -> None:
    """Converts files as LibreOffice does on its own; ``read_as`` is a filter with its options."""
    office = find_office()
    assert office, MISSING
    command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    command += [f"--infilter={read_as}"] if read_as else []
    command += ["--convert-to", to, "--outdir", str(folder), *map(str, files)]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=False,
        env=os.environ | {"LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    ending = to.split(":", maxsplit=1)[0]
    made = [(folder / one.name).with_suffix(f".{ending}").is_file() for one in files]
    assert all(made), done.stdout + done.stderr


def install_office() -> None:
    """Installs LibreOffice’s spreadsheet, where one is root and there is none."""
    if find_office():
        return
    print("Fetching LibreOffice for the tests ...", flush=True)
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        for words in (["update"], ["install", "--yes", "--no-install-recommends", PACKAGE]):
            subprocess.run(["apt-get", *words], capture_output=True, check=False)
    if not find_office():
        sys.exit(MISSING)


if __name__ == "__main__":
    install_office()
