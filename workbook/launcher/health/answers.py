"""Whether every entry can be read: lines set aside, files of other programs, a wrong clock."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from workbook.content.dates_in_words import day
from workbook.content.model import Exercise
from workbook.content.reading import content
from workbook.errors import NewerFormatError, NotReadError
from workbook.launcher.health.findings import Finding, Mend, State, done, fine, note, place, wrong
from workbook.store import bonds, durable, entries, migrations, setting_aside, spelling
from workbook.store.entries import EARLIER, FIXED, REPLACED, Loaded
from workbook.store.home import Home
from workbook.store.sheets import SetAside, Sheet

AHEAD = timedelta(days=1)
"How far an entry may lie ahead of the clock: a file may come from another computer."


def format_of_files(home: Home) -> Iterator[Finding]:
    """Whether a newer version of the workbook wrote the files."""
    try:
        migrations.refuse_newer(home.data)
    except NewerFormatError as error:
        yield Finding(State.WRONG, str(error))


def check(home: Home) -> Iterator[Finding]:
    """What is wrong with the files of entries, or how many entries there are."""
    count, well = 0, True
    for bond in bonds.known(home):
        for exercise in content().all_exercises:
            file = _File(home, home.data / bond, exercise)
            try:
                loaded = entries.load(file.folder, exercise)
                found = [*file.of(loaded), *file.earlier()]
            except NotReadError as error:
                well = False
                yield Finding(State.WRONG, str(error))
                continue
            count += len(loaded.entries)
            well = well and not any(one.state is State.WRONG for one in found)
            yield from found
    if well:
        yield fine("entries", count=count)


def set_aside_before(home: Home) -> Iterator[Finding]:
    """Lines that a save has set aside, since they could not be read."""
    for bond in bonds.known(home):
        path = home.data / bond / setting_aside.FOLDER / setting_aside.LISTING
        try:
            count = len(setting_aside.listed(home.data / bond))
        except NotReadError as error:
            yield Finding(State.WRONG, str(error))
            continue
        if count:
            yield note("set-aside", count=count, file=place(home, path))


@dataclass(frozen=True)
class _File:
    """The file of an exercise in a bond's folder, and that of its earlier versions."""

    home: Home
    folder: Path
    exercise: Exercise

    def of(self, loaded: Loaded) -> Iterator[Finding]:
        """What is to be said of the entries."""
        without = _lines_without_id(loaded.sheet)
        name = place(self.home, loaded.path)
        yield from _wrong_lines(name, (one for one in loaded.set_aside if one.line not in without))
        if without:
            mend = Mend(self._give_ids, done("no-id", file=name), touches_answers=True)
            yield wrong("no-id", mend, file=name, count=len(without))
        if loaded.sheet.repairs:
            yield self._foreign(name, loaded)
        newest = max((entry.saved_at for entry in loaded.entries), default=None)
        if newest and newest > datetime.now(UTC) + AHEAD:
            yield note("future", file=name, date=day(newest.astimezone().date()))

    def earlier(self) -> Iterator[Finding]:
        """What is to be said of the earlier versions; raises ``NotReadError``."""
        path = entries.path_of(self.folder / EARLIER, self.exercise)
        with durable.unread(path):
            sheet = spelling.understood(durable.read(path), self.exercise, (*FIXED, REPLACED))
        yield from _wrong_lines(place(self.home, path), sheet.set_aside)

    def _foreign(self, name: str, loaded: Loaded) -> Finding:
        """That another program wrote the file; it is only mended where no line would be lost."""
        told = "; ".join(loaded.sheet.repairs)
        mend = Mend(self._write_anew, done("foreign", file=name), touches_answers=True)
        found = note("foreign", file=name, repairs=told)
        return found if loaded.sheet.set_aside else replace(found, mend=mend)

    def _give_ids(self) -> None:
        with durable.locked(self.home.data):
            entries.give_ids(self.folder, self.exercise)

    def _write_anew(self) -> None:
        with durable.locked(self.home.data):
            entries.write_anew(self.folder, self.exercise)


def _wrong_lines(name: str, lines: Iterable[SetAside]) -> Iterator[Finding]:
    for one in lines:
        yield wrong("torn" if one.torn else "entries", file=name, line=one.line, reason=one.reason)


def _lines_without_id(sheet: Sheet) -> set[int]:
    """The lines of the rows that lack an id or a moment of saving, as one types them by hand."""
    rows = zip(sheet.lines, sheet.rows, strict=True)
    return {line for line, row in rows if not (row["entry"] and row["saved_at"])}
