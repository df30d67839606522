"""Locking everything with a passphrase, and opening it again.

Nothing plain is removed before it is encrypted on the disk and was decrypted again for a trial;
nothing encrypted is removed before all that it holds stands plain on the disk. What was cut off
is finished by either command. Where a plain file differs from the encrypted one, the plain one
is the newer, and the encrypted file is kept under a dated name.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from workbook.errors import LockError, WorkbookError
from workbook.store import durable, encrypted, settings
from workbook.store.copies import archives
from workbook.store.copies.lock import lock_states
from workbook.store.copies.lock.lock_states import PAGE, asides, is_locked, new_aside, plain
from workbook.store.copies.lock.sealed import Files, Sealed, check_the_same, encrypt, opened
from workbook.store.copies.snapshots import places, restoring, snapshots
from workbook.store.home import Home
from workbook.words import say

_SNAPSHOTS = "snapshots"


def lock(home: Home, passphrase: str) -> list[Path]:
    """Encrypts the answers and the snapshots, and removes them where they stand plain.

    Returns the dated copies of what was locked before in other versions. Raises ``LockError``
    where there is nothing to lock, ``PassphraseError`` where something is locked already with
    another passphrase, ``ArchiveError`` or ``NotSavedError`` where what was encrypted could not
    be had back or written; everything then is as it was.
    """
    refuse_to_lock(home)
    with durable.locked(home.private):
        _sweep(home)
        aside = new_aside(home)  # a full disk is noticed now, and not half-way
        try:
            with _nobody_writing(home):
                kept, held = _encrypt_all(home, passphrase)
        except BaseException:
            with suppress(OSError):
                aside.root.rmdir()
            raise
        _take_away(home, aside, held)
    return kept


def unlock(home: Home, passphrase: str) -> list[Path]:
    """Puts the answers and the snapshots back, and removes the encrypted files.

    Returns the encrypted files that are kept: those with other versions than the plain ones, and
    the snapshots where they cannot be put back now. Raises ``LockError`` where nothing is locked,
    ``PassphraseError``, ``ArchiveError`` or ``NotSavedError``; everything then is as it was.
    """
    refuse_to_unlock(home)
    was_locked = is_locked(home)
    with durable.locked(home.private):
        _sweep(home)
        kept = _decrypt_data(home, passphrase)
        try:
            return kept + _decrypt_snapshots(home, passphrase)
        except WorkbookError:
            if not was_locked:
                raise
            return [*kept, _place_of_snapshots(home)]


def refuse_to_lock(home: Home) -> None:
    """Raises ``LockError`` where there is nothing to lock, or where it would stay readable."""
    for path in (home.data, *home.data.rglob("*")):
        if path.is_symlink() and not durable.is_ours_alone(path.name):
            raise LockError(reason=say("errors.cannot-lock.link", path=path))
    if lock_states.answers(plain(home)):
        return
    if not is_locked(home):
        raise LockError(reason=say("errors.cannot-lock.empty", folder=home.data))
    if not snapshots.all_of(home):
        raise LockError(reason=say("errors.cannot-lock.already", folder=home.data))


def refuse_to_unlock(home: Home) -> None:
    """Raises ``LockError`` where nothing is locked."""
    folder = places.known(home)  # to ask must not make a home
    sealed = folder and encrypted.beside(folder / _SNAPSHOTS).exists()
    if not is_locked(home) and not sealed:
        raise LockError(reason=say("errors.cannot-lock.open", folder=home.data))


def _sweep(home: Home) -> None:
    for folder in (home.root, home.private, _place_of_snapshots(home).parent):
        durable.sweep(folder)


@contextmanager
def _nobody_writing(home: Home) -> Iterator[None]:
    """Holds the lock of the data folder, which is whole; nobody may take it once it is locked."""
    if is_locked(home):
        yield
        return
    with durable.locked(home.data):
        restoring.recover(home)  # what was cut off there has left plain files too
        yield


# Encrypting


def _encrypt_all(home: Home, passphrase: str) -> tuple[list[Path], Files]:
    """Encrypts all, then removes the plain snapshots; gives the dated copies, and what is held."""
    parts = (
        (opened(_place_of_snapshots(home), passphrase), _plain_snapshots(home)),
        (opened(encrypted.beside(home.data), passphrase), plain(home)),
    )
    copies = {one.copy(): one.content for one, newer in parts if one.differs(newer)}
    contents = {
        one.place: encrypt(one.files | newer, passphrase, one.place)
        for one, newer in parts
        if one.files | newer != one.files
    }
    durable.write_together(copies | settings.left_language(home) | contents)
    for place, content in contents.items():
        check_the_same({"": durable.read(place)}, {"": content}, place)
    for name in parts[0][1]:
        durable.remove(_place_of_snapshots(home).with_name(name))
    one, newer = parts[1]
    return list(copies), one.files | newer


def _take_away(home: Home, aside: Home, held: Files) -> None:
    """Removes the plain files of ``data/`` from sight in one step, and then from the disk."""
    if home.data.exists():
        durable.move(home.data, aside.data)
    if PAGE in held and (home.root / ".git").exists():
        durable.make_folder(home.data)
        durable.write(home.root / PAGE, held[PAGE])
    _remove_asides(home, held)


def _remove_asides(home: Home, held: Files) -> None:
    """Removes the folders of files on their way, if all that is in them is held elsewhere too."""
    for aside in asides(home):
        if not archives.gather(aside).items() <= held.items():
            raise LockError(reason=say("errors.cannot-lock.written", folder=aside.root))
        with durable.refused(aside.root):
            shutil.rmtree(aside.root)


def _plain_snapshots(home: Home) -> Files:
    found = {}
    for snapshot in snapshots.all_of(home):
        with durable.unread(snapshot.path):
            found[snapshot.path.name] = durable.read(snapshot.path)
    return found


def _place_of_snapshots(home: Home) -> Path:
    return encrypted.beside(snapshots.folder(home) / _SNAPSHOTS)


# Decrypting


def _decrypt_data(home: Home, passphrase: str) -> list[Path]:
    one, newer = opened(encrypted.beside(home.data), passphrase), plain(home)
    held = one.files | newer
    if archives.gather(home) != held:
        _put_in_place(home, held)
    _remove_asides(home, held)
    return _let_go(one, newer)


def _put_in_place(home: Home, files: Files) -> None:
    """Lays the files down beside ``data/``, and puts them there in one step."""
    aside = new_aside(home)
    try:
        for path in files:
            for folder in reversed(Path(path).parents[:-1]):
                durable.make_folder(aside.root / folder)
        durable.write_together({aside.root / path: content for path, content in files.items()})
        check_the_same(archives.gather(aside), files, encrypted.beside(home.data))
    except BaseException:
        shutil.rmtree(aside.root, ignore_errors=True)
        raise
    if home.data.exists():
        durable.move(home.data, new_aside(home).data)
    durable.move(aside.data, home.data)


def _decrypt_snapshots(home: Home, passphrase: str) -> list[Path]:
    one, newer = opened(_place_of_snapshots(home), passphrase), _plain_snapshots(home)
    lacking = {name: content for name, content in one.files.items() if name not in newer}
    folder = one.place.parent
    durable.write_together({folder / name: content for name, content in lacking.items()})
    return _let_go(one, newer)


def _let_go(one: Sealed, newer: Files) -> list[Path]:
    """Removes an encrypted file whose files stand plain; a dated copy stays if some differ."""
    copies = [one.copy()] if one.differs(newer) else []
    for copy in copies:
        durable.write(copy, one.content)
    durable.remove(one.place)
    return copies
