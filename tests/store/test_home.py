"""Home is where the person's words live; nothing is taken for it that is not."""

import os
import stat
from pathlib import Path
from typing import Any

import pytest

from tests.samples import files, temporaries
from workbook.errors import HomeError
from workbook.store import home
from workbook.store.home import Home


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stands in a folder that is no home, with nothing chosen."""
    monkeypatch.delenv("WORKBOOK_HOME", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Notebooks that come with the program, one of them in Spanish."""
    folder = tmp_path / "program" / "notebooks"
    (folder / "es").mkdir(parents=True)
    for name in ("00-welcome.ipynb", "review.ipynb", "es/review.ipynb"):
        (folder / name).write_text(f"shipped {name}")
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints" / "review-checkpoint.ipynb").write_text("an answer")
    monkeypatch.setattr(home, "PACKAGE", tmp_path / "program")
    return folder


def checkout(place: Path) -> Path:
    """A checkout of the workbook."""
    (place / "notebooks").mkdir(parents=True)
    (place / "notebooks" / "00-welcome.ipynb").write_text("{}")
    (place / "data").mkdir()
    return place


def test_the_folder_that_is_asked_for_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBOOK_HOME", str(tmp_path / "chosen"))
    assert home.find(tmp_path / "asked").root == tmp_path / "asked"
    assert home.find("asked").root == tmp_path / "asked"
    assert home.find().root == tmp_path / "chosen"


def test_in_a_checkout_home_is_the_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = checkout(tmp_path / "clone")
    for stand in (place, place / "notebooks"):
        monkeypatch.chdir(stand)
        assert home.find().root == place


def test_a_home_whose_answers_are_locked_is_still_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = checkout(tmp_path / "clone")
    place.joinpath("data").rename(place / "data.zip.age")
    monkeypatch.chdir(place)
    assert home.find().root == place


def test_another_project_with_notebooks_and_data_is_not_taken_for_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "my-science"
    for name in ("notebooks", "data"):
        (project / name).mkdir(parents=True)
    (project / "notebooks" / "analysis.ipynb").write_text("{}")
    monkeypatch.chdir(project)
    monkeypatch.setenv("HOME", str(tmp_path / "person"))
    assert home.find().root.name == "Workbook"
    assert project not in home.find().root.parents


def test_home_is_made_and_filled_with_the_notebooks(tmp_path: Path, shipped: Path) -> None:
    place = Home(tmp_path / "new" / "home")
    home.prepare(place)
    assert files(place.root) == {
        "notebooks/00-welcome.ipynb": b"shipped 00-welcome.ipynb",
        "notebooks/es/review.ipynb": b"shipped es/review.ipynb",
        "notebooks/review.ipynb": b"shipped review.ipynb",
    }
    assert place.data.is_dir()
    assert stat.S_IMODE(place.data.stat().st_mode) & 0o077 == 0
    assert stat.S_IMODE(place.private.stat().st_mode) & 0o077 == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_the_owner_can_look_into_home(tmp_path: Path, shipped: Path) -> None:
    place = Home(tmp_path / "home")
    old = os.umask(0)
    try:
        home.prepare(place)
    finally:
        os.umask(old)
    made = [place.root, *(path for path in place.root.rglob("*") if path.is_dir())]
    assert [path for path in made if stat.S_IMODE(path.stat().st_mode) != 0o700] == []


def test_while_the_answers_are_locked_no_empty_folder_is_laid_over_them(
    tmp_path: Path, shipped: Path
) -> None:
    place = Home(tmp_path / "home")
    place.root.mkdir()
    (place.root / "data.zip.age").write_bytes(b"locked")
    home.prepare(place)
    assert not place.data.exists()


def test_the_notebooks_come_with_the_program() -> None:
    assert (home.shipped_notebooks() / "00-welcome.ipynb").is_file()


def test_a_notebook_is_opened_in_the_chosen_language_where_there_is_one(
    tmp_path: Path, shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Home(tmp_path / "home")
    home.prepare(place)
    monkeypatch.setattr(home, "language", lambda: "es")
    assert home.notebook(place, "review.ipynb") == place.notebooks / "es" / "review.ipynb"
    assert home.notebook(place, "00-welcome.ipynb") == place.notebooks / "00-welcome.ipynb"


def test_what_stands_in_home_already_stays_as_it_is(tmp_path: Path, shipped: Path) -> None:
    place = Home(checkout(tmp_path / "home"))
    (place.data / "words.csv").write_text("mine")
    home.prepare(place)
    assert files(place.root) == {
        "data/words.csv": b"mine",
        "notebooks/00-welcome.ipynb": b"{}",
        "notebooks/es/review.ipynb": b"shipped es/review.ipynb",
        "notebooks/review.ipynb": b"shipped review.ipynb",
    }


def test_a_notebook_that_was_half_laid_down_by_a_kill_is_laid_down_whole(
    tmp_path: Path, shipped: Path
) -> None:
    place = Home(tmp_path / "home")
    home.prepare(place)
    (place.notebooks / "review.ipynb").rename(place.notebooks / ".review.ipynb.0a1b2c3d.tmp")
    home.prepare(place)
    assert temporaries(place.root) == []
    assert (place.notebooks / "review.ipynb").read_text() == "shipped review.ipynb"


@pytest.mark.parametrize("taken", ["", "data", "notebooks", ".workbook"])
def test_a_file_in_place_of_a_folder_is_said_with_the_cure(
    tmp_path: Path, shipped: Path, taken: str
) -> None:
    place = Home(tmp_path / "home")
    if taken:
        place.root.mkdir()
    (place.root / taken).write_text("a file")
    before = files(tmp_path)
    with pytest.raises(HomeError) as refused:
        home.prepare(place)
    assert str(place.root) in str(refused.value)
    assert "a file stands where a folder should be" in str(refused.value)
    assert "workbook start --home" in str(refused.value)
    assert {name: content for name, content in files(tmp_path).items() if name in before} == before


def test_a_full_disk_is_said_with_the_cure(
    tmp_path: Path, shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(HomeError, match=r"the disk is full.*workbook start --home"):
        home.prepare(Home(tmp_path / "home"))
    assert temporaries(tmp_path) == []
