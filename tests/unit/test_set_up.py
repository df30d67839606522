"""Setting up says in one line what is missing, and what to do about it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="make and sh are not at home on Windows")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """The files that setting up reads, in a folder of their own."""
    for name in ("pyproject.toml", "constraints.txt", "README.md", "LICENSE", "LICENSE-text"):
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "deploy", tmp_path / "deploy")
    return tmp_path


def _set_up(clone: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", "deploy/set-up.sh"],
        cwd=clone,
        env={"PATH": "/usr/bin:/bin", "HOME": str(clone)} | environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def _only(clone: Path, *tools: str) -> Path:
    """A folder of programs that holds only the named ones."""
    folder = clone / "programs"
    folder.mkdir()
    for tool in tools:
        found = shutil.which(tool)
        assert found, tool
        (folder / tool).symlink_to(found)
    return folder


TOOLS = ("sh", "mktemp", "rm", "touch", "tail", "grep", "cat")


def test_without_python_it_says_which_one_to_install(clone: Path) -> None:
    done = _set_up(clone, PATH=str(_only(clone, *TOOLS)))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "Python 3.11 or newer was not found" in done.stderr
    assert "Install it from python.org" in done.stderr
    assert not (clone / ".venv").exists()


def test_an_older_python_does_not_count(clone: Path) -> None:
    programs = _only(clone, *TOOLS)
    old = programs / "python3"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    done = _set_up(clone, PATH=str(programs))
    assert done.returncode == 1
    assert "Python 3.11 or newer was not found" in done.stderr


def test_without_venv_it_says_which_package_to_install(clone: Path) -> None:
    programs = _only(clone, *TOOLS)
    python = programs / "python3"
    python.write_text(
        f'#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; esac\nexec {sys.executable} "$@"\n',
        encoding="utf-8",
    )
    python.chmod(0o755)
    done = _set_up(clone, PATH=str(programs))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "apt install python3-venv" in done.stderr


def test_without_a_network_it_says_that_only_the_first_start_needs_one(clone: Path) -> None:
    nowhere = "http://127.0.0.1:9/simple"
    done = _set_up(
        clone,
        PYTHON=sys.executable,
        PIP_INDEX_URL=nowhere,
        PIP_CONFIG_FILE=os.devnull,
        PIP_RETRIES="0",
        PIP_TIMEOUT="2",
    )
    assert done.returncode == 1
    assert "Connect to the internet for the first start" in done.stderr
    assert done.stderr.count("\n") == 1
    again = _set_up(clone, PYTHON=sys.executable, PIP_INDEX_URL=nowhere, PIP_RETRIES="0")
    assert again.returncode == 1, "a set-up that failed must not count as done"
