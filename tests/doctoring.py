"""What the tests of ``workbook doctor`` share: homes to look at, and what is said of them."""

import os
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import nbformat
import pytest
from click.testing import CliRunner, Result

import workbook as wb
from workbook.content.reading import content, exercise
from workbook.launcher import story
from workbook.launcher.commands import main
from workbook.launcher.health import examine
from workbook.launcher.health.findings import Finding, State
from workbook.store import bonds, drafts, entries, keeping
from workbook.store.home import Home, find

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
RAIN = "data/rain"
STRAY = ".checkin.csv.0123abcd.tmp"


def doctor(home: Home, *more: str) -> Result:
    """All that doctor says."""
    result = CliRunner().invoke(main, ["doctor", "--home", str(home.root), *more])
    assert "Traceback" not in result.output
    assert all(len(line) <= 80 or "“" in line or "/" in line for line in result.stdout.splitlines())
    return result


def wrong(home: Home) -> list[Finding]:
    """What is wrong with a home."""
    return [finding for finding in examine(home) if finding.state is State.WRONG]


def notes(home: Home) -> list[Finding]:
    """What there is to know about a home."""
    return [finding for finding in examine(home) if finding.state is State.NOTE]


def words_kept(home: Home) -> dict[str, Any]:
    """Every answer of every entry, and every draft as it stands."""
    kept: dict[str, Any] = {}
    for bond in bonds.known(home):
        for asked in content().all_exercises:
            loaded = entries.load(home.data / bond, asked)
            kept[f"{bond} {asked.id}"] = [(one.on, one.answers) for one in loaded.entries]
        for path in (home.data / bond / drafts.FOLDER).glob("*.json"):
            kept[f"{bond} {path.name}"] = path.read_bytes()
    return kept


def notebook(home: Home, name: str) -> Any:
    """A notebook of home, read."""
    return nbformat.read(home.notebooks / name, as_version=4)


@pytest.fixture
def snapshot_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of snapshots that no other test has used."""
    monkeypatch.setenv("WORKBOOK_SNAPSHOTS", str(tmp_path / "snapshots"))
    return tmp_path / "snapshots"


@pytest.fixture(scope="module")
def story_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """An invented story of some weeks, written once."""
    home = Home(tmp_path_factory.mktemp("story"))
    story.write(home, 20)
    return home


@pytest.fixture
def told(at_home: Home, snapshot_folder: Path, story_home: Home) -> Home:
    """A home with that story."""
    shutil.copytree(story_home.data, at_home.data, dirs_exist_ok=True)
    return at_home


@pytest.fixture
def own(at_home: Home, snapshot_folder: Path) -> Home:
    """A home in which a person has saved two entries of their own and typed another."""
    for mood in (6, 4):
        check_in(mood=mood, note=f'It was a {mood}; "fine", they said.')
    wb.form("reflect.intentions").answers = {"under": "typed, not saved"}
    return at_home


def check_in(**answers: Any) -> None:
    """A check-in of today."""
    keeping.save(find(), "me", exercise("checkin"), answers, date.today())


def put(path: Path, content: bytes) -> None:
    """Writes a file that only its owner can open."""
    path.write_bytes(content)
    path.chmod(0o600)
