"""Once a day, what was written is copied to a place outside home, and nobody has to think of it."""

import json
import os
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from tests.dated import FIRST, base, clock, held, open_at, save_on, stamps
from tests.one_thing import one, save
from tests.samples import files
from workbook.errors import ArchiveError, LockedError, NoSnapshotError, NotReadError, NotSavedError
from workbook.store import durable, encrypted, entries, keeping, settings
from workbook.store.copies import archives
from workbook.store.copies.snapshots import snapshots
from workbook.store.home import Home

__all__ = ["base", "clock"]

pytestmark = pytest.mark.usefixtures("base")


# When one is taken


def test_the_first_write_of_a_day_is_preceded_by_a_copy_of_all_before(
    home: Home, clock: time_machine.Traveller
) -> None:
    save_on(clock, FIRST, home)
    assert snapshots.all_of(home) == [], "there was nothing to copy yet"
    save_on(clock, FIRST + timedelta(days=1), home)
    save_on(clock, FIRST + timedelta(days=1, hours=1), home)
    assert stamps(home) == ["2026-03-03T090000Z"]
    assert held(snapshots.all_of(home)[0]) == ["2026-03-02T09:00:00+00:00"]


def test_an_entry_that_is_taken_back_is_in_the_copy_before(
    home: Home, clock: time_machine.Traveller
) -> None:
    save_on(clock, FIRST, home)
    entry = entries.load(home.data / "me", one()).entries[0].id
    clock.move_to(FIRST + timedelta(days=1), tick=False)
    keeping.take_back(home, "me", one(), entry)
    assert held(snapshots.all_of(home)[0]) == [FIRST.isoformat()]


def test_on_a_day_on_which_nothing_changed_there_is_none(
    home: Home, clock: time_machine.Traveller
) -> None:
    save_on(clock, FIRST, home)
    for day in range(1, 5):
        open_at(clock, FIRST + timedelta(days=day), home)
    assert stamps(home) == ["2026-03-03T090000Z"]


def test_the_same_words_packed_otherwise_are_no_change(
    home: Home, clock: time_machine.Traveller
) -> None:
    save_on(clock, FIRST, home)
    taken = snapshots.take(home)
    held_in_it = snapshots.contents(taken)
    with zipfile.ZipFile(taken.path, "w", zipfile.ZIP_STORED) as archive:
        for path, content in reversed(held_in_it.items()):
            archive.writestr(path, content)
    open_at(clock, FIRST + timedelta(days=1), home)
    assert snapshots.all_of(home) == [taken]


def test_a_torn_copy_does_not_keep_the_next_from_being_taken(
    home: Home, clock: time_machine.Traveller
) -> None:
    save_on(clock, FIRST, home)
    torn = snapshots.take(home)
    torn.path.write_bytes(torn.path.read_bytes()[:-30])
    open_at(clock, FIRST + timedelta(days=1), home)
    assert len(snapshots.all_of(home)) == 2
    with pytest.raises(ArchiveError, match=torn.path.name):
        snapshots.contents(torn)


def test_one_can_be_taken_by_hand_at_any_time(home: Home, clock: time_machine.Traveller) -> None:
    save_on(clock, FIRST, home)
    taken = [snapshots.take(home) for _ in range(3)]
    assert snapshots.all_of(home) == taken
    assert [one.stamp[-7:] for one in taken] == ["090000Z", "090001Z", "090002Z"]


def test_where_nothing_was_written_there_is_nothing_to_copy(home: Home) -> None:
    with pytest.raises(NoSnapshotError, match="nothing written yet"):
        snapshots.take(home)
    assert snapshots.problem(home) is None
    assert files(home.root) == {}
    home.data.mkdir()
    (home.data / "README.md").write_text("what this folder is for")
    with pytest.raises(NoSnapshotError):
        snapshots.take(home)
    with keeping.in_hand(home):
        pass
    assert snapshots.all_of(home) == []


def test_an_invented_story_is_not_copied(home: Home, base: Path) -> None:
    save(home, "words")
    with durable.locked(home.data):
        settings.change(home, invented=True)
    save(home, "more")
    with pytest.raises(NoSnapshotError, match="invented"):
        snapshots.take(home)
    assert not base.exists()


def test_who_wants_none_each_day_has_none(home: Home, base: Path) -> None:
    with durable.locked(home.data):
        settings.change(home, no_daily_snapshots=True)
    save(home, "one day")
    snapshots.daily(home)
    assert not base.exists()


def test_locked_answers_are_not_copied(home: Home) -> None:
    encrypted.beside(home.data).write_bytes(b"age")
    with pytest.raises(LockedError):
        snapshots.take(home)
    encrypted.beside(home.data).unlink()


# What is in them


def test_everything_in_the_data_folder_is_in_it_byte_for_byte(home: Home) -> None:
    save(home, "second", save(home, "first"))
    with durable.locked(home.data):
        settings.change(home, charts_hidden=True)
    taken = snapshots.take(home)
    assert snapshots.contents(taken) == {
        f"data/{path}": content for path, content in files(home.data).items()
    }
    assert any("earlier" in path for path in snapshots.contents(taken))


def test_a_file_whose_name_not_every_computer_takes_does_not_spoil_it(home: Home) -> None:
    save(home, "words")
    (home.data / "me" / "trailing ").write_text("of another program")
    taken = snapshots.take(home)
    assert "data/me/all.one.csv" in snapshots.contents(taken)
    assert "data/me/trailing " not in snapshots.contents(taken)
    (home.data / "me" / "trailing ").unlink()


def test_what_another_put_into_it_outside_of_the_data_is_not_read(home: Home) -> None:
    save(home, "words")
    taken = snapshots.take(home)
    more = {"notebooks/x.ipynb": b"run me", "data/.lock": b"", "data/me/all.one.csv": b"x"}
    taken.path.write_bytes(archives.pack(more))
    assert snapshots.contents(taken) == {"data/me/all.one.csv": b"x"}


def test_what_cannot_be_opened_is_said(home: Home, base: Path) -> None:
    save(home, "words")
    taken = snapshots.take(home)
    taken.path.unlink()
    taken.path.mkdir()
    with pytest.raises(NotReadError):
        snapshots.contents(taken)


# Where it cannot be taken


def test_a_save_is_kept_where_no_copy_can_be_and_it_is_known_why(
    home: Home, base: Path, clock: time_machine.Traveller
) -> None:
    save_on(clock, FIRST, home)
    base.parent.write_text("a file in the place of the folder")
    save_on(clock, FIRST + timedelta(days=1), home)
    assert len(entries.load(home.data / "me", one()).entries) == 2
    problem = snapshots.problem(home)
    assert isinstance(problem, NotSavedError)
    assert "a file stands where a folder should be" in str(problem)
    base.parent.unlink()
    assert snapshots.problem(home) is None
    assert len(snapshots.all_of(home)) == 1, "the one that was due is there now"


def test_whatever_goes_wrong_with_a_copy_the_save_goes_on(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(home, "first")
    monkeypatch.setattr(archives, "pack", lambda files: files["no such file"])
    save(home, "second")
    assert len(entries.load(home.data / "me", one()).entries) == 2


def test_a_copy_that_fails_leaves_nothing_half_written(
    home: Home, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(home, "first")
    taken = snapshots.take(home)
    before = files(base)

    def full(_: int) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NotSavedError, match="the disk is full"):
        snapshots.take(home)
    monkeypatch.undo()
    assert files(base) == before
    assert taken.path.exists()


def test_looking_whether_there_is_one_of_today_reads_no_answers(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(home, "first")
    save(home, "second")

    def never(_: Home) -> None:
        raise AssertionError("the answers were read")

    monkeypatch.setattr(archives, "gather", never)
    assert snapshots.problem(home) is None
    assert json.loads((snapshots.folder(home) / snapshots.RECORD).read_text())["day"]
