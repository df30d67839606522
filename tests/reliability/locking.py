"""Kills a process again and again while it locks and unlocks, and looks at what is left each time.

``python -m tests.reliability.locking PLACE KILLS SEED`` prints its report as JSON.
"""

import json
import os
import random
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.locking import PASSPHRASE, everything, use_quick_cipher, versions, write_everything
from tests.reliability.killing import kill_one
from tests.samples import temporaries, use_content
from workbook.store.copies.lock import encryption, lock_states
from workbook.store.copies.lock.lock_states import State
from workbook.store.home import Home


def turns(home: Home) -> Iterator[str]:
    """Unlocks what is locked and locks what is open, for ever; each turn is told."""
    for turn in count():
        if lock_states.is_locked(home):
            encryption.unlock(home, PASSPHRASE)
        else:
            encryption.lock(home, PASSPHRASE)
        yield str(turn)


def main(place: str, kills: str, seed: str) -> None:
    """Kills, looks, and reports."""
    use_content(Path(place) / "content")
    use_quick_cipher(pytest.MonkeyPatch())
    os.environ["WORKBOOK_SNAPSHOTS"] = str(Path(place) / "snapshots")
    home, chance = write_everything(Home(Path(place) / "home")), random.Random(seed)
    before = everything(home)
    usual = _usual_seconds(home)
    report: dict[str, Any] = {"kills": 0, "lost": [], "unfinished": 0, "turns": 0}
    for _ in range(int(kills)):
        told = kill_one(turns(home), chance.randint(0, 1), chance.uniform(0, 1.5) * usual)
        report["kills"] += 1
        report["turns"] += len(told)
        report["unfinished"] += lock_states.state(home) is State.BOTH or bool(
            temporaries(Path(place))
        )
        report["lost"] += [path for path, _ in set(before.items()) - versions(home, PASSPHRASE)]
    last = turns(home)
    next(last)
    if lock_states.is_locked(home):
        next(last)
    report["lost"] += [] if everything(home) == before else ["at the end"]
    report["left"] = [path.name for path in temporaries(Path(place))]
    print(json.dumps(report))


def _usual_seconds(home: Home) -> float:
    """How long one turn takes here; on the way everything it needs is loaded."""
    begun, twice = time.perf_counter(), turns(home)
    next(twice), next(twice)
    return (time.perf_counter() - begun) / 2


if __name__ == "__main__":
    main(*sys.argv[1:])
