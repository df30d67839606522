"""``workbook doctor`` about files of answers: those of other programs, and what was set aside."""

import csv
import io
import shutil
from pathlib import Path

import pytest

import workbook as wb
from tests import validating
from tests.doctoring import check_in, doctor, notes, put, words_kept, wrong
from tests.samples import files
from workbook.store.copies.snapshots import snapshots
from workbook.store.home import Home

pytestmark = [pytest.mark.damaged, pytest.mark.usefixtures("snapshot_folder")]


def _by_hand(home: Home) -> Path:
    """A row as somebody types it who knows nothing of ids."""
    path = home.data / "me/checkin.csv"
    header = path.read_text("utf-8-sig").splitlines()[0].split(",")
    row = {"on": "2026-05-03", "mood": "7", "note": "by hand"}
    line = ",".join(row.get(column, "") for column in header)
    path.write_bytes(path.read_bytes() + f"{line}\r\n".encode())
    return path


def _by_a_spreadsheet(home: Home) -> Path:
    """The file as a spreadsheet saves it that parts cells by semicolons."""
    path = home.data / "me/checkin.csv"
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(rows)
    path.write_bytes(out.getvalue().encode("cp1252"))
    return path


def test_rows_without_an_id_are_named_and_given_one(own: Home) -> None:
    path = _by_hand(own)
    found, words = path.read_bytes(), words_kept(own)
    (finding,) = wrong(own)
    assert "data/me/checkin.csv" in finding.what
    assert finding.what.endswith(": 1.")
    result = doctor(own, "--fix")
    assert result.exit_code == 0
    assert "has an id now" in " ".join(result.stdout.split())
    assert wb.entries("checkin")["note"].tolist()[-1] == "by hand"
    assert words_kept(own)["me checkin"][:-1] == words["me checkin"]
    kept_as_they_were(own, path, found)
    assert "Nothing was mended" in doctor(own, "--fix").stdout


def test_a_file_of_a_spreadsheet_is_told_and_written_as_before(own: Home) -> None:
    path = _by_a_spreadsheet(own)
    found, words = path.read_bytes(), words_kept(own)
    assert [note.what for note in notes(own) if "data/me/checkin.csv" in note.what]
    assert doctor(own).exit_code == 0, "all of it was understood"
    result = doctor(own, "--fix")
    assert "written as before again" in " ".join(result.stdout.split())
    assert words_kept(own) == words
    kept_as_they_were(own, path, found)
    assert list(validating.faults(own)) == []
    assert "Nothing was mended" in doctor(own, "--fix").stdout


def kept_as_they_were(home: Home, path: Path, found: bytes) -> None:
    """That a snapshot and a copy in ``damaged/`` hold a file as it was before the fix."""
    copies = [one.read_bytes() for one in (path.parent / "damaged").glob("*.csv")]
    assert found in copies
    name = path.relative_to(home.root).as_posix()
    assert found in [snapshots.contents(one)[name] for one in snapshots.all_of(home)]


def test_a_file_of_a_spreadsheet_with_a_torn_line_is_left_to_the_person(own: Home) -> None:
    path = _by_a_spreadsheet(own)
    path.write_bytes(path.read_bytes() + b'20260101T000000000-aaaaaa;"torn')
    before = path.read_bytes()
    assert doctor(own, "--fix").exit_code == 1
    assert path.read_bytes() == before


def test_without_a_snapshot_no_file_of_answers_is_touched(own: Home, snapshot_folder: Path) -> None:
    path = _by_hand(own)
    (own.data / "me/datapackage.json").unlink()
    before = path.read_bytes()
    shutil.rmtree(snapshot_folder)
    snapshot_folder.write_bytes(b"a file where the folder should be")
    result = doctor(own, "--fix")
    said = " ".join(result.stdout.split())
    assert "No snapshot could be kept first" in said
    assert path.read_bytes() == before
    assert "describes the files again" in said, "what holds no answer is mended all the same"


def test_lines_that_a_save_set_aside_are_told(own: Home) -> None:
    path = own.data / "me/checkin.csv"
    path.write_bytes(path.read_bytes() + b'20260101T000000000-aaaaaa,"torn')
    check_in(mood=5)
    (finding,) = (note for note in notes(own) if "set aside" in note.what)
    assert "data/me/damaged/set-aside.csv" in finding.what
    assert finding.what.endswith("Lines: 1.")
    assert not wrong(own)


def test_earlier_versions_that_cannot_be_read_are_named(own: Home) -> None:
    folder = own.data / "me/earlier"
    folder.mkdir(mode=0o700)
    header = b"entry,on,saved_at,mood,replaced_at\r\n"
    put(folder / "checkin.csv", header + b'20260101T000000000-aaaaaa,"torn')
    assert any("data/me/earlier/checkin.csv, line 2" in finding.what for finding in wrong(own))


def test_files_of_a_newer_version_are_named(own: Home) -> None:
    put(own.data / "format.json", b'{"format": 99, "applied": []}')
    assert any("newer version" in finding.what for finding in wrong(own))
    before = files(own.data)
    doctor(own, "--fix")
    assert files(own.data) == before
