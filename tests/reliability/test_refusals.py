"""Where the disk refuses, the person hears which file and what to do, and nothing has changed."""

import shutil
from pathlib import Path

import pytest

from tests.reliability.actions import ACTIONS, furnish
from tests.reliability.refusing import IS_ROOT, POSIX, every_action, in_a_process, loaded, refuses
from tests.samples import files, temporaries
from workbook.errors import WorkbookError
from workbook.store.home import Home


@every_action
def test_what_is_refused_below_is_done_where_nothing_stands_in_its_way(
    full_home: Home, action: str
) -> None:
    before = files(full_home.root)
    ACTIONS[action](full_home)
    assert files(full_home.root) != before


# Files that may not grow


@POSIX
@pytest.mark.parametrize("action", ["a_new_entry", "a_first_entry", "a_changed_entry", "a_draft"])
def test_where_files_may_not_grow_nothing_changes_and_there_is_a_cure(
    home: Home, action: str, tmp_path: Path
) -> None:
    furnish(home)
    before = files(home.root)
    told = in_a_process(tmp_path, action, "small files")
    assert told["error"] == "NotSavedError"
    assert "the disk is full" in told["message"]
    assert "Make some room" in told["message"]
    assert str(home.data) in told["message"]
    assert files(home.root) == before
    assert temporaries(home.root) == []


# A folder that may only be read


CLOSED = [("data", action) for action in ACTIONS]
CLOSED += [("data/mum", action) for action in ACTIONS if action not in {"a_choice", "another_bond"}]


@POSIX
@pytest.mark.parametrize(("closed", "action"), CLOSED)
def test_in_a_folder_that_may_only_be_read_nothing_changes_and_there_is_a_cure(
    small_content: Path, open_place: Path, action: str, closed: str
) -> None:
    home = furnish(Home(open_place / "home"))
    open_to_all(home, closed)
    before = files(home.root)
    told = in_a_process(open_place, action, "nobody" if IS_ROOT else "none")
    open_to_all(home, "")
    assert told["error"] == "NotSavedError"
    assert "may only be read" in told["message"]
    assert "workbook start --home FOLDER" in told["message"]
    assert str(home.root / closed) in told["message"]
    assert files(home.root) == before
    assert temporaries(home.root) == []


def open_to_all(home: Home, closed: str) -> None:
    """Lets everybody read and write everything but one folder and what is in it."""
    for path in [home.root, *home.root.rglob("*")]:
        path.chmod(0o777 if path.is_dir() else 0o666)
    if closed:
        for path in [home.root / closed, *(home.root / closed).rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)


@POSIX
def test_a_file_one_may_not_open_is_said_and_not_taken_for_an_empty_one(
    small_content: Path, open_place: Path
) -> None:
    home = furnish(Home(open_place / "home"))
    open_to_all(home, "")
    path = home.data / "mum" / "all.one.csv"
    path.chmod(0)
    saved = in_a_process(open_place, "a_new_entry", "nobody" if IS_ROOT else "none")
    looked = in_a_process(open_place, "a_look", "nobody" if IS_ROOT else "none")
    path.chmod(0o600)
    assert saved["error"] == "NotSavedError"
    assert looked["error"] == "NotReadError"
    assert "you may not open it. Nothing was changed" in looked["message"]
    assert str(path) in saved["message"]
    assert str(path) in looked["message"]
    assert [one.answers["words"] for one in loaded(home)] == ["changed"]


# A folder that is gone


@every_action
def test_where_the_disk_was_taken_away_that_is_said(
    full_home: Home, action: str, tmp_path: Path
) -> None:
    away = Home(tmp_path / "stick" / "home")
    with pytest.raises(WorkbookError) as refused:
        do_where_there_is_nothing(away, action)
    assert not (tmp_path / "stick").exists()
    assert "no longer there" in str(refused.value)
    assert "Put the folder back" in str(refused.value)
    assert str(away.root) in str(refused.value)


def do_where_there_is_nothing(home: Home, action: str) -> None:
    """An action in a home that is not there, as a form would do it that was open before."""
    if action in {"a_changed_entry", "another_name"}:
        action = "a_new_entry"  # nothing can be opened there
    ACTIONS[action](home)


@pytest.mark.parametrize("action", ["a_new_entry", "a_draft", "a_first_entry"])
def test_where_the_folder_of_the_bond_is_gone_that_is_said_and_it_is_not_made_anew(
    full_home: Home, action: str
) -> None:
    shutil.rmtree(full_home.data / "mum")
    message = refuses(full_home, action)
    assert "no longer there" in message
    assert not (full_home.data / "mum").exists()
