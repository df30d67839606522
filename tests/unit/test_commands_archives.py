"""``workbook export`` and ``workbook import`` as a person in a terminal meets them."""

import os
import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.samples import DAY, files
from workbook.content.reading import exercise
from workbook.launcher.commands import archives, asking, main
from workbook.store import drafts, entries, keeping
from workbook.store.home import Home

PRIVATE = "words that are nobody else’s"


def workbook(*given: str | Path, typed: str = "") -> Result:
    """What a command prints and its exit code."""
    words = [str(one) for one in given]
    return CliRunner().invoke(main, words, prog_name="workbook", input=typed)


def refused(result: Result) -> str:
    """The one line in which a command says why it refused, and what to do."""
    assert result.exit_code == 1, result.output
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stderr
    return result.stderr.strip()


@pytest.fixture
def told(at_home: Home) -> Home:
    """A home with an entry and a draft about somebody."""
    bond = exercise("welcome.bond")
    keeping.save(at_home, "me", bond, {"alias": "Mum", "relationship": "parent"}, DAY)
    keeping.save(at_home, "mum", exercise("checkin"), {"mood": 3, "note": PRIVATE}, DAY)
    folder = at_home.data / "mum"
    drafts.keep(folder, exercise("checkin"), "1a", DAY, {"note": "half"}, "")
    return at_home


@pytest.fixture
def out(told: Home, tmp_path: Path) -> Path:
    """An export of that home."""
    path = tmp_path / "out.zip"
    assert workbook("export", path).exit_code == 0
    return path


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Another, empty home."""
    folder = tmp_path / "other"
    folder.mkdir()
    return folder


def test_export_says_what_it_wrote_and_who_can_read_it(told: Home, tmp_path: Path) -> None:
    done = workbook("export", tmp_path / "out.zip")
    assert done.exit_code == 0
    assert "Bonds: 1; entries: 2; drafts: 1" in done.stdout
    assert str(tmp_path / "out.zip") in done.stdout
    assert "anybody who has it can read it" in done.stdout
    assert done.stdout.endswith(f"\n  workbook import {tmp_path / 'out.zip'}\n")
    assert done.stderr == ""
    assert PRIVATE not in done.output


@pytest.mark.parametrize("flags", [(), ("--spreadsheet",)])
def test_what_was_exported_comes_back(told: Home, other: Path, flags: tuple[str, ...]) -> None:
    out = told.root.parent / "out.zip"
    workbook("export", out, *flags)
    done = workbook("import", out, "--home", other, "--yes")
    assert done.exit_code == 0
    assert "Brought in. New: 2; changed: 0; in conflict: 0; drafts: 1." in done.stdout
    (found,) = entries.load(other / "data" / "mum", exercise("checkin")).entries
    assert found.answers["note"] == PRIVATE
    again = workbook("import", out, "--home", other)
    assert again.exit_code == 0
    assert "2 the same" not in again.stdout
    assert again.stdout.count("1 the same") == 2
    assert "All of it is here already" in again.stdout


def test_export_refuses_in_one_line_what_it_would_write_over(out: Path) -> None:
    before = files(out.parent)
    assert "add --yes" in refused(workbook("export", out))
    assert files(out.parent) == before
    assert workbook("export", out, "--yes").exit_code == 0


def test_export_names_what_it_leaves_out_without_what_is_unseen(told: Home, tmp_path: Path) -> None:
    (told.data / "mum" / "a\x1b[2Jb").write_bytes(b"")
    done = workbook("export", tmp_path / "out.zip")
    assert "Left out" in done.stdout
    assert "data/mum/a\\u001b[2Jb" in done.stdout
    assert "\x1b" not in done.stdout


def test_export_of_much_says_that_it_is_at_work(
    told: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "_LONG", 10)
    assert workbook("export", tmp_path / "out.zip").stderr == "Writing…\n"
    assert workbook("import", tmp_path / "out.zip", "--yes").stderr == "Reading…\n"


def test_import_shows_first_and_does_nothing_unless_one_agrees(out: Path, other: Path) -> None:
    done = workbook("import", out, "--home", other)
    shown = re.sub(" {3,}", ": ", done.stdout)
    assert "“Today” (mum): 1 new" in shown
    assert "Drafts: 1" in shown
    assert "add --yes" in refused(done)
    assert files(other) == {}


@pytest.mark.parametrize(
    ("language", "answer", "agreed"),
    [
        ("en", "y", True),
        ("en", "Yes", True),
        ("en", "n", False),
        ("en", "", False),
        ("en", "s", False),
        ("es", "s", True),
        ("es", "Sí", True),
        ("es", "n", False),
    ],
)
def test_import_asks_in_a_terminal(
    out: Path,
    other: Path,
    language: str,
    answer: str,
    agreed: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(asking, "is_somebody_there", lambda: True)
    given = ("--lang", language, "import", out, "--home", other)
    done = workbook(*given, typed=f"{answer}\n")
    assert {"en": "Bring this in? [y/N]", "es": "¿Lo traigo? [s/N]"}[language] in done.stderr
    assert done.exit_code == (0 if agreed else 1)
    assert (files(other) == {}) == (not agreed)


def test_where_there_is_no_home_yet_nothing_is_written(tmp_path: Path) -> None:
    done = workbook("export", tmp_path / "out.zip", "--home", tmp_path / "none")
    assert "nothing is written yet in" in refused(done)
    assert list(tmp_path.iterdir()) == []


def test_import_names_conflicts_and_lines_that_cannot_be_read(
    told: Home, out: Path, other: Path, tmp_path: Path
) -> None:
    workbook("import", out, "--home", other, "--yes")
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(out) as archive:
        archive.extractall(folder)
    path = folder / "data" / "mum" / "checkin.csv"
    words = path.read_bytes().replace(b"\r\n2", b'\r\n"never,closed\r\n2')
    path.write_bytes(words.replace(PRIVATE.encode(), b"by hand"))
    (opened,) = entries.load(other / "data" / "mum", exercise("checkin")).entries
    kept = entries.load(other / "data" / "mum", exercise("checkin")).path.read_bytes()
    moved = kept.replace(opened.cells["saved_at"].encode(), b"2026-12-01T10:00:00Z")
    entries.load(other / "data" / "mum", exercise("checkin")).path.write_bytes(moved)
    done = workbook("import", folder, "--home", other, "--yes")
    assert done.exit_code == 0, done.output
    assert f"In conflict: the entry {opened.id}, about {DAY}" in done.stdout
    assert "line 2: a quotation mark is never closed" in done.stdout
    assert "in conflict: 1" in done.stdout
    (stays,) = entries.load(other / "data" / "mum", exercise("checkin")).entries
    assert stays.answers["note"] == PRIVATE


def test_import_names_what_it_leaves_out_and_why(out: Path, other: Path, tmp_path: Path) -> None:
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(out) as archive:
        archive.extractall(folder)
    (folder / "data" / "stray\u202etxt.exe").write_bytes(b"x")
    (folder / "data" / "mum" / "photo.txt").write_bytes(b"x")
    done = workbook("import", folder, "--home", other, "--yes")
    assert "Left out: data/stray\\u202etxt.exe (it is a link, or its name could lead" in done.stdout
    assert re.search("Other files, such as settings +2", done.stdout)  # the photo, and the settings
    assert (other / "data" / "mum" / "photo.txt").read_bytes() == b"x"


def test_import_of_earlier_versions_alone_is_said(told: Home, out: Path, other: Path) -> None:
    workbook("import", out, "--home", other, "--yes")
    (opened,) = entries.load(told.data / "mum", exercise("checkin")).entries
    keeping.save(told, "mum", exercise("checkin"), {"mood": 9}, DAY, opened)
    (opened,) = entries.load(told.data / "mum", exercise("checkin")).entries
    keeping.save(told, "mum", exercise("checkin"), {"mood": 3, "note": PRIVATE}, DAY, opened)
    workbook("export", out, "--yes")
    done = workbook("import", out, "--home", other, "--yes")
    assert "1 the same, earlier versions" in done.stdout


@pytest.mark.parametrize("content", [b"", b"words", b"PK\x03\x04"])
def test_import_refuses_what_is_no_export_in_one_line(
    told: Home, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "given.zip").write_bytes(content)
    before = files(told.root)
    assert "no zip file, or it is torn" in refused(workbook("import", tmp_path / "given.zip"))
    assert files(told.root) == before


def test_import_knows_no_other_maker_yet(out: Path) -> None:
    assert workbook("import", out, "--from", "elsewhere").exit_code == 2
    assert workbook("import", out, "--from", "workbook", "--yes").exit_code == 0


def test_both_speak_spanish(told: Home, tmp_path: Path, other: Path) -> None:
    done = workbook("--lang", "es", "export", tmp_path / "out.zip")
    assert "Es tan privado como un diario" in done.stdout
    done = workbook("--lang", "es", "import", tmp_path / "out.zip", "--home", other, "--yes")
    assert "Traído. Nuevas: 2" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_what_was_brought_in_is_for_its_owner_alone(out: Path, other: Path) -> None:
    workbook("import", out, "--home", other, "--yes")
    for path in (other / "data").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path
