"""The coach's rules, read from the content file of the chosen language."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from workbook import words
from workbook.coach.groups import Groups
from workbook.coach.index import Index
from workbook.coach.patterns import CLAUSE, JOINING, Pattern
from workbook.coach.plain import Slip

FILE = "coach"


@dataclass(frozen=True)
class Guard:
    """Where a phrase does not mean what it says: what stands before it, after it, or near it."""

    before: Pattern | None
    after: Pattern | None
    near: Pattern | None

    def holds(self, line: str, start: int, end: int) -> bool:
        """Whether the phrase from ``start`` to ``end`` is meant in another way."""
        return bool(
            (self.after and self.after.compiled.match(line, end))
            or (self.before and self.before.compiled.search(line, 0, start))
            or (self.near and self.near.compiled.search(line))
        )


@dataclass(frozen=True)
class Kind:
    """One kind of remark; its ``title`` names it to a person.

    It gives way to the kinds ``under`` where they lie over each other, and to the kinds
    ``beside`` where both stand in one sentence.
    """

    name: str
    title: str
    under: frozenset[str]
    beside: frozenset[str]


@dataclass(frozen=True, eq=False)
class Rule:
    """One way to say something of a kind, with what the person is told about it."""

    kind: Kind
    why: str
    instead: str
    guards: tuple[Guard, ...]

    def spans(self, pattern: Pattern, line: str) -> Iterator[tuple[int, int]]:
        """Start and end of every phrase in the line that is meant so."""
        for start, middle, end in pattern.spans(line):
            if not any(one.holds(line, start, middle) for one in self.guards):
                yield start, end


class Rules:
    """All rules of a language; patterns are tried only where a word that they need stands."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        """The rules of a content file; none where it is empty."""
        self.groups = Groups(raw.get("group", {}), raw.get("irregular", {}))
        self.same = {
            other: meant for meant, one in raw.get("same", {}).items() for other in one.split()
        }
        self.slips = {
            word: Slip(tuple(one["meant"].split()), frozenset(one["before"].split()))
            for word, one in raw.get("slips", {}).items()
        }
        self._guards = {name: self._guard(one) for name, one in raw.get("guard", {}).items()}
        self.patterns: list[tuple[Rule, Pattern]] = []
        for name, one in raw.get("kind", {}).items():
            self.patterns += self._kind(name, one)
        self._index = Index([pattern.text for _, pattern in self.patterns], self.groups)

    def line(self, sentence: Iterable[str]) -> str:
        """A sentence as patterns read it: each word with the marks of its groups."""
        marks = self.groups.marks
        out = []
        begins = True
        for word in sentence:
            out.append(f"{CLAUSE if begins else ''} {word}{marks.get(word, '')}")
            begins = word in JOINING or not word[0].isalnum()
        return "".join(out)

    def to_try(self, sentence: Iterable[str]) -> Iterator[tuple[Rule, Pattern]]:
        """The patterns that may fit a sentence of these words, in their order."""
        return (self.patterns[number] for number in self._index.to_try(sentence))

    def _kind(self, name: str, raw: Mapping[str, Any]) -> Iterator[tuple[Rule, Pattern]]:
        under, beside = (frozenset(raw.get(key, ())) for key in ("under", "beside"))
        kind = Kind(name, raw["title"], under, beside)
        shared = self._guard(raw.get("unless", {}))
        for one in raw["rule"]:
            named = one.get("guards", raw.get("guards", ()))
            rule = Rule(
                kind=kind,
                why=one.get("why", raw["why"]),
                instead=one.get("instead", raw["instead"]),
                guards=(
                    self._guard(one.get("unless", {})),
                    shared,
                    *(self._guards[guard] for guard in named),
                ),
            )
            for text in one["says"]:
                yield rule, Pattern(text, self.groups)

    def _guard(self, raw: Mapping[str, list[str]]) -> Guard:
        return Guard(
            before=self._joined(raw.get("before"), r"{}(?: ,\S*)?$"),
            after=self._joined(raw.get("after"), r"(?: ,\S*)?{}"),
            near=self._joined(raw.get("near"), "{}"),
        )

    def _joined(self, texts: list[str] | None, frame: str) -> Pattern | None:
        return Pattern(f"({'|'.join(texts)})", self.groups, frame) if texts else None


def reads_language() -> bool:
    """Whether there are rules in the chosen language; without them the coach says nothing."""
    return (words.FOLDER / words.language() / f"{FILE}.toml").is_file()


def rules() -> Rules:
    """The rules in the chosen language; none where it has no file of rules."""
    return _rules(words.language() if reads_language() else "")


@cache
def _rules(chosen: str) -> Rules:
    """The rules of one language, read at the first call."""
    return Rules(words.table(FILE, chosen) if chosen else {})
