"""Patterns over the words of a sentence, as they stand in the content file.

A sentence is one line: before every word stands a space, after it the marks of its groups. What
begins a clause has ``CLAUSE`` before its space. A pattern is written word by word:

    word        this word                    {group}       a word or phrase of a group
    stem-       a word that begins so        {group:past}  in this form: base, past, ing
    -ending     a word that ends so          {past}        any verb of the past
    _           any word                     ^  $          where a clause begins, or ends
    ..          up to two words              @             where the sentence begins
    ...         up to five words             ,             a comma, colon or dash
    ....        up to twelve, with commas    {?} {!} {.}   such a mark at the end
    (a|b c)     one of these                 x?  x*        perhaps, or any number of times
    !x          here x does not follow       >             from here words are only shown
"""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from workbook.coach.forms import PAST
from workbook.coach.groups import Groups

CLAUSE = "\x01"
JOINING = ("and", "but", "so", "because", "or", "then", "well", "though")
"Words after which a clause may begin."

_PART = re.compile(
    r"(?P<word>[a-z0-9]+(?!-|[a-z0-9]))|(?P<sign>[()|^$!,?*_>@])|(?P<gap>\.{2,4})"
    r"|(?P<group>\{[a-z-]+(?::[a-z]+)?\})|(?P<stem>[a-z0-9]+-)|(?P<ending>-[a-z]+)"
    r"|(?P<mark>\{[?!.]\})|(?P<space>\s+)|(?P<odd>.)"
)
_WORD = r"(?: [^\W_]\S*+)"
_SIGNS = {
    "(": "(?:",
    "^": f"(?<={CLAUSE})",
    "$": rf"(?=(?: [,.?!]| (?:{'|'.join(JOINING)})\b|$))",
    ",": r"(?: ,\S*+)",
    "_": _WORD,
    "@": rf"(?<=\A{CLAUSE})",
    ">": "(?P<more>)",
    "!": "(?!",
}
"What a sign stands for; the others stand for themselves."

_BEGINS = {"^": CLAUSE, "@": rf"\A{CLAUSE}"}
"The same where a pattern begins; a letter is found faster than what asks to look back."

_GAPS = {
    "..": f"(?:{_WORD}){{0,2}}?",
    "...": f"(?:{_WORD}){{0,5}}?",
    "....": f"(?:{_WORD}| ,\\S*+){{0,12}}?",
}


class Part(NamedTuple):
    """One word or sign of a pattern."""

    kind: str
    text: str


def parts(text: str) -> list[Part]:
    """The parts of a pattern; raises ``ValueError`` where it cannot be read."""
    found = [Part(one.lastgroup or "", one[0]) for one in _PART.finditer(text)]
    for one in found:
        if one.kind == "odd":
            message = f"{one.text!r} means nothing in the pattern {text!r}"
            raise ValueError(message)
    return [one for one in found if one.kind != "space"]


class Pattern:
    """One pattern; it is compiled when it is first tried."""

    def __init__(self, text: str, groups: Groups, frame: str = "{}") -> None:
        """A pattern; where it stands for ``{}`` in a ``frame``, the whole is compiled."""
        self.text = text
        self._groups = groups
        self._frame = frame

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The regular expression over a line."""
        return re.compile(self._frame.replace("{}", "".join(self._expression())))

    def spans(self, line: str) -> Iterator[tuple[int, int, int]]:
        """Start, middle and end of every phrase; what stands after it begins in the middle."""
        more = "more" in self.compiled.groupindex
        for found in self.compiled.finditer(line):
            start, end = found.span()
            yield start, found.start("more") if more else end, end

    def _expression(self) -> Iterator[str]:
        denied = False
        brackets: list[bool] = []
        for number, part in enumerate(parts(self.text)):
            yield self._piece(part) if number else _BEGINS.get(part.text) or self._piece(part)
            if part.text == "(":
                brackets.append(denied)
                denied = False
            elif part.text == "!":
                denied = True
            elif denied or (part.text == ")" and brackets.pop()):
                yield ")"
                denied = False

    def _piece(self, part: Part) -> str:
        kind, text = part
        if kind == "group":
            name, _, form = text.strip("{}").partition(":")
            return self._any_verb(name) if name in self._groups.of_form else self._group(name, form)
        return {
            "word": rf"(?: {text}\b\S*+)",
            "sign": _SIGNS.get(text, text),
            "gap": _GAPS.get(text, ""),
            "stem": f"(?: {text[:-1]}\\S*+)",
            "ending": rf"(?: [a-z]+{text[1:]}\b\S*+)",
            "mark": rf"(?: \{text[1:-1]}\S*+)",
        }[kind]

    def _any_verb(self, form: str) -> str:
        regular = r"[a-z]+ed\b|" if form == PAST else ""
        return rf"(?: (?:{regular}[^ ]*{self._groups.of_form[form]})\S*+)"

    def _group(self, name: str, form: str) -> str:
        mark = self._groups.of_group[name]
        of_form = self._groups.of_form.get(form, "")
        ahead = f"(?=[^ {of_form}]*{of_form})" if of_form else ""
        several = [
            "".join(rf" {word}\b\S*+" for word in phrase)
            for kind, phrase in self._groups.phrases[name]
            if form in ("", kind)
        ]
        return f"(?:{'|'.join([*several, f' {ahead}[^ {mark}]*{mark}'])}\\S*+)"
