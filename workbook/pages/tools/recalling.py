"""What was written elsewhere, brought back to where it is needed."""

from workbook.content.reading import content
from workbook.content.tools import Recall, RevealTool
from workbook.pages import languages
from workbook.pages.care import lines_of
from workbook.pages.tools.seen import Seen
from workbook.widgets import block
from workbook.widgets.block import Piece
from workbook.words import say


def recall(tool: Recall, seen: Seen) -> list[Piece]:
    """The last saved answers of another exercise, or the way to it where there are none."""
    there = seen.elsewhere(tool.exercise)
    title = tool.label.to(seen.reader) if tool.label else there.exercise.title.to(seen.reader)
    names = tool.questions or tuple(one.id for one in there.exercise.questions)
    told: list[Piece] = []
    for name in names:
        question, answer = there.exercise.question(name), there.answers.get(name)
        if answer is not None:
            label = [block.small(question.label.to(seen.reader))] if len(names) > 1 else []
            told += [*label, block.bullets(lines_of(question, answer, seen.reader))]
    if not told:
        otherwise = say("interface.tools.recall-empty", title=there.exercise.title.to(seen.reader))
        words = tool.empty.to(seen.reader) if tool.empty else otherwise
        told = [block.text(words), *_way(tool, seen)]
    return [block.card(block.heading(title, 4), *told)]


def _way(tool: Recall, seen: Seen) -> list[Piece]:
    """The link to the page where it is asked."""
    here, there = (
        content().stage(content().stage_of(name)) for name in (seen.exercise.id, tool.exercise)
    )
    if not here or not there:
        return []
    return [block.row(block.link(there.title, **languages.way(seen.home, here, there)))]


def reveal(tool: RevealTool, seen: Seen) -> list[Piece]:
    """What the chosen card kept back, folded away, once one's own words stand there."""
    chosen = seen.answers.get(tool.cards) or []
    deck = seen.exercise.question(tool.cards)
    kept_back = [one for card in deck.options if card.id in chosen for one in card.reveal]
    if not kept_back:
        return []
    if not seen.words(tool.once):
        return [block.small(say("interface.tools.reveal-first"))]
    inside = [
        piece
        for one in kept_back
        for piece in (block.small(one.label.to(seen.reader)), block.text(one.text.to(seen.reader)))
    ]
    title = tool.label.to(seen.reader) if tool.label else say("interface.tools.reveal")
    return [block.fold(title, *inside, key=f"reveal-{'-'.join(chosen)}")]
