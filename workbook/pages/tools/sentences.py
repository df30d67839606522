"""Sentences that the answers make, as one types."""

from workbook.content.tools import Sentences
from workbook.pages.tools import coaching
from workbook.pages.tools.seen import Seen
from workbook.widgets import block
from workbook.widgets.block import Piece
from workbook.words import say, values_in

_ENDS = (".", "!", "?", "…", "”", ":")


def draw(tool: Sentences, seen: Seen) -> list[Piece]:
    """The sentences, to read and to copy, with the coach's remarks where it reads along."""
    label = tool.label.to(seen.reader) if tool.label else say("interface.tools.sentences")
    made = built(tool, seen)
    if not made:
        return [block.small(label), block.small(say("interface.tools.sentences-empty"))]
    pieces = [block.small(label)]
    for sentence in made:
        copied = [block.copy(say("interface.tools.copy"), sentence)] if tool.copy_offered else []
        pieces += [block.carry(sentence), *([block.row(*copied)] if copied else [])]
    if tool.coach:
        pieces += [*coaching.remarks("\n\n".join(made)), *coaching.about()]
    return pieces


def built(tool: Sentences, seen: Seen) -> list[str]:
    """The sentences in words.

    A lone one shows its gaps as an ellipsis. Of several, those stand that have no gap, each by
    itself or joined to one paragraph.
    """
    alone = len(tool.sentences) == 1
    made = []
    for sentence in tool.sentences:
        template = sentence.template(seen.reader)
        names = [name for name in values_in(template) if name != "name"]
        given = {name: words for name in names if (words := seen.words(name))}
        if given and (alone or len(given) == len(names)):
            made.append(sentence.to(seen.reader, **_parts(template, names, given)))
    return [" ".join(map(_closed, made))] if made and tool.joined else made


def _closed(sentence: str) -> str:
    """A sentence that another one may follow."""
    return sentence if sentence.endswith(_ENDS) else sentence + say("interface.tools.full-stop")


def _parts(template: str, names: list[str], given: dict[str, str]) -> dict[str, str]:
    """What goes into a sentence: an ellipsis for a gap, and no end of a sentence in its middle."""
    parts = {name: given.get(name, say("interface.tools.gap")) for name in names}
    return {
        name: part if template.endswith("{" + name + "}") else part.rstrip(".!?")
        for name, part in parts.items()
    }
