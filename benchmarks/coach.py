"""How well and how fast the coach reads.

Prints precision and recall for every kind and over all, for each set of labelled sentences, and
the time for a letter of 5,000 words that nobody has read before. The rules have been mended with
these sentences in view: how they did on sentences that were new to them stands at the head of
tests/data/coach_sentences.toml.

    python benchmarks/coach.py [--misses]
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.unit.test_coach import (  # the tests hold the sentences and the measure
    KINDS,
    LETTER_WORDS,
    Labelled,
    kinds,
    labelled,
    letter,
    measured,
    phrases,
    seconds,
)


def table(name: str, some: list[Labelled]) -> None:
    """Prints the measure of every kind over some sentences."""
    found = measured(some)
    print(f"\n{name}: {len(some)} sentences")
    print(f"{'':22}precision  recall  right  wrong  missed")
    for kind in [*KINDS, "all"]:
        one = found[kind]
        print(
            f"{kind:22}{one.precision:9.3f}{one.recall:8.3f}"
            f"{one.right:7}{one.wrong:7}{one.missed:8}"
        )


def misses() -> None:
    """Prints every sentence that is read in another way than it is labelled."""
    for one in labelled():
        if kinds(one.text) != one.kinds:
            print(f"{one.text}\n  labelled {sorted(one.kinds)}, read as {phrases(one.text)}")


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--misses", action="store_true", help="show what is read otherwise")
    asked = parser.parse_args()
    for name in dict.fromkeys(one.set for one in labelled()):
        table(name, [one for one in labelled() if one.set == name])
    table("all", labelled())
    if asked.misses:
        misses()
    dense = letter(labelled())
    clean = letter([one for one in labelled() if not one.kinds])
    print(f"\nA letter of {LETTER_WORDS} words, shortest of 20 readings")
    for name, text in (
        ("nothing but remarks", dense),
        ("with curly quotes", dense.replace("'", "’")),
        ("tempting, but clean", clean),
    ):
        print(f"{name:22}{seconds(text, times=20) * 1000:9.1f} ms")


if __name__ == "__main__":
    main()
