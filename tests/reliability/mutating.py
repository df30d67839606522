"""Files of answers, and what editors, spreadsheets, disks and cats do to them, by a seed.

A mutation says which rows it may have touched; all the others have to be read as they were.
"""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from tests.samples import exercise
from workbook.content.model import Exercise
from workbook.store import entries
from workbook.store.entries import Entry

MARK = b"\xef\xbb\xbf"
TEXTS = [
    "a quiet day", 'she said "no", and "why?"', "two\nlines", "and\r\nWindows", "an old\rMac",
    "a;b, c\td|e", "=1+1", "007", "NA", "  spaces stay  ", "Grüße aus Łódź", "אמא", "❤️ 👩‍👧", '"',
    ",,,", "2026-05-03", "20260503T100000000-abcdef,x",
]  # fmt: skip
DAMAGES = [
    b'"', b'""', b",", b";", b"\t", b"\r\n", b"\n", b"\r", b"\0", b"\0" * 512, b"\xff", b"\xe9",
    MARK, b"\x1a", b"x" * 2_000,
]  # fmt: skip


@dataclass(frozen=True)
class Table:
    """A file as its parts: the header, and one row after the other, each with its line break."""

    exercise: Exercise
    header: bytes
    rows: list[bytes]
    saved: list[Entry]

    @property
    def content(self) -> bytes:
        return self.header + b"".join(self.rows)

    def touched_by(self, begin: int, end: int) -> set[int]:
        """The rows that share a byte or a line break with a part of the file; -1: the header."""
        touched, place = set(), 0
        for number, part in enumerate([self.header, *self.rows], -1):
            if place <= end and begin <= place + len(part):
                touched.add(number)
            place += len(part)
        return touched


@dataclass(frozen=True)
class Mutation:
    """A file that is no longer as it was written; ``touched``: the rows that may be lost."""

    content: bytes
    touched: set[int]
    what: str


def table(folder: Path, name: str, chance: Random) -> Table:
    """A file of some rows, as the workbook writes it."""
    asked = exercise(name)
    folder.mkdir(parents=True, exist_ok=True)
    begun = datetime(2026, 5, 3, 10, tzinfo=UTC)
    told = [
        (date(2026, 5, 3) + timedelta(days=day), _answers(asked, chance), begun + timedelta(day))
        for day in range(chance.randint(1, 6))
    ]
    entries.add(folder, asked, told)
    path = entries.path_of(folder, asked)
    header, *rows = _parts(path.read_bytes())
    return Table(asked, header, rows, entries.load(folder, asked).entries)


def _answers(asked: Exercise, chance: Random) -> dict[str, Any]:
    """Answers of every kind that a random cell can hold."""
    found: dict[str, Any] = {}
    for question in asked.questions:
        for given in chance.sample([*TEXTS, 7, ["peace"], "brief"], 6):
            try:
                found[question.id] = question.check(given)
                break
            except ValueError:
                continue
    return found or {asked.questions[0].id: "something"}


def _parts(content: bytes) -> list[bytes]:
    cells = csv.reader(io.StringIO(content.removeprefix(MARK).decode(), newline=""))
    parts = [_line(row) for row in cells]
    parts[0] = MARK + parts[0]
    assert b"".join(parts) == content
    return parts


def _line(
    cells: list[str], separator: str = ",", end: str = "\r\n", quoting: int = csv.QUOTE_MINIMAL
) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=end, quoting=quoting).writerow(cells)
    return out.getvalue().encode()


# What disks and hands do: some rows are touched


def cut_off(given: Table, chance: Random) -> Mutation:
    content = given.content
    place = chance.randrange(len(content))
    return Mutation(content[:place], given.touched_by(place, len(content)), "cut off")


def changed(given: Table, chance: Random) -> Mutation:
    """Some bytes are put in place of some others; either may be none."""
    content = given.content
    begin = chance.randrange(len(given.header) if chance.random() < 0.9 else 0, len(content))
    end = min(len(content), begin + chance.choice([0, 0, 1, 2, 30, 400]))
    put = chance.choice([b"", *DAMAGES])
    mutated = content[:begin] + put + content[end:]
    return Mutation(mutated, given.touched_by(begin, end), f"{content[begin:end]!r} became {put!r}")


def flipped(given: Table, chance: Random) -> Mutation:
    content = bytearray(given.content)
    place = chance.randrange(len(content))
    content[place] ^= 1 << chance.randrange(8)
    return Mutation(bytes(content), given.touched_by(place, place + 1), f"a bit at {place}")


def zeroed(given: Table, chance: Random) -> Mutation:
    """A block that never reached the disk."""
    content = bytearray(given.content)
    begin = chance.randrange(len(content))
    end = min(len(content), begin + chance.choice([1, 16, 512]))
    content[begin:end] = b"\0" * (end - begin)
    return Mutation(bytes(content), given.touched_by(begin, end), f"NUL from {begin} to {end}")


def left_out(given: Table, chance: Random) -> Mutation:
    gone = chance.randrange(len(given.rows))
    rest = [row for number, row in enumerate(given.rows) if number != gone]
    return Mutation(given.header + b"".join(rest), {gone}, f"without row {gone}")


# What editors and spreadsheets do: every row is still there


def shuffled(given: Table, chance: Random) -> Mutation:
    rows = chance.sample(given.rows, len(given.rows))
    return Mutation(given.header + b"".join(rows), set(), "in another order")


def doubled(given: Table, chance: Random) -> Mutation:
    rows = list(given.rows)
    rows.insert(chance.randrange(len(rows) + 1), chance.choice(rows))
    return Mutation(given.header + b"".join(rows), set(), "a row twice")


def glued(given: Table, chance: Random) -> Mutation:
    return Mutation(given.content + given.content, set(), "the file twice, one after the other")


def respelled(given: Table, chance: Random) -> Mutation:
    """Other separators, line breaks, encoding, quotes; blank lines at the end."""
    separator, end = chance.choice(",;\t"), chance.choice(["\r\n", "\n", "\r"])
    lines = [_line(row, separator, end, csv.QUOTE_ALL) for row in _cells(given)]
    content = b"".join([*lines, chance.choice([b"", b"\n" * 3])])
    encoding = chance.choice(["utf-8", "utf-8-sig", "utf-16"])
    what = f"{separator!r} {end!r} {encoding}"
    return Mutation(content.decode().encode(encoding), set(), what)


def rearranged(given: Table, chance: Random) -> Mutation:
    """Columns in another order, with other capitals, and one more."""
    cells = _cells(given)
    cells[0] = [chance.choice([name, name.upper(), f" {name} "]) for name in cells[0]]
    if chance.random() < 0.5:
        cells = [[*row, "more" if number else "my own"] for number, row in enumerate(cells)]
    order = chance.sample(range(len(cells[0])), len(cells[0]))
    moved = [[row[place] for place in order] for row in cells]
    return Mutation(MARK + b"".join(map(_line, moved)), set(), f"columns {moved[0]}")


def _cells(given: Table) -> list[list[str]]:
    text = given.content.removeprefix(MARK).decode()
    return list(csv.reader(io.StringIO(text, newline="")))


MUTATIONS: list[Callable[[Table, Random], Mutation]] = [
    changed, changed, changed, cut_off, flipped, zeroed, left_out,
    shuffled, doubled, glued, respelled, rearranged,
]  # fmt: skip


def mutated(given: Table, chance: Random) -> Mutation:
    """One mutation, chosen by the seed."""
    return chance.choice(MUTATIONS)(given, chance)
