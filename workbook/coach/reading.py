"""Reads a message: which phrases ask for another look, which are strengths, and why."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from workbook.coach.plain import sentences
from workbook.coach.quoting import quoted
from workbook.coach.rules import Rule, Rules, rules

SENTENCES_KEPT = 2000
"As somebody types, only the sentence that changed is read anew."


@dataclass(frozen=True)
class Remark:
    """What the coach says about one phrase, ``text[start:end]`` of the message.

    ``kind`` is the name of what was noticed, and ``title`` says it to a person. ``why`` says what
    the words may do to the reader, or what is good about them. ``instead`` is a kinder wording to
    try; it is empty for a strength.
    """

    kind: str
    start: int
    end: int
    why: str
    instead: str
    title: str


@dataclass(frozen=True)
class _Find:
    """A phrase from the word ``first`` to before the word ``after`` of a sentence."""

    rule: Rule
    first: int
    after: int

    def meets(self, other: "_Find") -> bool:
        return self.first < other.after and other.first < self.after

    def gives_way(self, others: Sequence["_Find"]) -> bool:
        kind = self.rule.kind
        return any(
            other.rule.kind.name in kind.beside
            or (other.rule.kind.name in kind.under and self.meets(other))
            for other in others
        )


def read(text: str) -> list[Remark]:
    """All remarks on ``text``, in the order of the phrases; none for what it only quotes.

    There is one remark for a kind and a place; remarks of several kinds may share a place. The
    offsets count the characters of ``text`` as it is given. Where the chosen language has no
    rules there are no remarks.
    """
    book = rules()
    remarks: dict[tuple[str, int, int], Remark] = {}
    quotations = quoted(text)
    for sentence in sentences(text, book.same, book.slips):
        placed = [
            (one, sentence.origin(one.first, one.after)) for one in _finds(sentence.words, book)
        ]
        said = {one: place for one, place in placed if not _touches(quotations, *place)}
        for find in _kept(list(said)):
            (start, end), rule = said[find], find.rule
            kind = rule.kind
            remarks[kind.name, start, end] = Remark(
                kind.name, start, end, rule.why, rule.instead, kind.title
            )
    return sorted(remarks.values(), key=lambda one: (one.start, one.end, one.kind))


@lru_cache(maxsize=SENTENCES_KEPT)
def _finds(sentence: tuple[str, ...], book: Rules) -> tuple[_Find, ...]:
    line = book.line(sentence)
    return tuple(
        _Find(rule, line.count(" ", 0, start), line.count(" ", 0, end))
        for rule, pattern in book.to_try(sentence)
        for start, end in rule.spans(pattern, line)
        if start < end
    )


def _kept(finds: list[_Find]) -> list[_Find]:
    """Of phrases of one kind that share words only the longest, or first; none that gives way."""
    kept: list[_Find] = []
    for one in sorted(finds, key=lambda find: (find.first - find.after, find.first)):
        if not any(one.rule.kind is other.rule.kind and one.meets(other) for other in kept):
            kept.append(one)
    return [one for one in kept if not one.gives_way(kept)]


def _touches(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a phrase meets one of the spans, which stand in order and apart."""
    near = bisect_left(spans, (end,))
    return near > 0 and spans[near - 1][1] > start
