"""What tests of snapshots share: a place for them, a clock that can be set, what they hold."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine

from tests.one_thing import one, save
from workbook.store import entries, keeping
from workbook.store.copies.snapshots import places, snapshots
from workbook.store.home import Home

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes, nor time zones")
FIRST = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the snapshots of one test go."""
    monkeypatch.setenv(places.CHOSEN, str(tmp_path / "elsewhere" / "snapshots"))
    return snapshots.base()


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """A clock that can be set, and stands still."""
    with time_machine.travel(FIRST, tick=False) as travel:
        yield travel


def save_on(clock: time_machine.Traveller, moment: datetime, home: Home) -> None:
    """Saves an entry at a moment."""
    clock.move_to(moment, tick=False)
    save(home, moment.isoformat(), on=date.today())


def open_at(clock: time_machine.Traveller, moment: datetime, home: Home) -> None:
    """Opens the workbook at a moment, or ends it."""
    clock.move_to(moment, tick=False)
    with keeping.in_hand(home):
        pass


def held(snapshot: snapshots.Snapshot) -> list[str]:
    """The words of the entries in a snapshot."""
    place = snapshot.path.parent / "unpacked"
    for path, content in snapshots.contents(snapshot).items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(content)
    found = [entry.answers["words"] for entry in entries.load(place / "data" / "me", one()).entries]
    shutil.rmtree(place)
    return found


def stamps(home: Home) -> list[str]:
    """The names of the snapshots, in order."""
    return [snapshot.stamp for snapshot in snapshots.all_of(home)]
