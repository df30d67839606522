"""Which patterns may fit a sentence, found by its words before any pattern is tried."""

from collections import defaultdict
from collections.abc import Iterable

from workbook.coach.groups import Groups
from workbook.coach.needs import Needs


class Index:
    """Patterns by what they need.

    Every set of words of which a pattern needs one is a bit. A sentence meets a pattern's needs
    where it has all its bits; only patterns whose rarest need is met are looked at.
    """

    def __init__(self, patterns: Iterable[str], groups: Groups) -> None:
        """An index of patterns, each known by its number."""
        self._marks = groups.marks
        needs = Needs(groups)
        bits: dict[frozenset[str], int] = {}
        self._rarest: dict[str, list[int]] = defaultdict(list)
        self._needed: list[int] = []
        for number, pattern in enumerate(patterns):
            needed = 0
            rarest, *others = needs.of(pattern)
            for need in (rarest, *others):
                needed |= bits.setdefault(need, 1 << len(bits))
            self._needed.append(needed)
            for word in rarest:
                self._rarest[word].append(number)
        self._met: dict[str, int] = defaultdict(int)
        for need, bit in bits.items():
            for word in need:
                self._met[word] |= bit
        self._stems = [word for word in self._met if word.endswith("-")]
        self._known: dict[str, tuple[int, tuple[int, ...]]] = {}

    def to_try(self, sentence: Iterable[str]) -> list[int]:
        """The numbers of the patterns that may fit a sentence of these words, in order."""
        met = 0
        numbers: set[int] = set()
        for word in sentence:
            bits, some = self._known.get(word) or self._look_up(word)
            met |= bits
            numbers.update(some)
        needed = self._needed
        return sorted([number for number in numbers if needed[number] & met == needed[number]])

    def _look_up(self, word: str) -> tuple[int, tuple[int, ...]]:
        """The bits that a word meets, and the patterns it is the rarest need of."""
        stems = (stem for stem in self._stems if word.startswith(stem[:-1]))
        names = [word, *self._marks.get(word, ""), *stems]
        met = 0
        for name in names:
            met |= self._met.get(name, 0)
        found = (met, tuple(number for name in names for number in self._rarest.get(name, ())))
        self._known[word] = found
        return found
