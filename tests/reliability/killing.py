"""Kills a process again and again while it writes, and looks at what is left each time.

``python -m tests.reliability.killing WHAT PLACE KILLS SEED`` prints its report as JSON. Each
victim is forked from this process, which has everything loaded, so that it writes at once. It
says what it has written only after the write has returned.
"""

import contextlib
import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.reliability.all_victims import VICTIMS
from tests.reliability.victims import Saves
from tests.samples import temporaries, use_content
from workbook.store import turns
from workbook.store.home import Home


def _victim(writes: Iterator[str], tell: int) -> None:
    try:
        for written in writes:
            os.write(tell, f"{written}\n".encode())
    finally:
        os._exit(1)  # a victim that ends by itself is a fault


def kill_one(writes: Iterator[str], turns: int, seconds: float) -> list[str]:
    """Lets a victim acknowledge some turns and write on for so long; then kills it.

    Returns all that it had acknowledged.
    """
    listen, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(listen)
        _victim(writes, tell)
    os.close(tell)
    with os.fdopen(listen) as told:
        acknowledged = [told.readline() for _ in range(turns)]
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), f"the victim ended by itself: {status}"
        return [line.strip() for line in [*acknowledged, *told] if line.endswith("\n")]


def main(what: str, place: str, kills: str, seed: str) -> None:
    """Kills, looks, and reports."""
    use_content(Path(place) / "content")
    os.environ["WORKBOOK_SNAPSHOTS"] = str(Path(place) / "snapshots")
    home = Home(Path(place) / "home")
    home.root.mkdir()
    usual = _usual_seconds(Path(place) / "warm", what)
    writer, chance = VICTIMS[what](home), random.Random(seed)
    acknowledged: list[str] = []
    report: dict[str, Any] = {"kills": 0, "lost": [], "faults": [], "cut_off": 0, "held": 0}
    for number in range(int(kills)):
        moment = chance.uniform(0, 1.5) * usual
        acknowledged += kill_one(writer.writes(number), chance.randint(0, 2), moment)
        report["kills"] += 1
        report["cut_off"] += bool(temporaries(Path(place)))
        report["held"] += os.path.lexists(home.data / turns.TURN)
        _look(writer, number, acknowledged, report)
    next(writer.writes(int(kills)))
    writer.save_once_more()
    report["left"] = [str(path.relative_to(place)) for path in temporaries(Path(place))]
    report["acknowledged"] = len(acknowledged)
    print(json.dumps(report))


def _look(writer: Saves, number: int, acknowledged: list[str], report: dict[str, Any]) -> None:
    try:
        kept = set(writer.kept(acknowledged))
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is in the report
        report["faults"].append(f"after kill {number}: {fault!r}")
    else:
        report["lost"] += [one for one in acknowledged if one not in kept]


def _usual_seconds(place: Path, what: str) -> float:
    """How long one write takes here; on the way everything it needs is loaded."""
    place.mkdir()
    with contextlib.closing(VICTIMS[what](Home(place)).writes(0)) as writes:
        next(writes)
        begun = time.perf_counter()
        for _ in range(5):
            next(writes)
        return (time.perf_counter() - begun) / 5


if __name__ == "__main__":
    main(*sys.argv[1:])
