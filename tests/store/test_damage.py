"""A damaged file is never written to, and what is odd in a file survives every save."""

from pathlib import Path

import pytest

from tests.one_thing import FILE, one, save, words_in
from tests.samples import DAY, blank, exercise, files
from workbook.errors import (
    ChangedElsewhereError,
    DamagedFileError,
)
from workbook.store import entries, keeping
from workbook.store.home import Home
from workbook.store.sheets import parse, render


@pytest.mark.parametrize(
    ("damage", "line", "reason"),
    [
        (b"torn,2026-05-", 3, "as many cells"),
        (b'torn,2026-05-03,2026-05-03T10:00:00Z,"never closed\r\n', 3, "never closed"),
        (b"torn,2026-05-03,2026-05-03T10:00:00Z,caf\xe9\r\n", 3, "UTF-8"),
    ],
)
def test_a_damaged_file_is_not_written_to_and_what_is_whole_in_it_is_read(
    home: Home, folder: Path, damage: bytes, line: int, reason: str
) -> None:
    opened = save(home, "whole")
    path = folder / FILE
    path.write_bytes(path.read_bytes() + damage)
    before = files(home.root)
    for again in (None, opened):
        with pytest.raises(DamagedFileError) as refused:
            save(home, "new", again)
        assert refused.value.values["line"] == line
        assert reason in str(refused.value)
        assert str(path) in str(refused.value)
        assert files(home.root) == before
    loaded = entries.load(folder, one())
    assert [entry.answers["words"] for entry in loaded.entries] == ["whole"]
    assert [(one.line, one.torn) for one in loaded.set_aside] == [(line, True)]


@pytest.mark.parametrize(
    "header", [b"when,what\r\n1,2\r\n", b"\xff\xfee\0n\0t\0", b"entry,on,on\r\n"]
)
def test_a_file_that_is_none_of_ours_is_not_written_to(
    home: Home, folder: Path, header: bytes
) -> None:
    (folder / FILE).write_bytes(header)
    before = files(home.root)
    with pytest.raises(DamagedFileError):
        save(home, "new")
    assert files(home.root) == before


def test_damaged_earlier_versions_are_not_written_to(home: Home, folder: Path) -> None:
    opened = save(home, "first")
    opened = save(home, "second", opened)
    path = folder / "earlier" / FILE
    path.write_bytes(path.read_bytes() + b"torn")
    before = files(home.root)
    with pytest.raises(DamagedFileError, match="earlier"):
        save(home, "third", opened)
    assert files(home.root) == before


ODD_ROWS = {
    "its date": ("x", "03.05.2026", "2026-05-03T10:00:00Z", "03.05.2026"),
    "its time": ("x", "2026-05-03", "yesterday", "yesterday"),
    "its time without a zone": ("x", "2026-05-03", "2026-05-03T10:00:00", "2026-05-03T10:00:00"),
    "its id": ("", "2026-05-03", "2026-05-03T10:00:00Z", "id is empty"),
    "an id that is taken": ("20250101T120000000-abcdef", "2026-05-03", "2026-05-03T10:00:00Z",
                            "earlier line"),
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
    moment = opened.saved_at.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    path.write_bytes(path.read_bytes().replace(moment, b"about noon"))
    before = files(home.root)
    with pytest.raises(ChangedElsewhereError, match="about noon"):
        save(home, "second", opened)
    assert files(home.root) == before
