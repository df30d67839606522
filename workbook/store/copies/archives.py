"""Archives: the files of a home as one zip, and a zip read as if a stranger had made it.

A path in an archive is relative to home, with ``/``: ``data/mum/checkin.csv``.
"""

import hashlib
import io
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from workbook.errors import ArchiveError, NotArchivedError
from workbook.store import durable
from workbook.store.home import Home
from workbook.words import say

MOST_FILES = 20_000
LARGEST_FILE = 200 * 2**20
LARGEST_IN_ALL = 2**30
"Limits of an archive, in files and bytes; ten years of writing take some 20 MB."

_LONGEST_PART = 200
"Bytes of a name; the systems take 255, of which a name while it is written needs 14 more."

_SHOWN = 80
"Characters of a path that a message tells."

_BEGINNING_OF_TIME = (1980, 1, 1, 0, 0, 0)
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9])(\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\\\u2028-\u202e\u2066-\u2069\ud800-\udfff]')
"What one system or another takes for something else, or what shows a name otherwise than it is."

_ENCRYPTED = 0x1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_TORN = (
    zipfile.BadZipFile,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
    zlib.error,
    struct.error,
)


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
    """The archive that holds these files; the same files give the same bytes.

    Raises ``NotArchivedError`` where ``unpack`` would refuse it, so that nothing goes into an
    archive that could not be had back.
    """
    problem = too_much([len(content) for content in files.values()]) or _unsafe(list(files))
    if problem:
        raise NotArchivedError(reason=problem)
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
            problem = _unsound(archive.infolist())
            if not problem:
                members = [one for one in archive.infolist() if not one.is_dir()]
                return {member.filename: _content(archive, member) for member in members}
    except _TORN as error:
        raise ArchiveError(file=name, reason=say("errors.archive-is.torn")) from error
    raise ArchiveError(file=name, reason=problem)


def digest(files: Mapping[str, bytes]) -> str:
    """A fingerprint of the files and their paths."""
    made = hashlib.sha256()
    for path in sorted(files):
        made.update(f"{len(path)} {path} {len(files[path])} ".encode())
        made.update(files[path])
    return made.hexdigest()


def too_much(sizes: list[int]) -> str:
    """What an archive of files of these sizes, in bytes, would be too much of; empty if fine."""
    if len(sizes) > MOST_FILES:
        return say("errors.archive-is.many", most=MOST_FILES)
    if max(sizes, default=0) > LARGEST_FILE or sum(sizes) > LARGEST_IN_ALL:
        return say("errors.archive-is.large")
    return ""


def is_safe(path: str) -> bool:
    """Whether a path stays below the folder it is laid down in, on every system.

    Letters that look or count like others, such as a wide slash, are taken for those.
    """
    plain = unicodedata.normalize("NFKC", path)
    if _FORBIDDEN.search(plain) or plain.count("/") != path.count("/"):
        return False
    return all(_is_safe_part(part) for part in [*plain.split("/"), *path.split("/")])


def _is_safe_part(part: str) -> bool:
    if part in {"", ".", ".."} or part != part.strip() or part.endswith("."):
        return False
    return len(part.encode("utf-8")) <= _LONGEST_PART and not _DEVICES.fullmatch(part)


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """What a file holds, to the size that the archive claims: it may unfold to far more."""
    with archive.open(member) as file:
        return file.read(member.file_size + 1)


def _unsound(members: list[zipfile.ZipInfo]) -> str:
    """Why an archive is not opened; empty where nothing speaks against it."""
    if any(member.flag_bits & _ENCRYPTED for member in members):
        return say("errors.archive-is.encrypted")
    if any(member.compress_type not in _METHODS for member in members):
        return say("errors.archive-is.torn")
    for member in members:
        if stat.S_IFMT(member.external_attr >> 16) not in {0, stat.S_IFREG, stat.S_IFDIR}:
            return say("errors.archive-is.path", path=shown(member.orig_filename[:_SHOWN]))
    names = [member.orig_filename for member in members if not member.is_dir()]
    return too_much([member.file_size for member in members]) or _unsafe(names)


def _unsafe(paths: list[str]) -> str:
    alike: set[str] = set()
    for path in paths:
        if not is_safe(path):
            return say("errors.archive-is.path", path=shown(path[:_SHOWN]))
        key = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", path).casefold())
        if key in alike:
            return say("errors.archive-is.twice", path=shown(path[:_SHOWN]))
        alike.add(key)
    return ""


def shown(text: str) -> str:
    """A text that a stranger may have written, as one line: what is unseen in it shows."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
