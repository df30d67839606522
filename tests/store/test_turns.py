"""Where the file system knows no locks, one at a time writes all the same."""

import errno
import fcntl
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from workbook.errors import BusyError, NotSavedError
from workbook.store import durable, turns

if os.name != "posix":
    pytest.skip("Windows always knows locks", allow_module_level=True)


@pytest.fixture(params=sorted(set(turns.NO_LOCKS)), ids=errno.errorcode.get, autouse=True)
def no_locks(request: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise OSError(request.param, os.strerror(request.param))

    monkeypatch.setattr(fcntl, "flock", refuse)
    monkeypatch.setattr(durable, "PATIENCE", 0.1)


def holder_of(place: Path, name: str = turns.TURN) -> str:
    return str((place / name).readlink())


def left_by(place: Path, number: int, began: str = "17", name: str = turns.TURN) -> None:
    """What a process that held the turn left behind."""
    (place / name).symlink_to(f"{socket.gethostname()}:{number}:{began}:0123456789abcdef")


def began(number: int) -> str:
    """When a process began, as the system tells it, also of one that has ended; else nothing."""
    told = Path(f"/proc/{number}/stat")
    return told.read_text().rpartition(")")[2].split()[19] if told.exists() else ""


@contextmanager
def ended() -> Iterator[int]:
    """The number of a process that has ended, still listed because nobody asked how it ended."""
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    yield child
    os.waitpid(child, 0)


def test_one_holds_the_turn_and_gives_it_back(tmp_path: Path) -> None:
    for _ in range(2):
        with durable.locked(tmp_path):
            assert holder_of(tmp_path).split(":")[1] == str(os.getpid())
            with pytest.raises(BusyError), durable.locked(tmp_path):
                pytest.fail("two hold it")
        assert not os.path.lexists(tmp_path / turns.TURN)


def test_threads_wait_for_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "PATIENCE", 60)
    count = tmp_path / "count"
    count.write_text("0")

    def add() -> None:
        for _ in range(20):
            with durable.locked(tmp_path):
                count.write_text(str(int(count.read_text()) + 1))

    crowd = [threading.Thread(target=add) for _ in range(4)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert count.read_text() == "80"


def test_another_process_waits_too(tmp_path: Path) -> None:
    script = "import sys; from pathlib import Path; from workbook.store import turns\n"
    script += f"try: turns.turn(Path({str(tmp_path)!r}), 0.1).__enter__()\n"
    script += "except TimeoutError: sys.exit(7)"
    with durable.locked(tmp_path):
        held = holder_of(tmp_path)
        assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 7
        assert holder_of(tmp_path) == held


def test_whoever_stops_it_while_it_takes_the_turn_locks_nobody_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = turns._made

    def stopped(*given: Any) -> bool:
        made(*given)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(turns, "_made", stopped)
        with pytest.raises(KeyboardInterrupt), durable.locked(tmp_path):
            pytest.fail("it was stopped")
    assert not os.path.lexists(tmp_path / turns.TURN)


def test_when_a_process_began_is_known_whatever_it_is_called() -> None:
    name = Path("/proc/self/comm")
    if not name.exists():
        pytest.skip("this system does not tell")
    before, called = turns._began(os.getpid()), name.read_bytes()
    try:
        name.write_text("for Zoë) R 1", "utf-8")
        assert turns._began(os.getpid()) == before
    finally:
        name.write_bytes(called)


def test_a_holder_that_died_does_not_lock_one_out(tmp_path: Path) -> None:
    script = "import os, sys; from pathlib import Path; from workbook.store import turns\n"
    script += f"with turns.turn(Path({str(tmp_path)!r}), 1): os._exit(9)"
    subprocess.run([sys.executable, "-c", script], check=False)
    left = holder_of(tmp_path)
    with durable.locked(tmp_path):
        assert holder_of(tmp_path) != left
    assert not list(tmp_path.glob(f"{turns.TURN}*"))


def test_one_that_ended_and_is_still_listed_does_not_either(tmp_path: Path) -> None:
    with ended() as number:
        left_by(tmp_path, number, began(number) or "17")
        with durable.locked(tmp_path):
            assert holder_of(tmp_path).split(":")[1] == str(os.getpid())


def test_another_process_with_the_number_of_the_dead_one_does_not_either(tmp_path: Path) -> None:
    left_by(tmp_path, os.getppid(), began="1")
    with durable.locked(tmp_path):
        pass
    assert not os.path.lexists(tmp_path / turns.TURN)


def test_nor_does_one_that_died_while_it_took_over(tmp_path: Path) -> None:
    for name in (turns.TURN, f"{turns.TURN}+", f"{turns.TURN}~", f"{turns.TURN}+~"):
        left_by(tmp_path, os.getppid(), began="1", name=name)
    with durable.locked(tmp_path):
        assert holder_of(tmp_path).split(":")[1] == str(os.getpid())
    assert not os.path.lexists(tmp_path / turns.TURN)


def test_a_holder_that_lives_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left_by(tmp_path, os.getppid(), began(os.getppid()))
    before = holder_of(tmp_path)

    def denied(*_: Any) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    for kill in (os.kill, denied):  # one's own process, and another person's
        monkeypatch.setattr(os, "kill", kill)
        with pytest.raises(BusyError), durable.locked(tmp_path):
            pytest.fail("two hold it")
        assert holder_of(tmp_path) == before


@pytest.mark.parametrize("link", ["another-computer:1:1:ab", "not what we write", "a:b:c:d"])
def test_one_on_another_computer_is_waited_for(tmp_path: Path, link: str) -> None:
    (tmp_path / turns.TURN).symlink_to(link)
    with pytest.raises(BusyError), durable.locked(tmp_path):
        pytest.fail("two hold it")
    assert holder_of(tmp_path) == link


def test_while_another_takes_over_one_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_by(tmp_path, os.getppid(), began="1")
    left_by(tmp_path, os.getppid(), began=turns._began(os.getppid()), name=f"{turns.TURN}+")
    with pytest.raises(BusyError), durable.locked(tmp_path):
        pytest.fail("two take over")


def test_when_another_was_quicker_to_take_over_one_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left_by(tmp_path, os.getppid(), began="1")
    made = turns._made

    def another_is_quicker(place: int, name: str, mine: str) -> bool:
        done = made(place, name, mine)
        if done and name.endswith("+"):
            (tmp_path / turns.TURN).unlink()
            (tmp_path / turns.TURN).symlink_to("another-computer:1:1:ab")
        return done

    monkeypatch.setattr(turns, "_made", another_is_quicker)
    with pytest.raises(BusyError), durable.locked(tmp_path):
        pytest.fail("two hold it")
    assert holder_of(tmp_path) == "another-computer:1:1:ab"
    assert not os.path.lexists(tmp_path / f"{turns.TURN}+")


def test_where_the_system_does_not_tell_when_a_process_began_its_number_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_told(*_: Any) -> str:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "read_text", not_told)
    left_by(tmp_path, os.getppid(), began="")
    with pytest.raises(BusyError), durable.locked(tmp_path):
        pytest.fail("two hold it")


def test_a_turn_is_given_back_though_its_folder_was_moved_or_removed(tmp_path: Path) -> None:
    for end in ("moved", "removed"):
        place = tmp_path / "before"
        place.mkdir()
        with durable.locked(place):
            if end == "moved":
                place.rename(tmp_path / "moved")
            else:
                (place / turns.TURN).unlink()
                (place / durable.LOCK).unlink(missing_ok=True)
                place.rmdir()
    with durable.locked(tmp_path / "moved"):
        pass


def test_a_turn_that_could_not_be_given_back_is_free_for_its_own_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch, durable.locked(tmp_path):
        patch.setattr(os, "unlink", refuse)
    assert os.path.lexists(tmp_path / turns.TURN)
    with durable.locked(tmp_path):
        pass
    assert not os.path.lexists(tmp_path / turns.TURN)


def test_where_there_are_no_links_either_that_is_said_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "symlink", refuse)
    with pytest.raises(NotSavedError), durable.locked(tmp_path):
        pytest.fail("it is not safe to write there")


def test_another_fault_of_the_lock_is_no_reason_to_go_on_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(NotSavedError), durable.locked(tmp_path):
        pytest.fail("nobody knows whether it is free")
