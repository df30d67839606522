"""A disk that is full at any moment: refused is said, and everything is as it was."""

import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reliability.actions import ACTIONS, furnish
from tests.reliability.disks import MANY_PAGES, fill, small_disk
from tests.reliability.refusing import every_action, refuses, unreadable
from tests.reliability.step_by_step import refused_at
from tests.samples import files, temporaries
from workbook.errors import NotSavedError
from workbook.store.home import Home

MANY = 200
"More calls than any action makes."


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A real small disk."""
    place = tmp_path / "disk"
    place.mkdir()
    with small_disk(place) as mounted:
        if not mounted:
            pytest.skip("only root can mount a small disk; the last test does without one")
        yield place


@every_action
def test_on_a_full_disk_nothing_changes_and_there_is_a_cure(
    small_content: Path, disk: Path, action: str
) -> None:
    home = furnish(Home(disk / "home"))
    filler = fill(disk)
    message = refuses(home, action)
    assert "the disk is full" in message
    assert "Make some room" in message
    filler.unlink()
    ACTIONS[action](home)


@every_action
def test_with_room_for_one_part_of_it_and_then_for_one_more_nothing_is_half_done(
    small_content: Path, disk: Path, action: str
) -> None:
    home = furnish(Home(disk / "home"))
    for room in range(MANY_PAGES):
        filler = fill(disk, room)
        if not is_refused(home, action):
            break
        filler.unlink()
    assert 0 < room < MANY_PAGES - 1


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EIO], ids=errno.errorcode.get)
@pytest.mark.parametrize("lasts", [True, False], ids=["from then on", "once"])
@every_action
def test_whichever_call_the_disk_refuses_nothing_is_half_done(
    home: Home, tmp_path: Path, action: str, reason: int, *, lasts: bool
) -> None:
    refusals, kept = 0, furnish(Home(tmp_path / "kept")).root
    for at in range(1, MANY):
        place = Home(shutil.copytree(kept, tmp_path / str(at)))
        with refused_at(at, lasts=lasts, reason=reason) as refusal:
            refused = is_refused(place, action)
        if not refusal.was_met:
            break
        refusals += refused
        if refused:
            assert not is_refused(place, action)
    assert refusals > 0
    assert not refusal.was_met


def is_refused(home: Home, action: str) -> bool:
    """Whether it is refused, with everything as before; what is not refused is done."""
    before = files(home.root)
    try:
        ACTIONS[action](home)
    except NotSavedError:
        assert files(home.root) == before
        refused = True
    else:
        assert files(home.root) != before
        refused = False
    assert temporaries(home.root) == []
    assert unreadable(home) == []
    return refused
