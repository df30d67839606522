"""An archive behind a passphrase, in the age format: the standard ``age`` program opens it too."""

import os
import re
import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyrage

from workbook.errors import ArchiveError, LockError, PassphraseError
from workbook.store import durable, encrypted
from workbook.store.copies import archives
from workbook.store.copies.lock.lock_states import answers
from workbook.words import say

Files = dict[str, bytes]
"The bytes of each file by its path."

_WRONG = "Decryption failed"
"What pyrage says of a passphrase that does not fit, and of nothing else but a changed header."

_TOO_SLOW = "Excessive work"
"What it says where it has measured, in some thousandths of a second, a computer that is busy."

_PAUSES = (0.1, 0.3, 1.0, 3.0)
"Seconds to wait until it measures anew."

_HEADER = re.compile(rb"age-encryption\.org/v1\n-> scrypt [^ \n]+ ([0-9]+)\n")
"How an encrypted file begins; the number says how much work each guess at the passphrase is."

_WANTED, _LEAST = 17, 14
"That number: the one to try for, and the least; each step down halves the work of a guess."


@dataclass(frozen=True)
class Sealed:
    """An encrypted file as it was opened: its place, its bytes, and the files in it.

    Where there is none yet, it has no bytes and no files.
    """

    place: Path
    content: bytes
    files: Files

    def differs(self, plain: Files) -> bool:
        """Whether a file in it is another version than a plain one."""
        return any(plain.get(path, held) != held for path, held in answers(self.files).items())

    def copy(self) -> Path:
        """A dated place for a copy of it, new at each call."""
        stem = self.place.name.removesuffix(encrypted.ENDING)
        moment = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
        name = f"{stem}-{moment}-{secrets.token_hex(2)}{encrypted.ENDING}"
        return self.place.with_name(name)


def opened(place: Path, passphrase: str) -> Sealed:
    """The encrypted file at a place.

    Raises ``PassphraseError`` where the passphrase does not fit, ``ArchiveError`` where the file
    is torn, and ``NotReadError``.
    """
    if not os.path.lexists(place):
        return Sealed(place, b"", {})
    with durable.unread(place):
        content = durable.read(place)
    return Sealed(place, content, _decrypted(content, passphrase, place))


def encrypt(files: Files, passphrase: str, place: Path) -> bytes:
    """The bytes of an encrypted file, decrypted again for a trial; ``place`` is where it goes.

    Raises ``ArchiveError`` where the files could not be had back from it, ``LockError`` where
    the computer is too busy for a lock that is hard to guess at.
    """
    content = _strongest(archives.pack(files), passphrase)
    check_the_same(_decrypted(content, passphrase, place), files, place)
    return content


def check_the_same(found: Files, files: Files, place: Path) -> None:
    """Raises ``ArchiveError`` about ``place`` where what is found is not what it should be."""
    if archives.digest(found) != archives.digest(files):
        raise ArchiveError(file=place, reason=say("errors.cannot-lock.torn"))


def _strongest(packed: bytes, passphrase: str) -> bytes:
    """Encrypted, more than once where a busy computer makes pyrage choose little work."""
    made = []
    for pause in _PAUSES:
        made.append(bytes(pyrage.passphrase.encrypt(packed, passphrase)))
        if _work(made[-1]) >= _WANTED:
            return made[-1]
        time.sleep(pause)
    strongest = max(made, key=_work)
    if _work(strongest) < _LEAST:
        raise LockError(reason=say("errors.cannot-lock.weak"))
    return strongest


def _work(content: bytes) -> int:
    """How much work a guess is, as a power of two; all that is needed where it is no passphrase."""
    header = _HEADER.match(content)
    return int(header[1]) if header else _WANTED


def _decrypted(content: bytes, passphrase: str, place: Path) -> Files:
    try:
        packed = _with_patience(content, passphrase)
    except pyrage.DecryptError as error:
        if str(error) == _WRONG:
            raise PassphraseError(reason=say("errors.cannot-lock.wrong", file=place)) from None
        if str(error).startswith(_TOO_SLOW):
            raise ArchiveError(file=place, reason=say("errors.cannot-lock.slow")) from error
        raise ArchiveError(file=place, reason=say("errors.cannot-lock.torn")) from error
    return archives.unpack(packed, place)


def _with_patience(content: bytes, passphrase: str) -> bytes:
    for pause in _PAUSES:
        try:
            return bytes(pyrage.passphrase.decrypt(content, passphrase))
        except pyrage.DecryptError as error:
            if not str(error).startswith(_TOO_SLOW):
                raise
        time.sleep(pause)
    return bytes(pyrage.passphrase.decrypt(content, passphrase))
