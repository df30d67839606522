"""One CSV file as rows of text, before anybody asks what the text means."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from workbook.words import say

BYTE_ORDER_MARK = "\ufeff"

csv.field_size_limit(2**31 - 1)

_UNDECODED = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True)
class SetAside:
    """A line that could not be read: the first line it stands on, counted from 1, and why."""

    line: int
    reason: str
    torn: bool = True
    "Whether the file itself is damaged, so that writing it anew could lose something."


@dataclass(frozen=True)
class Sheet:
    """Header and rows of a file; a row is its cells by column, with the line it begins on."""

    header: list[str] = field(default_factory=list)
    rows: list[dict[str, str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)


def parse(content: bytes, required: tuple[str, ...] = ()) -> Sheet:
    """The rows that can be read; what cannot be is set aside with its line and reason.

    There are no rows where the header is torn or lacks a ``required`` column.
    """
    text = content.decode("utf-8", "surrogateescape").removeprefix(BYTE_ORDER_MARK)
    sheet = Sheet()
    for line, cells, wrong in _records(text):
        if wrong:
            sheet.set_aside.append(SetAside(line, wrong))
        elif sheet.header:
            sheet.rows.append(dict(zip(sheet.header, cells, strict=True)))
            sheet.lines.append(line)
        else:
            sheet.header.extend(cells)
            sheet.set_aside.extend(_wrong_header(line, cells, required))
        if not sheet.header or (set(required) - set(sheet.header)):
            break
    return sheet


def render(header: list[str], rows: list[dict[str, str]]) -> bytes:
    """The file: comma, double quotes, CR LF, UTF-8 with a byte-order mark."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([row.get(column, "") for column in header] for row in rows)
    return (BYTE_ORDER_MARK + out.getvalue()).encode("utf-8")


class _Lines:
    """The lines of a text, which can be gone back to."""

    def __init__(self, text: str) -> None:
        self.lines = list(io.StringIO(text, newline=""))
        self.place = 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        if self.place == len(self.lines):
            raise StopIteration
        self.place += 1
        return self.lines[self.place - 1]


def _records(text: str) -> Iterator[tuple[int, list[str], str]]:
    """Line, cells, and what is wrong, of each record that is not blank.

    A torn record may have swallowed sound ones, say through a quotation mark that is never
    closed; so what it spans is read again, line by line, until a sound one is found.
    """
    lines, width, spanned = _Lines(text), 0, 0
    reader = csv.reader(lines, strict=True)
    decoded = not _UNDECODED.search(text)
    while lines.place < len(lines.lines):
        begin = lines.place
        cells = _next(reader)
        wrong = _wrong(cells, width, decoded=decoded)
        if wrong:
            if begin >= spanned:
                yield begin + 1, [], wrong
                spanned = lines.place
            lines.place = begin + 1
        elif cells and any(cells):
            yield begin + 1, cells, ""
            width, spanned = width or len(cells), 0


def _next(reader: Iterator[list[str]]) -> list[str] | None:
    try:
        return next(reader)
    except csv.Error:
        return None


def _wrong(cells: list[str] | None, width: int, *, decoded: bool) -> str:
    if cells is None:
        return say("errors.row.quote")
    if not decoded and any(_UNDECODED.search(cell) for cell in cells):
        return say("errors.row.encoding")
    if width and cells and len(cells) != width:
        return say("errors.row.columns", count=len(cells), expected=width)
    return ""


def _wrong_header(line: int, cells: list[str], required: tuple[str, ...]) -> Iterator[SetAside]:
    for column in required:
        if column not in cells:
            yield SetAside(line, say("errors.row.header", column=column))
    for column, count in Counter(cells).items():
        if count > 1:
            yield SetAside(line, say("errors.row.column-twice", column=column))
