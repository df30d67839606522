"""Files of every released format are read for ever and brought up to date, wholly or not."""

import json
import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests import formats
from tests.conftest import forget_open_pages
from tests.formats.make import read
from tests.one_thing import FILE, one, save, words_in
from tests.samples import DAY, blank, exercise, files
from workbook.content.reading import content
from workbook.errors import NewerFormatError, NotSavedError
from workbook.store import durable, entries, keeping, migrations, packages
from workbook.store.home import Home, prepare
from workbook.store.migrations import Migration

RELEASED = Path(formats.__file__).parent
EVERY = range(1, migrations.FORMAT + 1)


@pytest.fixture
def of_format(tmp_path: Path, request: pytest.FixtureRequest) -> Home:
    """A home as a released version left it, with the real words."""
    forget_open_pages()
    place = tmp_path / "home"
    shutil.copytree(RELEASED / str(request.param) / "home", place)
    for path in (place / "data", *(place / "data").rglob("*")):
        path.chmod(durable.FOLDER_MODE if path.is_dir() else durable.FILE_MODE)
    return Home(place)


def told(home: Home) -> dict[str, Any]:
    """All that a home is read as, in JSON terms."""
    return dict(json.loads(json.dumps(read(home), default=str)))


def answers(number: int) -> dict[str, Any]:
    """What a home of that format must be read as."""
    return dict(json.loads((RELEASED / str(number) / "answers.json").read_text("utf-8")))


def record(home: Home) -> Any:
    """What the home says about its format."""
    return json.loads((home.data / "format.json").read_text("utf-8"))


def up_to_date(home: Home) -> list[str]:
    """Brings a home up to date as a save does."""
    with durable.locked(home.data):
        return migrations.bring_up_to_date(home.data)


# Every released format


def test_there_is_a_home_of_every_format_and_a_step_to_each() -> None:
    assert sorted(path.name for path in RELEASED.iterdir() if path.name.isdigit()) == [
        str(number) for number in EVERY
    ]
    assert migrations.FIRST + len(migrations.MIGRATIONS) == packages.FORMAT
    names = [step.name for step in migrations.MIGRATIONS]
    assert len(set(names)) == len(names)


def test_the_homes_hold_every_kind_of_question_with_answers() -> None:
    for number in EVERY:
        held = answers(number)["mum"]
        kinds = {
            question.kind
            for exercise in content().all_exercises
            for question in exercise.questions
            for entry in held.get(exercise.id, [])
            if question.id in entry["answers"]
        }
        assert kinds == {
            "line", "long", "choice", "several", "scale", "closeness", "date", "feelings",
            "weights", "cards", "rows",
        }  # fmt: skip


@pytest.mark.parametrize(("of_format", "number"), [(n, n) for n in EVERY], indirect=["of_format"])
def test_a_home_of_an_older_format_is_read_exactly(of_format: Home, number: int) -> None:
    before = files(of_format.root)
    assert told(of_format) == answers(number)
    assert files(of_format.root) == before


@pytest.mark.parametrize(("of_format", "number"), [(n, n) for n in EVERY], indirect=["of_format"])
def test_brought_up_to_date_and_saved_to_it_loses_nothing(of_format: Home, number: int) -> None:
    before = files(of_format.data)
    prepare(of_format)
    assert record(of_format)["format"] == migrations.FORMAT
    assert told(of_format) == answers(number)
    checkin = content().exercise("checkin")
    assert checkin
    _, new = keeping.save(of_format, "mum", checkin, {"mood": 9}, DAY)
    expected = answers(number)
    expected["mum"]["checkin"] += told(of_format)["mum"]["checkin"][-1:]
    assert expected["mum"]["checkin"][-1]["entry"] == new.id
    assert told(of_format) == expected
    after = files(of_format.data)
    rewritten = {name for name in before if after[name] != before[name]}
    assert rewritten <= {"mum/checkin.csv"} | {
        name for name in before if name.endswith(packages.NAME)
    }
    if number < migrations.FORMAT:
        for name in rewritten - {"mum/checkin.csv"}:
            assert after[f"before.format-{number + 1}/{name}"] == before[name]
    else:
        assert rewritten == {"mum/checkin.csv"}


# The record


def test_a_new_home_is_of_this_format_from_its_first_entry_on(home: Home, folder: Path) -> None:
    prepare(home)
    assert not (home.data / "format.json").exists()
    save(home, "first")
    assert record(home)["format"] == migrations.FORMAT
    assert [one["name"] for one in record(home)["applied"]] == ["describe-with-format"]
    described = json.loads((folder / packages.NAME).read_text("utf-8"))
    assert described["workbook"] == {"format": migrations.FORMAT}
    before = files(home.data)
    assert up_to_date(home) == []
    assert files(home.data) == before


def test_the_first_entry_is_kept_also_where_the_record_is_refused(
    home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        full(patch, "format.json")
        save(home, "first")
    assert words_in(folder) == ["first"]
    assert not (home.data / "format.json").exists()
    save(home, "second")
    assert record(home)["format"] == migrations.FORMAT


def test_the_record_tells_each_step_and_when_it_was_taken_a_line_each(home: Home) -> None:
    with time_machine.travel(datetime(2026, 5, 3, 20, tzinfo=ZoneInfo("America/New_York"))):
        save(home, "first")
    assert (home.data / "format.json").read_text("utf-8").splitlines() == [
        "{", ' "format": 2,', ' "applied": [', "  {", '   "name": "describe-with-format",',
        '   "at": "2026-05-04T00:00:00Z"', "  }", " ]", "}",
    ]  # fmt: skip


def test_what_the_record_told_before_a_step_stays(home: Home, folder: Path) -> None:
    (folder.parent / "format.json").write_text('{"format": 1, "applied": [{"name": "first-one"}]}')
    save(home, "first")
    assert [one["name"] for one in record(home)["applied"]] == ["first-one", "describe-with-format"]


@pytest.mark.damaged
def test_a_folder_in_place_of_the_record_is_named_and_nothing_is_saved(
    home: Home, folder: Path
) -> None:
    save(home, "first")
    (home.data / "format.json").unlink()
    (home.data / "format.json").mkdir()
    before = files(home.data)
    with pytest.raises(NotSavedError, match=r"format\.json could not be written"):
        save(home, "second")
    assert files(home.data) == before


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "7", '{"format": "2", "applied": []}', '{"format": 0, "applied": []}',
     '{"format": 2}', '{"format": 2, "applied": {}}', "[" * 100_000],
)  # fmt: skip
def test_a_record_that_cannot_be_read_is_copied_and_made_anew(
    home: Home, folder: Path, text: str
) -> None:
    save(home, "first")
    (home.data / "format.json").write_text(text)
    save(home, "second")
    assert words_in(folder) == ["first", "second"]
    assert record(home)["format"] == migrations.FORMAT
    copy = home.data / "before.format-2" / "format.json"
    assert (copy.read_text() if copy.exists() else "") == text


# A newer format


def test_a_home_of_a_newer_format_is_read_and_refused_for_writing(home: Home, folder: Path) -> None:
    opened = save(home, "first")
    newer = {"format": migrations.FORMAT + 1, "applied": [], "more": "of it"}
    (home.data / "format.json").write_text(json.dumps(newer))
    prepare(home)
    before = files(home.data)
    assert words_in(folder) == ["first"]
    for act in (
        lambda: save(home, "second"),
        lambda: save(home, "second", opened),
        lambda: keeping.take_back(home, "me", one(), opened.id),
        lambda: entries.add(folder, one(), []),
        lambda: entries.give_ids(folder, one()),
        lambda: migrations.refuse_newer(home.data),
    ):
        with pytest.raises(NewerFormatError, match="Get the newer version") as refused:
            act()
        assert str(home.data) in str(refused.value)
        assert "(format 3; this version knows 2)" in str(refused.value)
    assert files(home.data) == before


# One step, wholly or not


def full(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """The disk is full where files of these names are to be put in place."""
    replace = os.replace

    def refuse(source: Any, target: Any) -> None:
        if Path(target).name in names:
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", refuse)


def shout(data: Path) -> dict[Path, bytes]:
    """A step that writes every answer in capitals."""
    return {path: path.read_bytes().upper() for path in data.glob("*/all.*.csv")}


@pytest.fixture
def of_two_steps(home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home that waits for a step that rewrites two files."""
    save(home, "words")
    keeping.save(home, "me", exercise(), blank(mood=3), DAY)
    steps = (*migrations.MIGRATIONS, Migration("shout", shout))
    monkeypatch.setattr(migrations, "MIGRATIONS", steps)
    monkeypatch.setattr(migrations, "FORMAT", migrations.FORMAT + 1)
    return home


@pytest.mark.damaged
def test_a_step_copies_what_it_rewrites_and_says_that_it_was_taken(
    of_two_steps: Home, folder: Path
) -> None:
    before = files(of_two_steps.data)
    assert up_to_date(of_two_steps) == ["shout"]
    after = files(of_two_steps.data)
    for name in ("me/all.one.csv", "me/all.kinds.csv"):
        assert after[name] == before[name].upper()
        assert after[f"before.format-3/{name}"] == before[name]
    assert [one["name"] for one in record(of_two_steps)["applied"]] == [
        "describe-with-format", "shout"]  # fmt: skip
    assert up_to_date(of_two_steps) == []
    assert files(of_two_steps.data) == after
    place = of_two_steps.data / "before.format-3"
    assert all(path.stat().st_mode & 0o077 == 0 for path in (place, *place.rglob("*")))


@pytest.mark.damaged
@pytest.mark.parametrize("at", ["all.one.csv", "all.kinds.csv", "format.json"])
def test_a_step_that_is_cut_off_is_taken_again_and_keeps_the_first_copy(
    of_two_steps: Home, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    before = files(of_two_steps.data)
    for _ in range(2):
        with monkeypatch.context() as patch:
            full(patch, at)
            with pytest.raises(NotSavedError, match="the disk is full"):
                up_to_date(of_two_steps)
        assert record(of_two_steps)["format"] == migrations.FORMAT - 1
    assert up_to_date(of_two_steps) == ["shout"]
    after = files(of_two_steps.data)
    for name in ("me/all.one.csv", "me/all.kinds.csv"):
        assert after[name] == before[name].upper()
        assert after[f"before.format-3/{name}"] == before[name]


@pytest.mark.damaged
def test_where_no_copy_can_be_made_the_step_is_not_taken(
    of_two_steps: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(of_two_steps.data)
    (of_two_steps.data / "before.format-3").write_text("in the way")
    with pytest.raises(NotSavedError):
        up_to_date(of_two_steps)
    (of_two_steps.data / "before.format-3").unlink()
    assert files(of_two_steps.data) == before


def test_home_opens_also_where_a_step_is_refused(
    of_two_steps: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full(monkeypatch, "all.one.csv", "all.kinds.csv", "format.json")
    before = (folder / FILE).read_bytes()
    prepare(of_two_steps)
    assert (folder / FILE).read_bytes() == before
