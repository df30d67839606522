"""Archives: the files of a home as one zip, and a zip read as if a stranger had made it.

A path in an archive is relative to home, with ``/``: ``data/mum/checkin.csv``.
"""

import hashlib
import io
import re
import stat
import unicodedata
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from workbook.errors import ArchiveError
from workbook.store import durable
from workbook.store.home import Home
from workbook.words import say

MOST_FILES = 20_000
LARGEST_FILE = 200 * 2**20
LARGEST_IN_ALL = 2**30
"Limits of what is read from an archive, in files and bytes; ten years of writing take some 20 MB."

_LONGEST_PART = 120
_BEGINNING_OF_TIME = (1980, 1, 1, 0, 0, 0)
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
_ENCRYPTED = 0x1


def gather(home: Home) -> dict[str, bytes]:
    """Every file in ``data/`` by its path, but for locks and what a killed save left behind.

    Call it while holding the lock of the data folder. Raises ``NotReadError``.
    """
    found = {}
    for path in sorted(home.data.rglob("*")):
        if path.is_symlink() or not path.is_file() or durable.is_ours_alone(path.name):
            continue
        with durable.unread(path):
            found[path.relative_to(home.root).as_posix()] = durable.read(path)
    return found


def pack(files: Mapping[str, bytes]) -> bytes:
    """The archive that holds these files; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, _BEGINNING_OF_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (stat.S_IFREG | durable.FILE_MODE) << 16
            archive.writestr(entry, files[path])
    return out.getvalue()


def unpack(content: bytes, name: Path) -> dict[str, bytes]:
    """The files in an archive by their paths; ``name`` is what a refusal calls the archive.

    Raises ``ArchiveError`` where it is no sound zip, holds more than the limits, or has a path
    that could lead outside the folder it is laid down in, or not be laid down at all.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read(archive, name)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        if isinstance(error, ArchiveError):
            raise
        raise ArchiveError(file=name, reason=say("errors.archive-is.torn")) from error


def digest(files: Mapping[str, bytes]) -> str:
    """A fingerprint of the files and their paths."""
    made = hashlib.sha256()
    for path in sorted(files):
        made.update(f"{len(path)} {path} {len(files[path])} ".encode())
        made.update(files[path])
    return made.hexdigest()


def _read(archive: zipfile.ZipFile, name: Path) -> dict[str, bytes]:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > MOST_FILES:
        raise ArchiveError(file=name, reason=say("errors.archive-is.many", most=MOST_FILES))
    found: dict[str, bytes] = {}
    alike: set[str] = set()
    room = LARGEST_IN_ALL
    for member in members:
        _check(member, name)
        key = unicodedata.normalize("NFKC", member.filename).casefold()
        if key in alike:
            raise ArchiveError(
                file=name, reason=say("errors.archive-is.twice", path=member.filename)
            )
        alike.add(key)
        with archive.open(member) as file:
            # What the archive says of its own sizes is not believed.
            found[member.filename] = file.read(min(LARGEST_FILE, room) + 1)
        size = len(found[member.filename])
        room -= size
        if size > LARGEST_FILE or room < 0:
            raise ArchiveError(file=name, reason=say("errors.archive-is.large"))
    return found


def _check(member: zipfile.ZipInfo, name: Path) -> None:
    path = member.filename
    kind = stat.S_IFMT(member.external_attr >> 16)
    if member.flag_bits & _ENCRYPTED:
        raise ArchiveError(file=name, reason=say("errors.archive-is.encrypted"))
    if kind not in {0, stat.S_IFREG} or not is_safe(path):
        raise ArchiveError(file=name, reason=say("errors.archive-is.path", path=path[:80]))


def is_safe(path: str) -> bool:
    """Whether a path stays below the folder it is laid down in, on every system."""
    parts = path.split("/")
    if PurePosixPath(path).is_absolute() or _FORBIDDEN.search(path):
        return False
    return all(_is_safe_part(part) for part in parts)


def _is_safe_part(part: str) -> bool:
    if part in {"", ".", ".."} or part != part.strip() or part.endswith("."):
        return False
    return len(part.encode("utf-8", "replace")) <= _LONGEST_PART and not _DEVICES.fullmatch(part)
