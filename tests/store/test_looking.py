"""What is asked about files without writing them, and a file written anew on request."""

import json
from pathlib import Path

import pytest

from tests.samples import DAY, blank, exercise, files
from workbook.store import drafts, durable, entries, packages
from workbook.store.home import Home


def saved(folder: Path, **answers: object) -> entries.Entry:
    """An entry of today’s."""
    with durable.locked(folder.parent):
        return entries.save(folder, exercise(), blank(**answers), DAY)


@pytest.mark.damaged
def test_a_description_is_current_until_a_column_comes_in(folder: Path) -> None:
    saved(folder, mood=5)
    assert packages.is_current(folder)
    path = folder / packages.NAME
    package = json.loads(path.read_bytes())
    package["resources"][0]["schema"]["fields"].pop()
    path.write_text(json.dumps(package))
    assert not packages.is_current(folder)


@pytest.mark.parametrize("content", [b"", b"{", b"[" * 100_000])
@pytest.mark.damaged
def test_a_description_that_is_missing_or_torn_is_not_current(folder: Path, content: bytes) -> None:
    saved(folder, mood=5)
    (folder / packages.NAME).write_bytes(content)
    assert not packages.is_current(folder)


def test_a_description_in_another_language_is_current(folder: Path) -> None:
    saved(folder, mood=5)
    path = folder / packages.NAME
    package = json.loads(path.read_bytes())
    package["title"] = package["resources"][0]["description"] = "en otras palabras"
    path.write_text(json.dumps(package))
    assert packages.is_current(folder)


def test_a_draft_that_cannot_be_read_is_found_and_no_other(folder: Path) -> None:
    drafts.keep(folder, exercise(), "0123abcd", DAY, blank(mood=5), "")
    torn = folder / drafts.FOLDER / "all.kinds~9999ffff.json"
    torn.write_bytes(b'{"answers": {"mood"')
    assert drafts.unread(folder, exercise()) == [torn]
    assert drafts.exercise_of(torn) == "all.kinds"


def test_a_file_of_another_program_is_written_anew_after_a_copy(folder: Path) -> None:
    kept = saved(folder, mood=5)
    path = entries.path_of(folder, exercise())
    foreign = path.read_text("utf-8-sig").replace(",", ";").encode()
    path.write_bytes(foreign)
    with durable.locked(folder.parent):
        entries.write_anew(folder, exercise())
    loaded = entries.load(folder, exercise())
    assert [one.answers for one in loaded.entries] == [kept.answers]
    assert loaded.sheet.repairs == []
    assert foreign in files(folder / "damaged").values()


def test_a_file_of_ours_is_left_as_it_is(home: Home, folder: Path) -> None:
    saved(folder, mood=5)
    before = files(home.root)
    with durable.locked(folder.parent):
        entries.write_anew(folder, exercise())
    assert files(home.root) == before
