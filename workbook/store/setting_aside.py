"""What stood in a file that is written anew is kept first: a dated copy, and each torn line.

``damaged/<exercise>.<moment>.csv`` in a bond's folder is a file as it was, byte for byte;
``damaged/set-aside.csv`` holds the lines that could not be read, as rows of data.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from workbook.content.model import Exercise
from workbook.errors import DamagedFileError
from workbook.store import durable, stamps
from workbook.store.reading_once import once
from workbook.store.records import NO_TEXT
from workbook.store.sheets import SetAside, Sheet, parse, render
from workbook.store.spelling import understood

FOLDER = "damaged"
LISTING = "set-aside.csv"
COLUMNS = ("file", "line", "reason", "text", "copy", "set_aside_at")

_TICK = timedelta(milliseconds=1)


@dataclass(frozen=True)
class KeptLine:
    """A line that was set aside: of which file, where in it, why, its text, the copy, when."""

    file: str
    line: int
    reason: str
    text: str
    copy: str
    set_aside_at: str


@dataclass(frozen=True)
class Original:
    """A file as it stands before it is written anew, and what was read in it."""

    path: Path
    content: bytes
    sheet: Sheet
    as_written: bool
    "Whether its bytes are those that we would write of its rows, so that no copy is due."

    @classmethod
    def of(cls, path: Path, content: bytes, sheet: Sheet) -> Self:
        """The file, compared with what we would write."""
        return cls(path, content, sheet, content in {b"", render(sheet.header, sheet.rows)})

    @classmethod
    def read(cls, path: Path, exercise: Exercise, required: tuple[str, ...]) -> Self:
        """The file of answers to an exercise that stands at ``path``, or nothing yet.

        Raises ``DamagedFileError`` where what stands there is none of ours, and ``NotSavedError``.
        """
        with durable.refused(path):
            content = durable.read(path)
        sheet = understood(content, exercise, required)
        for first in sheet.set_aside if sheet.lacks(required) else []:
            raise DamagedFileError(file=path, line=first.line, reason=first.reason)
        return cls.of(path, content, sheet)

    @property
    def torn(self) -> list[SetAside]:
        """Its lines that are no rows."""
        return [one for one in self.sheet.set_aside if one.torn]


def listed(folder: Path) -> list[KeptLine]:
    """The lines of a bond's files that were set aside, in that order; raises ``NotReadError``."""
    path = folder / FOLDER / LISTING
    return once(path, lambda: _listed(path))


def _listed(path: Path) -> list[KeptLine]:
    with durable.unread(path):
        rows = parse(durable.read(path), COLUMNS).rows
    return [_kept_line(row) for row in rows]


def _kept_line(row: dict[str, str]) -> KeptLine:
    told = {column: row[column] for column in COLUMNS if column != "line"}
    return KeptLine(line=int(row["line"]) if row["line"].isdecimal() else 0, **told)


def kept_first(folder: Path, originals: Sequence[Original]) -> dict[Path, bytes]:
    """What has to be on the disk before these files of a bond are written anew.

    A copy of each, but never of the same bytes twice, and the listing with their torn lines. Call
    it while holding the lock of the data folder; raises ``NotSavedError``.
    """
    if not originals:
        return {}
    listing = _listing(folder)
    torn = any(one.torn for one in originals)
    kept = [*originals, *([listing] if torn and not listing.as_written else [])]
    durable.make_folder(folder / FOLDER)
    copies = [_copy_of(one, folder) for one in kept]
    contents = {copy: one.content for copy, one in zip(copies, kept, strict=True)}
    rows = [row for copy, one in zip(copies, kept, strict=True) for row in _rows(one, copy)]
    if torn:
        contents[listing.path] = _with_rows(listing.sheet, rows)
    return contents


def _listing(folder: Path) -> Original:
    path = folder / FOLDER / LISTING
    with durable.refused(path):
        content = durable.read(path)
    return Original.of(path, content, parse(content, COLUMNS))


def _copy_of(one: Original, folder: Path) -> Path:
    """Where the copy of a file stands, or is to stand."""
    name = ".".join(one.path.relative_to(folder).with_suffix("").parts)
    for path in (folder / FOLDER).glob(f"{name}.*{one.path.suffix}"):
        with durable.refused(path):
            if durable.read(path) == one.content:
                return path
    moment = datetime.now(UTC)
    while (path := folder / FOLDER / f"{name}.{_stamp(moment)}{one.path.suffix}").exists():
        moment += _TICK
    return path


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}{moment.microsecond // 1000:03}Z"


def _rows(one: Original, copy: Path) -> Iterator[dict[str, str]]:
    now = datetime.now(UTC).strftime(stamps.MOMENT)
    for torn in one.torn:
        text = NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", torn.text).rstrip("\r\n")
        file = one.path.relative_to(copy.parents[1]).as_posix()
        told = (file, str(torn.line), torn.reason, text, copy.name, now)
        yield dict(zip(COLUMNS, told, strict=True))


def _with_rows(listing: Sheet, rows: list[dict[str, str]]) -> bytes:
    """The listing with more rows, unless a save that failed put them there."""
    known = [_what(row) for row in listing.rows]
    header = [*COLUMNS, *(column for column in listing.header if column not in COLUMNS)]
    return render(header, [*listing.rows, *(row for row in rows if _what(row) not in known)])


def _what(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row[column] for column in ("file", "line", "text", "copy"))
