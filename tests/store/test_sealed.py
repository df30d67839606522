"""How much work a guess at the passphrase is, read from what was made."""

from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest

from tests.locking import PASSPHRASE
from workbook.errors import LockError
from workbook.store.copies.lock import sealed

FILES = {"data/mum/note.txt": b"words"}
PLACE = Path("data.zip.age")


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The work that a computer which is busy chooses, try after try; emptied as it tries."""
    works: list[int] = []

    def encrypt(content: bytes, passphrase: str) -> bytes:
        header = b"age-encryption.org/v1\n-> scrypt bWFkZS11cA %d\n" % works.pop(0)
        return header + passphrase.encode() + content

    def decrypt(content: bytes, passphrase: str) -> bytes:
        return content.partition(passphrase.encode())[2]

    monkeypatch.setattr(pyrage.passphrase, "encrypt", encrypt)
    monkeypatch.setattr(pyrage.passphrase, "decrypt", decrypt)
    monkeypatch.setattr(sealed, "_PAUSES", (0, 0, 0, 0))
    return works


@pytest.fixture(autouse=True)
def all_tries_were_told(tried: list[int]) -> Iterator[None]:
    yield
    assert tried == []


@pytest.mark.parametrize("works", [[17], [22], [12, 16, 18]])
def test_it_tries_until_a_guess_is_much_work(tried: list[int], works: list[int]) -> None:
    tried += works
    made = sealed.encrypt(FILES, PASSPHRASE, PLACE)
    assert sealed._work(made) == works[-1]


def test_of_less_the_most_is_taken(tried: list[int]) -> None:
    tried += [14, 13, 16, 15]
    assert sealed._work(sealed.encrypt(FILES, PASSPHRASE, PLACE)) == 16


def test_a_lock_that_is_easy_to_guess_is_refused(tried: list[int]) -> None:
    tried += [13, 10, 12, 13]
    with pytest.raises(LockError, match="too busy just now to make a lock that is hard to guess"):
        sealed.encrypt(FILES, PASSPHRASE, PLACE)


def test_the_real_cipher_says_how_much_work_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    content = pyrage.passphrase.encrypt(b"words", PASSPHRASE)
    assert sealed._HEADER.match(content)
    assert sealed._work(content) > 0
