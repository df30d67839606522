"""What a pattern needs: words and marks without which no sentence can fit it."""

import re
from collections.abc import Iterator

from workbook.coach.groups import Groups
from workbook.coach.patterns import Part, parts

COMMON = frozenset([
    "you", "i", "it", "is", "are", "was", "were", "be", "been", "am", "not", "a", "an", "the",
    "to", "of", "in", "on", "at", "and", "but", "or", "so", "that", "this", "me", "my", "your",
    "we", "us", "our", "do", "did", "does", "have", "has", "had", "will", "would", "can", "could",
    "for", "with", "if", "when", "as",
])  # fmt: skip
"Words in so many sentences that they tell little about which patterns to try."

_SPARED = re.compile(
    r"!\([^()]*\)|\([^()]*\)[?*]"
    r"|!(?:\{[a-z:-]+\}|[a-z0-9_-]+)|(?:\{[a-z:-]+\}|[a-z0-9_-]+)[?*]"
)
"What a sentence may lack."

_DEPTHS = {"(": 1, ")": -1}


class Needs:
    """What patterns over the groups of a language need.

    A need is a word, a stem with its hyphen, the mark of a group, or a mark at the end.
    """

    def __init__(self, groups: Groups) -> None:
        """Needs in terms of these groups."""
        self._groups = groups
        self._prices: dict[frozenset[str], float] = {frozenset(): float("inf")}
        self._of_group: dict[str, frozenset[str]] = {}

    def of(self, text: str) -> tuple[frozenset[str], ...]:
        """Sets of needs, the rarest first; of each set one stands in every sentence that fits."""
        shorter = _SPARED.sub("", text)
        while shorter != text:
            text, shorter = shorter, _SPARED.sub("", shorter)
        return tuple(sorted(filter(None, self._in_turn(parts(text))), key=self._price))

    def _price(self, need: frozenset[str]) -> float:
        """How often a need is met by chance, roughly; where nothing is known, always."""
        if need not in self._prices:
            sizes = self._groups.sizes
            self._prices[need] = sum(1000 if one in COMMON else sizes.get(one, 1) for one in need)
        return self._prices[need]

    def _in_turn(self, some: list[Part]) -> Iterator[frozenset[str]]:
        """What every part that must stand asks for."""
        at = 0
        while at < len(some):
            begin, at = at, _after(some, at)
            if at < len(some) and some[at].text in ("?", "*"):
                at += 1
            elif some[begin].text == "(":
                yield self._of_branches(some[begin + 1 : at - 1])
            elif some[begin].text != "!":
                yield self._of_part(some[begin])

    def _of_branches(self, some: list[Part]) -> frozenset[str]:
        """What one of several branches asks for; nothing certain where a branch asks nothing."""
        branches: list[list[Part]] = [[]]
        depth = 0
        for part in some:
            depth += _DEPTHS.get(part.text, 0)
            if part.text == "|" and not depth:
                branches.append([])
            else:
                branches[-1].append(part)
        each = [min(self._in_turn(one), key=self._price, default=frozenset()) for one in branches]
        return frozenset().union(*each) if all(each) else frozenset()

    def _of_part(self, part: Part) -> frozenset[str]:
        if part.kind in ("word", "stem"):
            return frozenset([part.text])
        if part.kind == "mark":
            return frozenset(part.text[1:-1])
        name = part.text.strip("{}").partition(":")[0]
        if part.kind != "group" or name in self._groups.of_form:
            return frozenset()
        if name not in self._of_group:
            phrases = (phrase for _, phrase in self._groups.phrases[name])
            rarest = (min(phrase, key=COMMON.__contains__) for phrase in phrases)
            self._of_group[name] = frozenset([self._groups.of_group[name], *rarest])
        return self._of_group[name]


def _after(some: list[Part], at: int) -> int:
    """The place after the part that begins at ``at``."""
    if some[at].text == "!":
        return _after(some, at + 1)
    depth = 0
    for place in range(at, len(some)):
        depth += _DEPTHS.get(some[place].text, 0)
        if not depth:
            return place + 1
    message = f"a bracket is not closed in {' '.join(one.text for one in some)!r}"
    raise ValueError(message)
