"""What is locked: a start that asks for the passphrase, and a page that was open meanwhile."""

import sys
from pathlib import Path

import pytest
from conftest import READY, Visit, Workbook, clean_environment, free_port, until
from playwright.sync_api import expect

from tests.locking import quick_cipher
from workbook.store.copies.lock import encryption, lock_states
from workbook.store.copies.lock.lock_states import State
from workbook.store.home import Home

pexpect = pytest.importorskip("pexpect", reason="Windows has no such terminals")

__all__ = ["quick_cipher"]

QUESTION = "What lies under that wish?"
TITLE = "What do I truly want?"
PAGE = "01-reflect.ipynb"
PASSPHRASE = "rain on the roof"
SECONDS = 120


def _area(visit: Visit):
    return visit.form(TITLE).get_by_label(QUESTION)


@pytest.mark.usefixtures("quick_cipher")
def test_a_page_that_was_open_says_so_in_plain_words_and_the_words_typed_stay(
    workbook: Workbook, visit: Visit
) -> None:
    home = Home(workbook.home)
    visit.open(workbook.page_address(PAGE))
    form = visit.form(TITLE)
    _area(visit).press_sequentially("Before", delay=10)
    expect(form.get_by_role("status")).to_contain_text("Draft saved")
    encryption.lock(home, PASSPHRASE)
    _area(visit).press_sequentially(" and while it is locked", delay=10)
    expect(form).to_contain_text("are locked. Open them with “workbook unlock”")
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form).to_contain_text("are locked. Open them with “workbook unlock”")
    expect(_area(visit)).to_have_value("Before and while it is locked")
    assert "Traceback" not in visit.page.content()
    assert not home.data.exists()
    encryption.unlock(home, PASSPHRASE)
    _area(visit).press_sequentially(" and after", delay=10)
    expect(form.get_by_role("status")).to_contain_text("Draft saved")
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form.get_by_role("status")).to_have_text("Saved")
    kept = (home.data / "me" / "reflect.intentions.csv").read_text("utf-8-sig")
    assert "Before and while it is locked and after" in kept


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home with one file of somebody's own, locked for real."""
    monkeypatch.setenv("WORKBOOK_SNAPSHOTS", str(tmp_path / "snapshots"))
    home = Home(tmp_path / "home")
    (home.data / "me").mkdir(parents=True)
    (home.data / "me" / "note.txt").write_text("mine")
    encryption.lock(home, PASSPHRASE)
    return home


def _start(home: Home):
    words = ["-m", "workbook", "start", "--no-browser", "--port", str(free_port())]
    return pexpect.spawn(
        sys.executable,
        [*words, "--home", str(home.root)],
        encoding="utf-8",
        timeout=SECONDS,
        dimensions=(24, 400),
        env=clean_environment(),
    )


def _address(terminal) -> str:
    terminal.expect(rf"{READY}(\S+)")
    return terminal.match[1]


def test_a_start_asks_for_the_passphrase_and_locks_again_at_the_end(
    place: Home, visit: Visit
) -> None:
    terminal = _start(place)
    terminal.expect("Passphrase")
    terminal.sendline("wrong")
    terminal.expect("was not taken")
    terminal.expect("Passphrase")
    terminal.sendline(PASSPHRASE)
    workbook = Workbook(place.root, _address(terminal), terminal)
    assert lock_states.state(place) is State.OPEN
    visit.open(workbook.page_address(PAGE))
    _area(visit).press_sequentially("Written while it was open", delay=10)
    expect(visit.form(TITLE).get_by_role("status")).to_contain_text("Draft saved")
    second = _start(place)
    _address(second)
    second.expect(pexpect.EOF)
    assert second.before.strip() == ""  # nobody was asked, and nothing is locked beneath the first
    terminal.sendintr()
    terminal.expect("locked again with the same passphrase")
    terminal.expect("Your answers are locked again")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0
    assert lock_states.state(place) is State.LOCKED
    assert not [
        path
        for path in place.root.parent.rglob("*")
        if path.is_file() and b"Written while it was open" in path.read_bytes()
    ]
    encryption.unlock(place, PASSPHRASE)
    [draft] = (place.data / "me" / "drafts").glob("reflect.intentions~*.json")
    assert "Written while it was open" in draft.read_text("utf-8")


def test_after_a_kill_the_answers_are_open_and_the_next_start_says_so(place: Home) -> None:
    terminal = _start(place)
    terminal.expect("Passphrase")
    terminal.sendline(PASSPHRASE)
    _address(terminal)
    terminal.kill(9)
    terminal.expect(pexpect.EOF)
    assert lock_states.state(place) is State.OPEN
    again = _start(place)
    again.expect("stopped before it could lock them again")
    _address(again)
    again.sendintr()
    again.expect(pexpect.EOF)
    assert lock_states.state(place) is State.OPEN
    until(lambda: not again.isalive())
    assert (place.data / "me" / "note.txt").read_text() == "mine"
