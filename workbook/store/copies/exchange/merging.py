"""Two homes' versions of one exercise brought together: rows in, rows out, no version lost."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from workbook.store.entries import REPLACED

Row = dict[str, str]

_ENTRY, _SAVED_AT = "entry", "saved_at"


class Came(StrEnum):
    """What an entry that comes in is to the one that is here."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    CONFLICT = "conflict"
    OLDER = "older"


@dataclass(frozen=True)
class Versions:
    """Each entry’s newest version, and the earlier ones, as rows of their files."""

    newest: list[Row]
    earlier: list[Row]


@dataclass(frozen=True)
class Merged(Versions):
    """The versions of both, and what each entry that came in was, by its id."""

    came: dict[str, Came] = field(default_factory=dict)


def merge(mine: Versions, theirs: Versions, now: str) -> Merged:
    """Mine with theirs; what is replaced, or stands against mine, is an earlier version ``now``.

    A version is known by its day and answers, whatever the line breaks; the same version may have
    been saved at two moments. An entry that was taken out here stays out, unless it comes in with
    words that were never here.
    """
    here = {row[_ENTRY]: row for row in reversed(mine.newest)}
    told = {row[_ENTRY]: row for row in theirs.newest}
    knowing = _Knowing(mine, theirs)
    came = {entry: knowing.came(row, here.get(entry)) for entry, row in told.items()}

    def those(kind: Came) -> list[str]:
        return [entry for entry, what in came.items() if what is kind]

    changed = {entry: here[entry] | told[entry] for entry in those(Came.CHANGED)}
    replaced = [here[entry] for entry in changed] + [told[entry] for entry in those(Came.CONFLICT)]
    # An id may stand here twice; the first counts.
    rows = [
        changed[row[_ENTRY]] if row[_ENTRY] in changed and row is here[row[_ENTRY]] else row
        for row in mine.newest
    ]
    more = [*theirs.earlier, *(row | {REPLACED: now} for row in replaced)]
    added = [told[entry] for entry in those(Came.NEW)]
    return Merged(_in_order(rows, added), _with(mine.earlier, more, rows), came)


class _Knowing:
    """Which versions each of the two homes has had; whoever knew both has gone on from one."""

    def __init__(self, mine: Versions, theirs: Versions) -> None:
        self._mine = {_words(row) for row in mine.earlier}
        self._theirs = {_words(row) for row in theirs.earlier}

    def came(self, row: Row, here: Row | None) -> Came:
        """What a row that comes in is to the one here."""
        known_here = _words(row) in self._mine
        if here is None:
            return Came.OLDER if known_here else Came.NEW
        if _words(here | row) == _words(here):
            return Came.SAME
        known_there = _words(here) in self._theirs
        if known_here and known_there:  # to go back to an earlier version is a change too
            return Came.CHANGED if row[_SAVED_AT] > here[_SAVED_AT] else Came.OLDER
        if known_here:
            return Came.OLDER
        by_hand = row[_SAVED_AT] == here[_SAVED_AT]
        return Came.CHANGED if known_there or by_hand else Came.CONFLICT


def _words(row: Row, *without: str) -> frozenset[tuple[str, str]]:
    """What a version says, in every cell that holds something."""
    left_out = without or (_SAVED_AT, REPLACED)
    return frozenset(
        (column, cell.replace("\r\n", "\n").replace("\r", "\n"))
        for column, cell in row.items()
        if cell and column not in left_out
    )


def _with(earlier: list[Row], more: Iterable[Row], newest: Iterable[Row]) -> list[Row]:
    """The earlier versions with those that are neither among them nor the newest."""
    there = {_words(row, REPLACED) for row in (*earlier, *newest)}
    added = []
    for row in more:
        if _words(row, REPLACED) not in there:
            there.add(_words(row, REPLACED))
            added.append(row)
    return [*earlier, *added]


def _in_order(rows: list[Row], added: list[Row]) -> list[Row]:
    """In order of first saving, which is that of the ids; what is here keeps its own order."""
    if not added:
        return rows
    return sorted([*rows, *added], key=lambda row: row[_ENTRY])
