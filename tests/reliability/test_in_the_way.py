"""What stands or comes in the way of a write is said, and nothing has changed."""

import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.reliability.actions import ACTIONS
from tests.reliability.refusing import POSIX, every_action, loaded, refuses
from tests.samples import files, temporaries
from workbook.errors import BusyError, NotReadError, NotSavedError
from workbook.store import bonds, durable
from workbook.store.home import Home

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


@pytest.mark.damaged
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


@pytest.mark.damaged
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


@pytest.mark.damaged
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
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(22, "Invalid argument")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", files_only)
    ACTIONS["a_new_entry"](full_home)
    assert len(loaded(full_home)) == 2


def test_where_a_folder_may_be_written_to_but_not_looked_into_saving_works(
    full_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def files_only(path: Any, *more: Any, **named: Any) -> int:
        if Path(path).is_dir():
            raise PermissionError(13, "Permission denied")
        return real(path, *more, **named)

    monkeypatch.setattr(os, "open", files_only)
    ACTIONS["a_new_entry"](full_home)
    assert len(loaded(full_home)) == 2


# Another program in the way


HOLD = """
import sys
from pathlib import Path
from workbook.store import durable
with durable.locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@POSIX
@pytest.mark.parametrize("state", ["working", "stopped"])
def test_while_another_program_holds_the_lock_nothing_changes_and_its_death_frees_it(
    full_home: Home, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    monkeypatch.setattr(durable, "PATIENCE", 0.2)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, full_home.data], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline().strip() == b"held"
        if state == "stopped":
            holder.send_signal(signal.SIGSTOP)  # as when a lid is closed
        assert "Close the other window" in refuses(full_home, "a_new_entry", BusyError)
        holder.kill()
    ACTIONS["a_new_entry"](full_home)
    assert len(loaded(full_home)) == 2


# A file that another program keeps open


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
