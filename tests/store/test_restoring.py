"""Going back to a snapshot shows first what it would change, and loses nothing of what is there."""

import json
import os
import shutil

import pytest

from tests.dated import base
from tests.going_back import draft, in_data, then, when_laid_down, words
from tests.one_thing import one, save
from tests.samples import files
from workbook.errors import (
    ArchiveError,
    LockedError,
    WorkbookError,
)
from workbook.store import drafts, encrypted
from workbook.store.copies.snapshots import replacing, restoring, snapshots
from workbook.store.copies.snapshots.restoring import Difference, Preview
from workbook.store.home import Home

__all__ = ["base", "then"]

pytestmark = pytest.mark.usefixtures("base")

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has neither fork nor such links")


# What would change


def test_it_is_shown_by_exercise_what_would_change_and_nothing_does(
    home: Home, then: snapshots.Snapshot
) -> None:
    before = files(home.root)
    would = restoring.preview(home, then)
    assert would.entries == {
        ("me", "all.one"): Difference(back=1, changed=1, away=1),
        ("me", "checkin"): Difference(away=1),
    }
    assert would.drafts == Difference(changed=1, away=1)
    assert would.settings
    assert would.others == Difference(away=1), "the earlier versions"
    assert would
    assert files(home.root) == before


def test_where_all_is_as_it_was_nothing_would_change(home: Home) -> None:
    save(home, "words")
    assert restoring.preview(home, snapshots.take(home)) == Preview()
    assert not Preview()


def test_a_bond_that_was_there_comes_back(home: Home) -> None:
    save(home, "words")
    taken = snapshots.take(home)
    shutil.rmtree(home.data)
    assert restoring.preview(home, taken).entries == {("me", "all.one"): Difference(back=1)}
    assert restoring.count_entries(taken) == 1


def test_a_file_written_anew_with_the_same_entries_is_no_change(home: Home) -> None:
    save(home, "words")
    taken = snapshots.take(home)
    path = home.data / "me" / "all.one.csv"
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n"))
    assert not restoring.preview(home, taken)


# Going back


def test_everything_becomes_as_it_was_and_what_was_replaced_can_be_had_back(
    home: Home, then: snapshots.Snapshot
) -> None:
    now = files(home.data)
    replaced = restoring.restore(home, then)
    assert replaced
    assert files(home.data) == in_data(then)
    assert sorted(words(home)) == ["first", "is taken out", "stays"]
    assert snapshots.all_of(home)[-2:] == [then, replaced]
    back = restoring.restore(home, replaced)
    assert back
    assert files(home.data) == now
    assert in_data(back) == in_data(then)
    assert only_the_owner(home)
    assert not replacing.is_unfinished(home)


def only_the_owner(home: Home) -> bool:
    """Whether nobody else can open the answers."""
    return os.name == "nt" or not any(path.stat().st_mode & 0o077 for path in home.data.rglob("*"))


def test_a_home_that_was_deleted_comes_back_and_there_is_nothing_to_replace(home: Home) -> None:
    save(home, "words")
    taken = snapshots.take(home)
    before = files(home.data)
    shutil.rmtree(home.root)
    assert snapshots.offered(home) == [taken]
    assert restoring.restore(home, taken) is None
    assert files(home.data) == before


def test_files_of_an_older_format_are_brought_up_to_date(home: Home) -> None:
    save(home, "words")
    now = files(home.data)
    (home.data / "format.json").unlink()
    older = snapshots.take(home)
    restoring.restore(home, older)
    told = json.loads((home.data / "format.json").read_text())
    assert told["format"] == json.loads(now["format.json"])["format"]
    assert words(home) == ["words"]


def test_files_of_a_newer_format_are_refused(home: Home, then: snapshots.Snapshot) -> None:
    record = home.data / "format.json"
    before = record.read_bytes()
    record.write_text(json.dumps({"format": 999, "applied": []}))
    newer = snapshots.take(home)
    record.write_bytes(before)
    now = files(home.data)
    with pytest.raises(WorkbookError):
        restoring.restore(home, newer)
    assert files(home.data) == now
    assert not replacing.is_unfinished(home)


def test_a_torn_snapshot_is_refused_before_anything_is_touched(
    home: Home, then: snapshots.Snapshot
) -> None:
    then.path.write_bytes(then.path.read_bytes()[:100])
    before = files(home.root), files(snapshots.base())
    for act in (restoring.preview, restoring.restore):
        with pytest.raises(ArchiveError):
            act(home, then)
    assert (files(home.root), files(snapshots.base())) == before


def test_locked_answers_are_not_replaced(home: Home, then: snapshots.Snapshot) -> None:
    encrypted.beside(home.data).write_bytes(b"age")
    before = files(home.root)
    for act in (restoring.preview, restoring.restore):
        with pytest.raises(LockedError):
            act(home, then)
    assert files(home.root) == before
    encrypted.beside(home.data).unlink()


# What is written in that very moment, and what is not the workbook's


def test_a_draft_that_is_typed_meanwhile_is_still_there(
    home: Home, then: snapshots.Snapshot
) -> None:
    with when_laid_down(lambda: draft(home, "typed meanwhile", "u")):
        restoring.restore(home, then)
    waiting = [one_.answers["words"] for one_ in drafts.waiting(home.data / "me", one())]
    assert sorted(waiting) == ["typed meanwhile", "typed then"]


def test_and_one_that_goes_on_meanwhile_stands_beside_its_older_version(
    home: Home, then: snapshots.Snapshot
) -> None:
    with when_laid_down(lambda: draft(home, "typed meanwhile")):
        restoring.restore(home, then)
    waiting = [one_.answers["words"] for one_ in drafts.waiting(home.data / "me", one())]
    assert sorted(waiting) == ["typed meanwhile", "typed then"]


@POSIX
def test_what_no_snapshot_can_hold_stays_in_place(home: Home, then: snapshots.Snapshot) -> None:
    odd = home.data / "me" / "trailing "
    odd.write_text("of another program")
    link = home.data / "other" / "link"
    link.parent.mkdir(mode=0o700)
    link.symlink_to(home.root)
    pipe = home.data / "pipe"
    os.mkfifo(pipe)
    restoring.restore(home, then)
    assert odd.read_text() == "of another program"
    assert link.readlink() == home.root
    assert pipe.is_fifo()
    for path in (odd, link, pipe):
        path.unlink()
