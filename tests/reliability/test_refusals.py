"""Where the disk refuses, the person hears which file and what to do, and nothing has changed."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.reliability.actions import ACTIONS, furnish
from tests.samples import content_folder, exercise, files, temporaries
from workbook.errors import BusyError, NotReadError, NotSavedError, WorkbookError
from workbook.store import bonds, durable, entries
from workbook.store.home import Home

ROOT = Path(__file__).parents[2]
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
POSIX = pytest.mark.skipif(os.name != "posix", reason="this way of refusing is POSIX's")
every_action = pytest.mark.parametrize("action", ACTIONS)


@pytest.fixture
def full_home(home: Home) -> Home:
    """A home with one of everything."""
    return furnish(home)


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder that every user of the machine may look into, with a furnished home in it."""
    place = Path(tempfile.mkdtemp(prefix="workbook-tests-"))
    place.chmod(0o755)
    content_folder(place)
    yield place
    shutil.rmtree(place)


def in_a_process(place: Path, action: str, restriction: str) -> dict[str, str]:
    """What came of an action that another process did under a restriction."""
    command = [sys.executable, "-m", "tests.reliability.actions", str(place), action, restriction]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def refuses(home: Home, action: str, error: type[WorkbookError] = NotSavedError) -> str:
    """The message of a refusal that leaves every file byte for byte as it was."""
    before = files(home.root)
    with pytest.raises(error) as refused:
        ACTIONS[action](home)
    assert files(home.root) == before
    assert temporaries(home.root) == []
    assert str(home.data) in str(refused.value)
    return str(refused.value)


@every_action
def test_what_is_refused_below_is_done_where_nothing_stands_in_its_way(
    full_home: Home, action: str
) -> None:
    before = files(full_home.root)
    ACTIONS[action](full_home)
    assert files(full_home.root) != before


# A full disk


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of a quarter of a megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)]
    if not IS_ROOT or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small disk; the next test does without one")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def fill(disk: Path) -> Path:
    """Fills a disk to the last byte."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 512)
        except OSError:
            return filler


@every_action
def test_on_a_full_disk_nothing_changes_and_there_is_a_cure(
    small_content: Path, small_disk: Path, action: str
) -> None:
    home = furnish(Home(small_disk / "home"))
    filler = fill(small_disk)
    message = refuses(home, action)
    assert "the disk is full" in message
    assert "Make some room" in message
    filler.unlink()
    ACTIONS[action](home)


@POSIX
@pytest.mark.parametrize("action", ["a_new_entry", "a_first_entry", "a_changed_entry", "a_draft"])
def test_where_files_may_not_grow_nothing_changes_and_there_is_a_cure(
    home: Home, action: str, tmp_path: Path
) -> None:
    furnish(home)
    before = files(home.root)
    told = in_a_process(tmp_path, action, "small files")
    assert told["error"] == "NotSavedError"
    assert "the disk is full" in told["message"]
    assert "Make some room" in told["message"]
    assert str(home.data) in told["message"]
    assert files(home.root) == before
    assert temporaries(home.root) == []


# A folder that may only be read


CLOSED = [("data", action) for action in ACTIONS]
CLOSED += [("data/mum", action) for action in ACTIONS if action not in {"a_choice", "another_bond"}]


@POSIX
@pytest.mark.parametrize(("closed", "action"), CLOSED)
def test_in_a_folder_that_may_only_be_read_nothing_changes_and_there_is_a_cure(
    small_content: Path, open_place: Path, action: str, closed: str
) -> None:
    home = furnish(Home(open_place / "home"))
    open_to_all(home, closed)
    before = files(home.root)
    told = in_a_process(open_place, action, "nobody" if IS_ROOT else "none")
    open_to_all(home, "")
    assert told["error"] == "NotSavedError"
    assert "may only be read" in told["message"]
    assert "workbook start --home FOLDER" in told["message"]
    assert str(home.root / closed) in told["message"]
    assert files(home.root) == before
    assert temporaries(home.root) == []


def open_to_all(home: Home, closed: str) -> None:
    """Lets everybody read and write everything but one folder and what is in it."""
    for path in [home.root, *home.root.rglob("*")]:
        path.chmod(0o777 if path.is_dir() else 0o666)
    if closed:
        for path in [home.root / closed, *(home.root / closed).rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)


@POSIX
def test_a_file_one_may_not_open_is_said_and_not_taken_for_an_empty_one(
    small_content: Path, open_place: Path
) -> None:
    home = furnish(Home(open_place / "home"))
    open_to_all(home, "")
    path = home.data / "mum" / "all.one.csv"
    path.chmod(0)
    saved = in_a_process(open_place, "a_new_entry", "nobody" if IS_ROOT else "none")
    looked = in_a_process(open_place, "a_look", "nobody" if IS_ROOT else "none")
    path.chmod(0o600)
    assert saved["error"] == "NotSavedError"
    assert looked["error"] == "NotReadError"
    assert "you may not open it. Nothing was changed" in looked["message"]
    assert str(path) in saved["message"]
    assert str(path) in looked["message"]
    assert [one.answers["words"] for one in loaded(home)] == ["changed"]


def loaded(home: Home) -> list[entries.Entry]:
    """The entries of the exercise with one answer."""
    return entries.load(home.data / "mum", exercise("all.one")).entries


# A folder that is gone


@every_action
def test_where_the_disk_was_taken_away_that_is_said(
    full_home: Home, action: str, tmp_path: Path
) -> None:
    away = Home(tmp_path / "stick" / "home")
    with pytest.raises(WorkbookError) as refused:
        do_where_there_is_nothing(away, action)
    assert not (tmp_path / "stick").exists()
    assert "no longer there" in str(refused.value)
    assert "Put the folder back" in str(refused.value)
    assert str(away.root) in str(refused.value)


def do_where_there_is_nothing(home: Home, action: str) -> None:
    """An action in a home that is not there, as a form would do it that was open before."""
    if action in {"a_changed_entry", "another_name"}:
        action = "a_new_entry"  # nothing can be opened there
    ACTIONS[action](home)


@pytest.mark.parametrize("action", ["a_new_entry", "a_draft", "a_first_entry"])
def test_where_the_folder_of_the_bond_is_gone_that_is_said_and_it_is_not_made_anew(
    full_home: Home, action: str
) -> None:
    shutil.rmtree(full_home.data / "mum")
    message = refuses(full_home, action)
    assert "no longer there" in message
    assert not (full_home.data / "mum").exists()


# Something else in place of the file


def a_folder(path: Path) -> None:
    """Puts a folder there."""
    path.unlink(missing_ok=True)
    path.mkdir()


def a_link(path: Path) -> None:
    """Puts a link there, to the file that was there."""
    target = path.with_name("elsewhere")
    path.rename(target)
    path.symlink_to(target)


def a_dead_link(path: Path) -> None:
    """Puts a link there that leads nowhere."""
    path.unlink()
    path.symlink_to(path.with_name("nowhere"))


IN_PLACE = [
    (put, action, name)
    for put in (a_folder, a_link, a_dead_link)
    for action, name in (
        ("a_new_entry", "mum/all.one.csv"),
        ("a_changed_entry", "mum/earlier/all.one.csv"),
        ("a_draft", "mum/drafts/all.one~w.json"),
        ("a_choice", "settings.json"),
    )
] + [(a_link, "another_name", "mum/welcome.bond.csv")]


@POSIX
@pytest.mark.parametrize(("put", "action", "name"), IN_PLACE)
def test_something_else_in_place_of_the_file_is_said_and_left_alone(
    full_home: Home, put: Any, action: str, name: str
) -> None:
    path = full_home.data / name
    put(path)
    message = refuses(full_home, action)
    assert "not an ordinary file" in message
    assert "Move it away" in message
    assert str(path) in message
    assert path.is_symlink() is (put is not a_folder)


@pytest.mark.parametrize("name", ["mum/all.one.csv", "mum"])
def test_a_folder_or_a_file_in_the_wrong_place_is_said_when_reading(
    full_home: Home, name: str
) -> None:
    path = full_home.data / name
    if path.is_dir():
        shutil.rmtree(path)
        path.write_text("a file")
        message = refuses(full_home, "a_new_entry")
        assert "a file stands where a folder should be" in message
        return
    a_folder(path)
    with pytest.raises(NotReadError) as refused:
        loaded(full_home)
    assert str(path) in str(refused.value)
    assert "Nothing was changed" in str(refused.value)


@POSIX
def test_a_pipe_in_place_of_the_file_does_not_make_the_form_wait_for_ever(full_home: Home) -> None:
    path = full_home.data / "mum" / "all.one.csv"
    path.unlink()
    os.mkfifo(path)

    def waited_for_ever(*_: Any) -> None:
        pytest.fail("it waits for somebody to write into the pipe")

    signal.signal(signal.SIGALRM, waited_for_ever)
    signal.alarm(10)
    try:
        with pytest.raises(NotReadError):
            loaded(full_home)
        message = refuses(full_home, "a_new_entry")
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
    assert "not an ordinary file" in message


# A write that breaks off


@pytest.mark.parametrize("broken", ["replace", "fsync"])
@pytest.mark.parametrize("fault", [OSError(5, "Input/output error"), KeyboardInterrupt()])
@every_action
def test_a_write_that_breaks_off_leaves_everything_as_it_was(
    full_home: Home, action: str, broken: str, fault: BaseException,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def breaks(*_: Any, **__: Any) -> None:
        raise fault

    before = files(full_home.root)
    with monkeypatch.context() as patch:
        patch.setattr(os, broken, breaks)
        with pytest.raises(
            NotSavedError if isinstance(fault, OSError) else KeyboardInterrupt
        ) as out:
            ACTIONS[action](full_home)
    if isinstance(fault, OSError):
        assert "could not be written: Input/output error" in str(out.value)
        assert "workbook doctor" in str(out.value)
        assert str(full_home.data) in str(out.value)
    assert files(full_home.root) == before
    assert temporaries(full_home.root) == []
    ACTIONS[action](full_home)
    assert files(full_home.root) != before


def test_where_the_folder_cannot_be_synced_as_on_some_network_disks_saving_works(
    full_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync = os.fsync

    def files_only(handle: int) -> None:
        if not os.path.isfile(f"/proc/self/fd/{handle}"):  # noqa: PTH113
            raise OSError(22, "Invalid argument")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", files_only)
    ACTIONS["a_new_entry"](full_home)
    assert len(loaded(full_home)) == 2


# Another program in the way


def test_while_another_program_holds_the_lock_for_too_long_nothing_changes(
    full_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = f"import filelock, sys; lock = filelock.FileLock({str(full_home.data / '.lock')!r})"
    script = f"{lock}; lock.acquire(); print('held', flush=True); sys.stdin.read()"
    monkeypatch.setattr(durable, "PATIENCE", 0.2)
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline().strip() == b"held"
        assert "Close the other window" in refuses(full_home, "a_new_entry", BusyError)
        holder.kill()
    ACTIONS["a_new_entry"](full_home)
    assert len(loaded(full_home)) == 2


@pytest.mark.parametrize("winerror", [32, 33])
def test_a_file_that_excel_keeps_open_is_said_so(
    full_home: Home, monkeypatch: pytest.MonkeyPatch, winerror: int
) -> None:
    class SharingViolationError(PermissionError):
        pass

    def breaks(*_: Any) -> None:
        error = SharingViolationError(13, "The process cannot access the file")
        error.winerror = winerror  # type: ignore[misc]
        raise error

    monkeypatch.setattr(os, "replace", breaks)
    assert "such as Excel" in refuses(full_home, "a_new_entry")


@pytest.mark.parametrize(("times", "saved"), [(3, True), (4, False)])
def test_while_another_window_reads_the_file_on_windows_saving_waits_a_moment(
    full_home: Home, monkeypatch: pytest.MonkeyPatch, times: int, *, saved: bool
) -> None:
    replace, refusals = os.replace, iter([PermissionError(13, "Access is denied")] * times)

    def refuses_at_first(source: Any, target: Any) -> None:
        for refusal in refusals:
            raise refusal
        replace(source, target)

    monkeypatch.setattr(durable, "_PAUSES", (0, 0, 0))
    monkeypatch.setattr(os, "replace", refuses_at_first)
    if saved:
        ACTIONS["a_new_entry"](full_home)
        assert len(loaded(full_home)) == 2
    else:
        refuses(full_home, "a_new_entry")


@pytest.mark.parametrize("exists", [True, False])
def test_the_lock_works_before_there_is_a_data_folder(home: Home, *, exists: bool) -> None:
    if exists:
        home.data.mkdir()
    with durable.locked(home.data):
        assert (home.data / ".lock").exists()
    shutil.rmtree(home.root)
    with pytest.raises(NotSavedError, match="no longer there"), durable.locked(home.data):
        pytest.fail("there is nothing to lock")


def test_a_bond_in_hand_is_still_known_after_a_refusal(full_home: Home) -> None:
    assert bonds.current(full_home) == "mum"
