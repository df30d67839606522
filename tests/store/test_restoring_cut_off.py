"""Wherever going back is refused, killed or waited for, nothing is lost and nothing half done."""

import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from tests.dated import base
from tests.going_back import in_data, then, when_laid_down, words
from tests.one_thing import one, save
from tests.samples import files
from workbook.errors import (
    NotSavedError,
    UnknownEntryError,
)
from workbook.store import durable, entries
from workbook.store.copies.snapshots import replacing, restoring, snapshots
from workbook.store.home import Home

__all__ = ["base", "then"]

pytestmark = pytest.mark.usefixtures("base")

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has neither fork nor such links")
CHANGING = ("replace", "mkdir", "unlink", "rmdir")
"The calls that change something on the disk, but for what is in a file."
ASKING = (*CHANGING, "link", "fsync")
"The calls that a disk can refuse."


# Where it is refused


@contextmanager
def meeting(meet: Callable[[int], None], names: tuple[str, ...]) -> Iterator[Iterator[int]]:
    """Meets each of these calls with its number; gives the numbers that are left."""
    numbers = count()

    def met(call: Callable[..., Any]) -> Callable[..., Any]:
        def met_call(*given: Any, **named: Any) -> Any:
            meet(next(numbers))
            return call(*given, **named)

        return met_call

    with mock.patch.multiple(os, **{name: met(getattr(os, name)) for name in names}):
        yield numbers


@pytest.fixture
def as_before(home: Home, then: snapshots.Snapshot, base: Path) -> Callable[[], None]:
    """Makes the home and its snapshots what they were."""
    copies = {place: place.with_name(f"{place.name}-before") for place in (home.root, base)}
    for place, copy in copies.items():
        shutil.copytree(place, copy)

    def again() -> None:
        for place, copy in copies.items():
            shutil.rmtree(place)
            shutil.copytree(copy, place)

    return again


def restored_where_the_disk_refuses(
    home: Home, then: snapshots.Snapshot, at: int, names: tuple[str, ...], *, lasts: bool
) -> tuple[bool, bool]:
    """Whether a restore was done, and whether it met a call that was refused."""

    def meet(number: int) -> None:
        if number == at or (lasts and number > at):
            raise OSError(28, os.strerror(28))

    done = True
    with meeting(meet, names) as numbers:
        try:
            restoring.restore(home, then)
        except NotSavedError:
            done = False
    return done, next(numbers) > at


@pytest.mark.parametrize(("lasts", "names"), [(False, ASKING), (True, CHANGING)])
def test_wherever_the_disk_refuses_everything_is_as_it_was_or_as_was_asked_for(
    home: Home,
    then: snapshots.Snapshot,
    lasts: bool,
    names: tuple[str, ...],
    as_before: Callable[[], None],
) -> None:
    now, asked_for, refusals = files(home.data), in_data(then), 0
    for at in count():
        done, met = restored_where_the_disk_refuses(home, then, at, names, lasts=lasts)
        refusals += not done
        assert not done or files(home.data) == asked_for, at
        assert done or lasts or files(home.data) == now, f"refused at {at}, and changed"
        with durable.locked(home.data):
            restoring.recover(home)
        assert not replacing.is_unfinished(home)
        assert files(home.data) in (now, asked_for), at
        kept = any(in_data(one_) == now for one_ in snapshots.all_of(home))
        assert kept or files(home.data) == now, at
        if not met:
            break
        as_before()
    assert refusals > 20


def test_what_cannot_be_tidied_away_is_tidied_away_later(
    home: Home, then: snapshots.Snapshot
) -> None:
    with mock.patch.object(replacing, "bring_back", side_effect=NotSavedError):
        assert restoring.restore(home, then)
    assert replacing.is_unfinished(home)
    save(home, "later")
    assert not replacing.is_unfinished(home)
    assert "later" in words(home)


def test_where_the_copy_of_what_was_replaced_is_torn_by_then_all_of_it_is_brought_back(
    home: Home, then: snapshots.Snapshot
) -> None:
    now = (home.data / "me" / "all.one.csv").read_bytes()
    with mock.patch.object(replacing, "bring_back", side_effect=NotSavedError):
        replaced = restoring.restore(home, then)
    assert replaced
    replaced.path.write_bytes(b"torn")
    save(home, "later")
    beside = home.data / "me" / "all.one-2.csv"
    assert beside.read_bytes() == now
    assert sorted(words(home)) == ["first", "is taken out", "later", "stays"]
    beside.unlink()


# Where it is cut off


@POSIX
def test_wherever_it_is_killed_the_next_save_finds_all_as_it_was_or_as_was_asked_for(
    home: Home, then: snapshots.Snapshot, as_before: Callable[[], None]
) -> None:
    now, replaced = sorted([*words(home), "later"]), files(home.data)
    asked_for = ["first", "is taken out", "later", "stays"]
    seen: list[list[str]] = []
    for at in count():
        ended = in_a_child(lambda at=at: killed_at(at, home, then))
        save(home, "later")
        seen.append(sorted(words(home)))
        assert seen[-1] in (now, asked_for), at
        assert not replacing.is_unfinished(home)
        kept = any(in_data(one_) == replaced for one_ in snapshots.all_of(home))
        assert kept or seen[-1] == now, at
        if ended == 0:
            break
        as_before()
    assert seen[0] == now
    assert seen[-2] == asked_for, "it was finished by the save"
    assert len(seen) > 40


def killed_at(at: int, home: Home, then: snapshots.Snapshot) -> None:
    """Goes back, and dies at one of the calls on the way."""

    def meet(number: int) -> None:
        if number == at:
            os.kill(os.getpid(), signal.SIGKILL)

    with meeting(meet, CHANGING):
        restoring.restore(home, then)


def in_a_child(act: Callable[[], object]) -> int:
    """Does something in a process of its own; gives what it ended with."""
    child = os.fork()
    if child == 0:
        try:
            act()
        except BaseException:  # noqa: BLE001 - no child may run on into the other tests
            os._exit(1)
        os._exit(0)
    return os.waitpid(child, 0)[1]


# Where another process waits meanwhile


@POSIX
@pytest.mark.parametrize("what", ["a new entry", "a change"])
def test_who_waits_for_the_lock_meanwhile_writes_to_what_was_restored_or_hears_why_not(
    home: Home, then: snapshots.Snapshot, what: str
) -> None:
    new = entries.load(home.data / "me", one()).entries[-1]
    assert new.answers["words"] == "new", "it is not in the snapshot"
    (listen, tell), (asked, ask) = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        os.read(asked, 1)
        os.write(tell, outcome(home, None if what == "a new entry" else new).encode())
        os._exit(0)
    with when_laid_down(lambda: os.write(ask, b"!")):
        restoring.restore(home, then)
    os.waitpid(child, 0)
    told = os.read(listen, 1000).decode()
    restored = ["first", "is taken out", "stays"]
    if what == "a new entry":
        assert told == "kept"
        assert sorted(words(home)) == sorted([*restored, "waited"])
    else:
        assert told.startswith("There is no entry with the id")
        assert sorted(words(home)) == restored
    for end in (listen, tell, asked, ask):
        os.close(end)


def outcome(home: Home, opened: entries.Entry | None) -> str:
    """What came of a save."""
    try:
        save(home, "waited", opened, on=date.today())
    except UnknownEntryError as error:
        return str(error)
    return "kept"
