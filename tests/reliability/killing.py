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
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

from tests.samples import DAY, exercise, temporaries, use_content
from workbook.store import bonds, drafts, entries, keeping
from workbook.store.home import Home
from workbook.store.sheets import parse


def _one() -> Any:
    return exercise("all.one")


def _words(number: int, turn: int) -> str:
    return f"{number}.{turn} " + '"words",\r\n' * 50


def _saved(folder: Path) -> list[str]:
    loaded = entries.load(folder, _one())
    assert loaded.set_aside == [], loaded.set_aside
    return [entry.answers["words"].split()[0] for entry in loaded.entries]


def _earlier(folder: Path) -> list[str]:
    path = folder / "earlier" / "all.one.csv"
    sheet = parse(path.read_bytes() if path.exists() else b"", (*entries.FIXED, "replaced_at"))
    assert sheet.set_aside == [], sheet.set_aside
    return [row["words"].split()[0] for row in sheet.rows]


class Saves:
    """Each write is a new entry."""

    def __init__(self, home: Home) -> None:
        self.home, self.folder = home, home.data / "me"

    def writes(self, number: int) -> Iterator[str]:
        for turn in count():
            keeping.save(self.home, "me", _one(), {"words": _words(number, turn)}, DAY)
            yield f"{number}.{turn}"

    def kept(self, _: list[str]) -> list[str]:
        return _saved(self.folder)


class Edits(Saves):
    """Each write is a change of the one entry there is."""

    def writes(self, number: int) -> Iterator[str]:
        there = entries.load(self.folder, _one()).entries
        opened = there[0] if there else None
        for turn in count():
            answers = {"words": _words(number, turn)}
            opened = keeping.save(self.home, "me", _one(), answers, DAY, opened)[1]
            yield f"{number}.{turn}"

    def kept(self, _: list[str]) -> list[str]:
        current, earlier = _saved(self.folder), _earlier(self.folder)
        assert len(current) <= 1, current
        assert len(set(earlier)) == len(earlier), "an earlier version stands twice"
        return current + earlier


class Drafts(Saves):
    """Each write is a draft in place of the one before; only the newest has to be there."""

    def writes(self, number: int) -> Iterator[str]:
        for turn in count():
            folder = bonds.folder_to_write(self.home, "me")
            drafts.keep(folder, _one(), "w", DAY, {"words": _words(number, turn)}, "")
            yield f"{number}.{turn}"

    def kept(self, acknowledged: list[str]) -> list[str]:
        there = list((self.folder / "drafts").glob("*.json"))
        read = drafts.waiting(self.folder, _one())
        assert len(there) == len(read) == min(1, len(acknowledged) or len(there)), there
        newest = _order(read[0].answers["words"].split()[0]) if read else (-1, -1)
        return [one for one in acknowledged if _order(one) <= newest]


class Names(Saves):
    """Each write gives the bond another name, so that its folder moves."""

    def writes(self, number: int) -> Iterator[str]:
        naming = exercise("welcome.bond")
        bond = bonds.current(self.home)
        there = entries.load(bonds.folder(self.home, bond), naming).entries
        opened = there[-1] if there else None
        for turn in count():
            answers = {"alias": f"Rain {number}.{turn}"}
            bond, opened = keeping.save(self.home, bond, naming, answers, DAY, opened)
            yield f"{number}.{turn}"

    def kept(self, acknowledged: list[str]) -> list[str]:
        there = [path for path in self.home.data.glob("*") if path.is_dir()]
        assert len(there) <= 1, there
        bond = bonds.current(self.home)
        assert not there or bond == there[0].name, (bond, there)
        name = bonds.reader(self.home, bond).name.removeprefix("Rain ")
        return [one for one in acknowledged if _order(one) <= _order(name or "-1.-1")]


def _order(turn: str) -> tuple[int, ...]:
    return tuple(int(part) for part in turn.split("."))


WHAT: dict[str, Callable[[Home], Saves]] = {
    "saves": Saves, "edits": Edits, "drafts": Drafts, "names": Names,
}  # fmt: skip


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
    home = Home(Path(place) / "home")
    home.root.mkdir()
    usual = _usual_seconds(Path(place) / "warm", what)
    writer, chance = WHAT[what](home), random.Random(seed)
    acknowledged: list[str] = []
    report: dict[str, Any] = {"kills": 0, "lost": [], "faults": [], "cut_off": 0}
    for number in range(int(kills)):
        moment = chance.uniform(0, 1.5) * usual
        acknowledged += kill_one(writer.writes(number), chance.randint(0, 2), moment)
        report["kills"] += 1
        report["cut_off"] += bool(temporaries(home.root))
        try:
            kept = set(writer.kept(acknowledged))
            report["lost"] += [one for one in acknowledged if one not in kept]
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is in the report
            report["faults"].append(f"after kill {number}: {fault!r}")
    next(writer.writes(int(kills)))
    report["left"] = [path.name for path in temporaries(home.root)]
    report["acknowledged"] = len(acknowledged)
    print(json.dumps(report))


def _usual_seconds(place: Path, what: str) -> float:
    """How long one write takes here; on the way everything it needs is loaded."""
    place.mkdir()
    with contextlib.closing(WHAT[what](Home(place)).writes(0)) as writes:
        next(writes)
        begun = time.perf_counter()
        for _ in range(5):
            next(writes)
        return (time.perf_counter() - begun) / 5


if __name__ == "__main__":
    main(*sys.argv[1:])
