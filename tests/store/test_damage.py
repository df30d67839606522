"""Whatever happened to a file, one can go on writing, and nothing that stood in it is lost."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.one_thing import FILE, earlier_in, one, save, words_in
from tests.samples import DAY, TEXTS, blank, exercise, files, temporaries
from workbook.errors import ChangedElsewhereError, DamagedFileError, NotSavedError
from workbook.store import entries, keeping, setting_aside
from workbook.store.home import Home
from workbook.store.sheets import parse, render

pytestmark = pytest.mark.damaged

TORN = [
    (b"torn,2026-05-", 3, "as many cells", "torn,2026-05-"),
    (b'torn,2026-05-03,2026-05-03T10:00:00Z,"never closed\r\n', 3, "never closed",
     'torn,2026-05-03,2026-05-03T10:00:00Z,"never closed'),
    (b"torn,2026-05-03,2026-05-03T10:00:00Z,caf\xe9\r\n", 3, "UTF-8",
     "torn,2026-05-03,2026-05-03T10:00:00Z,caf\N{REPLACEMENT CHARACTER}"),
    (b"torn,2026-05-03,2026-05-03T10:00:00Z,n\0ul\r\n", 3, "no text",
     "torn,2026-05-03,2026-05-03T10:00:00Z,n\N{REPLACEMENT CHARACTER}ul"),
]  # fmt: skip


def copies(folder: Path) -> list[bytes]:
    """What the dated copies of files hold, oldest first."""
    return [path.read_bytes() for path in sorted((folder / "damaged").glob("*Z.csv"))]


def aside(folder: Path) -> list[tuple[str, int, str]]:
    """File, line and text of what was set aside."""
    return [(line.file, line.line, line.text) for line in setting_aside.listed(folder)]


# Lines that are torn


@pytest.mark.parametrize(("damage", "line", "reason"), [one[:3] for one in TORN])
def test_what_is_whole_in_a_damaged_file_is_read_and_reading_changes_nothing(
    home: Home, folder: Path, damage: bytes, line: int, reason: str
) -> None:
    save(home, "whole")
    path = folder / FILE
    path.write_bytes(path.read_bytes() + damage)
    before = files(home.root)
    loaded = entries.load(folder, one())
    assert [entry.answers["words"] for entry in loaded.entries] == ["whole"]
    assert loaded.path == path
    assert [(one.line, one.torn) for one in loaded.set_aside] == [(line, True)]
    assert reason in loaded.set_aside[0].reason
    assert files(home.root) == before


@pytest.mark.parametrize("changed", [False, True])
@pytest.mark.parametrize(("damage", "line", "reason", "text"), TORN)
def test_a_damaged_file_can_be_saved_to_and_what_was_torn_is_kept(
    home: Home, folder: Path, damage: bytes, line: int, reason: str, text: str, changed: bool
) -> None:
    opened = save(home, "whole")
    path = folder / FILE
    path.write_bytes(path.read_bytes() + damage)
    before = path.read_bytes()
    save(home, "new", opened if changed else None)
    assert words_in(folder) == (["new"] if changed else ["whole", "new"])
    assert entries.load(folder, one()).set_aside == []
    assert copies(folder) == [before]
    (kept,) = setting_aside.listed(folder)
    assert (kept.file, kept.line, kept.text) == (FILE, line, text)
    assert reason in kept.reason
    assert (folder / "damaged" / kept.copy).read_bytes() == before
    save(home, "newer")
    assert copies(folder) == [before]
    assert len(setting_aside.listed(folder)) == 1


def test_copies_are_readable_by_nobody_else(home: Home, folder: Path) -> None:
    save(home, "whole")
    (folder / FILE).write_bytes((folder / FILE).read_bytes() + b"torn")
    save(home, "new")
    kept = [folder / "damaged", *(folder / "damaged").iterdir()]
    assert len(kept) == 3
    assert all(path.stat().st_mode & 0o077 == 0 for path in kept)


def test_damaged_earlier_versions_are_kept_too_in_the_same_step(home: Home, folder: Path) -> None:
    opened = save(home, "second", save(home, "first"))
    path, earlier = folder / FILE, folder / "earlier" / FILE
    path.write_bytes(path.read_bytes() + b"torn")
    earlier.write_bytes(earlier.read_bytes() + b'torn "too')
    before = {path.read_bytes(), earlier.read_bytes()}
    save(home, "third", opened)
    assert words_in(folder) == ["third"]
    assert [row["words"] for row in earlier_in(folder)] == ["first", "second"]
    assert set(copies(folder)) == before
    assert aside(folder) == [(f"earlier/{FILE}", 3, 'torn "too'), (FILE, 3, "torn")]


def test_an_entry_can_be_taken_out_of_a_damaged_file(home: Home, folder: Path) -> None:
    opened = save(home, "whole")
    path = folder / FILE
    path.write_bytes(path.read_bytes() + b"torn")
    before = path.read_bytes()
    keeping.take_back(home, "me", one(), opened.id)
    assert words_in(folder) == []
    assert copies(folder) == [before]
    assert aside(folder) == [(FILE, 3, "torn")]


def test_a_listing_that_is_damaged_itself_loses_nothing_either(home: Home, folder: Path) -> None:
    save(home, "whole")
    path, listing = folder / FILE, folder / "damaged" / "set-aside.csv"
    path.write_bytes(path.read_bytes() + b"one")
    save(home, "new")
    listing.write_bytes(listing.read_bytes().replace(b"line,", b"LINE,") + b"torn")
    before = listing.read_bytes()
    path.write_bytes(path.read_bytes() + b"two")
    save(home, "newer")
    assert aside(folder) == [
        (FILE, 3, "one"),
        (FILE, 4, "two"),
        ("damaged/set-aside.csv", 3, "torn"),
    ]
    assert before in copies(folder)


def test_a_listing_that_somebody_replaced_is_copied_and_begun_anew(
    home: Home, folder: Path
) -> None:
    save(home, "whole")
    (folder / "damaged").mkdir()
    (folder / "damaged" / "set-aside.csv").write_bytes(b"my list\r\nmilk\r\n")
    (folder / FILE).write_bytes((folder / FILE).read_bytes() + b"torn")
    save(home, "new")
    assert (FILE, 3, "torn") in aside(folder)
    assert b"my list\r\nmilk\r\n" in copies(folder)


# What refuses, and leaves everything as it is


def full(monkeypatch: pytest.MonkeyPatch, at: Callable[[Path], bool]) -> None:
    """The disk is full where these files are to be put in place."""
    replace = os.replace

    def refuse(source: Any, target: Any) -> None:
        if at(Path(target)):
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", refuse)


@pytest.mark.parametrize("what", ["Z.csv", "set-aside.csv"])
def test_where_no_copy_can_be_made_nothing_is_saved_and_nothing_changes(
    home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    opened = save(home, "second", save(home, "first"))
    (folder / FILE).write_bytes((folder / FILE).read_bytes() + b"torn")
    before = files(home.data)
    for again in (None, opened):
        with monkeypatch.context() as patch:
            full(patch, lambda path: path.name.endswith(what))
            with pytest.raises(NotSavedError, match="the disk is full"):
                save(home, "new", again)
        left = files(home.data)
        assert {name: left[name] for name in before} == before
        assert temporaries(home.data) == []
    save(home, "new")
    assert words_in(folder) == ["second", "new"]


def test_a_save_that_failed_after_its_copy_makes_no_second_one(
    home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(home, "whole")
    (folder / FILE).write_bytes((folder / FILE).read_bytes() + b"torn")
    before = (folder / FILE).read_bytes()
    with monkeypatch.context() as patch:
        full(patch, lambda path: path == folder / FILE)
        with pytest.raises(NotSavedError):
            save(home, "new")
    assert (folder / FILE).read_bytes() == before
    save(home, "new")
    assert copies(folder) == [before]
    assert aside(folder) == [(FILE, 3, "torn")]


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        (b"when,what\r\n1,2\r\n", "lacks the column entry"),
        (b"\xff\xfee\0n\0t\0", "lacks the column entry"),
        (b"entry,on,on\r\n", "lacks the column saved_at"),
        (b"\0\1\2", "bytes that are no text"),
    ],
)
def test_a_file_that_is_none_of_ours_is_not_written_to(
    home: Home, folder: Path, header: bytes, reason: str
) -> None:
    save(home, "first")
    (folder / FILE).write_bytes(header)
    before = files(home.data)
    with pytest.raises(DamagedFileError) as refused:
        save(home, "new")
    assert refused.value.values["line"] == 1
    assert str(folder / FILE) in str(refused.value)
    assert reason in str(refused.value)
    assert files(home.data) == before


def test_earlier_versions_that_are_none_of_ours_are_not_written_to(
    home: Home, folder: Path
) -> None:
    opened = save(home, "second", save(home, "first"))
    (folder / "earlier" / FILE).write_bytes(b"when,what\r\n")
    before = files(home.data)
    with pytest.raises(DamagedFileError, match="earlier"):
        save(home, "third", opened)
    assert files(home.data) == before


@pytest.mark.parametrize("left", [b"", b"\xef\xbb\xbf", b"\0" * 4096])
def test_a_file_that_a_power_cut_emptied_is_begun_anew(
    home: Home, folder: Path, left: bytes
) -> None:
    (folder / FILE).write_bytes(left)
    save(home, "new")
    assert words_in(folder) == ["new"]
    assert copies(folder) == ([left] if left else [])


# Rows with something odd


ODD_ROWS = {
    "its date": ("x", "May the third", "2026-05-03T10:00:00Z", "May the third"),
    "its date, long ago": ("x", "0002-05-03", "2026-05-03T10:00:00Z", "lies before 1900"),
    "its date, far ahead": ("x", "2027-05-05", "2026-05-03T10:00:00Z", "more than a year ahead"),
    "its date, that could be two": ("x", "3/5/2026", "2026-01-01T10:00:00Z", "could be 3 May"),
    "its time": ("x", "2026-05-03", "yesterday", "yesterday"),
    "its time without a zone": ("x", "2026-05-03", "2026-05-03T10:00:00", "2026-05-03T10:00:00"),
    "its id": ("", "2026-05-03", "2026-05-03T10:00:00Z", "id is empty"),
    "an id that is taken": ("20250101T120000000-abcdef", "2026-05-03", "2026-05-03T10:00:00Z",
                            "id 20250101T120000000-abcdef stands in an earlier line"),
}  # fmt: skip


@pytest.mark.parametrize("what", ODD_ROWS)
def test_a_row_with_something_odd_is_set_aside_and_survives_every_save(
    home: Home, folder: Path, what: str
) -> None:
    header = ["entry", "on", "saved_at", "words"]
    sound = ["20250101T120000000-abcdef", "2025-01-01", "2025-01-01T12:00:00Z", "two\nlines"]
    *odd, reason = ODD_ROWS[what]
    rows = [dict(zip(header, row, strict=True)) for row in (sound, [*odd, "odd"])]
    (folder / FILE).write_bytes(render(header, rows))
    loaded = entries.load(folder, one())
    assert [entry.answers["words"] for entry in loaded.entries] == ["two\nlines"]
    assert [(one.line, one.torn) for one in loaded.set_aside] == [(4, False)]
    assert reason in loaded.set_aside[0].reason
    save(home, "new")
    save(home, "changed", loaded.entries[0])
    assert words_in(folder) == ["changed", "new"]
    assert parse((folder / FILE).read_bytes()).rows[1] == rows[1]
    assert not (folder / "damaged").exists()


def test_an_answer_that_no_longer_fits_is_set_aside_and_survives(home: Home, folder: Path) -> None:
    entry = keeping.save(home, "me", exercise(), blank(mood=3), DAY)[1]
    path = folder / "all.kinds.csv"
    path.write_bytes(path.read_bytes().replace(b",3,", b",11,"))
    loaded = entries.load(folder, exercise())
    assert loaded.entries == []
    assert "How is your mood?" in loaded.set_aside[0].reason
    keeping.save(home, "me", exercise(), blank(mood=4), DAY)
    rows = parse(path.read_bytes()).rows
    assert [(row["entry"] == entry.id, row["mood"]) for row in rows] == [(True, "11"), (False, "4")]


def test_a_duplicate_of_an_odd_row_can_still_be_changed(home: Home, folder: Path) -> None:
    header = ["entry", "on", "saved_at", "words"]
    rows = [dict(zip(header, ["x", on, "2025-01-01T12:00:00Z", "w"], strict=True))
            for on in ("odd", "2025-01-01")]  # fmt: skip
    (folder / FILE).write_bytes(render(header, rows))
    save(home, "changed", entries.load(folder, one()).entries[0])
    assert [row["words"] for row in parse((folder / FILE).read_bytes()).rows] == ["w", "changed"]


def test_an_entry_whose_time_was_changed_by_hand_is_refused_as_changed_elsewhere(
    home: Home, folder: Path
) -> None:
    opened = save(home, "first")
    path = folder / FILE
    path.write_bytes(path.read_bytes().replace(opened.id.encode(), b"x"))
    (opened,) = entries.load(folder, one()).entries
    moment = opened.saved_at.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    path.write_bytes(path.read_bytes().replace(moment, b"about noon"))
    before = files(home.data)
    with pytest.raises(ChangedElsewhereError, match="on about noon at about noon"):
        save(home, "second", opened)
    assert files(home.data) == before


# Any damage


@settings(
    max_examples=150,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_whatever_bytes_stand_in_a_file_saving_keeps_them_or_refuses(
    home: Home, folder: Path, data: st.DataObject
) -> None:
    path = folder / FILE
    sound = render(
        ["entry", "on", "saved_at", "words"],
        [{"entry": f"2026050{n}T101112123-abcdef", "on": f"2026-05-0{n}",
          "saved_at": f"2026-05-0{n}T10:11:12Z", "words": text}
         for n, text in enumerate(data.draw(st.lists(st.sampled_from(TEXTS[:12]), min_size=1,
                                                     max_size=4)), 1)],
    )  # fmt: skip
    begin = data.draw(st.integers(0, len(sound)))
    end = data.draw(st.integers(begin, min(len(sound), begin + 40)))
    path.write_bytes(sound[:begin] + data.draw(st.binary(max_size=12)) + sound[end:])
    before = path.read_bytes()
    read = words_in(folder)
    try:
        save(home, "new")
    except DamagedFileError:
        assert path.read_bytes() == before
        return
    assert words_in(folder) == [*read, "new"]
    sheet = parse(before, entries.FIXED)
    as_written = before == render(sheet.header, sheet.rows)
    assert as_written or not before or before in copies(folder)
