"""Erasing: every place is searched afterwards, byte for byte, and nothing else has changed."""

import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.samples import DAY, exercise, files
from workbook.errors import (
    BusyError,
    LockedError,
    NothingToEraseError,
    NotSavedError,
    UnknownBondError,
)
from workbook.store import (
    bonds,
    drafts,
    durable,
    entries,
    keeping,
    packages,
    setting_aside,
    settings,
)
from workbook.store.copies.bond_files import Found
from workbook.store.copies.erase import emptying, erasing
from workbook.store.copies.erase.traces import OneEntry
from workbook.store.copies.snapshots import places, snapshots
from workbook.store.home import Home


@pytest.fixture(autouse=True)
def snapshots_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of snapshots for this test alone."""
    monkeypatch.setenv("WORKBOOK_SNAPSHOTS", str(tmp_path / "snapshots"))
    return tmp_path / "snapshots"


def bytes_everywhere(*folders: Path) -> Iterator[tuple[str, bytes]]:
    """Each file's bytes, and for a zip also those of what is in it; names of files too."""
    for folder in folders:
        for path in folder.rglob("*"):
            yield str(path), path.name.encode()
            if path.is_file():
                yield str(path), path.read_bytes()
                if zipfile.is_zipfile(path):
                    with zipfile.ZipFile(path) as archive:
                        for member in archive.namelist():
                            yield f"{path}/{member}", member.encode() + archive.read(member)


def where(words: str, home: Home) -> list[str]:
    """Where these words stand anywhere in home or in snapshots, in either wide or narrow text."""
    wanted = [words.encode(), words.encode("utf-16-le"), words.encode("utf-16-be")]
    return [
        place
        for place, content in bytes_everywhere(home.root, places.base())
        if any(one in content for one in wanted)
    ]


def all_files(home: Home) -> dict[str, bytes]:
    """Every file of home and of its snapshots, and every file within a snapshot."""
    return {
        place: content
        for place, content in bytes_everywhere(home.root, places.base())
        if Path(place).is_file() is not place.endswith(".zip") and ".lock" not in place
    }


def without_lines(before: bytes, after: bytes) -> bool:
    """Whether one is the other without some of its lines."""
    lines = iter(before.splitlines(keepends=True))
    return all(line in lines for line in after.splitlines(keepends=True))


def one_draft(home: Home, writer: str, words: str, entry: str = "") -> None:
    drafts.keep(home.data / "mum", exercise("all.one"), writer, DAY, {"words": words}, entry)


def save(home: Home, words: str, opened: entries.Entry | None = None) -> entries.Entry:
    return keeping.save(home, "mum", exercise("all.one"), {"words": words}, DAY, opened)[1]


class Rich:
    """A home in which the words of one entry stand in every place there is."""

    def __init__(self, home: Home) -> None:
        self.home = home
        home.root.mkdir(exist_ok=True)
        keeping.save(home, "me", exercise("welcome.bond"), {"alias": "Mum"}, DAY)
        one_draft(home, "00000001", "SECRET not even saved yet")
        snapshots.take(home)
        entry = save(home, "SECRET first, of the entry")
        drafts.drop(home.data / "mum", exercise("all.one"), self.draft("00000001"))
        snapshots.take(home)
        self.id = entry.id
        self.other = save(home, f"KEPT words of another, about {entry.id},\r\n{entry.id}").id
        self.tear()
        entry = save(home, "SECRET second", entry)
        snapshots.take(home)
        save(home, "SECRET third", entry)
        one_draft(home, "00000002", "SECRET change begun", entry.id)
        one_draft(home, "00000003", "SECRET third")
        one_draft(home, "00000004", "KEPT, a draft of something else")
        snapshots.take(home)
        keeping.save(home, "dad", exercise("welcome.bond"), {"alias": "Dad"}, DAY)
        keeping.save(home, "dad", exercise("all.one"), {"words": "KEPT of Dad"}, DAY)
        snapshots.take(home)
        self.stray = home.data / "mum" / ".all.one.csv.0123abcd.tmp"
        self.stray.write_bytes(b"SECRET, half-written")

    def draft(self, writer: str) -> drafts.Draft:
        there = drafts.waiting(self.home.data / "mum", exercise("all.one"))
        return next(one for one in there if one.writer == writer)

    def tear(self) -> None:
        """A row of the entry, and one of another, that somebody tore while editing by hand."""
        path = self.home.data / "mum" / "all.one.csv"
        torn = f'{self.id},2026-05-03,"SECRET, torn\r\n{self.other},"KEPT, torn\r\n'
        path.write_bytes(path.read_bytes() + torn.encode())


@pytest.fixture
def rich(home: Home) -> Rich:
    """A home with all of it."""
    return Rich(home)


def erase_entry(home: Home, entry: str) -> erasing.Plan:
    plan = erasing.plan_entry(home, entry)
    erasing.erase(home, plan.wanted)
    return plan


def erase_bond(home: Home, bond: str) -> erasing.Plan:
    plan = erasing.plan_bond(home, bond)
    erasing.erase(home, plan.wanted)
    return plan


# One entry


@pytest.mark.damaged
def test_an_entry_is_gone_from_every_place_there_is(rich: Rich) -> None:
    assert len(where("SECRET", rich.home)) > 20
    rich.tear()
    erase_entry(rich.home, rich.id)
    assert where("SECRET", rich.home) == []
    assert not rich.stray.exists()


def test_what_is_not_of_the_entry_stays_byte_for_byte(rich: Rich) -> None:
    before, kept = all_files(rich.home), where("KEPT", rich.home)
    erase_entry(rich.home, rich.id)
    after = all_files(rich.home)
    assert where("KEPT", rich.home) == kept
    for name, content in before.items():
        described = name.endswith("datapackage.json")  # it no longer names a file that is gone
        if not described and b"SECRET" not in content and rich.id.encode() not in content:
            assert after[name] == content, name
        elif name in after and not described and not name.endswith("set-aside.csv"):
            assert without_lines(content, after[name]), name


def test_the_id_stays_only_where_another_entry_quotes_it(rich: Rich) -> None:
    erase_entry(rich.home, rich.id)
    for place in where(rich.id, rich.home):
        assert "all.one" in place
    text = entries.load(rich.home.data / "mum", exercise("all.one")).entries[0].answers["words"]
    assert text == f"KEPT words of another, about {rich.id},\r\n{rich.id}"


def test_looking_at_what_would_go_changes_nothing_and_gives_numbers_without_words(
    rich: Rich,
) -> None:
    before = files(rich.home.root) | files(places.base())
    plan = erasing.plan_entry(rich.home, rich.id)
    assert files(rich.home.root) | files(places.base()) == before
    assert (plan.found.entries, plan.found.versions, plan.found.drafts) == (1, 2, 2)
    assert (plan.found.copies, plan.found.others, plan.snapshots) == (2, 0, 5)
    assert (plan.found.first, plan.found.last) == ("2026-05-03", "2026-05-03")
    assert [(one.why, one.path.name) for one in plan.left] == [("draft", "all.one~00000004.json")]


def test_an_entry_that_was_taken_out_can_be_erased_too(rich: Rich) -> None:
    keeping.take_back(rich.home, "mum", exercise("all.one"), rich.id)
    assert erasing.plan_entry(rich.home, rich.id).found.versions == 3
    erase_entry(rich.home, rich.id)
    assert where("SECRET", rich.home) == []


def test_where_it_was_the_only_entry_the_file_goes_and_the_description_no_longer_names_it(
    home: Home,
) -> None:
    keeping.save(home, "me", exercise("checkin"), {"mood": 4}, DAY)
    _, only = keeping.save(home, "me", exercise("all.one"), {"words": "SECRET"}, DAY)
    erase_entry(home, only.id)
    assert not (home.data / "me" / "all.one.csv").exists()
    told = json.loads((home.data / "me" / "datapackage.json").read_bytes())
    assert [one["path"] for one in told["resources"]] == ["checkin.csv"]
    written = (home.data / "me" / "datapackage.json").read_bytes()
    packages.describe(home.data / "me")
    assert (home.data / "me" / "datapackage.json").read_bytes() == written


def test_where_nothing_else_was_ever_written_no_description_and_no_snapshot_stays(
    home: Home,
) -> None:
    _, only = keeping.save(home, "me", exercise("all.one"), {"words": "SECRET"}, DAY)
    snapshots.take(home)
    erase_entry(home, only.id)
    assert not (home.data / "me" / "datapackage.json").exists()
    assert snapshots.all_of(home) == []


@pytest.mark.damaged
@pytest.mark.parametrize("told", ["[]", "{", '{"resources": [3]}', '{"resources": [{}]}'])
def test_a_description_that_somebody_changed_does_not_stand_in_the_way(
    home: Home, told: str
) -> None:
    _, only = keeping.save(home, "me", exercise("all.one"), {"words": "SECRET"}, DAY)
    (home.data / "me" / "datapackage.json").write_text(told)
    erase_entry(home, only.id)
    assert where("SECRET", home) == []
    assert (home.data / "me" / "datapackage.json").read_text() == told


def test_of_two_ids_of_which_one_begins_with_the_other_only_the_one_asked_for_goes(
    home: Home,
) -> None:
    for bond in ("me", "mum"):
        (home.data / bond).mkdir(parents=True)
    row = "{},2026-05-03,2026-05-03T10:00:00Z,{}\r\n".format
    short, long = "20260503T100000000-abcdef", "20260503T100000000-abcdef7"
    header = "entry,on,saved_at,words\r\n"
    text = header + row(long, "KEPT") + row(short, "SECRET") + row("2026", "KEPT") + row("", "KEPT")
    (home.data / "me" / "all.one.csv").write_text(text, newline="")
    (home.data / "mum" / "all.one.csv").write_text(header + row("a", "KEPT"), newline="")
    for unknown in ("20260503T10", ""):
        with pytest.raises(NothingToEraseError):
            erasing.plan_entry(home, unknown)
    erase_entry(home, short)
    rest = header + row(long, "KEPT") + row("2026", "KEPT") + row("", "KEPT")
    assert (home.data / "me" / "all.one.csv").read_bytes() == rest.encode()
    assert b"KEPT" in (home.data / "mum" / "all.one.csv").read_bytes()
    assert where("SECRET", home) == []


def test_two_bonds_with_the_same_exercise_are_kept_apart(rich: Rich) -> None:
    dad = (rich.home.data / "dad" / "all.one.csv").read_bytes()
    erase_entry(rich.home, rich.id)
    assert (rich.home.data / "dad" / "all.one.csv").read_bytes() == dad


def test_an_unknown_id_is_refused_with_where_to_find_ids(rich: Rich) -> None:
    rich.stray.unlink()
    before = files(rich.home.root)
    with pytest.raises(NothingToEraseError, match="column “entry”") as refused:
        erasing.plan_entry(rich.home, "nothing")
    assert str(rich.home.data) in str(refused.value)
    assert files(rich.home.root) == before


def test_what_an_interrupted_write_left_is_swept_even_where_nothing_else_is_found(
    rich: Rich,
) -> None:
    plan = erase_entry(rich.home, "nothing")
    assert (plan.strays, plan.found, plan.snapshots) == (1, Found(), 0)
    assert not rich.stray.exists()


def test_where_there_is_no_home_there_is_nothing_to_erase_and_none_is_made(home: Home) -> None:
    away = Home(home.root / "away")
    with pytest.raises(NothingToEraseError):
        erasing.plan_entry(away, "x")
    with pytest.raises(UnknownBondError):
        erasing.plan_bond(away, "mum")
    assert not away.root.exists()


def test_an_entry_that_only_snapshots_hold_is_erased_there(rich: Rich) -> None:
    shutil.rmtree(rich.home.data / "mum")
    plan = erase_entry(rich.home, rich.id)
    assert plan.snapshots == 5
    assert where("SECRET", rich.home) == []


def test_copies_from_before_a_newer_format_are_erased_in_too(rich: Rich) -> None:
    older = rich.home.data / "before.format-2" / "mum"
    shutil.copytree(rich.home.data / "mum", older, ignore=shutil.ignore_patterns(".*"))
    shutil.copy(rich.home.data / "settings.json", older.parent)
    plan = erase_entry(rich.home, rich.id)
    assert plan.found.copies == 8
    assert where("SECRET", rich.home) == []
    erase_bond(rich.home, "mum")
    erase_bond(rich.home, "dad")
    assert not older.exists()
    assert json.loads((older.parent / "settings.json").read_bytes())["bond"] == ""


def test_what_a_restore_that_was_cut_off_left_beside_is_erased_in_too(rich: Rich) -> None:
    beside = rich.home.root / ".restoring" / "going"
    shutil.copytree(rich.home.data / "mum", beside / "data" / "mum")
    erase_entry(rich.home, rich.id)
    assert where("SECRET", rich.home) == []
    assert where("KEPT", Home(beside)) != []


# Drafts


def test_a_draft_that_nobody_can_read_goes_only_if_it_names_the_entry(rich: Rich) -> None:
    place = rich.home.data / "mum" / "drafts"
    (place / "all.one~0000000a.json").write_text(f'{{"entry": "{rich.id}", "words": "SECRET')
    (place / "all.one~0000000b.json").write_text('{"words": "KEPT')
    erase_entry(rich.home, rich.id)
    assert where("SECRET", rich.home) == []
    assert (place / "all.one~0000000b.json").exists()


def test_a_draft_of_another_day_or_of_another_entry_stays(rich: Rich) -> None:
    place = rich.home.data / "mum"
    drafts.keep(place, exercise("all.one"), "0a", date(2026, 6, 1), {"words": "SECRET third"}, "")
    one_draft(rich.home, "0b", "SECRET third", rich.other)
    erase_entry(rich.home, rich.id)
    assert {path.name for path in (place / "drafts").glob("*~0?.json")} == {
        "all.one~0a.json", "all.one~0b.json",
    }  # fmt: skip


def test_a_draft_in_a_snapshot_goes_with_the_entry_that_it_became_and_with_no_other(
    home: Home,
) -> None:
    keeping.save(home, "me", exercise("checkin"), {"note": "KEPT"}, DAY)
    place, one = home.data / "me", exercise("all.one")
    draft = drafts.keep(place, one, "0a", DAY, {"words": "SECRET begun"}, "")
    drafts.keep(place, exercise("checkin"), "0b", DAY, {"note": "KEPT begun"}, "")
    snapshots.take(home)
    _, became = keeping.save(home, "me", one, {"words": "SECRET done"}, DAY)
    drafts.drop(place, one, draft)
    _, later = keeping.save(home, "me", one, {"words": "KEPT later"}, DAY)
    kept = where("KEPT", home)
    assert erase_entry(home, later.id).snapshots == 0
    assert len(where("SECRET", home)) == 2
    erase_entry(home, became.id)
    assert where("SECRET", home) == []
    assert set(where("KEPT", home)) == set(kept) - {str(place / "all.one.csv")}


def test_a_draft_that_is_still_in_hand_stays_in_snapshots_as_well(home: Home) -> None:
    keeping.save(home, "me", exercise("checkin"), {"note": "KEPT"}, DAY)
    drafts.keep(home.data / "me", exercise("all.one"), "0a", DAY, {"words": "KEPT"}, "")
    snapshots.take(home)
    _, entry = keeping.save(home, "me", exercise("all.one"), {"words": "SECRET"}, DAY)
    plan = erase_entry(home, entry.id)
    assert [one.why for one in plan.left] == ["draft"]
    assert len([place for place in where("KEPT", home) if "drafts" in place]) == 2


def test_a_short_id_that_somebody_made_up_takes_no_draft_and_no_torn_line_with_it(
    rich: Rich,
) -> None:
    path = rich.home.data / "mum" / "all.one.csv"
    path.write_bytes(path.read_bytes() + b"1,2026-05-03,2026-05-03T10:00:00Z,made up\r\n")
    (rich.home.data / "mum" / "drafts" / "all.one~0a.json").write_text("KEPT 1, torn")
    kept = where("KEPT", rich.home)
    erase_entry(rich.home, "1")
    assert where("made up", rich.home) == []
    assert where("KEPT", rich.home) == kept


# Damaged files


@pytest.mark.damaged
def test_a_line_that_cannot_be_read_and_names_the_entry_in_its_midst_is_said_to_stay(
    rich: Rich,
) -> None:
    path = rich.home.data / "mum" / "all.one.csv"
    lines = path.read_bytes().count(b"\n")
    path.write_bytes(path.read_bytes() + f'x,y,"{rich.id} torn\r\n'.encode())
    plan = erasing.plan_entry(rich.home, rich.id)
    assert ("unclear", path, lines + 1) in [(one.why, one.path, one.line) for one in plan.left]
    snapshots.take(rich.home)
    plan = erase_entry(rich.home, rich.id)
    assert [one.path.suffix for one in plan.left if one.why == "unclear"] == [".csv", ".zip"]
    assert where("SECRET", rich.home) == []
    plan = erasing.plan_entry(rich.home, rich.id)
    assert plan.found == Found()


def test_a_damaged_copy_in_which_it_cannot_be_told_apart_goes_whole(rich: Rich) -> None:
    copy = rich.home.data / "mum" / "damaged" / "all.one.20260503T100000000Z.csv"
    copy.write_bytes(f'entry,on,saved_at,words\r\nx,"{rich.id} SECRET\r\n'.encode())
    spared = copy.with_name("all.one.20260503T100000001Z.csv")
    spared.write_bytes(b'entry,on,saved_at,words\r\nx,"KEPT\r\n')
    assert erasing.plan_entry(rich.home, rich.id).found.copies == 3
    erase_entry(rich.home, rich.id)
    assert not copy.exists()
    assert spared.exists()
    assert where("SECRET", rich.home) == []


def test_lines_set_aside_stay_but_for_those_of_the_entry(rich: Rich) -> None:
    erase_entry(rich.home, rich.id)
    kept = setting_aside.listed(rich.home.data / "mum")
    assert [one.text for one in kept] == [f'{rich.other},"KEPT, torn']


def test_a_listing_that_cannot_be_read_itself_goes_whole(rich: Rich) -> None:
    listing = rich.home.data / "mum" / "damaged" / "set-aside.csv"
    listing.write_bytes(b"somebody's notes\r\nSECRET " + rich.id.encode())
    erase_entry(rich.home, rich.id)
    assert not listing.exists()


# One bond


def test_a_bond_is_gone_from_every_place_under_whatever_name_it_had(rich: Rich) -> None:
    mum = rich.home.data / "mum"
    naming = entries.load(mum, exercise("welcome.bond")).entries[-1]
    keeping.save(rich.home, "mum", exercise("welcome.bond"), {"alias": "Rain"}, DAY, naming)
    snapshots.take(rich.home)
    dad = files(rich.home.data / "dad")
    plan = erase_bond(rich.home, "Rain")
    assert (plan.found.entries, plan.found.versions, plan.snapshots) == (3, 3, 6)
    assert where("SECRET", rich.home) == where("Rain", rich.home) == []
    assert where("mum", rich.home) == where("Mum", rich.home) == []
    assert files(rich.home.data / "dad") == dad
    assert bonds.known(rich.home) == ["dad"]
    assert len([place for place in where("KEPT of Dad", rich.home) if ".zip" in place]) == 2


def test_the_bond_in_hand_is_no_longer_in_hand_once_it_is_erased(rich: Rich) -> None:
    assert settings.read(rich.home).bond == "dad"
    erase_bond(rich.home, "mum")
    assert settings.read(rich.home).bond == "dad"
    erase_bond(rich.home, "Dad")
    assert settings.read(rich.home).bond == ""
    assert where("KEPT", rich.home) == where("dad", rich.home) == []


def test_a_bond_whose_former_name_another_has_now_is_told_apart_by_its_entries(
    rich: Rich,
) -> None:
    naming = entries.load(rich.home.data / "mum", exercise("welcome.bond")).entries[-1]
    keeping.save(rich.home, "mum", exercise("welcome.bond"), {"alias": "Rain"}, DAY, naming)
    keeping.save(rich.home, "dad", exercise("welcome.bond"), {"alias": "Mum"}, DAY)
    keeping.save(rich.home, "mum", exercise("all.one"), {"words": "NEW"}, DAY)
    snapshots.take(rich.home)
    erase_bond(rich.home, "mum")
    assert where("NEW", rich.home) == []
    assert len(where("SECRET", rich.home)) > 20
    erase_bond(rich.home, "rain")
    assert where("SECRET", rich.home) == []
    assert where("KEPT of Dad", rich.home) != []


def test_the_bond_without_a_name_can_be_erased_too(home: Home) -> None:
    _, entry = keeping.save(home, "me", exercise("all.one"), {"words": "SECRET"}, DAY)
    drafts.keep(home.data / "me", exercise("all.one"), "w", DAY, {"words": "SECRET"}, entry.id)
    (home.data / "me" / "photo.png").write_bytes(b"SECRET")
    snapshots.take(home)
    plan = erase_bond(home, "me")
    assert (plan.found.entries, plan.found.drafts, plan.found.others) == (1, 1, 1)
    assert where("SECRET", home) == []
    assert not (home.data / "me").exists()
    with pytest.raises(NothingToEraseError):
        erasing.plan_bond(home, "me")


def test_drafts_without_a_name_in_snapshots_are_said_to_stay_and_can_be_erased(
    home: Home,
) -> None:
    drafts.keep(bonds.folder_to_write(home, "me"), exercise("all.one"), "w", DAY,
                {"words": "SECRET"}, "")  # fmt: skip
    snapshots.take(home)
    shutil.rmtree(home.data / "me")
    keeping.save(home, "me", exercise("welcome.bond"), {"alias": "Mum"}, DAY)
    assert [one.why for one in erasing.plan_bond(home, "mum").left] == ["unnamed"]
    erase_bond(home, "me")
    assert where("SECRET", home) == []
    assert erasing.plan_bond(home, "mum").left == []


def test_a_bond_that_only_snapshots_hold_or_an_empty_folder_can_be_erased(rich: Rich) -> None:
    shutil.rmtree(rich.home.data / "mum")
    assert erase_bond(rich.home, "Mum").snapshots == 5
    assert where("SECRET", rich.home) == []
    (rich.home.data / "mum").mkdir()
    erase_bond(rich.home, "mum")
    assert not (rich.home.data / "mum").exists()


@pytest.mark.parametrize("asked", ["nobody", "../mum", "?", "dad/../mum", ".hidden"])
def test_a_bond_that_is_not_there_is_refused(rich: Rich, asked: str) -> None:
    (rich.home.data / ".hidden").mkdir()
    before = files(rich.home.root)
    with pytest.raises(UnknownBondError):
        erasing.plan_bond(rich.home, asked)
    assert files(rich.home.root) == before


# Everything


def everything_there_is(home: Home) -> None:
    """What a lock, a restore and Jupyter leave in a home and in its snapshots."""
    (home.root / "data.zip.age").write_bytes(b"SECRET, locked")
    (home.root / "data-2026-05-03T100000Z-abcd.zip.age").write_bytes(b"SECRET, locked before")
    (places.folder(home) / "snapshots.zip.age").write_bytes(b"SECRET, locked")
    for beside in (".restoring/new/data/mum", ".data.0123abcd.tmp/data/mum", ".workbook/logs"):
        (home.root / beside).mkdir(parents=True)
        (home.root / beside / "all.one.csv").write_bytes(b"SECRET")
    (home.root / "notebooks").mkdir()
    (home.root / "notebooks" / "00-welcome.ipynb").write_bytes(b"prose")


def test_everything_is_gone_locked_or_not_and_the_notebooks_stay(rich: Rich) -> None:
    everything_there_is(rich.home)
    plan = emptying.plan(rich.home)
    assert (plan.found.entries, plan.found.versions, plan.snapshots) == (5, 2, 5)
    assert len(plan.locked) == 3
    emptying.erase_everything(rich.home)
    assert files(rich.home.root) == {"notebooks/00-welcome.ipynb": b"prose"}
    assert not places.base().exists()
    emptying.erase_everything(rich.home)
    keeping.save(rich.home, "me", exercise("all.one"), {"words": "anew"}, DAY)


def test_the_page_that_came_with_a_checkout_stays_and_elsewhere_it_goes(rich: Rich) -> None:
    page = rich.home.data / "README.md"
    page.write_text("What is in this folder")
    (rich.home.root / ".git").mkdir()
    assert emptying.plan(rich.home).found.others == 0
    emptying.erase_everything(rich.home)
    assert files(rich.home.root) == {"data/README.md": b"What is in this folder"}
    (rich.home.root / ".git").rmdir()
    emptying.erase_everything(rich.home)
    assert files(rich.home.root) == {}


def test_where_there_is_nothing_everything_is_erased_at_once(home: Home) -> None:
    assert emptying.plan(home).found == Found()
    emptying.erase_everything(home)
    assert list(home.root.iterdir()) == []


def test_snapshots_of_an_earlier_home_at_this_place_go_too(rich: Rich) -> None:
    shutil.rmtree(rich.home.root)
    rich.home.root.mkdir()
    keeping.save(rich.home, "me", exercise("all.one"), {"words": "anew"}, DAY)
    assert erasing.plan_entry(rich.home, rich.id).snapshots == 5
    emptying.erase_everything(rich.home)
    assert where("SECRET", rich.home) == []


def test_snapshots_that_another_home_uses_stay_and_are_named(rich: Rich, tmp_path: Path) -> None:
    elsewhere = Home(tmp_path / "moved")
    shutil.move(rich.home.root, elsewhere.root)
    snapshots.take(elsewhere)
    rich.home.root.mkdir()
    keeping.save(rich.home, "me", exercise("welcome.bond"), {"alias": "Mum"}, DAY)
    kept = where("SECRET", elsewhere)
    assert ("other-home", elsewhere.root) in [
        (one.why, one.path) for one in erasing.plan_bond(rich.home, "mum").left
    ]
    erase_bond(rich.home, "mum")
    assert emptying.plan(rich.home).other_homes == [elsewhere.root]
    emptying.erase_everything(rich.home)
    assert where("SECRET", elsewhere) == kept


# What stands in the way


def test_a_torn_snapshot_is_named_and_goes_with_everything(rich: Rich) -> None:
    torn = snapshots.all_of(rich.home)[2].path
    torn.write_bytes(torn.read_bytes()[:200] + b"SECRET")
    plan = erase_entry(rich.home, rich.id)
    assert ("torn", torn) in [(one.why, one.path) for one in plan.left]
    assert where("SECRET", rich.home) == [str(torn)]
    emptying.erase_everything(rich.home)
    assert where("SECRET", rich.home) == []


def test_what_cannot_be_looked_into_is_named_and_left_alone(rich: Rich, tmp_path: Path) -> None:
    secret = tmp_path / "elsewhere.csv"
    secret.write_text("SECRET")
    link, sheet = rich.home.data / "mum" / "link.csv", rich.home.data / "mum" / "copy.xlsx"
    link.symlink_to(secret)
    sheet.write_bytes(b"a spreadsheet")
    sealed = rich.home.root / "data-2026-05-03T100000Z-abcd.zip.age"
    sealed.write_bytes(b"locked before")
    copied = snapshots.all_of(rich.home)[0].path.with_name("copied.zip")
    copied.write_bytes(b"")
    left = {(one.why, one.path) for one in erase_entry(rich.home, rich.id).left}
    assert {("link", link), ("unread", sheet), ("locked", sealed), ("unread", copied)} <= left
    assert sheet.exists()
    assert link.is_symlink()
    assert emptying.plan(rich.home).links == [link]
    erase_bond(rich.home, "mum")
    emptying.erase_everything(rich.home)
    assert secret.read_text() == "SECRET"


def test_the_name_of_the_folder_stays_where_only_the_naming_is_erased(rich: Rich) -> None:
    naming = entries.load(rich.home.data / "mum", exercise("welcome.bond")).entries[0]
    plan = erase_entry(rich.home, naming.id)
    assert ("name", rich.home.data / "mum") in [(one.why, one.path) for one in plan.left]


def test_while_locked_an_entry_or_a_bond_is_refused(rich: Rich) -> None:
    (rich.home.root / "data.zip.age").write_bytes(b"locked")
    before = files(rich.home.root)
    for plan in (erasing.plan_entry, erasing.plan_bond):
        with pytest.raises(LockedError):
            plan(rich.home, "mum")
    with pytest.raises(LockedError):
        erasing.erase(rich.home, OneEntry(rich.id))
    assert files(rich.home.root) == before


def test_while_another_writes_it_is_refused(rich: Rich, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "PATIENCE", 0.1)
    plan = erasing.plan_entry(rich.home, rich.id)
    before = files(rich.home.root) | files(places.base())
    with durable.locked(rich.home.data), pytest.raises(BusyError):
        erasing.erase(rich.home, plan.wanted)
    assert files(rich.home.root) | files(places.base()) == before


def test_a_full_disk_while_a_snapshot_is_rewritten_leaves_nothing_half_done(
    rich: Rich, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> None:
        path.write_bytes(content[: len(content) // 2])
        raise OSError(28, "No space left on device")

    rich.stray.unlink()
    plan = erasing.plan_entry(rich.home, rich.id)
    before = files(rich.home.root) | files(places.base())
    with monkeypatch.context() as patch:
        patch.setattr(durable, "_write_new", full)
        with pytest.raises(NotSavedError, match="the disk is full") as refused:
            erasing.erase(rich.home, plan.wanted)
    assert str(places.base()) in str(refused.value)
    assert files(rich.home.root) | files(places.base()) == before
    erasing.erase(rich.home, plan.wanted)
    assert where("SECRET", rich.home) == []


class Dead(BaseException):
    """The process was killed."""


ERASES: dict[str, Callable[[Rich], object]] = {
    "an entry": lambda rich: erase_entry(rich.home, rich.id),
    "a bond": lambda rich: erase_bond(rich.home, "mum"),
    "everything": lambda rich: emptying.erase_everything(rich.home),
}


@pytest.mark.parametrize("what", ERASES)
def test_an_erase_that_is_cut_off_anywhere_finishes_when_it_is_run_again(
    rich: Rich, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    pristine = tmp_path / "pristine"
    shutil.copytree(rich.home.root, pristine / "home")
    shutil.copytree(places.base(), pristine / "snapshots")
    kept = "KEPT of Dad" if what == "a bond" else "KEPT"
    there = [] if what == "everything" else where(kept, rich.home)
    for step in count(1):
        with monkeypatch.context() as patch:
            finished = dies_at(step, patch, lambda: ERASES[what](rich))
        if what == "an entry" or not finished:
            assert set(there) <= set(where(kept, rich.home)), step
        again(rich, what)
        assert where("SECRET", rich.home) == [], step
        assert where(kept, rich.home) == there, step
        if finished:
            break
        for place in (rich.home.root, places.base()):
            shutil.rmtree(place, ignore_errors=True)
            shutil.copytree(pristine / place.name, place)
    assert step > 10


def dies_at(step: int, patch: pytest.MonkeyPatch, act: Callable[[], object]) -> bool:
    """Whether an act comes to its end, where the process is killed at its n-th change."""
    steps = count(1)

    def until_dead(change: Any) -> Any:
        def changed(*given: Any, **more: Any) -> Any:
            if next(steps) >= step:
                raise Dead
            return change(*given, **more)

        return changed

    for name in ("replace", "unlink", "rmdir", "link"):
        patch.setattr(os, name, until_dead(getattr(os, name)))
    try:
        act()
    except Dead:
        return False
    return True


def again(rich: Rich, what: str) -> None:
    """Runs it once more; where it had come to its end, there may be nothing to do."""
    with suppress(NothingToEraseError, UnknownBondError):
        ERASES[what](rich)
