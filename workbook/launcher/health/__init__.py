"""What ``workbook doctor`` looks at: one small check each, in plain words."""

from collections.abc import Iterator
from datetime import date

from workbook.launcher.health import (
    answers,
    beside,
    copies,
    disk,
    home_folder,
    locking,
    mending,
    notebooks,
    permissions,
    program,
    strays,
    synced,
)
from workbook.launcher.health.findings import Finding, State
from workbook.store.copies.erase import whereabouts
from workbook.store.copies.lock.lock_states import is_locked
from workbook.store.copies.snapshots.replacing import is_unfinished
from workbook.store.home import Home


def examine(home: Home) -> Iterator[Finding]:
    """Every finding about the program and this home.

    Nothing is changed, but that a snapshot which is due today is taken.
    """
    yield from program.parts()
    words = list(program.words())
    yield from words
    yield from program.helplines(date.today())  # noqa: DTZ011 - a calendar day is meant
    yield from home_folder.folder(home)
    if home.root.is_dir():
        yield from _places(home)
        if is_unfinished(home):
            yield from copies.unfinished_restore(home)
        elif home.data.is_dir() and not is_locked(home):
            readable = all(finding.state is State.FINE for finding in words)
            yield from _data(home, readable=readable)
        if home.notebooks.is_dir():
            yield from notebooks.check(home)
    yield from copies.of_no_home()


def mend(home: Home) -> Iterator[str]:
    """Mends what is safe to mend, and says each thing that was done.

    A restore that was cut off is finished before anybody looks at what it brings back.
    """
    if is_unfinished(home):
        yield from mending.mend(home, copies.unfinished_restore(home))
    yield from mending.mend(home, list(examine(home)))


def _places(home: Home) -> Iterator[Finding]:
    yield from synced.check(home)
    yield from disk.check(home)
    yield from locking.check(home)
    yield from copies.exports_within(home)


def _data(home: Home, *, readable: bool) -> Iterator[Finding]:
    """What was found in the data folder; about the answers only where the exercises are known."""
    yield from copies.check(home)
    yield from permissions.check(home, *whereabouts.folders(home))
    yield from strays.check(home)
    yield from home_folder.settings(home)
    yield from answers.format_of_files(home)
    if readable:
        yield from answers.check(home)
        yield from answers.set_aside_before(home)
        yield from beside.unread_drafts(home)
        yield from beside.descriptions(home)
        yield from beside.of_no_exercise(home)
