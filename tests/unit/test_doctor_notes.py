"""``workbook doctor`` about what is no fault, but to be known."""

import shutil
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import nbformat
import pytest
import time_machine
from filelock import FileLock

import workbook as wb
from tests.doctoring import RAIN, doctor, notebook, notes, put, wrong
from workbook.launcher.health import disk, synced
from workbook.store.copies.exchange import exports
from workbook.store.home import Home

pytestmark = [pytest.mark.damaged, pytest.mark.usefixtures("snapshot_folder")]


def test_a_file_of_the_persons_own_is_left_alone_and_named(told: Home) -> None:
    put(told.root / RAIN / "letter.odt", b"of mine")
    (finding,) = notes(told)
    assert "data/rain/letter.odt" in finding.what
    assert doctor(told, "--fix").exit_code == 0
    assert (told.root / RAIN / "letter.odt").read_bytes() == b"of mine"


def test_an_entry_from_the_future_is_told_as_what_it_is(at_home: Home) -> None:
    with time_machine.travel(datetime.now(UTC) + timedelta(days=40)):
        wb.form("checkin").answers = {"mood": 6}
        wb.form("checkin").save()
    assert any("data/me/checkin.csv" in note.what for note in notes(at_home))
    assert not wrong(at_home)


def test_an_export_in_the_home_folder_is_told(own: Home) -> None:
    exports.write(own, own.root / "mine.zip")
    with zipfile.ZipFile(own.root / "other.zip", "w") as other:
        other.writestr("letter.txt", "of mine")
    (finding,) = (note for note in notes(own) if "Exports" in note.what)
    assert finding.what.endswith(": mine.zip.")


def test_a_notebook_that_was_changed_is_told(told: Home) -> None:
    changed = notebook(told, "01-reflect.ipynb")
    changed.cells.append(nbformat.v4.new_code_cell("mine = 1"))
    nbformat.write(changed, told.notebooks / "01-reflect.ipynb")
    (finding,) = notes(told)
    assert "01-reflect.ipynb" in finding.what


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("Dropbox", "dropbox"),
        ("Dropbox (Personal)/notes", "dropbox"),
        ("OneDrive", "onedrive"),
        ("OneDrive - Acme/Documents", "onedrive"),
        ("Library/CloudStorage/OneDrive-Personal", "onedrive"),
        ("Library/CloudStorage/GoogleDrive-me@example.org/My Drive", "google-drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "icloud"),
        ("iCloudDrive", "icloud"),
        ("Nextcloud2", "nextcloud"),
        ("Syncthing", "syncthing"),
        ("Documents", ""),
        ("dropboxes", ""),
        ("my drives", ""),
    ],
)
def test_a_synced_folder_is_known_by_its_name(tmp_path: Path, folder: str, service: str) -> None:
    (tmp_path / folder / "Workbook").mkdir(parents=True)
    assert synced.syncing(tmp_path / folder / "Workbook") == service


@pytest.mark.parametrize(
    ("left", "service"),
    [
        (".dropbox.cache", "dropbox"),
        (".tmp.drivedownload", "google-drive"),
        (".sync_0123456789ab.db", "nextcloud"),
        (".stfolder", "syncthing"),
    ],
)
def test_a_synced_folder_is_known_by_what_the_service_left(
    tmp_path: Path, left: str, service: str
) -> None:
    (tmp_path / "shared/deep/Workbook").mkdir(parents=True)
    assert synced.syncing(tmp_path / "shared/deep/Workbook") == ""
    (tmp_path / "shared" / left).mkdir()
    assert synced.syncing(tmp_path / "shared/deep/Workbook") == service


def test_a_synced_folder_is_known_by_the_environment_and_by_a_macs_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "Documents/Workbook"
    home.mkdir(parents=True)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert synced.syncing(home) == ""
    (tmp_path / "Library/Mobile Documents/com~apple~CloudDocs/Documents").mkdir(parents=True)
    assert synced.syncing(home) == "icloud"
    monkeypatch.setenv("OneDrive", str(tmp_path / "Documents"))
    assert synced.syncing(home) == "onedrive"


def test_a_synced_home_is_told_what_that_means_and_is_no_fault(told: Home) -> None:
    (told.root / ".stfolder").mkdir()
    result = doctor(told)
    assert result.exit_code == 0
    said = " ".join(result.stdout.split())
    assert "· The home folder seems to be synced by Syncthing." in said
    for meaning in ("other computers", "Erasing here", "two versions"):
        assert meaning in said


LINUX = """\
/dev/sda1 / ext4 rw,relatime 0 0
tmpfs /run tmpfs rw 0 0
server:/export /home/ana/far\\040away nfs4 rw,vers=4.2 0 0
//nas/homes /mnt/nas cifs rw 0 0
me@host:/ /mnt/there fuse.sshfs rw 0 0
"""
MAC = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//me@nas/my share on /Volumes/my share (smbfs, nodev, nosuid, mounted by me)
"""


@pytest.mark.parametrize(
    ("mounted", "folder", "kind"),
    [
        (LINUX, "/home/ana/Documents/Workbook", "ext4"),
        (LINUX, "/home/ana/far away/Workbook", "nfs4"),
        (LINUX, "/mnt/nas", "cifs"),
        (LINUX, "/mnt/there/Workbook", "fuse.sshfs"),
        (LINUX, "/mnt/nasty", "ext4"),
        (MAC, "/Users/ana/Documents", "apfs"),
        (MAC, "/Volumes/my share/Workbook", "smbfs"),
        ("", "/home", ""),
    ],
)
def test_the_kind_of_disk_is_that_of_the_nearest_mount(
    mounted: str, folder: str, kind: str
) -> None:
    assert disk.kind_of_disk(Path(folder), mounted) == kind


def test_a_disk_of_another_computer_is_told(told: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "_mounted", lambda: "nas:/all / nfs4 rw 0 0")
    (finding,) = notes(told)
    assert "another computer" in finding.what


def test_a_disk_without_locks_is_told(told: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    assert disk.locks_hold(told.data)
    with FileLock(told.data / ".lock"):
        assert disk.locks_hold(told.data), "another window that writes shows that they do"

    def nothing(*_: Any) -> bool:
        return True

    monkeypatch.setattr("filelock._unix.lock_fd_nonblocking", nothing)
    assert not disk.locks_hold(told.data)

    def unknown(*_: Any) -> bool:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr("filelock._unix.lock_fd_nonblocking", unknown)
    assert not disk.locks_hold(told.data)


def test_a_disk_that_is_nearly_full_is_told(told: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    full = shutil.disk_usage(told.root)._replace(free=5 * 2**20)
    monkeypatch.setattr(disk.shutil, "disk_usage", lambda _: full)
    (finding,) = notes(told)
    assert "5 MB" in finding.what
