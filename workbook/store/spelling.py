"""Cells as spreadsheets spell them, turned back: dates, whole numbers, moments of saving.

In ``3/5/2026`` nothing says which number is the day. So this is decided for a whole file: by a
number over 12, else by the moments of first saving, before which the days it is about must lie.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from math import inf

from workbook.content.model import Exercise
from workbook.content.questions import Day, Steps
from workbook.store import stamps
from workbook.store.sheets import Sheet, parse
from workbook.words import say

_ON, _SAVED_AT = "on", "saved_at"

_ELSEWHERE = timedelta(days=1)
"Where clocks are ahead of UTC, the day of saving is already the next one."

_OURS = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = r"(?:[ T][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?)?"
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})([-/.])([0-9]{{1,2}})\2([0-9]{{1,2}}){_TIME}")
_YEAR_LAST = re.compile(rf"([0-9]{{1,2}})([-/.])([0-9]{{1,2}})\2([0-9]{{4}}|[0-9]{{2}}){_TIME}")
_WHOLE = re.compile(r"\s*([0-9]+)(?:[.,]0*)?\s*")

_PIVOT = 70
"Years of two digits below this are of this century, as POSIX has it."


def understood(content: bytes, exercise: Exercise, required: tuple[str, ...]) -> Sheet:
    """The sheet of a file of answers to an exercise, with its cells spelled as we do."""
    sheet = parse(content, required, tuple(question.id for question in exercise.questions))
    if not sheet.lacks(required):
        turn_back(sheet, exercise)
    return sheet


def turn_back(sheet: Sheet, exercise: Exercise) -> None:
    """Spells dates, numbers and moments in a sheet as we do, as far as they can be understood.

    What cannot be, or could mean two things, stays as it is. ``sheet.repairs`` tells what was
    turned back.
    """
    _moments(sheet)
    _numbers(sheet, [one.id for one in exercise.questions if isinstance(one, Steps)])
    _dates(sheet, [_ON, *(one.id for one in exercise.questions if isinstance(one, Day))])


def two_readings(cell: str) -> tuple[date, date] | None:
    """The days that a cell means if the day comes first, and if the month does, where it may."""
    first, second = _readings(cell)
    return (first, second) if first and second and first != second else None


def _moments(sheet: Sheet) -> None:
    turned = 0
    for row in sheet.rows:
        reads = stamps.moment(row[_SAVED_AT])
        known = None if reads else stamps.moment_in(row["entry"])
        if known:
            row[_SAVED_AT] = known.strftime(stamps.MOMENT)
            turned += 1
    if turned:
        sheet.repairs.append(say("errors.repair.moments", count=turned))


def _numbers(sheet: Sheet, columns: list[str]) -> None:
    told: list[str] = []
    for row, column in _filled(sheet, columns):
        whole = _WHOLE.fullmatch(row[column])
        if whole and whole[1] != row[column]:
            told.append(say("errors.repair.numbers", given=row[column], number=whole[1]))
            row[column] = whole[1]
    sheet.repairs.extend(told[:1])


def _dates(sheet: Sheet, columns: list[str]) -> None:
    odd = [(row, one) for row, one in _filled(sheet, columns) if not _OURS.fullmatch(row[one])]
    order = _order(odd)
    told: dict[bool, str] = {}
    for row, column in odd:
        given = row[column]
        meant = _meant(given, order)
        if meant:
            row[column] = meant.isoformat()
            words = say("errors.repair.dates", given=given, date=row[column])
            told.setdefault(bool(two_readings(given)), words)
    sheet.repairs.extend(told.values())


def _filled(sheet: Sheet, columns: list[str]) -> Iterator[tuple[dict[str, str], str]]:
    """Each row with each of the columns that holds something in it."""
    there = [column for column in columns if column in sheet.header]
    return ((row, column) for row in sheet.rows for column in there if row[column])


def _meant(cell: str, order: int | None) -> date | None:
    if two_readings(cell):
        return None if order is None else _readings(cell)[order]
    return next((one for one in _readings(cell) if one), None)


def _order(odd: list[tuple[dict[str, str], str]]) -> int | None:
    """0 where the day comes first in this file, 1 where the month does, nothing if undecided."""
    readings = [_readings(row[column]) for row, column in odd]
    sure = {0 if first else 1 for first, second in readings if bool(first) != bool(second)}
    if sure:
        return sure.pop() if len(sure) == 1 else None
    days = [
        (both, saved.date())
        for row, column in odd
        if column == _ON and (both := two_readings(row[_ON])) and (saved := _first_saved(row))
    ]
    far = [_how_far([(both[order], saved) for both, saved in days]) for order in (0, 1)]
    return None if far[0] == far[1] else far.index(min(far))


def _how_far(days: list[tuple[date, date]]) -> float:
    """The days between what is told and the saving, in all; infinite where one is told ahead."""
    if any(about > saved + _ELSEWHERE for about, saved in days):
        return inf
    return sum(abs((saved - about).days) for about, saved in days)


def _first_saved(row: dict[str, str]) -> datetime | None:
    return stamps.moment_in(row["entry"]) or stamps.moment(row[_SAVED_AT])


def _readings(cell: str) -> tuple[date | None, date | None]:
    """What a cell means if the day comes before the month, and if it comes after it."""
    found = _YEAR_FIRST.fullmatch(cell)
    if found:
        year, _, month, number = found.groups()
        return (_date(year, month, number),) * 2
    found = _YEAR_LAST.fullmatch(cell)
    if not found:
        return None, None
    one, between, two, year = found.groups()
    by_day = _date(year, two, one)
    return by_day, (by_day if between == "." else _date(year, one, two))


def _date(year: str, month: str, number: str) -> date | None:
    full = int(year)
    if len(year) == len("26"):
        full += 2000 if full < _PIVOT else 1900
    try:
        return date(full, int(month), int(number))
    except ValueError:
        return None
