"""How long a save takes after years of entries, against the same row kept with pandas alone.

A check-in is saved into a file that holds many: read, checked, written beside, flushed and put in
its place by us, with the lock, the snapshot and the description; read, appended to and written in
place by pandas, which is neither safe nor checked. Medians of one run, and their ratio.

    python benchmarks/saving.py
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))
from workbook.content.reading import exercise
from workbook.store import bonds, durable, entries, keeping
from workbook.store.home import Home

SIZES = (1, 365, 3_650, 10_000)
TIMES = 9
DAY = date(2026, 5, 3)


def milliseconds(work: Callable[[], object]) -> float:
    """The median time of some turns."""
    taken = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def fill(home: Home, size: int) -> Path:
    """A file of check-ins, one a day until today."""
    home.root.mkdir()
    folder, asked = bonds.folder_to_write(home, bonds.UNNAMED), exercise("checkin")
    answers = entries.check(asked, {"mood": 5, "note": "a quiet day, " * 4})
    now = datetime.now(UTC)
    moments = [now - timedelta(days=size - number) for number in range(size)]
    told = [(moment.date(), answers, moment) for moment in moments]
    with durable.locked(home.data):
        entries.add(folder, asked, told)
    return entries.path_of(folder, asked)


def with_pandas(path: Path) -> None:
    """Reads all as text, adds a row, writes all in place."""
    rows = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    row = dict.fromkeys(rows.columns, "") | {"entry": "x", "on": "2026-05-03", "mood": "5"}
    more = pd.concat([rows, pd.DataFrame([row])])
    more.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\r\n")


def main() -> None:
    """Prints one line a size."""
    with tempfile.TemporaryDirectory() as place:
        os.environ["WORKBOOK_SNAPSHOTS"] = str(Path(place) / "snapshots")
        for size in SIZES:
            home = Home(Path(place) / str(size))
            path = fill(home, size)
            copy = Path(place) / f"{size}.csv"
            copy.write_bytes(path.read_bytes())
            ours = milliseconds(
                lambda home=home: keeping.save(home, "me", exercise("checkin"), {"mood": 5}, DAY)
            )
            theirs = milliseconds(lambda copy=copy: with_pandas(copy))
            print(f"{size:>6} check-ins: {ours:6.1f} ms, pandas {theirs:6.1f} ms,", end=" ")
            print(f"ratio {ours / theirs:.1f}")


if __name__ == "__main__":
    main()
