"""What the tests of locking share: a cipher that is quick, and a look at all that there is."""

from pathlib import Path

import pyrage
import pytest

from tests.reliability.actions import furnish
from tests.samples import DAY, exercise
from workbook.errors import PassphraseError
from workbook.store import encrypted, entries, keeping
from workbook.store.copies.lock import lock_states, sealed
from workbook.store.copies.snapshots import snapshots
from workbook.store.home import Home

PASSPHRASE = "rain on the roof"
PLANTED = ("plain-entry", "plain-earlier", "plain-draft", "plain-snapshot", "plain-note")
"Words that stand in an entry, an earlier version, a draft, a snapshot and a file of one's own."
NOTE = "data/mum/mine/Öl и мама.txt"

_keys: dict[str, pyrage.x25519.Identity] = {}


def _key(passphrase: str) -> pyrage.x25519.Identity:
    return _keys.setdefault(passphrase, pyrage.x25519.Identity.generate())


def use_quick_cipher(patch: pytest.MonkeyPatch) -> None:
    """Encrypts to a key for each passphrase, since scrypt takes a second on purpose.

    It is as real: what is encrypted can be had back with the same passphrase alone.
    """

    def encrypt(content: bytes, passphrase: str) -> bytes:
        return pyrage.encrypt(content, [_key(passphrase).to_public()])

    def decrypt(content: bytes, passphrase: str) -> bytes:
        try:
            return pyrage.decrypt(content, [_key(passphrase)])
        except pyrage.DecryptError as error:
            if str(error) == "No matching keys found":
                raise pyrage.DecryptError("Decryption failed") from None
            raise

    patch.setattr(pyrage.passphrase, "encrypt", encrypt)
    patch.setattr(pyrage.passphrase, "decrypt", decrypt)


@pytest.fixture
def quick_cipher(monkeypatch: pytest.MonkeyPatch) -> None:
    use_quick_cipher(monkeypatch)


def write_everything(home: Home) -> Home:
    """A home with a snapshot, and with the planted words in every kind of file."""
    furnish(home)
    _, entry = keeping.save(home, "mum", exercise("all.one"), {"words": "plain-snapshot"}, DAY)
    snapshots.take(home)
    for words in ("plain-earlier", "plain-entry"):
        _, entry = keeping.save(home, "mum", exercise("all.one"), {"words": words}, DAY, entry)
    draft = next((home.data / "mum" / "drafts").glob("*.json"))
    draft.write_text(draft.read_text().replace("a draft", "plain-draft"))
    (home.root / NOTE).parent.mkdir()
    (home.root / NOTE).write_text("plain-note")
    return home


@pytest.fixture
def written(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home with everything in it, and with a folder of snapshots to itself."""
    monkeypatch.setenv("WORKBOOK_SNAPSHOTS", str(tmp_path / "snapshots"))
    return write_everything(home)


def everything(home: Home) -> dict[str, bytes]:
    """Every plain file of the answers and every plain snapshot."""
    kept = {one.path.name: one.path.read_bytes() for one in snapshots.all_of(home)}
    return lock_states.plain(home) | kept


def versions(home: Home, *passphrases: str) -> set[tuple[str, bytes]]:
    """Every version of every file that stands anywhere, plain or encrypted."""
    found = set(everything(home).items())
    places = [*home.root.glob("*.zip.age"), *snapshots.folder(home).glob("*.zip.age")]
    for place in places:
        found |= set(_held(place, passphrases).items())
    return found


def _held(place: Path, passphrases: tuple[str, ...]) -> dict[str, bytes]:
    for passphrase in passphrases:
        try:
            return sealed.opened(place, passphrase).files
        except PassphraseError:
            continue
    return {}


def locked_file(home: Home) -> Path:
    """The encrypted answers."""
    return encrypted.beside(home.data)


def locked_snapshots(home: Home) -> Path:
    """The encrypted snapshots."""
    return snapshots.folder(home) / "snapshots.zip.age"


def last_words(home: Home) -> str:
    """The words of the newest entry."""
    return entries.load(home.data / "mum", exercise("all.one")).entries[-1].answers["words"]
