"""Tools of a log: one tap for an entry, counts by week, a jar to draw from."""

import random
from collections import Counter
from datetime import date, timedelta

from workbook.content.dates_in_words import day, short_day
from workbook.content.tools import Counts, Jar, Taps
from workbook.pages.tools.seen import Seen
from workbook.widgets import block
from workbook.widgets.block import Piece
from workbook.words import say

WEEKS = 6
"Weeks that the counts show, this one last."


def taps(tool: Taps, seen: Seen, tapped: str = "") -> list[Piece]:
    """A button per option; ``tapped`` names the option whose entry can still be undone."""
    question = seen.exercise.question(tool.question)
    buttons = [
        block.button(option.label.to(seen.reader), f"tap:{option.id}", "secondary")
        for option in question.options
    ]
    label = tool.label.to(seen.reader) if tool.label else say("interface.tools.taps")
    pieces = [block.small(label), block.row(*buttons)]
    if tapped:
        name = question.in_words(tapped, seen.reader)
        undo = block.button(say("interface.tools.undo"), "undo")
        pieces.append(block.row(block.small(say("interface.tools.tapped", name=name)), undo))
    return pieces


def counts(tool: Counts, seen: Seen) -> list[Piece]:
    """How often each kind was noted, in each of the last weeks; kinds never noted are left out."""
    question = seen.exercise.question(tool.question)
    label = tool.label.to(seen.reader) if tool.label else say("interface.tools.counts")
    noted = [(one.on, kind) for one in seen.entries if (kind := one.answers[tool.question])]
    if not noted:
        return [block.heading(label, 4), block.small(say("interface.tools.counts-empty"))]
    this_week = _monday(date.today())  # noqa: DTZ011 - the person's own calendar week
    weeks = [this_week - timedelta(weeks=back) for back in reversed(range(WEEKS))]
    counted = Counter((_monday(on), kind) for on, kind in noted)
    rows = [
        (option.label.to(seen.reader), [counted[week, option.id] for week in weeks])
        for option in question.options
    ]
    shown = [row for row in rows if any(row[1])]
    columns = [say("interface.tools.week-of"), *map(short_day, weeks)]
    table = [block.grid(columns, shown, label)] if shown else []
    all_told = say("interface.tools.counts-said", count=len(noted), first=day(min(noted)[0]))
    return [block.heading(label, 4), *table, block.small(all_told)]


def jar(tool: Jar, seen: Seen, drawn: str = "") -> list[Piece]:
    """A line that was saved, and a way to draw another."""
    label = tool.label.to(seen.reader) if tool.label else say("interface.tools.jar")
    lines = in_the_jar(tool, seen)
    if not lines:
        return [block.heading(label, 4), block.small(say("interface.tools.jar-empty"))]
    again = say("interface.tools.jar-again" if drawn else "interface.tools.jar-draw")
    carried = [block.carry(drawn)] if drawn in lines else []
    return [
        block.heading(label, 4),
        block.small(say("interface.tools.jar-holds", count=len(lines))),
        *carried,
        block.row(block.button(again, "draw", "secondary")),
    ]


def in_the_jar(tool: Jar, seen: Seen) -> list[str]:
    """Every saved line, in order of saving."""
    cells = [one.answers[name] for one in seen.entries for name in tool.questions]
    return [cell for cell in cells if cell]


def draw_from(lines: list[str], before: str) -> str:
    """One line at random; not the one drawn before, where there is another."""
    others = [line for line in lines if line != before] or lines
    return random.choice(others)  # noqa: S311 - a slip of paper from a jar, no secret


def _monday(of: date) -> date:
    return of - timedelta(days=of.weekday())
