"""The coach beside what is being written."""

from workbook import coach
from workbook.coach import Remark
from workbook.content.tools import Coach
from workbook.pages.tools.seen import Seen
from workbook.widgets import block
from workbook.widgets.block import Piece
from workbook.words import say

_LONGEST = 80


def draw(tool: Coach, seen: Seen) -> list[Piece]:
    """The remarks on each text that it reads."""
    label = tool.label.to(seen.reader) if tool.label else say("interface.coach.title")
    pieces = [block.heading(label, 4)]
    texts = {name: text for name in tool.reads if (text := seen.words(name))}
    if not texts:
        return [*pieces, block.small(say("interface.coach.empty"))]
    for name, text in texts.items():
        if len(tool.reads) > 1:
            pieces.append(block.small(seen.exercise.question(name).label.to(seen.reader)))
        pieces += remarks(text)
    return [*pieces, *about()]


def about() -> list[Piece]:
    """What the coach is, and that it can be wrong."""
    return [block.small(say("interface.coach.about"))] if coach.reads_language() else []


def remarks(text: str) -> list[Piece]:
    """A marked copy of a text, what may want another look, and what is already kind in it.

    What wants another look comes with a wording to try; a strength needs none.
    """
    if not coach.reads_language():
        return [block.small(say("interface.coach.other-language"))]
    read = coach.read(text)
    look_again = [one for one in read if one.instead]
    strengths = [one for one in read if not one.instead]
    marked = [block.marked(_segments(text, read))] if look_again else []
    pieces = [*marked, *(_remark(one, text, n) for n, one in enumerate(look_again, 1))]
    if strengths:
        titles = dict.fromkeys(one.title for one in strengths)
        lines = [
            say("interface.coach.strength", kind=title, excerpts=_excerpts(text, strengths, title))
            for title in titles
        ]
        pieces += [block.small(say("interface.coach.strengths")), block.bullets(lines)]
    return pieces if look_again else [*pieces, block.small(say("interface.coach.nothing"))]


def _remark(remark: Remark, text: str, number: int) -> Piece:
    kind = remark.title
    excerpt = _short(text[remark.start : remark.end])
    words = [
        block.text(say("interface.coach.remark", number=number, excerpt=excerpt, kind=kind)),
        block.text(remark.why),
    ]
    if remark.instead:
        words.append(block.text(say("interface.coach.instead", instead=remark.instead)))
    return block.card(*words, tone="remark")


def _excerpts(text: str, strengths: list[Remark], title: str) -> str:
    named = [one for one in strengths if one.title == title]
    quotes = (_short(text[one.start : one.end]) for one in named)
    return ", ".join(say("interface.coach.quote", excerpt=one) for one in dict.fromkeys(quotes))


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"


def _segments(text: str, read: list[Remark]) -> list[Piece]:
    """The text in pieces, those that a remark is about marked; where two overlap, the first."""
    segments: list[Piece] = []
    at = number = 0
    for remark in read:
        again = bool(remark.instead)
        number += again
        start = max(at, remark.start)
        if start >= remark.end:
            continue
        segments.append({"text": text[at:start]})
        mark: Piece = {"tone": "again", "number": number} if again else {"tone": "kind"}
        segments.append({"text": text[start : remark.end]} | mark)
        at = remark.end
    return [one for one in [*segments, {"text": text[at:]}] if one["text"]]
