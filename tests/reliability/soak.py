"""The long run: kills, mutated files, crowds, kernels, full disks, and the same for peers.

``python -m tests.reliability.soak [--seed N] [--share F] [--report FILE]`` prints what it counted
as tables, and ends with 1 where anything was lost. ``--share 0.1`` does a tenth of it.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.reliability import crowding, kernels
from tests.reliability.all_victims import VICTIMS
from tests.reliability.disks import small_disk
from tests.reliability.without_locks import can_be_had, environment
from tests.samples import REAL, content_folder, temporaries, use_content
from workbook.store.home import Home

KILLS = dict.fromkeys(VICTIMS, 100) | dict.fromkeys(("saves", "edits", "drafts", "names"), 250)
KILLS_WHILE_LOCKING = 60
FILES, PROCESSES, TURNS, KERNELS, KERNEL_TURNS, PEER_KILLS = 10_000, 8, 500, 8, 50, 60


@dataclass
class Soak:
    """One long run: what was counted so far, and what went wrong."""

    seed: int
    share: float
    lines: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def many(self, number: int) -> int:
        """A part of a number, as the share asks, at least 1."""
        return max(1, round(number * self.share))

    def tell(self, line: str = "") -> None:
        """A line of the report; it is printed at once."""
        self.lines.append(line)
        print(line, flush=True)

    def title(self, title: str, *columns: str) -> None:
        """The head of a table."""
        self.tell(f"\n### {title}\n")
        self.tell(f"| {' | '.join(columns)} |")
        self.tell("|" + " --- |" * len(columns))

    def row(self, *cells: object) -> None:
        """A row of a table."""
        self.tell(f"| {' | '.join(str(cell) for cell in cells)} |")

    def fault(self, *faults: object) -> None:
        """What must not be."""
        self.faults += [str(fault) for fault in faults]


def kills(soak: Soak) -> None:
    """Kills a writer at random moments, on every way of writing."""
    soak.title("Killed while writing", "what", "kills", "in mid-write", "acknowledged", "lost",
               "unreadable", "left over")  # fmt: skip
    total = 0
    for what, number in KILLS.items():
        report = _program("killing", what, "PLACE", soak.many(number), soak.seed)
        total += report["kills"]
        soak.row(what, report["kills"], report["cut_off"], report["acknowledged"],
                 len(report["lost"]), len(report["faults"]), len(report["left"]))  # fmt: skip
        soak.fault(*report["lost"], *report["faults"], *report["left"])
    report = _program("locking", "PLACE", soak.many(KILLS_WHILE_LOCKING), soak.seed)
    total += report["kills"]
    soak.row("lock and unlock", report["kills"], report["unfinished"], report["turns"],
             len(report["lost"]), 0, len(report["left"]))  # fmt: skip
    soak.fault(*report["lost"], *report["left"])
    soak.tell(f"\n{total} kills in all.")


def files(soak: Soak) -> None:
    """Reads mutated files and saves into them."""
    report = _program("trying", "PLACE", soak.many(FILES), soak.seed)
    soak.title("Mutated files", "files", "untouched rows read", "saved into", "refused", "faults")
    soak.row(report["files"], report["rows"], report["saved"], report["refused"],
             len(report["faults"]))  # fmt: skip
    soak.fault(*report["faults"])


def crowds(soak: Soak) -> None:
    """Lets processes and kernels save at once."""
    soak.title("At once", "who", "each saves", "lost", "left over", "seconds")
    for who, error in (("processes", ""), ("processes, without locks", "ENOLCK")):
        if error and not can_be_had():
            continue
        with _place() as place:
            turns = soak.many(TURNS if not error else TURNS // 5)
            begun = time.monotonic()
            met = environment(place, error) if error else None
            crowding.save_at_once(place, PROCESSES, turns, met)
            use_content(place / "content")
            lost = crowding.missing(Home(place / "home"), PROCESSES, turns)
            _row_of_crowd(soak, f"{PROCESSES} {who}", turns, lost, place, begun)
    use_content(REAL.parent)
    with _place() as place:
        home, turns, begun = Home(place / "home"), soak.many(KERNEL_TURNS), time.monotonic()
        soak.fault(*kernels.save_at_once(home, KERNELS, turns))
        lost = kernels.missing(home, KERNELS, turns)
        _row_of_crowd(soak, f"{KERNELS} Jupyter kernels", turns, lost, place, begun)


def _row_of_crowd(
    soak: Soak, who: str, turns: int, lost: list[str], place: Path, begun: float
) -> None:
    left = temporaries(place)
    soak.row(who, turns, len(lost), len(left), round(time.monotonic() - begun))
    soak.fault(*lost, *left)


def refusals(soak: Soak) -> None:
    """A full disk at every call, and all else that refuses: the tests themselves."""
    tests = [
        f"tests/reliability/test_{name}.py" for name in ("full_disk", "refusals", "in_the_way")
    ]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *tests],
        cwd=crowding.ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    soak.tell("\n### Refused\n")
    soak.tell(
        "A full disk at every call of every action, a folder that may only be read, and more:"
    )
    soak.tell(done.stdout.strip().splitlines()[-1])
    soak.fault(*([done.stdout[-2_000:]] if done.returncode else []))


def peers(soak: Soak) -> None:
    """The same faults on other ways of keeping rows."""
    report = _program("peers", "PLACE", soak.many(PEER_KILLS), soak.seed, disk=True)
    faults = ("killed", "full disk", "8 at once", "torn tail")
    soak.title("Peers: acknowledged rows lost, and files torn or unreadable", "way", *faults)
    for way, told in report.items():
        soak.row(way, *(_cell(told[fault]) for fault in faults))


def _cell(told: dict[str, int]) -> str:
    if not told:
        return "not tried"
    tried, number = next(iter(told.items()))
    return f"{told['lost']} lost, {told['damaged']} torn ({tried}: {number})"


def _program(name: str, *given: object, disk: bool = False) -> dict[str, Any]:
    """The report of another process, in whose arguments PLACE is a folder made for it."""
    with _place() as place, ExitStack() as mounted:
        if disk:
            (place / "disk").mkdir()
            if not mounted.enter_context(small_disk(place / "disk")):
                (place / "disk").rmdir()
        arguments = [str(place) if one == "PLACE" else str(one) for one in given]
        done = subprocess.run(
            [sys.executable, "-m", f"tests.reliability.{name}", *arguments],
            cwd=crowding.ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
    if done.returncode:
        sys.exit(f"{name} {' '.join(arguments)} ended by itself:\n{done.stderr}")
    report: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return report


@contextmanager
def _place() -> Iterator[Path]:
    """A folder of its own, with the small content in it."""
    with tempfile.TemporaryDirectory(prefix="workbook-soak-", ignore_cleanup_errors=True) as made:
        content_folder(Path(made))
        yield Path(made)


def main(arguments: list[str]) -> int:
    """Runs all of it, and says whether all is well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=20260503)
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--report", type=Path, help="also write it to this file")
    asked = parser.parse_args(arguments)
    soak, begun = Soak(asked.seed, asked.share), time.monotonic()
    soak.tell(f"Soak of {datetime.now(UTC):%Y-%m-%d}, seed {soak.seed}, {os.cpu_count()} cores.")
    with tempfile.TemporaryDirectory(prefix="workbook-soak-") as elsewhere:
        for name in ("WORKBOOK_SNAPSHOTS", "IPYTHONDIR", "JUPYTER_RUNTIME_DIR"):
            os.environ[name] = str(Path(elsewhere) / name)
        for part in (kills, files, crowds, refusals, peers):
            part(soak)
    soak.tell(f"\n{len(soak.faults)} faults, {round((time.monotonic() - begun) / 60)} minutes.")
    for fault in soak.faults:
        soak.tell(f"- {fault}")
    if asked.report:
        asked.report.write_text("\n".join(soak.lines) + "\n", "utf-8")
    return 1 if soak.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
