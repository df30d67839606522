"""What other programs do to a file of answers, turned back: its encoding, separators, columns.

Excel, LibreOffice and text editors write semicolons or tabs, another encoding, other names of
columns. What was understood differently is told as ``repairs``, in words for the person.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Sequence

from workbook.words import say

BYTE_ORDER_MARK = "\ufeff"
UNDECODED = re.compile("[\udc80-\udcff]")
"What stands for bytes that are no text; no text of a person holds it."

SEPARATORS = ",;\t|"
_NAMED = re.compile(f"sep=([{SEPARATORS}])(\r\n|\n|\r)")
"The first line by which Excel tells the separator."

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\n|\r|\Z)")

codecs.register_error(
    "workbook-undecoded",
    lambda error: ("\udc80", error.end),  # type: ignore[attr-defined]  # nothing but decoding asks
)


def decoded(content: bytes) -> tuple[str, list[str]]:
    """The text of a file; what is no text in it stands as ``UNDECODED``.

    UTF-8, or UTF-16 with its mark. Without any mark, a line that is not UTF-8 is Windows-1252.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "workbook-undecoded"), [_read_as("UTF-16")]
    text = content.decode("utf-8", "surrogateescape")
    if text.startswith(BYTE_ORDER_MARK):
        return text.removeprefix(BYTE_ORDER_MARK), []
    if not UNDECODED.search(text):
        return text, []
    lines = "".join(_line(line) for line in _LINE.findall(content))
    return lines, [_read_as("windows-1252")]


def _read_as(encoding: str) -> str:
    return say("errors.repair.encoding", encoding=encoding)


def _line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", "workbook-undecoded")


def separator(text: str, required: Iterable[str]) -> tuple[str, int]:
    """What parts the cells, and how many lines come before the header that is told by it.

    It is the first under which the header has all ``required`` columns, else the comma.
    """
    named = _NAMED.match(text)
    if named:
        return named[1], 1
    header = next((line for line in io.StringIO(text, newline="") if line.strip()), "")
    for one in SEPARATORS:
        names, _ = columns(next(csv.reader([header], delimiter=one)), list(required))
        if required and set(required) <= set(names):
            return one, 0
    return SEPARATORS[0], 0


def unwrapped(text: str) -> str:
    """The lines as they were before each was taken for one cell, and quoted where need was.

    So does Excel where it parts cells at semicolons. Any other text stays as it is.
    """
    out, lines = io.StringIO(newline=""), io.StringIO(text, newline=None)
    rows = [next(csv.reader([line.rstrip("\n")], delimiter=";")) for line in lines]
    csv.writer(out, delimiter=";").writerows(rows)
    return "\r\n".join(map(";".join, [*rows, []])) if out.getvalue() == text else text


def columns(cells: Sequence[str], known: Sequence[str]) -> tuple[list[str], list[str]]:
    """The names of the columns that a header gives, each its own, and what was renamed.

    A name that differs from one of the ``known`` by case, spaces and hyphens alone is that one,
    if no other could be. A column without a name, or with one that is taken, is given one.
    """
    names: list[str] = []
    repairs = []
    alike = [_plain(cell) for cell in cells]
    for place, cell in enumerate(cells, 1):
        meant = [name for name in known if name not in cells and _plain(name) == _plain(cell)]
        name = cell or unnamed(place)
        if len(meant) == 1 and alike.count(_plain(cell)) == 1:
            name = meant[0]
        while name in names:
            name += f" ({place})"
        if cell and name != cell:
            repairs.append(say("errors.repair.column", given=cell, name=name))
        names.append(name)
    return names, repairs


def unnamed(place: int) -> str:
    """What a column without a name is called; ``place`` counts from 1."""
    return f"column-{place}"


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "-", name.strip().casefold())
