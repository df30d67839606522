"""Whether the answers are locked, wholly or half-way, or open for longer than they should be."""

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from workbook.errors import WorkbookError
from workbook.launcher import running
from workbook.launcher.health.findings import (
    Finding,
    Mend,
    State,
    done,
    note,
    place,
    some,
    wrong,
)
from workbook.store import durable
from workbook.store.copies import archives
from workbook.store.copies.erase import whereabouts
from workbook.store.copies.lock import lock_states
from workbook.store.home import Home


def check(home: Home) -> Iterator[Finding]:
    """Whether answers are locked, a lock was cut off, or a workbook ended without locking again."""
    try:
        state = lock_states.state(home)
        left = list(_left(home)) if state is lock_states.State.OPEN else []
    except WorkbookError as error:
        yield Finding(State.WRONG, str(error))
        return
    if state is lock_states.State.LOCKED:
        yield note("locked")
    elif state is lock_states.State.BOTH:
        yield wrong("half-locked")
    elif lock_states.is_to_be_locked_again(home) and not running.find(home):
        yield wrong("left-open")
    yield from left


def _left(home: Home) -> Iterator[Finding]:
    """What locks and unlocks have left of open answers."""
    for aside in lock_states.asides(home):
        folder = place(home, aside.root)
        mend = Mend(partial(_remove, home, aside.root), done("aside", folder=folder))
        yield wrong("aside", mend if _is_held(home, aside) else None, folder=folder)
    locked = [place(home, path) for path in whereabouts.locked(home)]
    if locked:
        yield note("locked-copies", names=some(locked))


def _is_held(home: Home, aside: Home) -> bool:
    """Whether all that lies there lies in ``data/`` too."""
    return archives.gather(aside).items() <= archives.gather(home).items()


def _remove(home: Home, folder: Path) -> None:
    with durable.locked(home.private), durable.locked(home.data), durable.refused(folder):
        if _is_held(home, Home(folder)):
            shutil.rmtree(folder)
