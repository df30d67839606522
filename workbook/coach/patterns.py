"""Patterns over the words of a sentence, as they stand in the content file.

A sentence is one line: before every word stands a space, after it the marks of its groups. What
begins a clause has ``CLAUSE`` before its space. A pattern is written word by word:

    word        this word                    {group}       a word or phrase of a group
    stem-       a word that begins so        {group:past}  in this form: base, past, ing
    -ending     a word that ends so          {past}        any verb of the past
    _           any word                     ^  $          where a clause begins, or ends
    ..          up to two words              ,             a comma, colon or dash
    ...         up to five words             {?}           a question mark
    ....        up to twelve, with commas    !x            here x does not follow
    (a|b c)     one of these                 x?  x*        perhaps, or any number of times
    @           where the sentence begins
    >           the words from here are shown, but what stands after a phrase begins here
"""

import re
from collections.abc import Iterator
from functools import cached_property

from workbook.coach.forms import PAST
from workbook.coach.groups import Groups

CLAUSE = "\x01"
JOINING = ("and", "but", "so", "because", "or", "then", "well", "though")
"Words after which a clause may begin."

COMMON = frozenset(
    "you i it is are was were be been am not a an the to of in on at and but or so that this me my "
    "your we us our do did does have has had will would can could for with if when as".split()
)
"Words in so many sentences that they tell little about which patterns to try."

_PART = re.compile(
    r"\{(?P<group>[a-z-]+)(?::(?P<form>[a-z]+))?\}|\{(?P<mark>[?!.])\}|(?P<gap>\.{2,4})"
    r"|(?P<stem>[a-z0-9]+)-|-(?P<ending>[a-z]+)|(?P<word>[a-z0-9]+)|(?P<sign>[()|^$!,?*_>@])|(?P<space>\s+)|(?P<odd>.)"
)
_WORD = r"(?: [^\W_]\S*+)"
_SIGNS = {
    "(": "(?:",
    ")": ")",
    "|": "|",
    "?": "?",
    "*": "*",
    "^": f"(?<={CLAUSE})",
    "$": rf"(?=(?: [,.?!]| (?:{'|'.join(JOINING)})\b|$))",
    ",": r"(?: ,\S*+)",
    "_": _WORD,
    "@": rf"(?<=\A{CLAUSE})",
    ">": "(?P<more>)",
    "!": "",
}
_GAPS = {
    "..": f"(?:{_WORD}){{0,2}}?",
    "...": f"(?:{_WORD}){{0,5}}?",
    "....": f"(?:{_WORD}| ,\\S*+){{0,12}}?",
}


class Pattern:
    """One pattern; it is compiled when it is first tried.

    What it needs are words, stems with a hyphen, and marks of groups and signs.
    """

    def __init__(self, text: str, groups: Groups, frame: str = "{}") -> None:
        self.text = text
        self._groups = groups
        self._frame = frame

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The regular expression over a line."""
        return re.compile(self._frame.replace("{}", self._expression()))

    def _expression(self) -> str:
        out: list[str] = []
        negated = False
        depth_negated: list[bool] = []
        for part in _PART.finditer(self.text):
            if part["space"]:
                continue
            if part["odd"]:
                message = f"no pattern: {self.text!r}"
                raise ValueError(message)
            sign = part["sign"]
            if sign == "!":
                out.append("(?!")
                negated = True
                continue
            out.append(self._piece(part))
            if sign == "(":
                depth_negated.append(negated)
                negated = False
            elif (sign == ")" and depth_negated.pop()) or negated:
                out.append(")")
                negated = False
        return "".join(out)

    def _piece(self, part: re.Match[str]) -> str:
        if part["sign"]:
            return _SIGNS[part["sign"]]
        if part["gap"]:
            return _GAPS[part["gap"]]
        if part["mark"]:
            return rf"(?: \{part['mark']}\S*+)"
        if part["stem"]:
            return f"(?: {part['stem']}\\S*+)"
        if part["ending"]:
            return rf"(?: [a-z]+{part['ending']}\b\S*+)"
        if part["word"]:
            return rf"(?: {part['word']}\b\S*+)"
        return self._group(part["group"], part["form"])

    def _group(self, name: str, form: str | None) -> str:
        groups = self._groups
        if name in groups.of_form:
            regular = r"[a-z]+ed\b|" if name == PAST else ""
            return rf"(?: (?:{regular}[^ ]*{groups.of_form[name]})\S*+)"
        mark = groups.of_group[name]
        single = f" [^ {mark}]*{mark}\\S*+"
        if form:
            of_form = groups.of_form[form]
            single = f" (?=[^ {of_form}]*{of_form})[^ {mark}]*{mark}\\S*+"
        several = [
            "".join(rf" {word}\b\S*+" for word in phrase)
            for kind, phrase in groups.phrases[name]
            if form in (None, kind)
        ]
        return f"(?:{'|'.join([*several, single])})"

    def spans(self, line: str) -> Iterator[tuple[int, int, int]]:
        """Start, middle and end of every phrase; what stands after it begins in the middle."""
        more = "more" in self.compiled.groupindex
        for found in self.compiled.finditer(line):
            start, end = found.span()
            yield start, found.start("more") if more else end, end

    @cached_property
    def needs(self) -> tuple[frozenset[str], ...]:
        """Sets of words, the rarest first; of each set one stands in every fitting sentence."""
        parts = [part for part in _PART.finditer(self.text) if not part["space"]]
        return tuple(sorted(filter(None, self._needs(parts)), key=self._price))

    def _price(self, needs: frozenset[str]) -> float:
        """How often a need is met by chance, roughly; where nothing is known, always."""
        sizes = self._groups.sizes
        return sum(1000 if one in COMMON else sizes.get(one, 1) for one in needs) or float("inf")

    def _needs(self, parts: list[re.Match[str]]) -> Iterator[frozenset[str]]:
        """What every part that must stand asks for."""
        at = 0
        while at < len(parts):
            begin, at = at, _after(parts, at)
            optional = at < len(parts) and parts[at]["sign"] in ("?", "*")
            one = parts[begin]
            if optional:
                at += 1
            elif one["sign"] == "!":
                continue
            elif one["sign"] == "(":
                yield self._needs_of_one(parts[begin + 1 : at - 1])
            elif one["group"] or one["mark"] or one["stem"] or one["word"]:
                yield self._needs_of_part(one)

    def _needs_of_one(self, parts: list[re.Match[str]]) -> frozenset[str]:
        """What one of several branches asks for; nothing certain where a branch asks nothing."""
        branches: list[list[re.Match[str]]] = [[]]
        depth = 0
        for part in parts:
            depth += {"(": 1, ")": -1}.get(part["sign"] or "", 0)
            if part["sign"] == "|" and not depth:
                branches.append([])
            else:
                branches[-1].append(part)
        each = [min(self._needs(one), key=self._price, default=frozenset()) for one in branches]
        return frozenset().union(*each) if all(each) else frozenset()

    def _needs_of_part(self, part: re.Match[str]) -> frozenset[str]:
        if part["mark"]:
            return frozenset(part["mark"])
        if part["stem"]:
            return frozenset([f"{part['stem']}-"])
        if part["word"]:
            return frozenset([part["word"]])
        name = part["group"]
        if name in self._groups.of_form:
            return frozenset()
        rarest = (min(phrase, key=_common) for _, phrase in self._groups.phrases[name])
        return frozenset([self._groups.of_group[name], *rarest])


def _after(parts: list[re.Match[str]], at: int) -> int:
    """The place after the part that begins at ``at``."""
    if parts[at]["sign"] == "!":
        return _after(parts, at + 1)
    if parts[at]["sign"] != "(":
        return at + 1
    depth = 0
    for place in range(at, len(parts)):
        depth += {"(": 1, ")": -1}.get(parts[place]["sign"] or "", 0)
        if not depth:
            return place + 1
    message = "a bracket is not closed"
    raise ValueError(message)


def _common(word: str) -> bool:
    return word in COMMON
