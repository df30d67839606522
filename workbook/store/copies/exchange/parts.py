"""What an import brings to one exercise of one bond: the rows of both sides, brought together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from workbook.content.model import Exercise
from workbook.store import entries, spelling, stamps
from workbook.store.copies.exchange import spreadsheets
from workbook.store.copies.exchange.exports import Export
from workbook.store.copies.exchange.merging import Came, Merged, Row, Versions, merge
from workbook.store.home import Home
from workbook.store.setting_aside import Original
from workbook.store.sheets import SetAside, Sheet, parse, render

_NEWEST, _EARLIER = "", entries.EARLIER
_REQUIRED = {_EARLIER: (*entries.FIXED, entries.REPLACED), _NEWEST: entries.FIXED}
"The two files of an exercise, by their part of a bond’s folder, in the order of writing."


@dataclass(frozen=True)
class Part:
    """What comes to one exercise of one bond.

    ``came``: what each entry is to the one here, by id. ``days``: the day that each is about.
    ``set_aside``: the lines that cannot be
    read, each with the path of its file in the export. ``contents``: what files are to hold, in
    place of the ``originals``.
    """

    bond: str
    exercise: Exercise
    came: dict[str, Came]
    days: dict[str, str]
    set_aside: list[tuple[str, SetAside]]
    contents: dict[Path, bytes]
    originals: list[Original]

    def those(self, kind: Came) -> list[str]:
        """The ids of the entries that are new, changed, the same, in conflict, or older."""
        return [entry for entry, what in self.came.items() if what is kind]


@dataclass(frozen=True)
class _Table:
    """One of the two files of an exercise, as it came and as it is here."""

    original: Original
    theirs: Sheet
    mine: list[Row]
    told: list[Row]
    set_aside: list[SetAside]


def part_of(
    home: Home, export: Export, bond: str, exercise: Exercise, paths: dict[str, str]
) -> Part:
    """The part of an exercise; ``paths`` are those of its files in the export, by part.

    Raises ``DamagedFileError`` where a file here is none of ours, and ``NotSavedError`` where it
    cannot be opened.
    """
    tables = {
        part: _table(home.data / bond / part, export, exercise, paths.get(part, ""), part)
        for part in _REQUIRED
    }
    mine = Versions(tables[_NEWEST].mine, tables[_EARLIER].mine)
    theirs = Versions(tables[_NEWEST].told, tables[_EARLIER].told)
    merged = merge(mine, theirs, datetime.now(UTC).strftime(stamps.MOMENT))
    changed = {part: rows for part, rows in _rows(merged) if rows != tables[part].mine}
    return Part(
        bond,
        exercise,
        merged.came,
        {row["entry"]: row["on"] for row in theirs.newest},
        [(paths[part], one) for part, table in tables.items() for one in table.set_aside],
        {
            tables[part].original.path: render(_header(tables[part], exercise, part), rows)
            for part, rows in changed.items()
        },
        [tables[part].original for part in changed if not tables[part].original.as_written],
    )


def _rows(merged: Merged) -> Iterable[tuple[str, list[Row]]]:
    return (_EARLIER, merged.earlier), (_NEWEST, merged.newest)


def _table(folder: Path, export: Export, exercise: Exercise, path: str, part: str) -> _Table:
    required = _REQUIRED[part]
    original = Original.read(entries.path_of(folder, exercise), exercise, required)
    theirs = _understood(export, export.files.get(path, b""), exercise, required)
    told, set_aside = _readable(theirs, exercise, once=part == _NEWEST)
    mine = [_spelled(row, exercise) or row for row in original.sheet.rows]
    return _Table(original, theirs, mine, told, set_aside)


def _understood(
    export: Export, words: bytes, exercise: Exercise, required: tuple[str, ...]
) -> Sheet:
    if not export.spreadsheet:
        return spelling.understood(words, exercise, required)
    known = tuple(question.id for question in exercise.questions)
    sheet = spreadsheets.plain(parse(words, required, known))
    if not sheet.lacks(required):
        spelling.turn_back(sheet, exercise)
    return sheet


def _readable(sheet: Sheet, exercise: Exercise, *, once: bool) -> tuple[list[Row], list[SetAside]]:
    """The rows that are entries, each id ``once`` if asked, and what is set aside, with reasons."""
    rows: list[Row] = []
    taken: set[str] = set()
    set_aside = list(sheet.set_aside)
    for line, row in zip(sheet.lines, sheet.rows, strict=True):
        try:
            entry = entries.free_id(row["entry"], taken if once else ())
            rows.append(_row(entries.typed(row, exercise), exercise))
            taken.add(entry)
        except ValueError as error:
            set_aside.append(SetAside(line, str(error), torn=False))
    return rows, sorted(set_aside, key=lambda one: one.line)


def _spelled(row: Row, exercise: Exercise) -> Row | None:
    """A row as we would write it; nothing where it cannot be read."""
    try:
        return _row(entries.typed(row, exercise), exercise)
    except ValueError:
        return None


def _row(entry: entries.Entry, exercise: Exercise) -> Row:
    fixed = (entry.id, entry.on.isoformat(), entry.saved_at.strftime(stamps.MOMENT))
    answers = entries.write_cells(exercise, entry.answers)
    there = {column: cell for column, cell in answers.items() if column in entry.cells}
    return entry.cells | dict(zip(entries.FIXED, fixed, strict=True)) | there


def _header(table: _Table, exercise: Exercise, part: str) -> list[str]:
    ours = [*entries.FIXED, *(question.id for question in exercise.questions)]
    last = [entries.REPLACED] if part == _EARLIER else []
    others = [*table.original.sheet.header, *table.theirs.header]
    return [*dict.fromkeys([*ours, *(one for one in others if one not in last)]), *last]
