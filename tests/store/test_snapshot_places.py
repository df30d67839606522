"""Snapshots lie outside home, are found again wherever home goes, and are nobody else’s."""

import json
import os
import shutil
import stat
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from tests.dated import FIRST, POSIX, base, clock, save_on
from tests.one_thing import save
from workbook.errors import NotSavedError
from workbook.store.copies.snapshots import places, snapshots
from workbook.store.home import Home

__all__ = ["base", "clock"]

pytestmark = pytest.mark.usefixtures("base")


# Where they are


@POSIX
def test_only_the_owner_can_open_them(home: Home, base: Path) -> None:
    old = os.umask(0)
    try:
        save(home, "words")
        taken = snapshots.take(home)
    finally:
        os.umask(old)
    assert {stat.S_IMODE(path.stat().st_mode) for path in (base, taken.path.parent)} == {0o700}
    inside = {stat.S_IMODE(path.stat().st_mode) for path in taken.path.parent.iterdir()}
    assert inside == {0o600}


def test_they_lie_outside_home_and_in_the_folder_of_the_person(
    home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def of_person(program: str, *, appauthor: bool) -> Path:
        assert appauthor is False, "on Windows, no folder of a company is between"
        return tmp_path / program

    monkeypatch.delenv(places.CHOSEN)
    monkeypatch.setattr("platformdirs.user_data_path", of_person)
    assert snapshots.base() == tmp_path / "Workbook" / "snapshots"


def test_where_there_can_be_no_folder_for_them_that_is_said(home: Home, base: Path) -> None:
    save(home, "words")
    base.parent.write_text("a file")
    with pytest.raises(NotSavedError) as refused:
        snapshots.take(home)
    assert str(base) in str(refused.value)


def test_the_id_of_a_home_stands_in_its_private_folder(home: Home, base: Path) -> None:
    home.private.mkdir()
    (home.private / "snapshots.json").write_text('{"id": "0123456789ab"}')
    assert places.folder(home) == base / "0123456789ab"


def test_what_is_noted_beside_them_can_be_read_by_anybody(tmp_path: Path) -> None:
    home = Home(tmp_path / "for Zoë")
    assert places.record(tmp_path) == places.Record()
    places.note(home, tmp_path, replaced=("2026-03-01T090000Z.zip",))
    assert (tmp_path / places.RECORD).read_text("utf-8").split("\n") == [
        "{",
        ' "paths": [',
        f"  {json.dumps(str(home.root.resolve()), ensure_ascii=False)}",
        " ],",
        ' "day": "",',
        ' "replaced": [',
        '  "2026-03-01T090000Z.zip"',
        " ]",
        "}",
        "",
    ]
    assert places.record(tmp_path).replaced == ("2026-03-01T090000Z.zip",)


def test_a_home_that_moved_keeps_them_and_both_places_are_noted(home: Home, tmp_path: Path) -> None:
    save(home, "words")
    first = snapshots.take(home)
    moved = Home(home.root.rename(tmp_path / "moved"))
    assert snapshots.all_of(moved) == [first]
    second = snapshots.take(moved)
    assert snapshots.all_of(moved) == [first, second]
    assert snapshots.of_path(moved) == snapshots.of_path(home) == [first.path.parent]
    paths = places.record(first.path.parent).paths
    assert [Path(path).name for path in paths] == ["home", "moved"]
    moved.root.rename(home.root)


def test_a_home_made_anew_is_offered_those_of_the_one_before(home: Home) -> None:
    save(home, "before")
    old = snapshots.take(home)
    shutil.rmtree(home.root)
    save(home, "anew")
    assert snapshots.all_of(home) == []
    assert snapshots.offered(home) == [old]
    new = snapshots.take(home)
    assert new.path.parent != old.path.parent
    assert snapshots.offered(home) == [old, new]


def test_a_copy_of_a_home_has_its_own(home: Home, tmp_path: Path) -> None:
    save(home, "words")
    first = snapshots.take(home)
    copy = Home(tmp_path / "copy")
    shutil.copytree(home.root, copy.root)
    second = snapshots.take(copy)
    assert snapshots.all_of(home) == [first]
    assert snapshots.all_of(copy) == [second]


@pytest.mark.parametrize(
    "record", ["", "[]", "{", '{"id": "../../../etc"}', '{"id": 7}', "[" * 9999]
)
def test_a_broken_id_leads_nowhere_and_gets_replaced(home: Home, base: Path, record: str) -> None:
    save(home, "words")
    home.private.mkdir()
    (home.private / "snapshots.json").write_text(record)
    assert snapshots.all_of(home) == []
    taken = snapshots.take(home)
    assert taken.path.parent.parent == base
    assert snapshots.all_of(home) == [taken]


@pytest.mark.parametrize("record", ["", "[]", "{", '{"paths": 7, "replaced": "x", "day": []}'])
def test_a_broken_record_is_written_anew(home: Home, record: str) -> None:
    save(home, "words")
    place = snapshots.take(home).path.parent
    (place / snapshots.RECORD).write_text(record)
    assert snapshots.of_path(home) == []
    snapshots.take(home)
    assert snapshots.of_path(home) == [place]


def test_other_files_in_the_folder_are_let_alone(home: Home, clock: time_machine.Traveller) -> None:
    save_on(clock, FIRST, home)
    taken = snapshots.take(home)
    others = ["2026-13-45T999999Z.zip", "2026-03-01.zip", "snapshots.zip.age", "notes.txt"]
    for name in others:
        taken.path.with_name(name).write_text("mine")
    stray = taken.path.with_name(f".{taken.path.name}.0a1b2c3d.tmp")
    stray.write_text("half")
    if os.name != "nt":
        taken.path.with_name("2026-01-01T000000Z.zip").symlink_to(taken.path)
    for day in range(1, 4):
        save_on(clock, FIRST + timedelta(days=day), home)
    assert snapshots.all_of(home)[0] == taken
    assert len(snapshots.all_of(home)) == 3
    assert all(taken.path.with_name(name).read_text() == "mine" for name in others)
    assert not stray.exists()
