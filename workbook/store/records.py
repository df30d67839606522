"""The records of a CSV text, one after the other; a torn one hides no other."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from workbook.store.foreign import UNDECODED
from workbook.store.stamps import STAMPED
from workbook.words import say

csv.field_size_limit(2**31 - 1)

NO_TEXT = re.compile(f"{UNDECODED.pattern}|\0")
"What stands for bytes that no text holds."


@dataclass
class Record:
    """What begins on a line, counted from 1: its cells, or what is wrong and the text of it."""

    line: int
    cells: list[str] = field(default_factory=list)
    wrong: str = ""
    text: str = ""


class Records:
    """The records of a text that are not blank, each as wide as the first.

    A torn record may have swallowed sound ones, say through a quotation mark that is never
    closed; so what it spans is read again, line by line, until a sound one is found.

    ``fixed`` is how many cells no record can do without: beyond them, empty ones that a
    spreadsheet trimmed are put back, and counted in ``padded``. Zero: nothing is put back.
    ``unended``: no line break ends the last record, so it may have been cut off in its last cell.
    """

    def __init__(self, text: str, separator: str, above: int) -> None:
        """``above``: the lines that come before the first record."""
        self.fixed = self.padded = self._width = 0
        self.unended = False
        self._text, self._separator = text, separator
        self._begins = re.compile(rf'"?{STAMPED.pattern}"?{re.escape(separator)}')
        self._lines = _Lines(text, above)
        self._odd = bool(NO_TEXT.search(text))

    def __iter__(self) -> Iterator[Record]:
        """Each record, in order; several torn lines in a row may be one."""
        reader = csv.reader(self._lines, delimiter=self._separator, strict=True)
        torn: Record | None = None
        spanned = 0
        while not self._lines.at_end:
            begin = self._lines.place
            cells = _next(reader)
            if cells is not None and not any(cells):
                continue
            wrong = self._wrong(cells, begin)
            if wrong and begin < spanned:
                self._lines.place = begin + 1
                continue
            yield from self._whole(torn, begin)
            torn, spanned = None, 0
            if cells is None or wrong:
                torn, spanned = Record(begin + 1, wrong=wrong), self._lines.place
                self._lines.place = begin + 1
            else:
                self._width = self._width or len(cells)
                yield Record(begin + 1, self._fitted(cells))
        yield from self._whole(torn, self._lines.place)

    def _whole(self, torn: Record | None, end: int) -> Iterator[Record]:
        """A torn record with all its text, now that it is known where it ends."""
        if torn:
            torn.text = "".join(self._lines.lines[torn.line - 1 : end])
            yield torn

    def _wrong(self, cells: list[str] | None, begin: int) -> str:
        if cells is None or self._swallowed(begin):
            return say("errors.row.quote")
        if self._odd and any(UNDECODED.search(cell) for cell in cells):
            return say("errors.row.encoding")
        if self._odd and any("\0" in cell for cell in cells):
            return say("errors.row.nul")
        if self._width and not self._fits(cells):
            return say("errors.row.columns", count=len(cells), expected=self._width)
        return ""

    def _fits(self, cells: list[str]) -> bool:
        if len(cells) >= self._width:
            return not any(cells[self._width :])
        whole = self._lines.ended or not self._lines.at_end
        return whole and self.fixed > 0 and any(cells[self.fixed :])

    def _fitted(self, cells: list[str]) -> list[str]:
        missing = self._width - len(cells)
        self.padded += missing > 0
        self.unended = self._lines.at_end and not self._lines.ended
        return cells[: self._width] + [""] * missing

    def _swallowed(self, begin: int) -> bool:
        """Whether a record goes on over a line that begins as an entry does."""
        inside = self._lines.lines[begin + 1 : self._lines.place]
        return any(map(self._begins.match, inside)) and not self._as_written

    @cached_property
    def _as_written(self) -> bool:
        """Whether the text is just as we write it, so that nothing in it can be torn."""
        if self._odd:
            return False
        out = io.StringIO(newline="")
        try:
            rows = list(csv.reader(io.StringIO(self._text, newline=""), strict=True))
        except csv.Error:
            return False
        csv.writer(out, lineterminator="\r\n").writerows(rows)
        return out.getvalue() == self._text and len(set(map(len, rows))) == 1


class _Lines:
    """The lines of a text, which can be gone back to; ``ended``: a line break ends the last."""

    def __init__(self, text: str, above: int) -> None:
        self.lines = list(io.StringIO(text, newline=""))
        self.place = above
        self.ended = text.endswith(("\n", "\r"))

    @property
    def at_end(self) -> bool:
        return self.place >= len(self.lines)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        if self.at_end:
            raise StopIteration
        self.place += 1
        return self.lines[self.place - 1]


def _next(reader: Iterator[list[str]]) -> list[str] | None:
    try:
        return next(reader)
    except csv.Error:
        return None
