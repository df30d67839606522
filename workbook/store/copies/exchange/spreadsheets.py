"""CSV files that are safe in a spreadsheet: no formula runs, and every cell can be had back.

After owasp.org/www-community/attacks/CSV_Injection: each cell is quoted, and a single
quote stands before every one that a spreadsheet could take for anything but words, in whatever
language it speaks. What spreadsheets drop or change stands as a visible sign instead.
"""

import csv
import io
import re

from workbook.store.sheets import Sheet

_QUOTE = "'"
_LITERAL = "\N{SYMBOL FOR SUBSTITUTE FORM TWO}"
"Before a sign: the sign itself is meant. Before anything else: it begins no cell."

_CONTROLS = "".join(chr(code) for code in range(32) if chr(code) != "\n") + "\x7f\ufffe\uffff"
_SIGNS = "".join(chr(0x2400 + ord(control)) for control in _CONTROLS[:-3]) + "\u2421\u2422\u2425"
_SHOWN = str.maketrans(_CONTROLS, _SIGNS)
_MEANT = dict(zip(_SIGNS, _CONTROLS, strict=True))

_FORMULA = "=+@＝＋－＠-"
"What begins a formula; the wide ones count where a spreadsheet is in Chinese, Japanese, Korean."

_ESCAPED = re.compile(
    rf"^(?=')"
    rf"|(?<=[,;|\n\"']) *(?=[{_FORMULA}])"  # read with another separator, a cell begins here
    rf"|(?=[{_SIGNS}{_LITERAL}])"
)
_SIGN = re.compile(rf"{_LITERAL}([{_SIGNS}{_LITERAL}{_QUOTE}{_FORMULA}])|([{_SIGNS}])")
_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_COUNT = re.compile(r"0|[1-9][0-9]{0,8}")

LONGEST_PIECE = 5_000
"Characters; Excel cuts a cell after 32,767, and LibreOffice may count bytes."

_CONTINUED = re.compile(rf"((?:[^{_LITERAL}]|{_LITERAL}[^0-9])*){_LITERAL}[0-9]+")
"The name of a column that goes on with the cells of the one before it."


def guarded(sheet: Sheet) -> bytes:
    """The file to be opened in a spreadsheet; a cell too long for one goes on in the next."""
    header: list[str] = []
    columns: list[list[str]] = []
    for name in sheet.header:
        pieces = [_pieces(row[name]) for row in sheet.rows]
        for piece in range(max([1, *map(len, pieces)])):
            header.append(_guarded_name(name) + (f"{_LITERAL}{piece + 1}" if piece else ""))
            columns.append([one[piece] if piece < len(one) else "" for one in pieces])
    out = io.StringIO(newline="")
    # Where a program takes the mark before it for a letter, a quoted name would not be one.
    csv.writer(out, lineterminator="\r\n").writerow(header)
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerows(zip(*columns, strict=True))
    return out.getvalue().encode("utf-8-sig")


def plain(sheet: Sheet) -> Sheet:
    """The file as it was before it was made safe; lines and what was set aside stay."""
    header: list[str] = []
    sources: list[list[str]] = []
    for name in sheet.header:
        continued = _CONTINUED.fullmatch(name)
        if continued and header and _plain_cell(continued[1]) == header[-1]:
            sources[-1].append(name)
        else:
            header.append(_plain_cell(name))
            sources.append([name])
    rows = [
        {
            name: "".join(_plain_cell(row[source]) for source in parts)
            for name, parts in zip(header, sources, strict=True)
        }
        for row in sheet.rows
    ]
    return Sheet(header, rows, sheet.lines, sheet.set_aside)


def _pieces(cell: str) -> list[str]:
    starts = range(0, len(cell), LONGEST_PIECE)
    return [_guarded_cell(cell[start : start + LONGEST_PIECE]) for start in starts]


def _guarded_name(name: str) -> str:
    return name if _NAME.fullmatch(name) else _guarded_cell(name)


def _guarded_cell(cell: str) -> str:
    text = _ESCAPED.sub(rf"\g<0>{_LITERAL}", cell).translate(_SHOWN)
    return text if _stays(text) else _QUOTE + text


def _stays(text: str) -> bool:
    """Whether every spreadsheet leaves it: a small whole number, or words without a number.

    A single word may be one that means true or false somewhere; with a number in it, it may be
    a date.
    """
    if not text or _COUNT.fullmatch(text):
        return True
    words = text[0].isalpha() and " " in text and text == text.strip()
    return words and not any(character.isnumeric() for character in text)


def _plain_cell(cell: str) -> str:
    # A return that stands there as such was put there by the spreadsheet.
    text = cell.replace("\r\n", "\n").replace("\r", "\n").removeprefix(_QUOTE)
    return _SIGN.sub(lambda found: found[1] or _MEANT[found[2]], text)
