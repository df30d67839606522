"""A real lock, made in a real terminal; the program ``age`` opens it with none of our code."""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psutil
import pytest

from tests.locking import PASSPHRASE
from tests.samples import files
from workbook.content.reading import exercise
from workbook.store import keeping
from workbook.store.copies import archives
from workbook.store.copies.snapshots import snapshots
from workbook.store.home import Home

pexpect = pytest.importorskip("pexpect", reason="Windows has no such terminals")

SECONDS = 120
WRITTEN = "words that nobody else may read"


@dataclass
class Locked:
    """A locked home, what was in it before, and what the terminal showed meanwhile."""

    home: Home
    before: dict[str, bytes]
    snapshot: snapshots.Snapshot
    shown: str
    seen_by_others: str


def in_a_terminal(*command: str) -> "pexpect.spawn[str]":
    """A command that somebody has typed into a terminal."""
    return pexpect.spawn(
        command[0], [*command[1:]], encoding="utf-8", timeout=SECONDS, dimensions=(24, 200)
    )


def workbook(*words: str) -> "pexpect.spawn[str]":
    return in_a_terminal(sys.executable, "-m", "workbook", *words)


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Locked]:
    """Locked once, for all tests here: it takes some seconds on purpose."""
    place = tmp_path_factory.mktemp("for-real")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBOOK_SNAPSHOTS", str(place / "snapshots"))
        home = Home(place / "home")
        keeping.save(home, "me", exercise("checkin"), {"note": WRITTEN}, date(2026, 5, 3))
        snapshot = snapshots.take(home)
        before = archives.gather(home)
        terminal = workbook("lock", "--home", str(home.root))
        terminal.expect("Passphrase")
        terminal.sendline(PASSPHRASE)
        terminal.expect("The same once more")
        shown = terminal.before
        terminal.sendline(PASSPHRASE)
        terminal.expect("this takes some seconds")
        process = psutil.Process(terminal.pid)
        seen = " ".join([*process.cmdline(), *process.environ().values()])
        terminal.expect(pexpect.EOF)
        terminal.close()
        assert terminal.exitstatus == 0, terminal.before
        yield Locked(home, before, snapshot, shown + terminal.before, seen)


def test_the_terminal_shows_what_locking_means_and_never_the_passphrase(locked: Locked) -> None:
    assert "Your answers are locked. Open them with: workbook unlock" in locked.shown
    assert PASSPHRASE not in locked.shown
    assert PASSPHRASE not in locked.seen_by_others
    assert "python" in locked.seen_by_others


def test_no_plain_word_is_left(locked: Locked) -> None:
    left = files(locked.home.root.parent)
    assert sorted(Path(path).name for path in left if path.endswith((".age", ".csv", ".zip"))) == [
        "data.zip.age",
        "snapshots.zip.age",
    ]
    assert not [path for path, content in left.items() if WRITTEN.encode() in content]


def test_the_standard_age_program_opens_it_without_us(locked: Locked, tmp_path: Path) -> None:
    assert shutil.which("age"), "The program age is missing. Run: python tests/browser/install.py"
    assert archives.unpack(
        opened_by_age(locked.home.root / "data.zip.age", tmp_path), tmp_path
    ) == (locked.before)
    packed = opened_by_age(locked.snapshot.path.with_name("snapshots.zip.age"), tmp_path)
    [name] = archives.unpack(packed, tmp_path)
    assert name == locked.snapshot.path.name


def opened_by_age(file: Path, folder: Path) -> bytes:
    """What the program age makes of a file, with the passphrase typed into a terminal."""
    out = folder / f"{file.name}.opened"
    terminal = in_a_terminal("age", "--decrypt", "--output", str(out), str(file))
    terminal.expect("passphrase")
    terminal.sendline(PASSPHRASE)
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0, terminal.before
    return out.read_bytes()


def test_a_typing_mistake_can_be_made_good(
    locked: Locked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(locked.home.root.parent, tmp_path / "copy")
    monkeypatch.setenv("WORKBOOK_SNAPSHOTS", str(tmp_path / "copy" / "snapshots"))
    home = Home(tmp_path / "copy" / "home")
    terminal = workbook("unlock", "--home", str(home.root))
    terminal.expect("Passphrase")
    terminal.sendline("rain on the rood")
    terminal.expect("was not taken")
    terminal.expect("Passphrase")
    terminal.sendline(PASSPHRASE)
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0, terminal.before
    assert archives.gather(home) == locked.before
    assert [one.stamp for one in snapshots.all_of(home)] == [locked.snapshot.stamp]
    assert not list(Path(os.environ["WORKBOOK_SNAPSHOTS"]).rglob("*.age"))
