"""Locking and unlocking: everything comes back, and meanwhile nobody reads or writes a word."""

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.locking import (
    NOTE,
    PASSPHRASE,
    PLANTED,
    everything,
    last_words,
    locked_file,
    locked_snapshots,
    quick_cipher,
    use_quick_cipher,
    versions,
    written,
)
from tests.reliability.actions import ACTIONS
from tests.samples import DAY, exercise, files, temporaries
from workbook.errors import (
    ArchiveError,
    LockedError,
    LockError,
    NotArchivedError,
    PassphraseError,
)
from workbook.store import bonds, drafts, durable, home, keeping, progress, settings
from workbook.store.copies import archives
from workbook.store.copies.lock import encryption, lock_states, sealed
from workbook.store.copies.lock.lock_states import State
from workbook.store.copies.snapshots import replacing, snapshots
from workbook.store.home import Home

__all__ = ["quick_cipher", "written"]
pytestmark = pytest.mark.usefixtures("quick_cipher")

ANOTHER = "another one"
POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows has no such permissions or links")


def lock(place: Home, passphrase: str = PASSPHRASE) -> list[Path]:
    return encryption.lock(place, passphrase)


def unlock(place: Home, passphrase: str = PASSPHRASE) -> list[Path]:
    return encryption.unlock(place, passphrase)


@pytest.fixture
def locked(written: Home) -> Home:
    """A home that is locked."""
    lock(written)
    return written


def test_to_ask_where_there_is_no_home_makes_none(tmp_path: Path) -> None:
    none = Home(tmp_path / "none")
    with pytest.raises(LockError, match="are not locked"):
        unlock(none)
    assert not none.root.exists()


# There and back


def test_everything_is_as_it_was_once_it_is_unlocked(written: Home) -> None:
    before = everything(written)
    assert lock(written) == []
    assert lock_states.state(written) is State.LOCKED
    assert everything(written) == {}
    assert unlock(written) == []
    assert lock_states.state(written) is State.OPEN
    assert everything(written) == before
    assert not list(written.root.glob("*.age"))
    assert not locked_snapshots(written).exists()


def test_while_it_is_locked_no_word_stands_anywhere_and_no_name_either(
    written: Home, tmp_path: Path
) -> None:
    assert all(
        any(word.encode() in held for held in everything_unpacked(written)) for word in PLANTED
    )
    lock(written)
    for path in [*written.root.rglob("*"), *(tmp_path / "snapshots").rglob("*")]:
        assert "mum" not in path.name
        assert path.suffix != ".zip"
        if path.is_file():
            assert not [word for word in PLANTED if word.encode() in path.read_bytes()], path
    assert temporaries(tmp_path) == []


def everything_unpacked(place: Home) -> list[bytes]:
    """The bytes of every file, and of those in the snapshots."""
    found = list(everything(place).values())
    for snapshot in snapshots.all_of(place):
        found += archives.unpack(snapshot.path.read_bytes(), snapshot.path).values()
    return found


@POSIX
def test_what_is_unlocked_can_be_read_by_its_owner_alone(written: Home) -> None:
    lock(written)
    assert locked_file(written).stat().st_mode & 0o777 == durable.FILE_MODE
    unlock(written)
    for path in [written.data, *written.data.rglob("*")]:
        mode = durable.FOLDER_MODE if path.is_dir() else durable.FILE_MODE
        assert path.stat().st_mode & 0o777 == mode, path


def _is_one_of_a_kind(names: list[str]) -> bool:
    return len({unicodedata.normalize("NFKC", name).casefold() for name in names}) == len(names)


NAMES = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30).filter(
    lambda name: archives.is_safe(name) and "/" not in name and not name.startswith(".")
)
CONTENTS = st.dictionaries(NAMES, st.binary(max_size=200), min_size=1, max_size=4).filter(
    lambda found: _is_one_of_a_kind(list(found))
)


@given(bonds_of=st.dictionaries(NAMES, CONTENTS, min_size=1, max_size=3))
def test_files_of_any_name_and_content_come_back(
    tmp_path_factory: pytest.TempPathFactory, bonds_of: dict[str, dict[str, bytes]]
) -> None:
    if not _is_one_of_a_kind(list(bonds_of)):
        return
    place = Home(tmp_path_factory.mktemp("home"))
    for bond, contents in bonds_of.items():
        (place.data / bond).mkdir(parents=True)
        for name, content in contents.items():
            (place.data / bond / name).write_bytes(content)
    before = files(place.data)
    with pytest.MonkeyPatch.context() as patch:
        use_quick_cipher(patch)
        lock(place)
        assert not place.data.exists()
        unlock(place)
    assert files(place.data) == before


# Refused


def test_a_wrong_passphrase_changes_nothing_and_may_be_tried_again(
    locked: Home, tmp_path: Path
) -> None:
    before = files(tmp_path)
    with pytest.raises(PassphraseError, match=r"does not open .*data\.zip\.age"):
        unlock(locked, "wrong")
    assert files(tmp_path) == before
    unlock(locked)
    assert last_words(locked) == "plain-entry"


def test_a_torn_file_is_said_and_left_as_it_is(locked: Home, tmp_path: Path) -> None:
    whole = locked_file(locked).read_bytes()
    for content in (whole[:-5], whole[:50], b"", b"something else"):
        locked_file(locked).write_bytes(content)
        before = files(tmp_path)
        with pytest.raises(
            ArchiveError, match=r"data\.zip\.age was not opened.*Nothing was changed"
        ):
            unlock(locked)
        assert files(tmp_path) == before


@pytest.mark.parametrize("times", [1, 4, 5])
def test_a_computer_that_is_busy_for_a_moment_is_waited_for(
    locked: Home, tmp_path: Path, times: int
) -> None:
    """The library measures the computer each time, and refuses where it would take too long."""
    decrypt, refusals = pyrage.passphrase.decrypt, iter(range(times))

    def busy(content: bytes, passphrase: str) -> bytes:
        if next(refusals, None) is None:
            return decrypt(content, passphrase)
        raise pyrage.DecryptError("Excessive work parameter for passphrase.\nIt would take long.")

    before = files(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sealed, "_PAUSES", (0, 0, 0, 0))
        patch.setattr(pyrage.passphrase, "decrypt", busy)
        if times <= 4:
            unlock(locked)
        else:
            with pytest.raises(ArchiveError, match=r"too busy just now.* Nothing was changed"):
                unlock(locked)
    if times <= 4:
        assert last_words(locked) == "plain-entry"
    else:
        assert files(tmp_path) == before


def test_where_nothing_is_written_nothing_is_locked(home: Home) -> None:
    for _ in range(2):
        with pytest.raises(LockError, match="nothing written yet"):
            lock(home)
        home.data.mkdir(exist_ok=True)
        (home.data / "README.md").write_text("about this folder")
    assert not locked_file(home).exists()


def test_what_is_locked_is_not_locked_twice_nor_what_is_open_opened(written: Home) -> None:
    with pytest.raises(LockError, match="are not locked"):
        unlock(written)
    lock(written)
    with pytest.raises(LockError, match=r"locked already.*workbook unlock"):
        lock(written, ANOTHER)


@POSIX
@pytest.mark.parametrize("link", ["data", "data/rain"])
def test_words_that_a_link_leads_to_are_not_said_to_be_locked(
    home: Home, tmp_path: Path, link: str
) -> None:
    away = tmp_path / "another-disk"
    away.mkdir()
    (away / "checkin.csv").write_text("plain")
    (home.root / link).parent.mkdir(exist_ok=True)
    (home.root / link).symlink_to(away)
    with pytest.raises(LockError, match=f"{link} is a link"):
        lock(home)
    assert (away / "checkin.csv").read_text() == "plain"
    assert not locked_file(home).exists()


@POSIX
def test_a_file_whose_name_could_not_be_laid_down_again_refuses_the_lock(
    written: Home, tmp_path: Path
) -> None:
    (written.data / "mum" / "what?.txt").write_text("plain")
    before = everything(written)
    with pytest.raises(NotArchivedError, match=r"laid down safely: data/mum/what\?\.txt"):
        lock(written)
    assert everything(written) == before
    assert lock_states.state(written) is State.OPEN
    assert temporaries(tmp_path) == []


def test_what_the_disk_did_not_keep_right_is_noticed_before_anything_plain_goes(
    written: Home,
) -> None:
    before = everything(written)
    read = durable.read

    def wrongly(path: Path) -> bytes:
        return read(path)[:-1] if path == locked_file(written) else read(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(durable, "read", wrongly)
        with pytest.raises(ArchiveError, match="could not be decrypted whole"):
            lock(written)
    assert everything(written) == before


# While it is locked


READING: dict[str, Callable[[Home], Any]] = {
    "the bonds": bonds.known,
    "the bond in hand": bonds.current,
    "a bond": lambda place: bonds.find(place, "mum"),
    "its folder": lambda place: bonds.folder(place, "mum"),
    "its name": lambda place: bonds.reader(place, "mum"),
    "what is done": lambda place: progress.of(place, "mum"),
}


@pytest.mark.parametrize("what", [*ACTIONS, *READING])
def test_while_it_is_locked_nothing_is_read_or_written(
    locked: Home, tmp_path: Path, what: str
) -> None:
    before = files(tmp_path)
    with pytest.raises(LockedError, match=r"are locked\. Open them with “workbook unlock”"):
        (ACTIONS | READING)[what](locked)
    assert files(tmp_path) == before
    assert not locked.data.exists()


def test_whoever_waited_while_it_was_being_locked_is_refused(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_folder = durable.make_folder

    def meanwhile(folder: Path) -> None:
        make_folder(folder)
        if folder == home.data:
            locked_file(home).write_bytes(b"locked")

    monkeypatch.setattr(durable, "make_folder", meanwhile)
    with pytest.raises(LockedError), durable.locked(home.data):
        pytest.fail("the lock was given")


def test_a_start_does_not_make_an_empty_folder_that_would_hide_the_answers(locked: Home) -> None:
    home.prepare(locked)
    assert not locked.data.exists()
    assert locked.notebooks.is_dir()


def test_the_language_in_which_one_is_asked_is_known_while_the_rest_is_not(
    written: Home,
) -> None:
    with durable.locked(written.data):
        settings.change(written, language="es", charts_hidden=True)
    lock(written)
    assert settings.read(written) == settings.Settings(language="es")
    unlock(written)
    assert settings.read(written).charts_hidden


# A checkout


@pytest.fixture
def checkout(written: Home) -> Home:
    """A checkout, with the page that git keeps in its data folder."""
    (written.root / ".git").mkdir()
    (written.notebooks).mkdir()
    (written.notebooks / home.FIRST).write_text("{}")
    (written.data / "README.md").write_text("about this folder")
    return written


def test_in_a_checkout_the_page_about_the_folder_stays_and_home_is_still_found(
    checkout: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WORKBOOK_HOME")
    monkeypatch.chdir(checkout.notebooks)
    lock(checkout)
    assert [path.name for path in checkout.data.iterdir()] == ["README.md"]
    assert lock_states.state(checkout) is State.LOCKED
    assert home.find() == checkout
    (checkout.data / "README.md").unlink()
    checkout.data.rmdir()
    assert home.find() == checkout
    unlock(checkout)
    assert (checkout.data / "README.md").read_text() == "about this folder"


def test_a_page_that_a_new_version_brought_meanwhile_stays_without_a_second_copy(
    checkout: Home,
) -> None:
    lock(checkout)
    (checkout.data / "README.md").write_text("a newer page")
    assert unlock(checkout) == []
    assert (checkout.data / "README.md").read_text() == "a newer page"
    assert last_words(checkout) == "plain-entry"


# What was put there meanwhile


def test_a_file_put_there_while_it_was_locked_joins_the_others(locked: Home) -> None:
    locked.data.mkdir()
    (locked.data / "note.txt").write_text("mine")
    assert lock_states.state(locked) is State.BOTH
    lock(locked)
    assert not locked.data.exists()
    assert unlock(locked) == []
    assert (locked.data / "note.txt").read_text() == "mine"
    assert last_words(locked) == "plain-entry"


@pytest.mark.parametrize("finish", [lock, unlock])
def test_where_a_plain_file_differs_the_encrypted_ones_are_kept_under_a_dated_name(
    written: Home, finish: Callable[[Home], list[Path]]
) -> None:
    before = everything(written)
    lock(written)
    place = written.root / NOTE
    place.parent.mkdir(parents=True)
    place.write_text("changed by hand")
    [kept] = finish(written)
    assert kept.name.startswith("data-20")
    assert kept.name.endswith(".zip.age")
    found = versions(written, PASSPHRASE)
    assert set(before.items()) <= found
    assert (NOTE, b"changed by hand") in found
    if finish is lock:
        unlock(written)
    assert place.read_text() == "changed by hand"


def test_a_draft_that_came_while_it_was_being_locked_is_not_lost(
    written: Home,
) -> None:
    move = durable.move

    def just_before(path: Path, place: Path) -> None:
        drafts.keep(path / "mum", exercise("all.one"), "late", DAY, {"words": "just now"}, "")
        move(path, place)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(durable, "move", just_before)
        with pytest.raises(LockError, match="nothing is lost; run the same command once more"):
            lock(written)
    lock(written)
    unlock(written)
    waiting = drafts.waiting(written.data / "mum", exercise("all.one"))
    assert "just now" in [draft.answers["words"] for draft in waiting]


def test_a_file_put_there_while_it_was_being_unlocked_is_not_lost(locked: Home) -> None:
    move = durable.move

    def just_before(path: Path, place: Path) -> None:
        if path == locked.data:
            (path / "late.txt").write_text("just now")
        move(path, place)

    locked.data.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(durable, "move", just_before)
        with pytest.raises(LockError, match="nothing is lost; run the same command once more"):
            unlock(locked)
    unlock(locked)
    assert (locked.data / "late.txt").read_text() == "just now"
    assert last_words(locked) == "plain-entry"


# Snapshots


def test_what_a_restore_that_was_cut_off_has_left_is_not_left_plain(
    written: Home, tmp_path: Path
) -> None:
    replacing.lay_down(written, {"data/mum/then.txt": b"plain-then"})
    assert any(b"plain-then" in content for content in files(tmp_path).values())
    lock(written)
    assert not any(b"plain-then" in content for content in files(tmp_path).values())
    assert not [path for path in written.root.iterdir() if path.name.startswith(".rest")]
    unlock(written)
    assert last_words(written) == "plain-entry"


def test_snapshots_that_are_locked_already_are_joined_by_the_new_ones(written: Home) -> None:
    first = snapshots.all_of(written)
    lock(written)
    locked_once = locked_snapshots(written).read_bytes()
    unlock(written)
    locked_snapshots(written).write_bytes(locked_once)  # as an unlock that was cut off leaves it
    first[0].path.unlink()
    keeping.save(written, "mum", exercise("all.one"), {"words": "and more"}, DAY)
    second = snapshots.take(written)
    lock(written)
    assert snapshots.all_of(written) == []
    unlock(written)
    assert snapshots.all_of(written) == [*first, second]


def test_snapshots_locked_with_another_passphrase_refuse_the_lock(
    written: Home, tmp_path: Path
) -> None:
    lock(written, ANOTHER)
    locked_once = locked_snapshots(written).read_bytes()
    unlock(written, ANOTHER)
    locked_snapshots(written).write_bytes(locked_once)
    before = files(tmp_path)
    with pytest.raises(PassphraseError, match=r"does not open .*snapshots\.zip\.age"):
        lock(written)
    assert files(tmp_path) == before
    unlock(written, ANOTHER)
    assert not locked_snapshots(written).exists()


def test_snapshots_that_another_passphrase_locks_do_not_keep_the_answers_locked(
    written: Home,
) -> None:
    lock(written, ANOTHER)
    locked_once = locked_snapshots(written).read_bytes()
    unlock(written, ANOTHER)
    lock(written)
    locked_snapshots(written).write_bytes(locked_once)
    assert unlock(written) == [locked_snapshots(written)]
    assert last_words(written) == "plain-entry"
    with pytest.raises(PassphraseError):
        unlock(written)
    assert unlock(written, ANOTHER) == []


def test_a_snapshot_left_plain_beside_locked_answers_is_locked_too(
    written: Home, tmp_path: Path
) -> None:
    snapshot = snapshots.all_of(written)[0]
    content = snapshot.path.read_bytes()
    lock(written)
    snapshot.path.write_bytes(content)
    lock(written)
    assert not snapshot.path.exists()
    unlock(written)
    assert snapshot.path.read_bytes() == content


# A note for the next start


def test_it_is_remembered_that_the_answers_are_open_only_for_now(locked: Home) -> None:
    lock_states.remember_opened(locked)
    assert not lock_states.is_to_be_locked_again(locked)
    unlock(locked)
    assert lock_states.is_to_be_locked_again(locked)
    lock_states.forget_opened(locked)
    assert not lock_states.is_to_be_locked_again(locked)
