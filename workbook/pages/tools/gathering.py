"""What is gathered from all stages: the mosaic of small brave moments, and the closing page."""

from collections.abc import Iterator

from workbook.content.dates_in_words import day
from workbook.content.model import Exercise
from workbook.content.reading import content
from workbook.content.tools import ClosingPage, Mosaic
from workbook.pages import exercise_words as worded
from workbook.pages.tools.seen import Seen
from workbook.store.entries import Entry
from workbook.widgets import block
from workbook.widgets.block import Piece
from workbook.words import found, say

MOST = 60
"Tiles that are drawn; the rest is counted."


def mosaic(tool: Mosaic, seen: Seen) -> list[Piece]:
    """A tile for each thing that was kept, in the order of the stages, all of one size."""
    label = tool.label.to(seen.reader) if tool.label else say("interface.tools.mosaic")
    tiles = list(_tiles(seen))
    if not tiles:
        return [block.heading(label, 4), block.small(say("interface.tools.mosaic-empty"))]
    more = say("interface.tools.mosaic-more", count=len(tiles) - MOST)
    return [
        block.heading(label, 4),
        block.tiles(tiles[:MOST], label),
        *([block.small(more)] if len(tiles) > MOST else []),
    ]


def _tiles(seen: Seen) -> Iterator[Piece]:
    """One tile per exercise that was done, one per win that was written down."""
    for tone, stage in enumerate(content().stages):
        for exercise in content().exercises.get(stage.id, ()):
            there = seen.elsewhere(exercise.id)
            if not there.entries:
                continue
            if exercise.id == seen.exercise.id:
                yield from _wins(there.entries[-1], exercise, tone)
                continue
            count, last = len(there.entries), day(there.entries[-1].on)
            often = "several" if count > 1 else "once"
            yield {
                "text": exercise.title.to(seen.reader),
                "small": say(f"interface.tools.mosaic-{often}", count=count, date=last),
                "tone": tone,
            }


def _wins(entry: Entry, exercise: Exercise, tone: int) -> Iterator[Piece]:
    """The rows that the person wrote."""
    for question in exercise.questions:
        for row in entry.answers[question.id] or [] if question.kind == "rows" else []:
            words = [str(cell) for cell in row.values() if cell]
            if words:
                yield {"text": words[0], "small": " · ".join(words[1:]), "tone": tone}


def closing_page(tool: ClosingPage, seen: Seen) -> list[Piece]:
    """One page: the name of the bond, the lines to carry, what was written here, the sources."""
    title = tool.label.to(seen.reader) if tool.label else say("interface.tools.page")
    carried = list(_carried(seen))
    own = [
        piece
        for question in seen.exercise.questions
        if (words := seen.words(question.id))
        for piece in (block.heading(question.label.to(seen.reader), 4), block.text(words))
    ]
    if not carried and not own:
        return [block.heading(title, 4), block.small(say("interface.tools.page-empty"))]
    about = [say("interface.stage.about-bond", name=seen.reader.name)] if seen.reader.name else []
    kept = [block.heading(say("interface.tools.page-carried"), 4), *carried] if carried else []
    return [
        block.heading(title, 3),
        *(block.small(words) for words in about),
        *own,
        *kept,
        block.small(say("interface.tools.page-sources")),
        block.bullets(found("interface.tools.articles")),
        block.print_page(say("interface.tools.print")),
    ]


def _carried(seen: Seen) -> Iterator[Piece]:
    """The line to carry of each exercise that has one, from its last entry."""
    for exercise in content().all_exercises:
        if exercise.keepsake and exercise.id != seen.exercise.id:
            saved = seen.elsewhere(exercise.id).entries
            line = worded.carried(exercise, saved[-1], seen.reader) if saved else ""
            if line:
                yield block.carry(line)
