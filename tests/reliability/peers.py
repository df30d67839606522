"""The same faults put on other ways of keeping rows: what each of them loses.

``python -m tests.reliability.peers PLACE KILLS SEED`` prints its report as JSON. ``PLACE`` may
hold a folder ``disk``, a small disk of its own, to be filled.
"""

import csv
import json
import os
import random
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

import pandas as pd

from tests.reliability.disks import MANY_PAGES, fill
from tests.reliability.killing import kill_one
from tests.samples import DAY, exercise, use_content
from workbook.store import durable, entries, keeping
from workbook.store.home import Home

FILLER = '"words",\r\n' * 1_000
PROCESSES, TURNS, ROWS, TAIL = 8, 20, 10, 7


class Frame:
    """pandas: reads the file, adds a row, writes it in place."""

    name = "answers.csv"

    def __init__(self, place: Path) -> None:
        self.place, self.path = place, place / self.name

    def save(self, words: str) -> None:
        row = pd.DataFrame({"key": [words], "words": [FILLER]})
        before = [self._read()] if self.path.exists() else []
        pd.concat([*before, row]).to_csv(self.path, index=False)

    def rows(self) -> list[str]:
        read = self._read() if self.path.exists() else pd.DataFrame({"key": [], "words": []})
        return [row.key if row.words == FILLER else "torn" for row in read.itertuples()]

    def _read(self) -> pd.DataFrame:
        # Nothing but strings, and line breaks as they are: pandas at its most careful.
        with self.path.open(encoding="utf-8", newline="") as file:
            return pd.read_csv(file, dtype=str, keep_default_na=False, lineterminator=None)


class Appended(Frame):
    """The csv module: a row is added at the end of the file."""

    def save(self, words: str) -> None:
        with self.path.open("a", encoding="utf-8", newline="") as file:
            csv.writer(file).writerow([words, FILLER])

    def rows(self) -> list[str]:
        if not self.path.exists():
            return []
        with self.path.open(encoding="utf-8", newline="") as file:
            return [row[0] if row[1:] == [FILLER] else "torn" for row in csv.reader(file)]


class Database(Frame):
    """SQLite with its own settings."""

    name, mode = "answers.db", "delete"

    def save(self, words: str) -> None:
        with self._open() as base:
            base.execute("insert into answers values (?, ?)", (words, FILLER))

    def rows(self) -> list[str]:
        if not self.path.exists():
            return []
        with self._open() as base:
            return [key for key, words in base.execute("select * from answers") if words == FILLER]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=20)) as base, base:
            base.execute(f"pragma journal_mode={self.mode}")
            base.execute("create table if not exists answers (key text, words text)")
            yield base


class Logged(Database):
    """SQLite with a write-ahead log."""

    mode = "wal"


class Workbook(Frame):
    """This workbook."""

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.home, self.path = Home(place / "home"), place / "home/data/me/all.one.csv"

    def save(self, words: str) -> None:
        keeping.save(self.home, "me", exercise("all.one"), {"words": f"{words} {FILLER}"}, DAY)

    def rows(self) -> list[str]:
        loaded = entries.load(self.path.parent, exercise("all.one"))
        told = [entry.answers["words"].partition(" ") for entry in loaded.entries]
        return [key if words.strip() == FILLER.strip() else "torn" for key, _, words in told]


PEERS: dict[str, Callable[[Path], Frame]] = {
    "this workbook": Workbook, "pandas to_csv": Frame, "csv append": Appended,
    "SQLite": Database, "SQLite WAL": Logged,
}  # fmt: skip


def outcome(peer: Frame, acknowledged: list[str]) -> dict[str, int]:
    """How many acknowledged rows are gone, and whether the file can be read without a fault."""
    try:
        rows = peer.rows()
    except Exception:  # noqa: BLE001 - each has errors of its own
        return {"lost": len(acknowledged), "damaged": 1}
    return {"lost": len(set(acknowledged) - set(rows)), "damaged": int("torn" in rows)}


def killed(make: Callable[[Path], Frame], place: Path, kills: int, seed: str) -> dict[str, int]:
    """Kills a writer again and again; each time it begins with rows of its own."""
    chance, total = random.Random(seed), {"kills": kills, "lost": 0, "damaged": 0}
    for number in range(kills):
        peer = _begun(make, place / str(number))
        writes = _writes(peer, number)
        acknowledged = kill_one(writes, chance.randint(0, 2), chance.uniform(0, 0.006))
        found = outcome(peer, [*_first_rows(), *acknowledged])
        total = {key: value + found.get(key, 0) for key, value in total.items()}
    return total


def filled(make: Callable[[Path], Frame], disk: Path) -> dict[str, int]:
    """Saves on a full disk, and then with one page of room more, until it is done."""
    total = {"tries": 0, "lost": 0, "damaged": 0}
    for room in range(MANY_PAGES):
        peer = _begun(make, disk / "peer")
        filler = fill(disk, room)
        try:
            peer.save("last")
            acknowledged = ["last"]
        except Exception:  # noqa: BLE001 - each has errors of its own
            acknowledged = []
        filler.unlink()
        found = outcome(peer, [*_first_rows(), *acknowledged])
        total = {key: value + found.get(key, 1) for key, value in total.items()}
        shutil.rmtree(disk / "peer")
        if acknowledged:
            break
    return total


def crowded(make: Callable[[Path], Frame], place: Path) -> dict[str, int]:
    """Processes save at once, with no lock but what each way has of its own."""
    peer = _begun(make, place)
    told = [place / f"told-{who}" for who in range(PROCESSES)]
    for child in [_child(peer, path) for path in told]:
        os.waitpid(child, 0)
    saved = [name for path in told for name in path.read_text("ascii").split()]
    return {"saved": len(saved), **outcome(peer, [*_first_rows(), *saved])}


def _child(peer: Frame, tell: Path) -> int:
    child = os.fork()
    if child:
        return child
    with tell.open("a", encoding="ascii") as told:
        for turn in range(TURNS):
            with suppress(Exception):  # refused, and said so
                peer.save(f"{tell.name}.{turn}")
                told.write(f"{tell.name}.{turn}\n")
    os._exit(0)


def cut(make: Callable[[Path], Frame], place: Path) -> dict[str, int]:
    """The last bytes of the file are missing, as after a power cut or a bad copy."""
    peer = _begun(make, place)
    content = peer.path.read_bytes()
    peer.path.write_bytes(content[:-TAIL])
    return {"rows": ROWS, **outcome(peer, _first_rows())}


def _first_rows() -> list[str]:
    return [f"-1.{turn}" for turn in range(ROWS)]


def _begun(make: Callable[[Path], Frame], place: Path) -> Frame:
    (place / "home").mkdir(parents=True)
    peer = make(place)
    for words in _first_rows():
        peer.save(words)
    return peer


def _writes(peer: Frame, number: int) -> Iterator[str]:
    for turn in count():
        peer.save(f"{number}.{turn}")
        yield f"{number}.{turn}"


def main(place: str, kills: str, seed: str) -> None:
    """Puts every fault on every one, and reports."""
    here = Path(place)
    use_content(here / "content")
    durable.PATIENCE = 600.0  # it is about what is lost, not about how long one waits
    os.environ["WORKBOOK_SNAPSHOTS"] = str(here / "snapshots")
    report: dict[str, Any] = {}
    for name, make in PEERS.items():
        report[name] = {
            "killed": killed(make, here / "kills" / name, int(kills), seed),
            "full disk": filled(make, here / "disk") if (here / "disk").exists() else {},
            "8 at once": crowded(make, here / "crowd" / name),
            "torn tail": cut(make, here / "cut" / name),
        }
    print(json.dumps(report))


if __name__ == "__main__":
    main(*sys.argv[1:])
