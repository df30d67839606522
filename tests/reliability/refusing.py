"""Ways to be refused, and to see that nothing changed."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reliability.actions import ACTIONS, furnish
from tests.samples import content_folder, exercise, files, temporaries
from workbook.errors import NotSavedError, WorkbookError
from workbook.store import entries
from workbook.store.home import Home
from workbook.store.sheets import parse

ROOT = Path(__file__).parents[2]
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
POSIX = pytest.mark.skipif(os.name != "posix", reason="this way of refusing is POSIX's")
every_action = pytest.mark.parametrize("action", ACTIONS)


@pytest.fixture
def full_home(home: Home) -> Home:
    """A home with one of everything."""
    return furnish(home)


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder that every user of the machine may look into, with a furnished home in it."""
    place = Path(tempfile.mkdtemp(prefix="workbook-tests-"))
    place.chmod(0o755)
    content_folder(place)
    yield place
    shutil.rmtree(place)


def in_a_process(place: Path, action: str, restriction: str) -> dict[str, str]:
    """What came of an action that another process did under a restriction."""
    command = [sys.executable, "-m", "tests.reliability.actions", str(place), action, restriction]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def refuses(home: Home, action: str, error: type[WorkbookError] = NotSavedError) -> str:
    """The message of a refusal that leaves every file byte for byte as it was."""
    before = files(home.root)
    with pytest.raises(error) as refused:
        ACTIONS[action](home)
    assert files(home.root) == before
    assert temporaries(home.root) == []
    assert str(home.data) in str(refused.value)
    return str(refused.value)


def loaded(home: Home) -> list[entries.Entry]:
    """The entries of the exercise with one answer."""
    return entries.load(home.data / "mum", exercise("all.one")).entries


def unreadable(home: Home) -> list[str]:
    """The lines that could not be read, in every file of answers."""
    return [
        f"{path}, line {one.line}: {one.reason}"
        for path in home.data.rglob("*.csv")
        for one in parse(path.read_bytes(), entries.FIXED).set_aside
    ]
