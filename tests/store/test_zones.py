"""Wherever the computer stands, the files tell their moments in UTC."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests.one_thing import FILE, one, save
from tests.samples import DAY, files
from workbook.store import durable, entries, keeping
from workbook.store.home import Home

EVENING = datetime(2026, 5, 3, 20, 30, tzinfo=ZoneInfo("America/New_York"))
MOMENT, STAMP = "2026-05-04T00:30:00Z", "20260504T003000"

Act = Callable[[Home, Path], object]


@pytest.fixture
def in_new_york() -> Iterator[None]:
    """It is half past eight in the evening there, and stays so."""
    with time_machine.travel(EVENING, tick=False):
        yield


def add(home: Home, folder: Path) -> None:
    with durable.locked(home.data):
        entries.add(folder, one(), [(DAY, {"words": "told"}, EVENING)])


def write_by_hand(home: Home, folder: Path) -> None:
    (folder / FILE).write_bytes(b"entry,on,saved_at,words\r\n,2026-05-03,,by hand\r\n")
    with durable.locked(home.data):
        entries.give_ids(folder, one())


def damage(home: Home, folder: Path) -> None:
    save(home, "whole")
    (folder / FILE).write_bytes((folder / FILE).read_bytes() + b"torn")
    save(home, "new")


ACTS: dict[str, Act] = {
    "a new entry": lambda home, folder: save(home, "new"),
    "a changed one": lambda home, folder: save(home, "changed", save(home, "first")),
    "one taken out": lambda home, folder: keeping.take_back(
        home, "me", one(), save(home, "first").id
    ),
    "one that was told": add,
    "a row written by hand": write_by_hand,
    "a damaged file": damage,
}


@pytest.mark.damaged
@pytest.mark.usefixtures("in_new_york")
@pytest.mark.parametrize("what", ACTS)
def test_every_moment_in_the_files_and_in_their_names_is_utc(
    home: Home, folder: Path, what: str
) -> None:
    ACTS[what](home, folder)
    told = "\n".join(f"{name}\n{content.decode()}" for name, content in files(home.data).items())
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[^\s,\"]+", told)) == {MOMENT}
    assert set(re.findall(r"\d{8}T\d{6}", told)) == {STAMP}
