"""What was taken out comes back in; where two homes were edited apart, no version is lost."""

import json
import os
import shutil
import zipfile
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
import time_machine
from hypothesis import HealthCheck, assume, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tests.answers import answers_to
from tests.one_thing import FILE, earlier_in, one, save, words_in
from tests.samples import DAY, TEXTS, blank, exercise, files
from workbook.errors import DamagedFileError, LockedError, NotSavedError
from workbook.store import bonds, drafts, durable, entries, keeping, settings
from workbook.store.copies import archives
from workbook.store.copies.exchange import exports, imports
from workbook.store.copies.exchange.exports import Export
from workbook.store.copies.exchange.imports import Plan
from workbook.store.copies.exchange.merging import Came
from workbook.store.copies.snapshots import snapshots
from workbook.store.home import Home
from workbook.store.sheets import parse, render

MODES = pytest.mark.parametrize("spreadsheet", [False, True])


@pytest.fixture
def other(tmp_path: Path, home: Home) -> Home:
    """A second, empty home."""
    place = Home(tmp_path / "other")
    place.root.mkdir()
    return place


def taken_out(home: Home, *, spreadsheet: bool = False) -> Export:
    """An export of a home, read again."""
    out = home.root.parent / "out.zip"
    exports.write(home, out, spreadsheet=spreadsheet, replace=True)
    return exports.read(out)


def handed(**given_files: str | bytes) -> Export:
    """An export that holds just these files of ``data/me``; ``__`` stands for a folder."""
    found = {
        f"data/{name.replace('__', '/')}": words.encode() if isinstance(words, str) else words
        for name, words in given_files.items()
    }
    return Export(Path("given.zip"), found, spreadsheet=False)


def table(*rows: tuple[str, ...], replaced: bool = False) -> bytes:
    """A file of the exercise with one answer."""
    header = ["entry", "on", "saved_at", "words", *(["replaced_at"] if replaced else [])]
    return render(header, [dict(zip(header, row, strict=True)) for row in rows])


def told(due: Plan) -> dict[str, int]:
    """How many entries are what."""
    kinds = [kind for part in due.parts for kind in part.came.values()]
    return {kind.value: kinds.count(kind) for kind in Came if kind in kinds}


def versions(home: Home, bond: str = "me") -> dict[str, set[str]]:
    """All that ever stood in each entry, whether it is the newest or not."""
    found: dict[str, set[str]] = {}
    for part in ("", "earlier/"):
        for row in parse(durable.read(home.data / bond / f"{part}{FILE}")).rows:
            found.setdefault(row["entry"], set()).add(row["words"])
    return found


# A round trip

ROUND = examples(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=25,
)


@MODES
@ROUND
@given(data=st.data())
def test_answers_of_every_kind_come_back_in_an_empty_home(
    home: Home, other: Home, spreadsheet: bool, data: st.DataObject
) -> None:
    for place in (home, other):
        shutil.rmtree(place.data, ignore_errors=True)
    every = exercise()
    answers = data.draw(answers_to(every))
    assume(any(answer is not None for answer in answers.values()))
    keeping.save(home, "me", every, answers, DAY)
    export = taken_out(home, spreadsheet=spreadsheet)
    imports.carry_out(other, export)
    assert (
        entries.load(other.data / "me", every).entries
        == entries.load(home.data / "me", every).entries
    )
    assert not imports.plan(home, export).changes


@MODES
def test_a_whole_home_comes_back_byte_for_byte(home: Home, other: Home, spreadsheet: bool) -> None:
    for text in TEXTS:
        save(home, "changed", save(home, text))
    drafts.keep(home.data / "me", one(), "1a", DAY, {"words": "=half"}, "")
    keeping.save(home, "me", exercise(), blank(mood=3), DAY)
    (home.data / "me" / "photo.txt").write_bytes(b"\0a photo")
    with durable.locked(home.data):
        settings.change(home, charts_hidden=True)
    export = taken_out(home, spreadsheet=spreadsheet)
    done = imports.carry_out(other, export)
    assert told(done) == {"new": len(TEXTS) + 1}
    assert not done.left_out
    mine, theirs = files(home.data), files(other.data)
    mine.pop("format.json"), theirs.pop("format.json")  # each says when it was made
    assert theirs == mine


def test_doing_it_again_changes_nothing(home: Home, other: Home) -> None:
    save(home, "changed", save(home, "first"))
    drafts.keep(home.data / "me", one(), "1a", DAY, {"words": "half"}, "")
    drafts.keep(other_folder(other), one(), "1a", DAY, {"words": "other"}, "")
    export = taken_out(home)
    imports.carry_out(other, export)
    before = files(other.root)
    done = imports.carry_out(other, export)
    assert not done.changes
    assert told(done) == {"same": 1}
    assert files(other.root) == before
    drafted = drafts.waiting(other.data / "me", one())
    assert {draft.answers["words"] for draft in drafted} == {"half", "other"}


_LATER = count(10)


def other_folder(home: Home) -> Path:
    """The folder of the unnamed bond of a home."""
    return bonds.folder_to_write(home, bonds.UNNAMED)


# What an entry that comes in is


@pytest.fixture
def both(home: Home, other: Home) -> tuple[Home, Home]:
    """Two homes with the same entry."""
    save(home, "first")
    imports.carry_out(other, taken_out(home))
    return home, other


def change(home: Home, words: str) -> None:
    """Changes the one entry of a home, later than all that was saved before."""
    opened = entries.load(home.data / "me", one()).entries[0]
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=next(_LATER)), tick=False):
        save(home, words, opened)


def test_what_was_changed_there_and_not_here_is_changed_here(both: tuple[Home, Home]) -> None:
    home, other = both
    change(home, "second")
    change(home, "third")
    done = imports.carry_out(other, taken_out(home))
    assert told(done) == {"changed": 1}
    assert words_in(other.data / "me") == ["third"]
    assert [row["words"] for row in earlier_in(other.data / "me")] == ["first", "second"]


def test_what_was_changed_here_and_not_there_stays(both: tuple[Home, Home]) -> None:
    home, other = both
    export = taken_out(home)
    change(other, "second")
    before = files(other.root)
    assert told(imports.carry_out(other, export)) == {"older": 1}
    assert files(other.root) == before


def test_where_both_were_changed_mine_stays_and_theirs_is_kept(both: tuple[Home, Home]) -> None:
    home, other = both
    change(home, "theirs")
    change(other, "mine")
    export = taken_out(home)
    done = imports.carry_out(other, export)
    assert told(done) == {"conflict": 1}
    (part,) = done.parts
    (conflict,) = part.those(Came.CONFLICT)
    assert part.days[conflict] == DAY.isoformat()
    assert words_in(other.data / "me") == ["mine"]
    assert versions(other) == {conflict: {"first", "theirs", "mine"}}
    before = files(other.root)
    assert told(imports.carry_out(other, export)) == {"older": 1}
    assert files(other.root) == before


def test_two_homes_that_import_from_each_other_agree_in_the_end(both: tuple[Home, Home]) -> None:
    home, other = both
    change(home, "here")
    change(other, "there")
    for _ in range(2):
        imports.carry_out(other, taken_out(home))
        imports.carry_out(home, taken_out(other))
    assert versions(home) == versions(other)
    assert set().union(*versions(home).values()) == {"first", "here", "there"}


def test_what_was_edited_by_hand_in_the_files_is_changed(both: tuple[Home, Home]) -> None:
    home, other = both
    export = taken_out(home, spreadsheet=True)
    path = f"data/me/{FILE}"
    edited = Export(
        export.place, dict(export.files) | {path: export.files[path].replace(b"first", b"by hand")},
        spreadsheet=True,
    )  # fmt: skip
    assert told(imports.carry_out(other, edited)) == {"changed": 1}
    assert words_in(other.data / "me") == ["by hand"]
    assert [row["words"] for row in earlier_in(other.data / "me")] == ["first"]
    assert told(imports.plan(other, edited)) == {"same": 1}
    assert told(imports.plan(other, export)) == {"older": 1}


def test_going_back_to_an_earlier_version_is_a_change_too(home: Home, other: Home) -> None:
    old = ("x", "2026-05-03", "2026-05-03T10:00:00Z", "one")
    new = ("x", "2026-05-03", "2026-05-03T11:00:00Z", "two")
    back = ("x", "2026-05-03", "2026-05-03T12:00:00Z", "one")
    when = ("2026-05-03T12:00:00Z",)
    imports.carry_out(other, handed(**{
        f"me__{FILE}": table(new), f"me__earlier__{FILE}": table(old + when, replaced=True)
    }))  # fmt: skip
    went_back = handed(**{
        f"me__{FILE}": table(back),
        f"me__earlier__{FILE}": table(old + when, new + when, replaced=True),
    })  # fmt: skip
    before = taken_out(other)
    assert told(imports.carry_out(other, went_back)) == {"changed": 1}
    assert words_in(other.data / "me") == ["one"]
    assert told(imports.plan(other, before)) == {"older": 1}


def test_other_line_breaks_are_no_change(home: Home) -> None:
    saved = save(home, "two\nlines")
    cells = (saved.id, DAY.isoformat(), saved.cells["saved_at"], "two\r\nlines")
    due = imports.plan(home, handed(**{f"me__{FILE}": table(cells)}))
    assert told(due) == {"same": 1}
    assert not due.changes


def test_what_was_taken_out_here_stays_out_unless_new_words_come_in(
    both: tuple[Home, Home],
) -> None:
    home, other = both
    (entry,) = entries.load(other.data / "me", one()).entries
    keeping.take_back(other, "me", one(), entry.id)
    assert told(imports.carry_out(other, taken_out(home))) == {"older": 1}
    change(home, "second")
    assert told(imports.carry_out(other, taken_out(home))) == {"new": 1}
    assert words_in(other.data / "me") == ["second"]
    assert versions(other) == {entry.id: {"first", "second"}}


def test_a_column_that_is_missing_there_empties_nothing_here(home: Home) -> None:
    entry = keeping.save(home, "me", exercise(), blank(mood=3, contact="real"), DAY)[1]
    header = ["entry", "on", "saved_at", "mood"]
    row = entry.cells | {"mood": "4"}
    imports.carry_out(home, handed(**{"me__all.kinds.csv": render(header, [row])}))
    (found,) = entries.load(home.data / "me", exercise()).entries
    assert (found.answers["mood"], found.answers["contact"]) == (4, "real")


def test_new_entries_take_their_place_in_the_order_of_first_saving(home: Home) -> None:
    rows = [
        (f"2026050{day}T100000000-abcdef", "2026-05-03", f"2026-05-0{day}T10:00:00Z", str(day))
        for day in (1, 2, 3)
    ]
    imports.carry_out(home, handed(**{f"me__{FILE}": table(rows[0], rows[2])}))
    imports.carry_out(home, handed(**{f"me__{FILE}": table(rows[1])}))
    assert words_in(home.data / "me") == ["1", "2", "3"]


@pytest.mark.damaged
def test_what_stands_here_twice_or_oddly_stays(home: Home) -> None:
    odd = ("x", "no day", "2026-05-03T10:00:00Z", "odd")
    fixed = ("y", "2026-05-03", "2026-05-03T10:00:00Z")
    twice = (*fixed, "one"), (*fixed, "two")
    imports.carry_out(home, handed(**{f"me__{FILE}": table(twice[0])}))
    (home.data / "me" / FILE).write_bytes(table(odd, *twice))
    imports.carry_out(home, handed(**{f"me__{FILE}": table((*fixed, "three"))}))
    rows = parse((home.data / "me" / FILE).read_bytes()).rows
    assert [row["words"] for row in rows] == ["odd", "three", "two"]


STEPS = st.lists(st.tuples(st.sampled_from(["a", "b"]), st.integers(0, 5)), max_size=6)


@ROUND
@given(STEPS)
def test_whatever_is_edited_where_no_version_is_lost_and_both_agree(
    home: Home, other: Home, steps: list[tuple[str, int]]
) -> None:
    for place in (home, other):
        shutil.rmtree(place.data, ignore_errors=True)
    save(home, "first")
    imports.carry_out(other, taken_out(home))
    typed = {"first"}
    homes = {"a": home, "b": other}
    for number, (who, what) in enumerate(steps):
        if what == 0:
            imports.carry_out(homes[who], taken_out(homes["b" if who == "a" else "a"]))
        elif what == 1:
            save(homes[who], f"new {number}")
            typed.add(f"new {number}")
        else:
            change(homes[who], f"changed {number}")
            typed.add(f"changed {number}")
    for _ in range(2):
        imports.carry_out(home, taken_out(other))
        imports.carry_out(other, taken_out(home))
    assert versions(home) == versions(other)
    assert set().union(*versions(home).values()) == typed


# What is left out, and said

ODD_LINES = {
    "no day": (("x", "soon", "2026-05-03T10:00:00Z", "w"), "not like 2026-05-03"),
    "no moment": (("x", "2026-05-03", "noon", "w"), "not like 2026-05-03T14:02:00Z"),
    "no id": (("", "2026-05-03", "2026-05-03T10:00:00Z", "w"), "id is empty"),
    "an id twice": (("good", "2026-05-03", "2026-05-03T10:00:00Z", "w"), "earlier line"),
}


@pytest.mark.parametrize("what", ODD_LINES)
def test_a_line_that_cannot_be_read_is_named_with_the_reason_and_the_rest_comes_in(
    home: Home, what: str
) -> None:
    odd, reason = ODD_LINES[what]
    good = ("good", "2026-05-03", "2026-05-03T10:00:00Z", "good words")
    due = imports.carry_out(home, handed(**{f"me__{FILE}": table(good, odd)}))
    ((path, aside),) = due.parts[0].set_aside
    assert (path, aside.line) == (f"data/me/{FILE}", 3)
    assert reason in aside.reason
    assert words_in(home.data / "me") == ["good words"]


@MODES
def test_a_torn_line_is_named_with_its_place(home: Home, other: Home, spreadsheet: bool) -> None:
    save(home, "two\r\nlines")
    export = taken_out(home, spreadsheet=spreadsheet)
    path = f"data/me/{FILE}"
    torn = Export(export.place, {path: export.files[path] + b'"torn'}, spreadsheet=spreadsheet)
    due = imports.carry_out(other, torn)
    ((where, aside),) = due.parts[0].set_aside
    assert (where, aside.line) == (path, 4)
    assert "never closed" in aside.reason
    assert words_in(other.data / "me") == ["two\r\nlines"]


@pytest.mark.parametrize(
    "junk", [b"\x00" * 99, b"\xff\xfe\x00", b"a,b\n1,2\n", b'"', bytes(range(256))]
)
@MODES
def test_junk_in_place_of_answers_is_named_and_changes_nothing(
    home: Home, junk: bytes, spreadsheet: bool
) -> None:
    save(home, "mine")
    before = files(home.root)
    names = (f"data/me/{FILE}", f"data/me/earlier/{FILE}")
    due = imports.carry_out(home, Export(Path("x.zip"), dict.fromkeys(names, junk), spreadsheet))
    assert not due.changes
    assert bool(due.parts[0].set_aside) == bool(junk.strip(b"\0"))
    assert files(home.root) == before


ELSEWHERE = [
    "data/format.csv", "data/readme.txt", "data/only/photo.txt", "data/me/a/b/c.csv",
    "data/me/.hidden", "data/---/all.one.csv", "data/before.format-2/me/all.one.csv",
    "data/me/drafts", "data/me/earlier", "data/me/damaged",
]  # fmt: skip


@pytest.mark.parametrize("path", ELSEWHERE)
def test_what_belongs_to_no_bond_is_left_out_and_said(home: Home, path: str) -> None:
    save(home, "mine")
    before = files(home.root)
    export = Export(Path("x.zip"), {f"data/me/{FILE}": b"", path: b"words"}, spreadsheet=False)
    due = imports.carry_out(home, export)
    assert [where for where, _ in due.left_out] == [path]
    assert files(home.root) == before


def test_a_bonds_folder_gets_the_name_it_would_have_here(home: Home, other: Home) -> None:
    good = table(("x", "2026-05-03", "2026-05-03T10:00:00Z", "w"))
    imports.carry_out(other, handed(**{f"Mum & I__{FILE}": good, f"earlier__{FILE}": good}))
    assert bonds.known(other) == ["earlier-1", "mum-i"]


@MODES
def test_a_bond_that_has_another_name_here_is_the_one_with_its_entries(
    home: Home, other: Home, spreadsheet: bool
) -> None:
    save(home, "before it had a name")
    export = taken_out(home, spreadsheet=spreadsheet)
    imports.carry_out(other, export)
    (other.data / "me").rename(other.data / "mum")
    (other.data / "dad").mkdir()
    (other.data / "dad" / FILE).write_bytes(b"")
    done = imports.carry_out(other, export)
    assert told(done) == {"same": 1}
    assert bonds.known(other) == ["dad", "mum"]


def test_of_two_folders_that_are_one_bond_here_the_second_is_left_out(home: Home) -> None:
    good = table(("x", "2026-05-03", "2026-05-03T10:00:00Z", "w"))
    due = imports.carry_out(home, handed(**{f"mum!__{FILE}": good, f"mum__{FILE}": good}))
    ((path, reason),) = due.left_out
    assert path == f"data/mum/{FILE}"
    assert f"data/mum!/{FILE}" in reason


@MODES
def test_files_of_unknown_exercises_are_kept_where_none_of_their_name_is_here(
    home: Home, other: Home, spreadsheet: bool
) -> None:
    save(home, "mine")
    rows = render(["entry", "w"], [{"entry": "x", "w": "=1+1\r\n"}])
    (home.data / "me" / "mine.own.csv").write_bytes(rows)
    export = taken_out(home, spreadsheet=spreadsheet)
    (home.data / "me" / "mine.own.csv").unlink()
    imports.carry_out(other, export)
    assert (other.data / "me" / "mine.own.csv").read_bytes() == rows
    assert not imports.plan(other, export).left_out
    (other.data / "me" / "mine.own.csv").write_bytes(b"mine")
    due = imports.carry_out(other, export)
    assert [path for path, _ in due.left_out] == ["data/me/mine.own.csv"]
    assert (other.data / "me" / "mine.own.csv").read_bytes() == b"mine"
    (other.data / "me" / "mine.own.csv").unlink()


def test_an_exercise_that_is_never_kept_brings_no_entry(home: Home) -> None:
    good = render(["entry", "on", "saved_at", "fear"], [])
    due = imports.plan(home, handed(**{f"me__{FILE}": b"", "me__all.unkept.csv": good}))
    assert [part.exercise.id for part in due.parts] == ["all.one"]


def test_settings_are_taken_only_where_there_are_none(home: Home, other: Home) -> None:
    save(home, "mine")
    with durable.locked(home.data):
        settings.change(home, charts_hidden=True)
    export = taken_out(home)
    imports.carry_out(other, export)
    assert settings.read(other).charts_hidden is True
    with durable.locked(other.data):
        settings.change(other, charts_hidden=False)
    due = imports.carry_out(other, export)
    assert [path for path, _ in due.left_out] == ["data/settings.json"]
    assert settings.read(other).charts_hidden is False


@pytest.mark.parametrize("junk", [b"", b"[", b"[]", b"{}", b"[" * 100_000, b"\xff"])
def test_a_draft_that_cannot_be_read_is_kept_and_not_twice(home: Home, junk: bytes) -> None:
    drafts.keep(other_folder(home), one(), "1a", DAY, {"words": "mine"}, "")
    export = handed(**{f"me__drafts__{one().id}~1a.json": junk})
    due = imports.carry_out(home, export)
    (path,) = due.drafts
    assert path.read_bytes() == junk
    assert path.name.startswith(f"{one().id}~")
    assert not imports.carry_out(home, export).changes
    assert drafts.waiting(home.data / "me", one())[0].answers["words"] == "mine"


def test_the_same_draft_kept_at_another_moment_is_no_other(home: Home) -> None:
    drafts.keep(other_folder(home), one(), "1a", DAY, {"words": "mine"}, "")
    export = taken_out(home)
    drafts.keep(other_folder(home), one(), "1a", DAY, {"words": "mine"}, "")
    assert not imports.plan(home, export).changes


# How it is done


def test_a_snapshot_is_taken_first(both: tuple[Home, Home]) -> None:
    home, other = both
    change(home, "second")
    before = snapshots.all_of(other)
    imports.carry_out(other, taken_out(home))
    (taken,) = [one for one in snapshots.all_of(other) if one not in before]
    rows = parse(snapshots.contents(taken)[f"data/me/{FILE}"]).rows
    assert [row["words"] for row in rows] == ["first"]


def test_while_the_answers_are_locked_nothing_is_brought_in(both: tuple[Home, Home]) -> None:
    home, other = both
    export = taken_out(home)
    shutil.rmtree(other.data)
    (other.root / "data.zip.age").write_bytes(b"age")
    before = files(other.root)
    for way in (imports.plan, imports.carry_out):
        with pytest.raises(LockedError):
            way(other, export)
    assert files(other.root) == before


@pytest.mark.damaged
def test_where_a_file_here_is_none_of_ours_nothing_is_written(both: tuple[Home, Home]) -> None:
    home, other = both
    export = taken_out(home)
    (other.data / "me" / FILE).write_bytes(b"a,b\r\n1,2\r\n")
    before = files(other.root)
    with pytest.raises(DamagedFileError, match=r"all\.one\.csv"):
        imports.carry_out(other, export)
    assert files(other.root) == before


@pytest.mark.damaged
def test_a_damaged_file_here_is_copied_before_it_is_written_anew(both: tuple[Home, Home]) -> None:
    home, other = both
    change(home, "second")
    torn = (other.data / "me" / FILE).read_bytes() + b'"torn'
    (other.data / "me" / FILE).write_bytes(torn)
    imports.carry_out(other, taken_out(home))
    assert words_in(other.data / "me") == ["second"]
    assert torn in files(other.data / "me" / "damaged").values()


def cut_off(home: Home, export: Export, after: int) -> None:
    """An import by a process that dies as soon as so many files have taken their places."""
    child = os.fork()
    if child == 0:
        replace, left = durable._replace, iter(range(after))

        def dying(source: Path, target: Path) -> None:
            if next(left, None) is None:
                os._exit(9)
            replace(source, target)

        durable._replace = dying
        imports.carry_out(home, export)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")
@pytest.mark.parametrize("after", range(7))
def test_what_was_cut_off_can_be_done_again(home: Home, other: Home, after: int) -> None:
    save(home, "changed", save(home, "first"))
    keeping.save(home, "me", exercise(), blank(mood=3), DAY)
    drafts.keep(home.data / "me", one(), "1a", DAY, {"words": "half"}, "")
    export = taken_out(home)
    cut_off(other, export, after)
    imports.carry_out(other, export)
    assert not imports.plan(other, export).changes
    assert versions(other) == versions(home)
    assert words_in(other.data / "me") == ["changed"]
    assert drafts.waiting(other.data / "me", one()) == drafts.waiting(home.data / "me", one())
    every = exercise()
    assert entries.load(other.data / "me", every).entries[0].answers["mood"] == 3


def test_where_home_is_gone_that_is_said(home: Home, tmp_path: Path) -> None:
    away = Home(tmp_path / "stick" / "home")
    good = table(("x", "2026-05-03", "2026-05-03T10:00:00Z", "w"))
    with pytest.raises(NotSavedError, match="no longer there"):
        imports.carry_out(away, handed(**{f"me__{FILE}": good}))
    assert not (tmp_path / "stick").exists()


def test_a_draft_that_a_spreadsheet_never_saw_and_a_description_are_no_matter(home: Home) -> None:
    record = json.dumps({"kept_at": "2026-05-03T10:00:00+00:00", "entry": "", "on": "2026-05-03",
                         "answers": {"words": "'=1"}})  # fmt: skip
    given_files = {f"data/me/drafts/{one().id}~1a.json": record.encode(),
                   "data/me/datapackage.json": b"{}"}  # fmt: skip
    imports.carry_out(home, Export(Path("x.zip"), given_files, spreadsheet=True))
    assert drafts.waiting(home.data / "me", one())[0].answers["words"] == "'=1"


@pytest.mark.parametrize("cut", [10, 60, 90, 99])
def test_a_torn_zip_changes_nothing(home: Home, other: Home, cut: int) -> None:
    save(home, "mine")
    out = home.root.parent / "out.zip"
    exports.write(home, out)
    whole = out.read_bytes()
    out.write_bytes(whole[: len(whole) * cut // 100])
    before = files(home.root.parent)
    with pytest.raises(archives.ArchiveError):
        exports.read(out)
    assert files(home.root.parent) == before
    assert not zipfile.is_zipfile(out)
