"""A bond has one folder, which follows its private name and takes everything along."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.samples import DAY, exercise, files
from workbook.content.wording import Reader
from workbook.errors import (
    BondTakenError,
    ChangedElsewhereError,
    DamagedFileError,
    LockedError,
    UnknownBondError,
)
from workbook.store import bonds, drafts, entries, keeping, settings
from workbook.store.entries import Entry
from workbook.store.home import Home


def name_bond(
    home: Home, alias: str, bond: str = "me", opened: Entry | None = None, **more: Any
) -> tuple[str, Entry]:
    """Saves the exercise that names a bond."""
    answers = {"alias": alias, **more}
    return keeping.save(home, bond, exercise("welcome.bond"), answers, DAY, opened)


def write(home: Home, bond: str, words: str) -> str:
    """Saves another exercise; returns the bond that it went to."""
    return keeping.save(home, bond, exercise("all.one"), {"words": words}, DAY)[0]


def words_of(home: Home, bond: str) -> list[str]:
    """What was written about a bond."""
    folder = bonds.folder(home, bond)
    return [entry.answers["words"] for entry in entries.load(folder, exercise("all.one")).entries]


def folders(home: Home) -> list[str]:
    """The folders that there are."""
    return sorted(path.name for path in home.data.iterdir() if path.is_dir())


def test_before_a_bond_is_named_answers_stand_under_me(home: Home) -> None:
    assert bonds.current(home) == "me"
    assert write(home, "me", "words") == "me"
    assert folders(home) == ["me"]
    assert bonds.known(home) == ["me"]


def test_naming_the_bond_moves_everything_there_is(home: Home) -> None:
    write(home, "me", "first")
    changed = entries.load(home.data / "me", exercise("all.one")).entries[0]
    keeping.save(home, "me", exercise("all.one"), {"words": "second"}, DAY, changed)
    drafts.keep(home.data / "me", exercise("checkin"), "w", DAY, {"mood": 3}, "")
    before = files(home.data / "me")
    bond, _ = name_bond(home, "My Mum", relationship="friend")
    assert bond == "my-mum" == bonds.current(home)
    assert folders(home) == ["my-mum"]
    after = files(home.data / "my-mum")
    kept = {name for name in before if name != "datapackage.json"}
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert {"all.one.csv", "earlier/all.one.csv", "drafts/checkin~w.json"} <= kept
    assert bonds.reader(home, bond) == Reader("My Mum", "friend")


def test_another_alias_moves_the_folder(home: Home) -> None:
    bond, entry = name_bond(home, "Mum")
    write(home, bond, "words")
    renamed, _ = name_bond(home, "Rain", bond, entry)
    assert (renamed, folders(home)) == ("rain", ["rain"])
    assert bonds.current(home) == "rain"
    assert words_of(home, "rain") == ["words"]


def test_another_relationship_under_the_same_alias_moves_nothing(home: Home) -> None:
    bond, entry = name_bond(home, "Mum", relationship="friend")
    again, _ = name_bond(home, "Mum", bond, entry, relationship="partner")
    assert (again, folders(home)) == ("mum", ["mum"])
    assert bonds.reader(home, "mum").relationship == "partner"


def test_a_second_bond_stands_beside_the_first(home: Home) -> None:
    first, _ = name_bond(home, "Mum")
    write(home, first, "about mum")
    second, _ = name_bond(home, "Dad", first)
    write(home, second, "about dad")
    assert folders(home) == ["dad", "mum"]
    assert bonds.current(home) == "dad"
    assert (words_of(home, "mum"), words_of(home, "dad")) == (["about mum"], ["about dad"])


@pytest.mark.parametrize("alias", ["Dad", " dad! ", "DAD"])
def test_an_alias_that_is_taken_is_refused_and_nothing_changes(home: Home, alias: str) -> None:
    first, entry = name_bond(home, "Mum")
    name_bond(home, "Dad", first)
    before = files(home.root)
    for opened in (entry, None):
        with pytest.raises(BondTakenError, match=f"already a bond called “{alias}”"):
            name_bond(home, alias, first, opened)
    with pytest.raises(BondTakenError):
        name_bond(home, alias, "me")
    assert files(home.root) == before
    assert folders(home) == ["dad", "mum"]


def test_a_folder_of_somebody_else_is_not_taken_for_a_bond(home: Home) -> None:
    (home.data / "photos").mkdir(parents=True)
    (home.data / "photos" / "mum.jpg").write_bytes(b"x")
    (home.data / "lists").mkdir()
    (home.data / "lists" / "shopping.csv").write_text("milk")
    (home.data / ".ipynb_checkpoints").mkdir()
    (home.data / ".ipynb_checkpoints" / "all.one.csv").write_text("entry")
    (home.data / "README.md").write_text("about")
    assert bonds.known(home) == []
    bond, _ = name_bond(home, "Mum")
    assert bonds.known(home) == [bond] == ["mum"]
    with pytest.raises(BondTakenError):
        name_bond(home, "Photos", bond)
    with pytest.raises(UnknownBondError):
        bonds.find(home, "photos")


def test_an_empty_folder_that_a_killed_save_left_does_not_block_its_name(home: Home) -> None:
    first, _ = name_bond(home, "Mum")
    (home.data / "dad").mkdir()
    (home.data / "dad" / ".welcome.bond.csv.0a1b2c3d.tmp").write_text("half")
    assert bonds.known(home) == ["mum"]
    assert name_bond(home, "Dad", first)[0] == "dad"


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no symbolic links here")
def test_a_link_to_elsewhere_is_no_bond(home: Home, tmp_path: Path) -> None:
    write(home, "me", "words")
    elsewhere = tmp_path / "elsewhere"
    (home.data / "me").rename(elsewhere)
    (home.data / "mum").symlink_to(elsewhere)
    assert bonds.known(home) == []


@pytest.mark.damaged
def test_a_name_that_fails_to_be_kept_moves_nothing(home: Home) -> None:
    write(home, "me", "words")
    path = home.data / "me" / "welcome.bond.csv"
    path.write_bytes(b"torn")
    before = files(home.data)
    with pytest.raises(DamagedFileError):
        name_bond(home, "Mum")
    assert files(home.data) == before
    assert (folders(home), bonds.current(home)) == (["me"], "me")


def test_a_second_bond_that_fails_to_be_kept_leaves_no_empty_folder(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = name_bond(home, "Mum")

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    before = files(home.root)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full)
        with pytest.raises(OSError, match="the disk is full"):
            name_bond(home, "Dad", first)
    assert (files(home.root), folders(home)) == (before, ["mum"])
    assert name_bond(home, "Dad", first)[0] == "dad"


def test_where_the_folder_cannot_be_renamed_the_words_are_kept_all_the_same(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(home, "me", "words")

    def open_elsewhere(*_: Any) -> None:
        raise PermissionError(13, "The process cannot access the file")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", open_elsewhere)
        bond, entry = name_bond(home, "Mum")
    assert (bond, folders(home)) == ("me", ["me"])
    assert bonds.reader(home, bond).name == "Mum"
    bond, _ = name_bond(home, "Mum", bond, entry, relationship="friend")
    assert (bond, folders(home)) == ("mum", ["mum"])


def test_where_the_choice_cannot_be_written_the_bond_is_named_all_the_same(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(home, "me", "words")
    replace = os.replace

    def full_for_choices(source: Any, target: Any) -> None:
        if Path(target).name == "settings.json":
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", full_for_choices)
    bond, _ = name_bond(home, "Mum")
    assert (bond, folders(home), bonds.current(home)) == ("mum", ["mum"], "mum")


def test_what_somebody_is_to_one_can_be_told_without_a_name(home: Home) -> None:
    answers = {"relationship": "friend"}
    bond, _ = keeping.save(home, "me", exercise("welcome.bond"), answers, DAY)
    assert (bond, folders(home)) == ("me", ["me"])
    assert bonds.reader(home, "me") == Reader("", "friend")


def test_a_window_that_was_open_before_the_naming_writes_to_the_named_bond(home: Home) -> None:
    write(home, "me", "before")
    name_bond(home, "Mum")
    assert write(home, "me", "after") == "mum"
    drafts.keep(bonds.folder_to_write(home, "me"), exercise("checkin"), "w", DAY, {"mood": 1}, "")
    assert folders(home) == ["mum"]
    assert words_of(home, "me") == words_of(home, "mum") == ["before", "after"]
    assert len(drafts.waiting(bonds.folder(home, "mum"), exercise("checkin"))) == 1


def test_such_a_window_can_also_change_the_name(home: Home) -> None:
    _, entry = name_bond(home, "Mum")
    assert name_bond(home, "Rain", "me", entry)[0] == "rain"
    assert folders(home) == ["rain"]


def test_and_it_cannot_take_the_name_of_another_bond_for_a_change(home: Home) -> None:
    _, entry = name_bond(home, "Mum")
    name_bond(home, "Mum", "mum", entry, relationship="friend")
    before = files(home.root)
    with pytest.raises(ChangedElsewhereError):
        name_bond(home, "Rain", "me", entry)
    assert (files(home.root), folders(home)) == (before, ["mum"])


def test_a_bond_is_found_by_its_alias_and_by_its_folder(home: Home) -> None:
    name_bond(home, "My Mum")
    for asked in ("my-mum", "My Mum", "  my mum "):
        assert bonds.find(home, asked) == "my-mum"
    assert bonds.find(home, "me") == "me"


@pytest.mark.parametrize(
    "asked", ["../x", "..", ".", "", "x/../mum", "/etc", "mum/", "..\\mum", "\0", "mum\0", "dad"]
)
def test_a_bond_there_is_not_is_refused_with_those_there_are(home: Home, asked: str) -> None:
    first, _ = name_bond(home, "Mum")
    name_bond(home, "Rain", first)
    (home.root / "x").mkdir()
    if asked == "mum\0":
        assert bonds.find(home, asked) == "mum"
        return
    with pytest.raises(UnknownBondError) as refused:
        bonds.find(home, asked)
    assert f"“{asked}”" in str(refused.value)
    assert "mum, rain" in str(refused.value)


def test_before_any_bond_is_named_that_is_said(home: Home) -> None:
    with pytest.raises(UnknownBondError, match="No bond has been named yet"):
        bonds.find(home, "mum")


def test_the_bond_in_hand_can_be_asked_for(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _ = name_bond(home, "Mum")
    name_bond(home, "Dad", first)
    monkeypatch.setenv("WORKBOOK_BOND", "Mum")
    assert bonds.current(home) == "mum"
    monkeypatch.setenv("WORKBOOK_BOND", "../x")
    with pytest.raises(UnknownBondError):
        bonds.current(home)


def test_where_the_choice_was_lost_the_bond_written_to_last_is_in_hand(home: Home) -> None:
    first, _ = name_bond(home, "Mum")
    name_bond(home, "Dad", first)
    (home.data / "settings.json").unlink()
    os.utime(home.data / "mum", (2e9, 2e9))
    assert bonds.current(home) == "mum"
    os.utime(home.data / "dad", (3e9, 3e9))
    assert bonds.current(home) == "dad"


def test_a_bond_is_taken_in_hand_until_another_one_is(home: Home) -> None:
    first, _ = name_bond(home, "Mum")
    second, _ = name_bond(home, "Dad", first)
    for bond in (first, second):
        bonds.take_in_hand(home, bond)
        assert bonds.current(home) == bond


@pytest.mark.parametrize("chosen", ["../x", "/etc", "gone", "", ".."])
def test_a_chosen_bond_that_is_not_there_is_not_believed(home: Home, chosen: str) -> None:
    name_bond(home, "Mum")
    (home.root / "x").mkdir()
    settings.change(home, bond=chosen)
    assert bonds.current(home) == "mum"


def test_while_the_answers_are_locked_no_bond_is_known_and_that_is_said(home: Home) -> None:
    (home.root / "data.zip.age").write_bytes(b"locked")
    with pytest.raises(LockedError) as refused:
        bonds.known(home)
    assert str(home.data) in str(refused.value)


def test_nothing_is_known_of_a_bond_before_it_is_named(home: Home) -> None:
    assert bonds.reader(home, "me") == Reader()
    assert bonds.known(home) == []


def test_a_bond_taken_in_hand_is_the_one_that_everything_is_about(home: Home) -> None:
    first, _ = name_bond(home, "Mum")
    name_bond(home, "Dad", first)
    assert bonds.current(home) == "dad"
    bonds.take_in_hand(home, first)
    assert bonds.current(home) == "mum"


def test_where_no_exercise_names_a_bond_nothing_is_known_of_who_it_is(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    name_bond(home, "Mum")
    monkeypatch.setattr(type(bonds.content()), "exercise", lambda *_: None)
    assert bonds.reader(home, "mum") == Reader()
