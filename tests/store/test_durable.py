"""Files are moved, removed and cleared away durably; a refusal names what was refused."""

import os
import stat
from pathlib import Path

import pytest

from tests.samples import files
from workbook.errors import NotSavedError
from workbook.store import durable


@pytest.mark.skipif(os.name == "nt", reason="Windows has no handle on a folder to sync")
def test_a_new_name_is_safe_on_the_disk_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced, fsync = [], os.fsync

    def notes(handle: int) -> None:
        synced.append(stat.S_ISDIR(os.fstat(handle).st_mode))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", notes)
    durable.write(tmp_path / "words", b"words")
    assert synced == [False, True], "first the file, then its folder"


def test_what_is_moved_is_in_its_new_place_alone(tmp_path: Path) -> None:
    (tmp_path / "before").write_text("words")
    (tmp_path / "folder").mkdir()
    durable.move(tmp_path / "before", tmp_path / "folder" / "after")
    assert files(tmp_path) == {str(Path("folder", "after")): b"words"}


def test_where_nothing_can_be_moved_to_that_is_said_and_it_stays(tmp_path: Path) -> None:
    (tmp_path / "before").write_text("words")
    with pytest.raises(NotSavedError) as refused:
        durable.move(tmp_path / "before", tmp_path / "nowhere" / "after")
    assert str(tmp_path / "nowhere" / "after") in str(refused.value)
    assert files(tmp_path) == {"before": b"words"}


def test_what_is_gone_already_is_removed_without_a_word(tmp_path: Path) -> None:
    (tmp_path / "words").write_text("words")
    for _ in range(2):
        durable.remove(tmp_path / "words")
    assert files(tmp_path) == {}


def test_what_cannot_be_removed_is_named(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(NotSavedError) as refused:
        durable.remove(tmp_path / "folder")
    assert str(tmp_path / "folder") in str(refused.value)


def test_only_what_a_killed_process_left_of_one_file_is_cleared_away(tmp_path: Path) -> None:
    ours = tmp_path / ".out.zip.0a1b2c3d.tmp"
    others = [".in.zip.0a1b2c3d.tmp", ".out.zip.tmp", "out.zip"]
    for name in (ours.name, *others):
        (tmp_path / name).write_text("words")
    assert durable.sweep(tmp_path, of="out.zip") == [ours]
    assert sorted(files(tmp_path)) == sorted(others)


def test_what_cannot_be_cleared_away_is_no_reason_to_save_nothing(tmp_path: Path) -> None:
    (tmp_path / ".words.csv.0a1b2c3d.tmp").mkdir()
    durable.sweep(tmp_path)
    durable.write(tmp_path / "words.csv", b"words")
    assert files(tmp_path) == {"words.csv": b"words"}


@pytest.mark.parametrize("name", [".lock", ".turn", ".turn+", ".words.csv.0a1b2c3d.tmp"])
def test_what_serves_writing_alone_holds_nothing_of_anybody(name: str) -> None:
    assert durable.is_ours_alone(name)


@pytest.mark.parametrize("name", ["words.csv", ".words.csv", "words.tmp", ".locked"])
def test_every_other_file_may_hold_words(name: str) -> None:
    assert not durable.is_ours_alone(name)


def test_a_refusal_for_which_the_system_gives_no_number_is_told_in_its_words() -> None:
    assert "it went wrong" in durable.reason_of(OSError("it went wrong"))
