"""Entries: one saved set of answers to an exercise, one dated row of its CSV file."""

from collections.abc import Container, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from workbook.content.model import Exercise
from workbook.errors import NotSavedError, UnknownEntryError
from workbook.store import days, durable, migrations, packages, spelling, stamps, versions
from workbook.store.reading_once import once
from workbook.store.setting_aside import Original, kept_first
from workbook.store.sheets import SetAside, Sheet, render
from workbook.words import say

FIXED = ("entry", "on", "saved_at")
REPLACED = versions.REPLACED
EARLIER = "earlier"


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


def load(folder: Path, exercise: Exercise) -> Loaded:
    """All entries of an exercise; a file that is not there holds none.

    Raises ``NotReadError`` where the disk does not let the file be read.
    """
    path = path_of(folder, exercise)
    return once((path, id(exercise)), lambda: _loaded(path, exercise))


def _loaded(path: Path, exercise: Exercise) -> Loaded:
    with durable.unread(path):
        sheet = spelling.understood(durable.read(path), exercise, FIXED)
    entries: dict[str, Entry] = {}
    set_aside = list(sheet.set_aside)
    for line, row in zip(sheet.lines, sheet.rows, strict=True):
        try:
            identifier = free_id(row["entry"], entries)
            entries[identifier] = typed(row, exercise)
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
    earlier version goes to ``earlier/``; one that is the same as before is left as it is. A file
    that is damaged, or that another program wrote, is copied to ``damaged/`` first.

    Raises ``AnswerError`` where the day cannot be meant, ``ChangedElsewhereError`` where the
    entry is no longer as it was opened, ``UnknownEntryError`` where it is gone,
    ``DamagedFileError`` where the file is none of ours, ``NewerFormatError`` where a newer
    version wrote it, and ``NotSavedError`` where the disk refuses; the files then are as they
    were.
    """
    now = datetime.now(UTC).replace(microsecond=0)
    file = _to_write(folder, exercise)
    rows = file.sheet.rows
    files, contents = [file], {}
    if opened:
        entry = replace(opened, on=on, saved_at=now, answers=answers)
        days.check(on, entry.id, now)
        place = versions.place_of(opened.id, opened.cells, rows, file.path)
        before = rows[place]
        row = before | _row(entry, exercise)
        if versions.alike(row | {"saved_at": before["saved_at"]}, before):
            return opened
        earlier = _earlier_to_write(folder, exercise)
        files, contents = [earlier, file], versions.with_earlier(earlier, before, now)
        rows = [*rows[:place], row, *rows[place + 1 :]]
    else:
        last = stamps.last(row["entry"] for row in rows)
        entry = Entry(stamps.id_after(last, datetime.now(UTC))[0], on, now, answers)
        days.check(on, entry.id, now)
        row = _row(entry, exercise)
        rows = [*rows, row]
    _write(folder, exercise, files, contents, rows)
    return replace(entry, cells=row)


def add(
    folder: Path, exercise: Exercise, told: Iterable[tuple[date, dict[str, Any], datetime]]
) -> None:
    """Keeps many new entries at once: the day, checked answers and the moment of saving of each.

    Call it while holding the lock of the data folder; raises what ``save`` raises.
    """
    file = _to_write(folder, exercise)
    rows = list(file.sheet.rows)
    last = stamps.last(row["entry"] for row in rows)
    for on, answers, saved_at in told:
        identifier, last = stamps.id_after(last, saved_at)
        days.check(on, identifier, saved_at)
        entry = Entry(identifier, on, saved_at.astimezone(UTC), answers)
        rows.append(_row(entry, exercise))
    _write(folder, exercise, [file], {}, rows)


def take_out(folder: Path, exercise: Exercise, entry: str) -> None:
    """Moves an entry to ``earlier/``, durably.

    Call it while holding the lock of the data folder; raises what ``save`` raises.
    """
    file = _to_write(folder, exercise)
    taken = next((row for row in file.sheet.rows if row["entry"] == entry), None)
    if taken is None:
        raise UnknownEntryError(entry=entry, file=file.path)
    earlier = _earlier_to_write(folder, exercise)
    rest = [row for row in file.sheet.rows if row is not taken]
    contents = versions.with_earlier(earlier, taken, datetime.now(UTC))
    _write(folder, exercise, [earlier, file], contents, rest)


def give_ids(folder: Path, exercise: Exercise) -> int:
    """Gives an id and a moment of saving to rows that have none, and says to how many.

    So rows become entries that a person wrote into the file by hand. A copy of the file is kept
    first. Call it while holding the lock of the data folder; raises what ``save`` raises.
    """
    file = _to_write(folder, exercise)
    now = datetime.now(UTC)
    last = stamps.last(row["entry"] for row in file.sheet.rows)
    rows, given = [], 0
    for row in file.sheet.rows:
        identifier, last = (row["entry"], last) if row["entry"] else stamps.id_after(last, now)
        saved_at = row["saved_at"] or now.strftime(stamps.MOMENT)
        rows.append(row | {"entry": identifier, "saved_at": saved_at})
        given += rows[-1] != row
    if given:
        _write(folder, exercise, [replace(file, as_written=False)], {}, rows)
    return given


def write_anew(folder: Path, exercise: Exercise) -> None:
    """Writes a file that another program wrote as we do; a copy of it is kept first.

    Call it while holding the lock of the data folder; raises what ``save`` raises.
    """
    file = _to_write(folder, exercise)
    if not file.as_written:
        _write(folder, exercise, [file], {}, file.sheet.rows)


def read_cells(exercise: Exercise, cells: dict[str, str]) -> dict[str, Any]:
    """Answers by question id from cells by column; raises ``AnswerError``."""
    return {one.id: one.from_cell(cells.get(one.id, "")) for one in exercise.questions}


def write_cells(exercise: Exercise, answers: dict[str, Any]) -> dict[str, str]:
    """Cells by column from checked answers by question id."""
    return {one.id: one.to_cell(answers.get(one.id)) for one in exercise.questions}


def check(exercise: Exercise, answers: dict[str, Any]) -> dict[str, Any]:
    """Every question's answer in its canonical form; raises ``AnswerError``."""
    return {one.id: one.check(answers.get(one.id)) for one in exercise.questions}


def free_id(entry: str, taken: Container[str]) -> str:
    """The id, where it is one and none of those taken; else raises ``ValueError`` saying why."""
    if not entry:
        raise ValueError(say("errors.row.no-entry"))
    if entry in taken:
        raise ValueError(say("errors.row.twice", entry=entry))
    return entry


def typed(row: dict[str, str], exercise: Exercise) -> Entry:
    """The entry that a row holds; raises ``ValueError`` saying what in it does not fit."""
    saved_at = stamps.moment(row["saved_at"])
    if not saved_at:
        raise ValueError(say("errors.row.time", value=row["saved_at"]))
    on = days.read(row["on"], row["entry"], saved_at)
    return Entry(row["entry"], on, saved_at, read_cells(exercise, row), row)


def _row(entry: Entry, exercise: Exercise) -> dict[str, str]:
    fixed = (entry.id, entry.on.isoformat(), entry.saved_at.strftime(stamps.MOMENT))
    return dict(zip(FIXED, fixed, strict=True)) | write_cells(exercise, entry.answers)


def _header(exercise: Exercise, sheet: Sheet) -> list[str]:
    ours = [*FIXED, *(question.id for question in exercise.questions)]
    return ours + [column for column in sheet.header if column not in ours]


def _to_write(folder: Path, exercise: Exercise) -> Original:
    """The file of an exercise, to be written anew."""
    migrations.bring_up_to_date(folder.parent)
    return Original.read(path_of(folder, exercise), exercise, FIXED)


def _earlier_to_write(folder: Path, exercise: Exercise) -> Original:
    durable.make_folder(folder / EARLIER)
    return Original.read(path_of(folder / EARLIER, exercise), exercise, (*FIXED, REPLACED))


def _write(
    folder: Path,
    exercise: Exercise,
    files: list[Original],
    contents: dict[Path, bytes],
    rows: list[dict[str, str]],
) -> None:
    """Writes the last of the files with these rows, after the copies that are due, and contents."""
    file = files[-1]
    copies = kept_first(folder, [one for one in files if not one.as_written])
    written = {file.path: render(_header(exercise, file.sheet), rows)}
    durable.write_together(copies | contents | written)
    packages.describe(folder)
    with suppress(NotSavedError):
        migrations.bring_up_to_date(folder.parent)
