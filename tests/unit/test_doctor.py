"""``workbook doctor``: each fault is named with its cure, and ``--fix`` mends what is safe."""

from pathlib import Path
from typing import Any

import pytest

import workbook as wb
from tests import validating
from tests.doctoring import RAIN, doctor, notes, put, words_kept, wrong
from tests.faults import FAULTS, Fault, each_fault
from tests.samples import files
from workbook.content.reading import content
from workbook.store import drafts
from workbook.store.bonds import folder_to_write
from workbook.store.home import Home

pytestmark = [pytest.mark.damaged, pytest.mark.usefixtures("snapshot_folder")]

# A sound home


def test_a_sound_home_is_well_in_one_short_line_each(told: Home) -> None:
    result = doctor(told)
    assert result.exit_code == 0
    *lines, last = result.stdout.splitlines()
    assert last == "All is well."
    assert all(line.startswith(("✓ ", "  /")) for line in lines), "a long path has its own line"
    count = sum(len(wb.entries(one.id)) for one in content().all_exercises if one.kept)
    assert f"Entries: {count}" in result.stdout


def test_looking_changes_nothing(told: Home) -> None:
    for name in (
        "half-written",
        "settings",
        "torn",
        "no description",
        "output",
        "a notebook missing",
    ):
        FAULTS[name].make(told)
    before = files(told.data) | files(told.notebooks)
    doctor(told)
    assert files(told.data) | files(told.notebooks) == before


def test_a_home_that_is_not_there_is_told_what_makes_it(tmp_path: Path) -> None:
    result = doctor(Home(tmp_path / "none"))
    assert result.exit_code == 0
    assert "“workbook start” makes it" in result.stdout
    assert not (tmp_path / "none").exists()


def test_the_entries_of_each_bond_are_counted_once(at_home: Home) -> None:
    wb.form("checkin").answers = {"mood": 6}
    wb.form("checkin").save()
    welcome = wb.form("welcome.bond")
    welcome.answers = {"alias": "Rain"}
    welcome.save()
    (folder_to_write(at_home, "rain").parent / "me" / drafts.FOLDER).mkdir(0o700, parents=True)
    assert "Entries: 2" in doctor(at_home).stdout


# One fault each


@each_fault
def test_a_fault_is_named_with_its_place_and_its_cure(told: Home, fault: Fault) -> None:
    fault.make(told)
    (finding,) = wrong(told)
    for said in fault.said:
        assert said in finding.what
    assert fault.cure in finding.cure
    result = doctor(told)
    assert result.exit_code == 1
    assert result.stdout.count("✗") == 1
    assert result.stderr.count("\n") == 1


@each_fault
def test_fix_mends_what_is_safe_leaves_the_rest_and_has_nothing_to_do_again(
    told: Home, fault: Fault
) -> None:
    fault.make(told)
    words, before = words_kept(told), files(told.data) | files(told.notebooks)
    result = doctor(told, "--fix")
    assert words_kept(told) == words
    if fault.mended:
        assert fault.mended in " ".join(result.stdout.split())
        assert result.exit_code == 0
        assert wrong(told) == []
        assert list(validating.faults(told)) == []
    else:
        assert result.exit_code == 1
        assert files(told.data) | files(told.notebooks) == before
    after = files(told.root)
    assert "Nothing was mended" in doctor(told, "--fix").stdout
    assert files(told.root) == after


# Several faults, and what cannot be mended


def test_a_fix_that_the_disk_refuses_is_said_and_the_rest_goes_on(
    told: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    FAULTS["no description"].make(told)
    FAULTS["output"].make(told)

    def refuse(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("workbook.store.durable.os.replace", refuse)
    before = files(told.notebooks)
    result = doctor(told, "--fix")
    assert result.exit_code == 1
    assert "Left as it was" in result.stdout
    assert "the disk is full" in " ".join(result.stdout.split())
    assert files(told.notebooks) == before


def test_doctor_goes_on_where_a_file_cannot_be_read(told: Home) -> None:
    (told.data / "rain/weekly.csv").unlink()
    (told.data / "rain/weekly.csv").mkdir(mode=0o700)
    FAULTS["a notebook missing"].make(told)
    said = [finding.what for finding in wrong(told)]
    assert any("weekly.csv" in what for what in said)
    assert any("review.ipynb" in what for what in said)


def test_everything_that_is_wrong_or_to_be_known_comes_with_a_cure(told: Home) -> None:
    for name in (
        "a folder others can open",
        "half-written",
        "settings",
        "torn",
        "a draft",
        "renamed",
        "output",
    ):
        FAULTS[name].make(told)
    (told.root / ".stfolder").mkdir()
    put(told.root / RAIN / "letter.odt", b"of mine")
    assert len(wrong(told)) >= 7
    assert len(notes(told)) >= 2
    assert all(finding.cure for finding in (*wrong(told), *notes(told)))


def test_many_files_are_counted_after_the_first_few(told: Home) -> None:
    for path in (told.root / RAIN).glob("*.csv"):
        path.chmod(0o644)
    (finding,) = wrong(told)
    count = len(list((told.root / RAIN).glob("*.csv")))
    assert f"and {count - 3} more" in finding.what
