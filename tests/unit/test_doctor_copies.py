"""``workbook doctor`` about snapshots, locked answers and exports."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.doctoring import POSIX, check_in, doctor, notes, put, words_kept, wrong
from tests.locking import PASSPHRASE, quick_cipher
from tests.samples import files
from workbook.store.copies.lock import encryption, lock_states
from workbook.store.copies.snapshots import replacing, restoring, snapshots
from workbook.store.home import Home

__all__ = ["quick_cipher"]
pytestmark = [pytest.mark.damaged, pytest.mark.usefixtures("snapshot_folder", "quick_cipher")]


# Snapshots


def test_where_the_snapshots_lie_is_told_with_their_number_and_the_newest(
    own: Home, snapshot_folder: Path
) -> None:
    check_in(mood=5)
    result = doctor(own)
    said = " ".join(result.stdout.split())
    assert "✓ Snapshots of your answers: 1, the newest of" in said
    assert str(snapshot_folder) in said
    assert result.exit_code == 0


def test_why_no_snapshot_can_be_taken_is_told(own: Home, snapshot_folder: Path) -> None:
    shutil.rmtree(snapshot_folder)
    snapshot_folder.write_bytes(b"a file where the folder should be")
    (finding,) = wrong(own)
    assert "No snapshot" in finding.what
    assert "a file stands where a folder should be" in finding.what
    assert str(snapshot_folder) in finding.cure


def test_a_snapshot_that_is_torn_is_named(own: Home) -> None:
    snapshot = snapshots.take(own)
    snapshot.path.write_bytes(snapshot.path.read_bytes()[:-9])
    assert any(str(snapshot.path) in finding.what for finding in wrong(own))


@POSIX
def test_a_snapshot_that_others_can_open_is_closed(own: Home) -> None:
    snapshot = snapshots.take(own)
    snapshot.path.chmod(0o644)
    assert any(str(snapshot.path) in finding.what for finding in wrong(own))
    assert doctor(own, "--fix").exit_code == 0
    assert snapshot.path.stat().st_mode & 0o777 == 0o600


def test_snapshots_of_a_home_that_is_gone_are_told(own: Home, tmp_path: Path) -> None:
    place = snapshots.take(own).path.parent
    own.root.rename(tmp_path / "gone")
    (finding,) = (note for note in notes(Home(tmp_path / "none")) if str(place) in note.what)
    assert str(own.root) in finding.cure
    (tmp_path / "gone").rename(own.root)


def test_a_restore_that_was_cut_off_is_finished(own: Home) -> None:
    words = words_kept(own)
    then = snapshots.take(own)
    check_in(mood=9)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(replacing, "advance", _cut_off)
        with pytest.raises(KeyboardInterrupt):
            restoring.restore(own, then)
    (finding,) = wrong(own)
    assert "cut off half-way" in finding.what
    result = doctor(own, "--fix")
    assert "Mended: going back to the snapshot was finished." in result.stdout
    assert result.exit_code == 0, result.output
    assert words_kept(own) == words


def _cut_off(*_: Any) -> None:
    raise KeyboardInterrupt


# Locked


def test_a_locked_home_is_told_and_not_looked_at(own: Home) -> None:
    encryption.lock(own, PASSPHRASE)
    before = files(own.root)
    (finding,) = notes(own)
    assert "locked" in finding.what
    assert "workbook unlock" in finding.cure
    assert doctor(own, "--fix").exit_code == 0
    assert files(own.root) == before


def test_a_lock_that_was_cut_off_is_told_and_left_to_the_person(own: Home) -> None:
    plain = files(own.data)
    encryption.lock(own, PASSPHRASE)
    for name, file in plain.items():
        (own.data / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        put(own.data / name, file)
    (finding,) = wrong(own)
    assert "some are not" in finding.what
    assert "workbook unlock" in finding.cure
    before = files(own.root)
    doctor(own, "--fix")
    assert files(own.root) == before


def test_what_a_lock_left_that_is_held_elsewhere_too_is_removed(own: Home) -> None:
    aside = lock_states.new_aside(own).root
    shutil.copytree(own.data, aside / "data")
    assert [finding for finding in wrong(own) if aside.name in finding.what]
    before = files(own.data)
    assert doctor(own, "--fix").exit_code == 0
    assert not aside.exists()
    assert files(own.data) == before


def test_what_a_lock_left_that_is_nowhere_else_stays(own: Home) -> None:
    aside = lock_states.new_aside(own).root
    shutil.copytree(own.data, aside / "data")
    (own.data / "me/checkin.csv").unlink()
    before = files(aside)
    assert doctor(own, "--fix").exit_code == 1
    assert files(aside) == before


def test_a_workbook_that_was_killed_while_it_was_unlocked_is_told(own: Home) -> None:
    lock_states.remember_opened(own)
    (finding,) = wrong(own)
    assert "without locking" in finding.what
    assert "workbook lock" in finding.cure
