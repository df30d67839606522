"""One CSV file as rows of text, before anybody asks what the text means."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from workbook.store import foreign
from workbook.store.records import Record, Records
from workbook.words import say

_BLANK = "\0 \t\r\n"


@dataclass(frozen=True)
class SetAside:
    """A line that could not be read: the first line it stands on, counted from 1, and why."""

    line: int
    reason: str
    torn: bool = True
    "Whether it is no row at all, so that it is lost where the file is written anew without it."
    text: str = ""
    "What stands there, up to the next row that can be read; for a torn one."


@dataclass(frozen=True)
class Sheet:
    """Header and rows of a file; a row is its cells by column, with the line it begins on.

    ``repairs`` say in words what was understood otherwise than it stands there.
    """

    header: list[str] = field(default_factory=list)
    rows: list[dict[str, str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)

    def lacks(self, required: Iterable[str]) -> bool:
        """Whether one of the columns is not there."""
        return not set(required) <= set(self.header)


def parse(content: bytes, required: tuple[str, ...] = (), known: tuple[str, ...] = ()) -> Sheet:
    """The rows that can be read; what cannot be is set aside with its line and reason.

    There are no rows where the header is torn or lacks a ``required`` column. Columns that are
    required or ``known`` are found also under names that differ by case, spaces and hyphens.
    """
    text, repairs = foreign.decoded(content)
    sheet = _read(text, required, known)
    unwrapped = foreign.unwrapped(text) if sheet.set_aside else text
    if unwrapped != text:
        sheet = _read(unwrapped, required, known)
        repairs.append(say("errors.repair.wrapped"))
    return replace(sheet, repairs=[*repairs, *sheet.repairs])


def _read(text: str, required: tuple[str, ...], known: tuple[str, ...]) -> Sheet:
    sheet = Sheet()
    if not text.strip(_BLANK):
        return sheet
    separator, above = foreign.separator(text, required)
    if separator != foreign.SEPARATORS[0]:
        sheet.repairs.append(say("errors.repair.separator", separator=separator.replace("\t", "⇥")))
    records = Records(text, separator, above)
    _fill(sheet, records, required, known)
    if records.padded:
        sheet.repairs.append(say("errors.repair.padded", count=records.padded))
    if records.unended and sheet.rows:
        sheet.repairs.append(say("errors.repair.unended"))
    return sheet


def _fill(sheet: Sheet, records: Records, required: Sequence[str], known: Sequence[str]) -> None:
    unnamed: list[str] = []
    for record in records:
        if record.wrong:
            sheet.set_aside.append(SetAside(record.line, record.wrong, text=record.text))
        elif sheet.header:
            sheet.rows.append(dict(zip(sheet.header, record.cells, strict=True)))
            sheet.lines.append(record.line)
        else:
            unnamed = _begin(sheet, record, required, known)
            records.fixed = 1 + max(_places(sheet.header, required), default=-1)
        if not sheet.header or sheet.lacks(required):
            return
    for column in unnamed:
        _leave_out_if_empty(sheet, column)


def _begin(sheet: Sheet, first: Record, required: Sequence[str], known: Sequence[str]) -> list[str]:
    """Takes the names of the columns, and gives those that had none."""
    names, renamed = foreign.columns(first.cells, list(dict.fromkeys([*required, *known])))
    sheet.header.extend(names)
    sheet.repairs.extend(renamed)
    for column in required:
        if column not in names:
            reason = say("errors.row.header", column=column)
            sheet.set_aside.append(SetAside(first.line, reason))
    return [name for name, cell in zip(names, first.cells, strict=True) if not cell]


def _places(header: list[str], columns: Iterable[str]) -> list[int]:
    return [header.index(column) for column in columns if column in header]


def _leave_out_if_empty(sheet: Sheet, column: str) -> None:
    if not any(row[column] for row in sheet.rows):
        sheet.header.remove(column)
        for row in sheet.rows:
            del row[column]


def render(header: list[str], rows: list[dict[str, str]]) -> bytes:
    """The file: comma, double quotes, CR LF, UTF-8 with a byte-order mark."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([row.get(column, "") for column in header] for row in rows)
    return (foreign.BYTE_ORDER_MARK + out.getvalue()).encode("utf-8")
