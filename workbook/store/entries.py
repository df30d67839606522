"""Entries: one saved set of answers to an exercise, one dated row of its CSV file."""

import re
import secrets
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from workbook.content.dates_in_words import clock, day
from workbook.content.model import Exercise
from workbook.errors import ChangedElsewhereError, DamagedFileError, UnknownEntryError
from workbook.store import durable, packages
from workbook.store.sheets import SetAside, Sheet, parse, render
from workbook.words import say

FIXED = ("entry", "on", "saved_at")
REPLACED = "replaced_at"
EARLIER = "earlier"
MOMENT = "%Y-%m-%dT%H:%M:%SZ"

_STAMPED = re.compile(r"([0-9]{8}T[0-9]{9})-[0-9a-f]{6}")
"The ids given here: the moment to the thousandth of a second, and a random ending."


@dataclass(frozen=True)
class Entry:
    """One entry: its id, the local date it is about, when it was saved (UTC), its answers."""

    id: str
    on: date
    saved_at: datetime
    answers: dict[str, Any]
    cells: dict[str, str] = field(repr=False, default_factory=dict)
    "The row as it stands in the file, columns of other versions included."


@dataclass(frozen=True)
class Loaded:
    """What a file holds: its entries in order of first saving, and the lines set aside."""

    path: Path
    sheet: Sheet
    entries: list[Entry]
    set_aside: list[SetAside]


def path_of(folder: Path, exercise: Exercise) -> Path:
    """The CSV file of an exercise in a bond's folder."""
    return folder / f"{exercise.id}.csv"


_read: ContextVar[dict[tuple[Path, int], Loaded] | None] = ContextVar("read", default=None)
"What was loaded since ``each_read_once`` was entered."


@contextmanager
def each_read_once() -> Iterator[None]:
    """Within it no file is read twice, for many pages that are drawn at one moment."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def load(folder: Path, exercise: Exercise) -> Loaded:
    """All entries of an exercise; a file that is not there holds none.

    Raises ``NotReadError`` where the disk does not let the file be read.
    """
    path = path_of(folder, exercise)
    known, key = _read.get(), (path, id(exercise))
    if known is None:
        return _loaded(path, exercise)
    if key not in known:
        known[key] = _loaded(path, exercise)
    return known[key]


def _loaded(path: Path, exercise: Exercise) -> Loaded:
    with durable.unread(path):
        sheet = parse(durable.read(path), FIXED)
    entries: dict[str, Entry] = {}
    set_aside = list(sheet.set_aside)
    for line, row in zip(sheet.lines, sheet.rows, strict=True):
        try:
            entries[row["entry"]] = _typed(row, exercise, entries)
        except ValueError as error:
            set_aside.append(SetAside(line, str(error), torn=False))
    set_aside.sort(key=lambda one: one.line)
    return Loaded(path, sheet, list(entries.values()), set_aside)


def save(
    folder: Path,
    exercise: Exercise,
    answers: dict[str, Any],
    on: date,
    opened: Entry | None = None,
) -> Entry:
    """Keeps checked answers durably: as a new entry, or in place of the one that was ``opened``.

    Call it while holding the lock of the data folder. A changed entry keeps its id, and its
    earlier version goes to ``earlier/``; one that is the same as before is left as it is. Raises
    ``ChangedElsewhereError`` where the entry is no longer as it was opened,
    ``UnknownEntryError`` where it is gone, ``DamagedFileError`` where the file has torn lines,
    and ``NotSavedError`` where the disk refuses; the files then are as they were.
    """
    path = path_of(folder, exercise)
    sheet = _sound(path, FIXED)
    now = datetime.now(UTC).replace(microsecond=0)
    contents: dict[Path, bytes] = {}
    if opened:
        entry = replace(opened, on=on, saved_at=now, answers=answers)
        place = _place_of(opened, sheet.rows, path)
        before = sheet.rows[place]
        row = before | _row(entry, exercise)
        if _filled(row | {"saved_at": before["saved_at"]}) == _filled(before):
            return opened
        durable.make_folder(folder / EARLIER)
        contents |= _with_earlier(path_of(folder / EARLIER, exercise), before, now)
        sheet.rows[place] = row
    else:
        last = _last_stamp(row["entry"] for row in sheet.rows)
        entry = Entry(_id_after(last, datetime.now(UTC))[0], on, now, answers)
        row = _row(entry, exercise)
        sheet.rows.append(row)
    contents[path] = render(_header(exercise, sheet), sheet.rows)
    durable.write_together(contents)
    packages.describe(folder)
    return replace(entry, cells=row)


def add(
    folder: Path, exercise: Exercise, told: Iterable[tuple[date, dict[str, Any], datetime]]
) -> None:
    """Keeps many new entries at once: the day, checked answers and the moment of saving of each.

    Call it while holding the lock of the data folder; raises what ``save`` raises.
    """
    path = path_of(folder, exercise)
    sheet = _sound(path, FIXED)
    last = _last_stamp(row["entry"] for row in sheet.rows)
    for on, answers, saved_at in told:
        identifier, last = _id_after(last, saved_at)
        entry = Entry(identifier, on, saved_at.astimezone(UTC), answers)
        sheet.rows.append(_row(entry, exercise))
    durable.write(path, render(_header(exercise, sheet), sheet.rows))
    packages.describe(folder)


def take_out(folder: Path, exercise: Exercise, entry: str) -> None:
    """Moves an entry to ``earlier/``, durably.

    Call it while holding the lock of the data folder; raises what ``save`` raises.
    """
    path = path_of(folder, exercise)
    sheet = _sound(path, FIXED)
    taken = next((row for row in sheet.rows if row["entry"] == entry), None)
    if taken is None:
        raise UnknownEntryError(entry=entry, file=path)
    now = datetime.now(UTC).replace(microsecond=0)
    durable.make_folder(folder / EARLIER)
    contents = _with_earlier(path_of(folder / EARLIER, exercise), taken, now)
    rest = [row for row in sheet.rows if row is not taken]
    contents[path] = render(_header(exercise, sheet), rest)
    durable.write_together(contents)
    packages.describe(folder)


def read_cells(exercise: Exercise, cells: dict[str, str]) -> dict[str, Any]:
    """Answers by question id from cells by column; raises ``AnswerError``."""
    return {one.id: one.from_cell(cells.get(one.id, "")) for one in exercise.questions}


def write_cells(exercise: Exercise, answers: dict[str, Any]) -> dict[str, str]:
    """Cells by column from checked answers by question id."""
    return {one.id: one.to_cell(answers.get(one.id)) for one in exercise.questions}


def check(exercise: Exercise, answers: dict[str, Any]) -> dict[str, Any]:
    """Every question's answer in its canonical form; raises ``AnswerError``."""
    return {one.id: one.check(answers.get(one.id)) for one in exercise.questions}


def _typed(row: dict[str, str], exercise: Exercise, taken: Container[str]) -> Entry:
    if not row["entry"]:
        raise ValueError(say("errors.row.no-entry"))
    if row["entry"] in taken:
        raise ValueError(say("errors.row.twice", entry=row["entry"]))
    try:
        on = date.fromisoformat(row["on"])
    except ValueError:
        raise ValueError(say("errors.row.date", value=row["on"])) from None
    try:
        saved_at = datetime.fromisoformat(row["saved_at"])
    except ValueError:
        raise ValueError(say("errors.row.time", value=row["saved_at"])) from None
    if saved_at.tzinfo != UTC:
        raise ValueError(say("errors.row.time", value=row["saved_at"]))
    return Entry(row["entry"], on, saved_at, read_cells(exercise, row), row)


def _row(entry: Entry, exercise: Exercise) -> dict[str, str]:
    fixed = (entry.id, entry.on.isoformat(), entry.saved_at.strftime(MOMENT))
    return dict(zip(FIXED, fixed, strict=True)) | write_cells(exercise, entry.answers)


def _header(exercise: Exercise, sheet: Sheet) -> list[str]:
    ours = [*FIXED, *(question.id for question in exercise.questions)]
    return ours + [column for column in sheet.header if column not in ours]


def _sound(path: Path, required: tuple[str, ...]) -> Sheet:
    """The sheet of a file that may be written anew without losing anything."""
    with durable.refused(path):
        sheet = parse(durable.read(path), required)
    for torn in sheet.set_aside:
        raise DamagedFileError(file=path, line=torn.line, reason=torn.reason)
    return sheet


def _filled(row: dict[str, str]) -> dict[str, str]:
    """The cells that hold something: a column that came in later changes nothing."""
    return {column: cell for column, cell in row.items() if cell}


def _place_of(opened: Entry, rows: list[dict[str, str]], path: Path) -> int:
    places = [place for place, row in enumerate(rows) if row["entry"] == opened.id]
    if not places:
        raise UnknownEntryError(entry=opened.id, file=path)
    for place in places:
        if _filled(rows[place]) == _filled(opened.cells):
            return place
    raise ChangedElsewhereError(**_when(rows[places[0]]["saved_at"]))


def _when(saved_at: str) -> dict[str, str]:
    try:
        moment = datetime.fromisoformat(saved_at).astimezone()
    except ValueError:
        return {"day": saved_at, "time": saved_at}
    return {"day": day(moment.date()), "time": clock(moment)}


def _with_earlier(path: Path, before: dict[str, str], now: datetime) -> dict[Path, bytes]:
    """The file of earlier versions with one more, unless a save that failed put it there."""
    sheet = _sound(path, (*FIXED, REPLACED))
    kept = [_filled(row | {REPLACED: ""}) for row in sheet.rows]
    if _filled(before) in kept:
        return {}
    header = [*before, *(column for column in sheet.header if column not in before)]
    header = [*(column for column in header if column != REPLACED), REPLACED]
    replaced = before | {REPLACED: now.strftime(MOMENT)}
    return {path: render(header, [*sheet.rows, replaced])}


def _last_stamp(taken: Iterable[str]) -> str:
    return max((found[1] for one in taken if (found := _STAMPED.fullmatch(one))), default="")


def _id_after(last: str, moment: datetime) -> tuple[str, str]:
    """An id that sorts by time and after the ``last`` stamp, even if the clock went back."""
    now = moment.astimezone(UTC)
    digits = now.strftime("%Y%m%d%H%M%S") + f"{now.microsecond // 1000:03}"
    if digits <= last.replace("T", ""):
        digits = f"{int(last.replace('T', '')) + 1:017}"
    stamp = f"{digits[:8]}T{digits[8:]}"
    return f"{stamp}-{secrets.token_hex(3)}", stamp
