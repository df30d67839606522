"""How fast the coach reads, and how well.

The time for a letter of 5,000 words that nobody has read before, as the median of some readings,
the time to the first remark in a new process, and what it takes more than splitting the letter
into words. With ``--misses`` also every labelled sentence that is read in another way.

    python benchmarks/coach.py [--misses]
"""

import argparse
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.unit.test_coach_kinds import (  # the tests hold the sentences and the measure
    kinds,
    labelled,
    measured,
    rounds,
    table,
)
from workbook.coach import read, reading

ROOT = Path(__file__).parents[1]
LETTER_WORDS = 5000
LETTER_MILLISECONDS = 50
FIRST_MILLISECONDS = 150
TIMES = 30

FIRST = """
import time
from workbook.coach import read
begin = time.perf_counter()
read("You never listen to me.")
print((time.perf_counter() - begin) * 1000)
"""


def letter(texts: list[str]) -> str:
    """A letter of 5,000 words made of some sentences, from the first again when they run out."""
    every = " ".join(texts).split()
    return " ".join((every * (LETTER_WORDS // len(every) + 1))[:LETTER_WORDS])


def milliseconds(work: Callable[[], object], times: int = TIMES) -> float:
    """The median of some runs, each as if nothing had been read before."""
    taken = []
    for _ in range(times):
        reading._finds.cache_clear()  # noqa: SLF001 - what was read before
        begin = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begin) * 1000)
    return statistics.median(taken)


def first() -> float:
    """The median time to the first remark in a new process, in milliseconds."""
    command = [sys.executable, "-c", FIRST]
    runs = [subprocess.run(command, cwd=ROOT, capture_output=True, check=True) for _ in range(7)]
    return statistics.median(float(one.stdout) for one in runs)


def speed() -> None:
    """Prints how long letters of several sorts take."""
    every = letter([one.text for one in labelled()])
    clean = letter([one.text for one in labelled() if not one.kinds])
    words = milliseconds(lambda: re.findall(r"\w+", every))
    read(every)  # the patterns are compiled
    print(f"A letter of {LETTER_WORDS} words; the aim is {LETTER_MILLISECONDS} ms")
    for name, text in (
        ("full of remarks", every),
        ("with curly quotes", every.replace("'", "’")),
        ("tempting, but clean", clean),
    ):
        taken = milliseconds(lambda text=text: read(text))
        print(f"{name:22}{taken:8.1f} ms, {taken / words:6.0f} times splitting it into words")
    print(f"{'the first remark':22}{first():8.1f} ms; the aim is {FIRST_MILLISECONDS} ms")


def misses() -> None:
    """Prints every sentence that is read in another way than it is labelled."""
    for one in labelled():
        if kinds(one.text) != one.kinds:
            found = [(mark.kind, one.text[mark.start : mark.end]) for mark in read(one.text)]
            print(f"{one.text}\n  labelled {sorted(one.kinds)}, read as {found}")


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--misses", action="store_true", help="show what is read otherwise")
    asked = parser.parse_args()
    for one in rounds():
        if "precision_at_first" in one:
            shown = f"{one['precision_at_first']:.3f}, recall {one['recall_at_first']:.3f}"
            print(f"round {one['name']} when it was read first: precision {shown}")
    print(table("All sentences today", measured(labelled())), "\n")
    speed()
    if asked.misses:
        misses()


if __name__ == "__main__":
    main()
