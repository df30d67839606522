"""Cutting the rows of one entry out of a CSV file; every other byte of it stays as it is."""

import codecs
import io
import re
from dataclasses import dataclass
from itertools import pairwise

from workbook.store import foreign
from workbook.store.setting_aside import COLUMNS
from workbook.store.sheets import parse, render
from workbook.store.stamps import STAMPED

_BEGINS_A_ROW = re.compile(rf'[\ufeff\s"]*(?P<id>{STAMPED.pattern})"?[{foreign.SEPARATORS}]')
"An id that was given here, as a row begins with it where the entry is its first column."


@dataclass(frozen=True)
class Cut:
    """A file without the rows of an entry; nothing where no other row is left in it.

    ``unclear`` are lines, counted from 1, that cannot be read and hold the id somewhere: whose
    words they are cannot be told, so they are still there.
    """

    content: bytes | None
    unclear: tuple[int, ...] = ()


def names(text: str, entry: str) -> bool:
    """Whether a text that cannot be read as rows holds the id; only one given here is told so."""
    return bool(STAMPED.fullmatch(entry)) and entry in text


def cut(content: bytes, entry: str) -> Cut:
    """The file without the rows of ``entry``, those that cannot be read included."""
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = foreign.decoded(content)[0] if wide else content.decode("utf-8", "surrogateescape")
    if entry not in text:
        return Cut(content)
    lines = list(io.StringIO(text, newline=""))
    kept, unclear = _kept(lines, content, entry)
    if kept is None:
        return Cut(None)
    rest = "".join(kept)
    if wide:
        return Cut(content if rest == text else rest.encode("utf-16", "surrogatepass"), unclear)
    return Cut(rest.encode("utf-8", "surrogateescape"), unclear)


def cut_listing(content: bytes, entry: str) -> bytes | None:
    """The listing of lines that were set aside, without what is the entry’s or might be.

    Nothing where nothing else is left in it, or where it cannot be read itself.
    """
    if not names(content.decode("utf-8", "replace"), entry):
        return content
    sheet = parse(content, COLUMNS)
    rows = []
    piece, end = _Piece(entry), ("", "", 0)
    for row in sheet.rows:
        lines = list(io.StringIO(row["text"], newline=""))
        begin = (row["file"], row["copy"], _number(row["line"]))
        piece.its = piece.its and begin == end
        end = (*begin[:2], begin[2] + len(lines))
        rest = row | {"text": "".join(line for line in lines if not piece.holds(line))}
        if rest["text"] and not any(names(cell, entry) for cell in rest.values()):
            rows.append(rest)
    return render(sheet.header, rows) if rows and not sheet.set_aside else None


def _number(cell: str) -> int:
    return int(cell) if cell.isdecimal() else 0


def _kept(lines: list[str], content: bytes, entry: str) -> tuple[list[str] | None, tuple[int, ...]]:
    """The lines that stay, none where no row is among them; and the numbers of unclear ones."""
    sheet = parse(content, ("entry",))
    ids = {line: row["entry"] for line, row in zip(sheet.lines, sheet.rows, strict=True)}
    begins = sorted({*ids, *(torn.line for torn in sheet.set_aside)})
    kept = lines[: begins[0] - 1] if begins else lines
    unclear: list[int] = []
    rows_stay, piece = not begins, _Piece(entry)
    for begin, end in pairwise([*begins, len(lines) + 1]):
        span = list(enumerate(lines[begin - 1 : end - 1], begin))
        if begin in ids:
            piece.its = False
            span = [] if ids[begin] == entry else span
        else:
            span = [(number, line) for number, line in span if not piece.holds(line)]
            unclear += [number for number, line in span if names(line, entry)]
        rows_stay = rows_stay or bool(span)
        kept = kept + [line for _, line in span]
    return kept if rows_stay else None, tuple(unclear)


class _Piece:
    """Among lines that cannot be read, those from one that begins with the id to the next row."""

    def __init__(self, entry: str) -> None:
        self.entry = entry
        self.its = False

    def holds(self, line: str) -> bool:
        """Whether a line is the entry’s, given the lines before it."""
        begun = _BEGINS_A_ROW.match(line)
        self.its = begun["id"] == self.entry if begun else self.its
        return self.its
