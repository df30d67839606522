"""Keeping words asks nothing of the person, and shows them to nobody else."""

import os
import stat
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.one_thing import FILE, one, save
from tests.samples import DAY, blank, exercise, files
from workbook.errors import (
    AnswerError,
    EmptyEntryError,
    NotKeptError,
)
from workbook.store import bonds, durable, entries, keeping
from workbook.store.home import Home


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_the_owner_can_open_what_was_written(home: Home, folder: Path) -> None:
    old = os.umask(0)
    try:
        save(home, "second", save(home, "first"))
    finally:
        os.umask(old)
    for path in home.data.rglob("*"):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path
    assert stat.S_IMODE(home.data.stat().st_mode) == 0o700
    assert {"all.one.csv", "earlier", "datapackage.json"} <= {p.name for p in folder.iterdir()}


def test_a_file_that_others_could_read_is_closed_to_them_by_the_next_save(
    home: Home, folder: Path
) -> None:
    save(home, "first")
    (folder / FILE).chmod(0o644)
    save(home, "second")
    assert stat.S_IMODE((folder / FILE).stat().st_mode) == (0o600 if os.name != "nt" else 0o666)


def test_nothing_is_saved_where_nothing_was_answered(home: Home) -> None:
    before = files(home.root)
    with pytest.raises(EmptyEntryError):
        keeping.save(home, "me", one(), {"words": ""}, DAY)
    assert files(home.root) == before


def test_what_must_not_be_written_down_is_never_written_down(home: Home) -> None:
    with pytest.raises(NotKeptError, match=r"“all\.unkept” is never written down"):
        keeping.save(home, "me", exercise("all.unkept"), {"fear": "him"}, DAY)
    assert files(home.root) == {}


def test_an_answer_that_does_not_fit_is_refused_before_anything_is_touched(home: Home) -> None:
    with pytest.raises(AnswerError):
        keeping.save(home, "me", exercise(), blank(mood=11, **{"at-length": "words"}), DAY)
    assert files(home.root) == {}


def test_the_first_save_of_all_makes_what_it_needs(home: Home) -> None:
    home.root.rmdir()
    bond, entry = keeping.save(home, "me", one(), {"words": "first"}, DAY)
    assert bond == "me"
    assert entries.load(bonds.folder(home, "me"), one()).entries == [entry]


def test_a_save_clears_away_what_a_killed_one_left(home: Home, folder: Path) -> None:
    save(home, "second", save(home, "first"))
    strays = [
        home.data / ".settings.json.0a1b2c3d.tmp",
        folder / f".{FILE}.0a1b2c3d.tmp",
        folder / "earlier" / f".{FILE}.0a1b2c3d.tmp",
    ]
    others = [folder / ".somebody-else.tmp", folder / "mine.tmp"]
    for path in strays + others:
        path.write_text("half")
    save(home, "third")
    assert not any(path.exists() for path in strays)
    assert all(path.exists() for path in others)


def test_many_entries_can_be_added_at_once_with_their_own_moments(home: Home, folder: Path) -> None:
    saved = save(home, "now")
    told = [(date(2026, 1, day), {"words": str(day)}, datetime(2026, 1, day, 20, tzinfo=UTC))
            for day in (1, 2)]  # fmt: skip
    with durable.locked(home.data):
        entries.add(folder, one(), told)
    loaded = entries.load(folder, one()).entries
    assert [entry.answers["words"] for entry in loaded] == ["now", "1", "2"]
    assert loaded[1].saved_at == datetime(2026, 1, 1, 20, tzinfo=UTC)
    assert saved.id < loaded[1].id < loaded[2].id
