"""What is set aside is listed, kept once, and never made from a sound file."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.one_thing import FILE, one, save
from tests.samples import files
from workbook.errors import NotReadError, NotSavedError
from workbook.store import entries, setting_aside, stamps
from workbook.store.home import Home
from workbook.store.reading_once import each_read_once
from workbook.store.setting_aside import Original, kept_first
from workbook.store.sheets import parse, render

pytestmark = pytest.mark.damaged


@pytest.fixture
def time_stands_still() -> Iterator[None]:
    """Everything happens in one moment."""
    with time_machine.travel(0, tick=False):
        yield


def original(folder: Path, content: bytes, name: str = FILE) -> Original:
    """A file of answers with these bytes, as it stands before it is written anew."""
    (folder / name).write_bytes(content)
    return Original.read(folder / name, one(), entries.FIXED)


def torn(*ends: bytes) -> bytes:
    """A file without a sound row, and with these torn ones."""
    return render([*entries.FIXED, "words"], []) + b"\r\n".join(ends)


def test_where_nothing_was_set_aside_nothing_is_listed(folder: Path) -> None:
    assert setting_aside.listed(folder) == []
    assert kept_first(folder, []) == {}
    assert not (folder / "damaged").exists()


def test_a_line_is_listed_with_file_place_reason_text_copy_and_moment(
    home: Home, folder: Path
) -> None:
    original(folder, torn(b"one,two"))
    saved = save(home, "new")
    (line,) = setting_aside.listed(folder)
    assert (line.file, line.line, line.text) == (FILE, 2, "one,two")
    assert line.reason == "it has not as many cells as the first line: 2, not 4"
    assert (folder / "damaged" / line.copy).read_bytes() == torn(b"one,two")
    assert stamps.moment(line.set_aside_at)
    assert line.set_aside_at >= saved.saved_at.strftime(stamps.MOMENT)


def test_the_listing_is_a_file_like_those_of_answers(home: Home, folder: Path) -> None:
    original(folder, torn(b'say "hm", \xff=1+1'))
    save(home, "new")
    content = (folder / "damaged" / "set-aside.csv").read_bytes()
    sheet = parse(content)
    assert sheet.header == ["file", "line", "reason", "text", "copy", "set_aside_at"]
    assert content == render(sheet.header, sheet.rows)


def test_a_listing_that_a_spreadsheet_changed_is_still_read(home: Home, folder: Path) -> None:
    original(folder, torn(b"one"))
    save(home, "new")
    listing = folder / "damaged" / "set-aside.csv"
    rows = parse(listing.read_bytes()).rows
    content = render(["mine", *setting_aside.COLUMNS], [rows[0] | {"mine": "x", "line": "two"}])
    listing.write_bytes(content.replace(b",", b";"))
    assert [(line.file, line.line, line.text) for line in setting_aside.listed(folder)] == [
        (FILE, 0, "one")
    ]
    (folder / FILE).write_bytes((folder / FILE).read_bytes() + b"two")
    save(home, "newer")
    sheet = parse(listing.read_bytes())
    assert sheet.header == [*setting_aside.COLUMNS, "mine"]
    assert [(row["text"], row["mine"]) for row in sheet.rows] == [("one", "x"), ("two", "")]


@pytest.mark.parametrize("text", ["  one \t", "one,X"])
def test_the_text_of_a_line_is_listed_as_it_is_without_its_line_break(
    home: Home, folder: Path, text: str
) -> None:
    original(folder, torn(f"{text}\r\n".encode()))
    save(home, "new")
    assert [line.text for line in setting_aside.listed(folder)] == [text]


def test_a_copy_is_named_after_its_file_and_the_moment_to_the_thousandth(folder: Path) -> None:
    (folder / "earlier").mkdir()
    both = [original(folder, torn(b"one"), name) for name in (FILE, f"earlier/{FILE}")]
    with time_machine.travel(datetime(2026, 5, 3, 10, 11, 12, 999_001, tzinfo=UTC), tick=False):
        names = [path.name for path in kept_first(folder, both)]
    assert names == [
        "all.one.20260503T101112999Z.csv", "earlier.all.one.20260503T101112999Z.csv",
        "set-aside.csv",
    ]  # fmt: skip


def test_the_same_bytes_are_copied_once_and_others_beside_them(folder: Path) -> None:
    for content in (torn(b"one"), torn(b"two"), torn(b"one")):
        for path, kept in kept_first(folder, [original(folder, content)]).items():
            path.write_bytes(kept)
    copies = sorted((folder / "damaged").glob("all.one.*Z.csv"))
    assert [path.read_bytes() for path in copies] == [torn(b"one"), torn(b"two")]
    assert [line.text for line in setting_aside.listed(folder)] == ["one", "two"]


@pytest.mark.usefixtures("time_stands_still")
def test_two_files_damaged_in_one_moment_have_a_copy_each(folder: Path) -> None:
    for end in (b"1", b"2", b"3"):
        for path, kept in kept_first(folder, [original(folder, torn(end))]).items():
            path.write_bytes(kept)
    copies = sorted((folder / "damaged").glob("*Z.csv"))
    assert [path.read_bytes() for path in copies] == [torn(b"1"), torn(b"2"), torn(b"3")]


def test_a_folder_in_place_of_the_listing_refuses_and_changes_nothing(
    home: Home, folder: Path
) -> None:
    save(home, "whole")
    (folder / FILE).write_bytes((folder / FILE).read_bytes() + b"torn")
    (folder / "damaged" / "set-aside.csv").mkdir(parents=True)
    before = files(home.data)
    with pytest.raises(NotSavedError, match=r"set-aside\.csv could .* ordinary file"):
        save(home, "new")
    with pytest.raises(NotReadError, match=r"set-aside\.csv could .* ordinary file"):
        setting_aside.listed(folder)
    assert files(home.data) == before


def test_so_does_a_folder_among_the_copies(home: Home, folder: Path) -> None:
    save(home, "whole")
    (folder / FILE).write_bytes((folder / FILE).read_bytes() + b"torn")
    (folder / "damaged" / "all.one.mine.csv").mkdir(parents=True)
    before = files(home.data)
    with pytest.raises(NotSavedError, match=r"all\.one\.mine\.csv could .* ordinary file"):
        save(home, "new")
    assert files(home.data) == before


def test_each_bond_has_a_listing_of_its_own(home: Home, folder: Path) -> None:
    original(folder, torn(b"one"))
    save(home, "new")
    with each_read_once():
        assert len(setting_aside.listed(folder)) == 1
        assert setting_aside.listed(home.data / "dad") == []


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.binary(min_size=1, max_size=30), max_size=4))
def test_a_copy_is_the_file_byte_for_byte_and_a_sound_file_needs_none(
    folder: Path, ends: list[bytes]
) -> None:
    found = original(folder, torn(*ends))
    kept = kept_first(folder, [] if found.as_written else [found])
    assert (found.content in kept.values()) != found.as_written
    listed = parse(kept.get(folder / "damaged" / "set-aside.csv", b"")).rows
    assert [int(row["line"]) for row in listed] == [line.line for line in found.torn]
