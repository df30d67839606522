"""Versions of an entry: whether it is still the one that was opened, and those before it."""

from datetime import datetime
from pathlib import Path

from workbook.content.dates_in_words import clock, day
from workbook.errors import ChangedElsewhereError, UnknownEntryError
from workbook.store import stamps
from workbook.store.setting_aside import Original
from workbook.store.sheets import render

REPLACED = "replaced_at"
"The column that earlier versions have besides."

Row = dict[str, str]


def alike(one: Row, other: Row) -> bool:
    """Whether two rows hold the same: a column that came in later changes nothing."""
    return _filled(one) == _filled(other)


def place_of(entry: str, opened: Row, rows: list[Row], path: Path) -> int:
    """Which of the rows of a file is the entry as it was opened.

    Raises ``UnknownEntryError`` where it is gone, ``ChangedElsewhereError`` where it is another.
    """
    places = [place for place, row in enumerate(rows) if row["entry"] == entry]
    if not places:
        raise UnknownEntryError(entry=entry, file=path)
    for place in places:
        if alike(rows[place], opened):
            return place
    raise ChangedElsewhereError(**_when(rows[places[0]]["saved_at"]))


def with_earlier(earlier: Original, before: Row, now: datetime) -> dict[Path, bytes]:
    """The file of earlier versions with one more, unless a save that failed put it there."""
    sheet = earlier.sheet
    if any(alike(row | {REPLACED: ""}, before) for row in sheet.rows):
        return {}
    header = [*before, *(column for column in sheet.header if column not in before)]
    header = [*(column for column in header if column != REPLACED), REPLACED]
    replaced = before | {REPLACED: now.strftime(stamps.MOMENT)}
    return {earlier.path: render(header, [*sheet.rows, replaced])}


def _when(saved_at: str) -> dict[str, str]:
    moment = stamps.moment(saved_at)
    if not moment:
        return {"day": saved_at, "time": saved_at}
    local = moment.astimezone()
    return {"day": day(local.date()), "time": clock(local)}


def _filled(row: Row) -> Row:
    return {column: cell for column, cell in row.items() if cell}
