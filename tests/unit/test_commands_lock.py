"""``workbook lock`` and ``unlock``, and a start of what is locked, as a person meets them."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.locking import (
    NOTE,
    PASSPHRASE,
    everything,
    last_words,
    locked_file,
    quick_cipher,
    written,
)
from tests.samples import DAY, exercise, files
from workbook.errors import StartError
from workbook.launcher import running, server
from workbook.launcher.commands import asking, main
from workbook.store import durable, keeping, settings
from workbook.store.copies.lock import encryption, lock_states
from workbook.store.copies.lock.lock_states import State
from workbook.store.copies.snapshots import snapshots
from workbook.store.home import Home
from workbook.words import found, say

__all__ = ["quick_cipher", "written"]
pytestmark = pytest.mark.usefixtures("quick_cipher", "commands_words")


@pytest.fixture
def commands_words(small_content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words of commands, beside the small content."""
    from tests.samples import REAL, forget_content

    for name in ("commands.toml", "launcher.toml"):
        (small_content / name).write_bytes((REAL / name).read_bytes())
    forget_content()


@pytest.fixture
def place(written: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home with everything in it, which the commands find by themselves."""
    monkeypatch.setenv("WORKBOOK_HOME", str(written.root))
    return written


@pytest.fixture
def locked(place: Home) -> Home:
    """A home that is locked."""
    encryption.lock(place, PASSPHRASE)
    return place


@pytest.fixture
def in_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody sits before a terminal."""
    monkeypatch.setattr(asking, "is_somebody_there", lambda: True)


def workbook(*words: str, typed: str | bytes = f"{PASSPHRASE}\n") -> Result:
    """What a command prints and its exit code; ``typed`` is what comes in."""
    result = CliRunner().invoke(main, list(words), input=typed, prog_name="workbook")
    assert PASSPHRASE not in result.output
    return result


def refused(result: Result) -> str:
    """The one line in which a command says why it refused."""
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1, result.stderr
    return result.stderr


# In a script


def test_the_passphrase_can_be_piped_in_and_stands_nowhere(place: Home, tmp_path: Path) -> None:
    before = everything(place)
    done = workbook("lock")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == say("commands.lock.done") + "\n"
    assert lock_states.state(place) is State.LOCKED
    assert not [one for one in files(tmp_path).values() if PASSPHRASE.encode() in one]
    done = workbook("unlock", typed=f"{PASSPHRASE}\r\nand a second line")
    assert (done.exit_code, done.stderr) == (0, "")
    assert everything(place) == before


@pytest.mark.parametrize("typed", ["", "\n", b"\xff\xfe\n"])
def test_where_nothing_is_piped_in_it_refuses_and_says_how(
    place: Home, tmp_path: Path, typed: str | bytes
) -> None:
    before = files(tmp_path)
    assert "pipe the passphrase in as one line" in refused(workbook("lock", typed=typed))
    assert files(tmp_path) == before
    encryption.lock(place, PASSPHRASE)
    before = files(tmp_path)
    for command in ("unlock", "start"):
        assert "run this in a terminal" in refused(workbook(command, typed=typed))
    assert files(tmp_path) == before


def test_a_wrong_passphrase_is_said_in_one_line_and_changes_nothing(
    locked: Home, tmp_path: Path
) -> None:
    before = files(tmp_path)
    for command in ("unlock", "start"):
        told = refused(workbook(command, typed="wrong\n"))
        assert "does not open" in told
        assert "Nothing was changed" in told
    assert files(tmp_path) == before


def test_what_cannot_be_locked_or_unlocked_is_said_before_anybody_is_asked(place: Home) -> None:
    assert "are not locked" in refused(workbook("unlock", typed=""))
    elsewhere = place.root / "none"
    assert "are not locked" in refused(workbook("unlock", "--home", str(elsewhere), typed=""))
    assert not elsewhere.exists()
    encryption.lock(place, PASSPHRASE)
    assert "locked already" in refused(workbook("lock", typed=""))
    assert "nothing written" in refused(
        workbook("lock", "--home", str(place.root / "new"), typed="")
    )


def test_an_open_workbook_is_not_locked_under_the_hands_of_who_writes(
    place: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "find", lambda _: "a server")
    assert "end it with Ctrl-C where it was started" in refused(workbook("lock"))
    assert lock_states.state(place) is State.OPEN


@pytest.mark.parametrize(
    "words",
    [
        ["status"],
        ["check-in", "--mood", "6", "--closeness", "3"],
        ["start", "--bond", "mum"],
        ["export", "out.zip"],
        ["snapshot"],
        ["restore"],
        ["erase", "--bond", "mum", "--yes"],
    ],
    ids=lambda words: words[0],
)
def test_every_other_command_says_that_the_answers_are_locked(
    locked: Home, tmp_path: Path, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = files(tmp_path)
    done = workbook(*words, typed="")
    assert (done.exit_code, done.stdout) == (1, "")
    told = done.stderr.splitlines()[-1]
    assert "workbook unlock" in told or "passphrase" in told
    assert files(tmp_path) == before
    assert not locked.data.exists()


@pytest.mark.parametrize("command", ["lock", "unlock"])
def test_a_file_that_is_kept_is_named(locked: Home, command: str) -> None:
    (locked.root / NOTE).parent.mkdir(parents=True)
    (locked.root / NOTE).write_text("changed by hand")
    done = workbook(command)
    assert done.exit_code == 0
    [kept] = locked.root.glob("data-20*.zip.age")
    assert str(kept) in done.stderr


# In a terminal


@pytest.mark.usefixtures("in_a_terminal")
def test_it_is_said_what_locking_means_and_the_passphrase_is_asked_for_twice(place: Home) -> None:
    done = workbook("lock", typed=f"{PASSPHRASE}\n{PASSPHRASE}\n")
    assert done.exit_code == 0
    for words in ("neither can we", "your words are gone", "What is not locked", "A few words"):
        assert words in done.stderr
    assert done.stderr.count("nothing shows as you type") == 1
    assert say("commands.lock.again") in done.stderr
    assert lock_states.state(place) is State.LOCKED


@pytest.mark.usefixtures("in_a_terminal")
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (f"{PASSPHRASE}\nsomething else\n", "the two are not the same"),
        ("\n", "it is empty"),
        ("", "you broke it off"),
        (f"{PASSPHRASE}\n", "you broke it off"),
    ],
)
def test_a_passphrase_that_is_not_typed_well_locks_nothing(
    place: Home, tmp_path: Path, typed: str, told: str
) -> None:
    before = files(tmp_path)
    done = workbook("lock", typed=typed)
    assert done.exit_code == 1
    assert told in done.stderr.splitlines()[-1]
    assert files(tmp_path) == before


@pytest.mark.usefixtures("in_a_terminal")
def test_a_question_that_is_broken_off_is_a_no(place: Home) -> None:
    from workbook.errors import NotAgreedError

    with CliRunner().isolation(input=""), pytest.raises(NotAgreedError, match="broke it off"):
        asking.agreed("Go on?", yes=False)


@pytest.mark.usefixtures("in_a_terminal")
def test_one_may_try_three_times(locked: Home) -> None:
    done = workbook("unlock", typed=f"wrong\n\n{PASSPHRASE}\n")
    assert done.exit_code == 0
    assert done.stderr.count("was not taken") == 2
    assert last_words(locked) == "plain-entry"


@pytest.mark.usefixtures("in_a_terminal")
def test_after_three_wrong_ones_it_stops(locked: Home, tmp_path: Path) -> None:
    before = files(tmp_path)
    done = workbook("unlock", typed=f"one\ntwo\nthree\n{PASSPHRASE}\n")
    assert done.exit_code == 1
    assert done.stderr.count("was not taken") == 3
    assert files(tmp_path) == before


def test_a_forgotten_passphrase_is_spoken_of_where_one_looks(place: Home) -> None:
    for command in ("lock", "unlock"):
        told = " ".join(workbook(command, "--help").stdout.split())
        assert "forg" in told
        assert "no other way in" in told or "there is no way in" in told


@pytest.mark.usefixtures("in_a_terminal")
def test_one_is_asked_in_the_language_that_was_chosen_before_it_was_locked(
    place: Home, small_content: Path
) -> None:
    from tests.samples import REAL, forget_content

    spanish = small_content.parent / "es"
    spanish.mkdir()
    for name in ("commands.toml", "errors.toml"):
        (spanish / name).write_bytes((REAL.parent / "es" / name).read_bytes())
    forget_content()
    with durable.locked(place.data):
        settings.change(place, language="es")
    encryption.lock(place, PASSPHRASE)
    done = workbook("unlock")
    assert done.stderr.startswith("Frase de paso")
    assert done.stdout.startswith("Tus respuestas están abiertas")


# Starting


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Stands for the server: what is ``done`` while it runs, and what it raises."""
    told = SimpleNamespace(done=lambda home: None, times=0)

    def start(home: Home, *_: Any, **__: Any) -> None:
        told.times += 1
        told.done(home)

    monkeypatch.setattr(server, "start", start)
    return told


def writes_on(home: Home) -> None:
    """Somebody writes while the workbook is open."""
    assert lock_states.state(home) is State.OPEN
    keeping.save(home, "mum", exercise("all.one"), {"words": "written on"}, DAY)


def test_what_is_locked_is_open_as_long_as_the_workbook_and_then_locked_again(
    locked: Home, served: SimpleNamespace
) -> None:
    served.done = writes_on
    done = workbook("start")
    assert done.exit_code == 0
    assert served.times == 1
    assert say("commands.start.locked") in done.stderr
    assert lock_states.state(locked) is State.LOCKED
    encryption.unlock(locked, PASSPHRASE)
    assert last_words(locked) == "written on"
    assert not lock_states.is_to_be_locked_again(locked)


def test_where_the_workbook_cannot_be_opened_the_answers_are_locked_again(
    locked: Home, served: SimpleNamespace
) -> None:
    def fails(_: Home) -> None:
        raise StartError(reason="no port", cure="")

    served.done = fails
    done = workbook("start")
    assert done.exit_code == 1
    assert "no port" in done.stderr
    assert lock_states.state(locked) is State.LOCKED


def test_a_second_start_leaves_the_locking_to_the_one_that_serves(
    locked: Home, served: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    served.done = lambda _: monkeypatch.setattr(running, "find", lambda _: "a server")
    assert workbook("start").exit_code == 0
    assert lock_states.state(locked) is State.OPEN
    done = workbook("start", typed="")
    assert (done.exit_code, done.stderr) == (0, "")
    assert lock_states.state(locked) is State.OPEN


def test_after_a_workbook_that_was_killed_the_next_start_says_that_the_answers_are_open(
    locked: Home, served: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_killed(_: Home) -> None:
        os._exit(9)

    served.done = is_killed
    in_a_child(lambda: workbook("start"))
    assert lock_states.state(locked) is State.OPEN
    served.done = lambda _: None
    done = workbook("start", typed="")
    assert done.exit_code == 0
    assert done.stderr == say("commands.start.left-open") + "\n"
    assert lock_states.state(locked) is State.OPEN
    workbook("lock")
    workbook("unlock")
    assert workbook("start", typed="").stderr == ""


def in_a_child(act: Callable[[], Any]) -> None:
    """Does something in a copy of this process, which need not come back from it."""
    child = os.fork()
    if child == 0:
        act()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 9


def test_a_second_ctrl_c_does_not_leave_the_answers_open(
    locked: Home, served: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = encryption.lock

    def impatiently(home: Home, passphrase: str) -> list[Path]:
        os.kill(os.getpid(), signal.SIGINT)
        return lock(home, passphrase)

    monkeypatch.setattr(encryption, "lock", impatiently)
    before = signal.getsignal(signal.SIGINT)
    assert workbook("start").exit_code == 0
    assert lock_states.state(locked) is State.LOCKED
    assert signal.getsignal(signal.SIGINT) is before


def test_the_examples_can_be_copied() -> None:
    for command in ("lock", "unlock"):
        told = workbook(command, "--help").stdout
        for example in found(f"commands.{command}.examples"):
            assert example in told


def test_a_locked_home_shows_nothing_that_was_written(locked: Home, tmp_path: Path) -> None:
    assert locked_file(locked).exists()
    assert snapshots.all_of(locked) == []
    assert not [path for path in tmp_path.rglob("*") if "mum" in path.name]
