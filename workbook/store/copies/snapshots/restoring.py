"""Going back to a snapshot: what it would change, and putting it in place."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from workbook.errors import NotSavedError, WorkbookError
from workbook.store import drafts, durable, migrations, packages
from workbook.store.copies.snapshots import replacing, snapshots
from workbook.store.copies.snapshots.snapshots import Snapshot
from workbook.store.entries import FIXED
from workbook.store.home import Home
from workbook.store.sheets import parse

Files = Mapping[str, bytes]

_SETTINGS = "data/settings.json"
_PARTS = 3
"The parts of the path of a file of entries: ``data``, the bond, the file."


@dataclass(frozen=True)
class Difference:
    """How many come back, become another version, and go away."""

    back: int = 0
    changed: int = 0
    away: int = 0

    def __bool__(self) -> bool:
        """Whether there is any difference."""
        return bool(self.back or self.changed or self.away)


@dataclass(frozen=True)
class Preview:
    """What restoring would change: entries by bond and exercise, drafts, settings, other files."""

    entries: dict[tuple[str, str], Difference] = field(default_factory=dict)
    drafts: Difference = Difference()
    settings: bool = False
    others: Difference = Difference()

    def __bool__(self) -> bool:
        """Whether anything would change."""
        return bool(self.entries or self.drafts or self.settings or self.others)


def preview(home: Home, snapshot: Snapshot) -> Preview:
    """What restoring a snapshot would change; nothing is.

    Raises ``LockedError``, ``BusyError``, ``ArchiveError``, ``NotReadError`` and ``NotSavedError``.
    """
    then = snapshots.contents(snapshot)
    with _in_hand(home):
        return compare(snapshots.gather(home), then)


def count_entries(snapshot: Snapshot) -> int:
    """How many entries a snapshot holds; raises ``ArchiveError`` and ``NotReadError``."""
    files = snapshots.contents(snapshot)
    return sum(len(_rows(files, path)) for path in files if _holds_entries(path))


def compare(now: Files, then: Files) -> Preview:
    """What is different between the files as they are now and as they were then."""
    found = {
        _bond_and_exercise(path): _difference(_rows(now, path), _rows(then, path))
        for path in sorted({*now, *then})
        if _holds_entries(path)
    }
    rest = [{path: files[path] for path in files if _is_other(path)} for files in (now, then)]
    typed = [{path: files[path] for path in files if _is_draft(path)} for files in (now, then)]
    return Preview(
        {key: difference for key, difference in found.items() if difference},
        _difference(*typed),
        now.get(_SETTINGS) != then.get(_SETTINGS),
        _difference(*rest),
    )


def restore(home: Home, snapshot: Snapshot) -> Snapshot | None:
    """Puts a snapshot in place of ``data/``, and returns the one that holds what was there.

    There is none where ``data/`` was empty. Files of an older format are brought up to date. Raises
    ``LockedError``, ``BusyError``, ``ArchiveError``, ``NotReadError``, ``NotSavedError``, and
    ``NewerFormatError`` where a newer workbook took it; ``data/`` is as it was then.
    """
    files = snapshots.contents(snapshot)
    with _in_hand(home):
        present = snapshots.gather(home)
        kept = snapshots.keep(home, present, replaced=True) if present else None
        held = snapshots.contents(kept) if kept else {}
        _lay_down(home, files)
        replacing.put_in_place(home)
        with suppress(NotSavedError):  # what is left over waits for ``recover``
            _finish(home, held)
    return kept


@contextmanager
def _in_hand(home: Home) -> Iterator[None]:
    """Holds the lock of the data folder, which is whole; a home that was deleted is made anew."""
    durable.make_folder(home.root)
    with durable.locked(home.data):
        recover(home)
        yield


def recover(home: Home) -> None:
    """Finishes a restore that was cut short; call it while holding the lock of the data folder.

    Raises ``NotSavedError``; what was replaced is not lost then, and may be finished later.
    """
    if replacing.is_unfinished(home):
        replacing.advance(home)
        _finish(home, _newest(home))


def _lay_down(home: Home, files: Files) -> None:
    new = replacing.lay_down(home, files)
    try:
        migrations.bring_up_to_date(new.data)
    except BaseException:
        replacing.clear(home)
        raise


def _newest(home: Home) -> Files:
    """What the last snapshot holds: the one that a restore takes before all else."""
    try:
        return snapshots.contents(snapshots.all_of(home)[-1])
    except (IndexError, WorkbookError):
        return {}


def _finish(home: Home, held: Files) -> None:
    replacing.bring_back(home, held)
    replacing.clear(home)


def _difference(now: Mapping[str, object], then: Mapping[str, object]) -> Difference:
    changed = sum(now[key] != then[key] for key in now.keys() & then.keys())
    return Difference(len(then.keys() - now.keys()), changed, len(now.keys() - then.keys()))


def _rows(files: Files, path: str) -> dict[str, object]:
    """The rows of a file by entry, without the cells that hold nothing."""
    rows = parse(files.get(path, b""), FIXED).rows
    return {row["entry"]: {name: cell for name, cell in row.items() if cell} for row in rows}


def _holds_entries(path: str) -> bool:
    return len(path.split("/")) == _PARTS and path.endswith(".csv")


def _bond_and_exercise(path: str) -> tuple[str, str]:
    _, bond, name = path.split("/")
    return bond, name.removesuffix(".csv")


def _is_draft(path: str) -> bool:
    return path.split("/")[2:-1] == [drafts.FOLDER]


def _is_other(path: str) -> bool:
    """Whether it is none of those told of by name, nor a mere description of them."""
    told = _holds_entries(path) or _is_draft(path) or path == _SETTINGS
    return not told and not path.endswith(f"/{packages.NAME}")
