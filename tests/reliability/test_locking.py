"""Locking and unlocking, cut off at any moment: a whole copy of every word is always there."""

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.locking import (
    PASSPHRASE,
    everything,
    quick_cipher,
    versions,
    write_everything,
)
from tests.reliability.disks import fill
from tests.reliability.disks import small_disk as a_small_disk
from tests.reliability.dying import dying
from tests.reliability.step_by_step import refused_at
from tests.samples import content_folder, files, temporaries
from workbook.errors import LockError, NotSavedError
from workbook.store.copies.lock import encryption, lock_states
from workbook.store.copies.lock.lock_states import State
from workbook.store.home import Home

__all__ = ["quick_cipher"]

ROOT = Path(__file__).parents[2]
SEED = 20260503
KILLS = 100
MANY = 500
"More changes of the disk than a lock or an unlock makes."

Act = Callable[[Home, str], list[Path]]
DIRECTIONS = [encryption.lock, encryption.unlock]
both_ways = pytest.mark.parametrize("act", DIRECTIONS)
finished_by_either = pytest.mark.parametrize("finish", DIRECTIONS)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of a megabyte."""
    place = tmp_path / "disk"
    place.mkdir()
    with a_small_disk(place) as mounted:
        if not mounted:
            pytest.skip("only root can mount a small disk; the test before does without one")
        yield place


@pytest.fixture
def pattern(small_content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a home and its snapshots, to be copied for each try."""
    place = tmp_path / "pattern"
    place.mkdir()
    monkeypatch.setenv("WORKBOOK_SNAPSHOTS", str(place / "snapshots"))
    write_everything(Home(place / "home"))
    return place


def anew(pattern: Path, place: Path, act: Act, patch: pytest.MonkeyPatch) -> Home:
    """A copy of the pattern, locked already where it is to be unlocked."""
    shutil.copytree(pattern, place)
    patch.setenv("WORKBOOK_SNAPSHOTS", str(place / "snapshots"))
    home = Home(place / "home")
    if act is encryption.unlock:
        encryption.lock(home, PASSPHRASE)
    return home


def finish_and_look(home: Home, finish: Act, before: dict[str, bytes]) -> None:
    """Runs a command again after a mishap, and sees that it finishes and that nothing is lost."""
    assert set(before.items()) <= versions(home, PASSPHRASE)
    with suppress(LockError):  # it was finished, or hardly begun
        finish(home, PASSPHRASE)
        assert temporaries(home.root.parent) == []
    if finish is encryption.lock:
        assert lock_states.state(home) is State.LOCKED
        assert everything(home) == {}
        encryption.unlock(home, PASSPHRASE)
    assert lock_states.state(home) is State.OPEN
    assert everything(home) == before
    assert not any(files(aside.data) for aside in lock_states.asides(home))


@finished_by_either
@both_ways
@pytest.mark.usefixtures("quick_cipher")
def test_whichever_change_of_the_disk_is_the_last_one_nothing_is_lost(
    pattern: Path, tmp_path: Path, act: Act, finish: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(Home(pattern / "home"))
    for after in range(MANY):
        home = anew(pattern, tmp_path / str(after), act, monkeypatch)
        with dying(home.root.parent, after) as life:
            act(home, PASSPHRASE)
        finish_and_look(home, finish, before)
        shutil.rmtree(home.root.parent)
        if not life.ended:
            break
    assert 20 < after < MANY - 1


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EIO], ids=errno.errorcode.get)
@both_ways
@pytest.mark.usefixtures("quick_cipher")
def test_whichever_call_the_disk_refuses_it_is_said_and_nothing_is_lost(
    pattern: Path, tmp_path: Path, act: Act, reason: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(Home(pattern / "home"))
    refusals = 0
    for at in range(1, MANY):
        home = anew(pattern, tmp_path / str(at), act, monkeypatch)
        with refused_at(at, lasts=True, reason=reason) as refusal:
            try:
                act(home, PASSPHRASE)
            except NotSavedError:
                refusals += 1
        finish_and_look(home, act, before)
        shutil.rmtree(home.root.parent)
        if not refusal.was_met:
            break
    assert refusals > 5
    assert not refusal.was_met


@both_ways
@pytest.mark.usefixtures("quick_cipher")
def test_on_a_disk_with_room_for_a_part_of_it_everything_stays_as_it_was(
    pattern: Path, small_disk: Path, act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = everything(Home(pattern / "home"))
    home = anew(pattern, small_disk / "place", act, monkeypatch)
    for room in range(MANY):
        before = files(home.root)
        filler = fill(small_disk, room)
        try:
            act(home, PASSPHRASE)
        except NotSavedError as error:
            refusal = str(error)
            filler.unlink()
            assert files(home.root) == before
        else:
            break
    assert 0 < room < MANY - 1
    assert "the disk is full" in refusal
    filler.unlink()
    finish_and_look(home, act, whole)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has neither fork nor SIGKILL")
def test_nothing_is_lost_when_the_process_dies_in_mid_lock_or_unlock(tmp_path: Path) -> None:
    content_folder(tmp_path)
    command = [sys.executable, "-m", "tests.reliability.locking", str(tmp_path), str(KILLS)]
    done = subprocess.run(
        [*command, str(SEED)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    print("locking", report)
    assert report["kills"] == KILLS
    assert report["lost"] == []
    assert report["left"] == []
    assert report["unfinished"] > KILLS / 10, "the kills hardly fell into a lock or an unlock"
