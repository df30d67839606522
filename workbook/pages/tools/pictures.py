"""Pictures of the answers as they stand: a line through time, weights, then and now."""

import re
from typing import Any

from workbook.content.tools import Compare, LineTool, Pair, WeightsTool
from workbook.pages.tools.seen import Seen
from workbook.widgets import block
from workbook.widgets.block import Piece
from workbook.words import say

_YEAR = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2]))?\b")


def line(tool: LineTool, seen: Seen) -> list[Piece]:
    """The rows that have a closeness, from left to right in time, with what happened."""
    rows = seen.answers.get(tool.rows) or []
    told = [
        {"x": _text(row[tool.x]), "y": row[tool.y], "text": _text(row[tool.text])}
        for row in rows
        if row[tool.y] is not None
    ]
    points = in_time(told)
    heading = _label(tool, seen, say("interface.tools.line"))
    if not points:
        return [*heading, block.small(say("interface.tools.line-empty"))]
    question = seen.exercise.question(tool.rows)
    columns = {column.id: column for column in question.columns}
    names = [columns[name].label.to(seen.reader) for name in (tool.x, tool.y, tool.text)]
    table = [[point["x"], f"{point['y']:g}", point["text"]] for point in points]
    ends = columns[tool.y]
    return [
        *heading,
        block.line_picture(
            points,
            label=say("interface.tools.line-said", count=len(points)),
            low=ends.low.to(seen.reader),
            high=ends.high.to(seen.reader),
        ),
        block.fold(
            say("interface.journey.table"),
            block.table(names, table, say("interface.tools.line")),
            key="table",
        ),
    ]


def in_time(points: list[Piece]) -> list[Piece]:
    """The points, each with its ``place`` from 0 to 1.

    Where every ``x`` begins with a year, such as 1998 or 2019-05, they stand in the order and at
    the distances of time; else as they were written, evenly.
    """
    found = [_YEAR.match(point["x"].strip()) for point in points]
    years = [int(one[1]) + (int(one[2] or 1) - 1) / 12 for one in found if one]
    if len(years) < len(points) or len(set(years)) == 1:
        years = [float(number) for number in range(len(points))]
    first, span = min(years, default=0.0), max(years, default=0.0) - min(years, default=0.0)
    placed = sorted(zip(years, points, strict=True), key=lambda pair: pair[0])
    return [point | {"place": (year - first) / span if span else 0.5} for year, point in placed]


def weights(tool: WeightsTool, seen: Seen) -> list[Piece]:
    """A circle for each thing that weighs, the heavier the larger, the heaviest first."""
    question = seen.exercise.question(tool.question)
    given = seen.answers.get(tool.question) or {}
    heading = _label(tool, seen, say("interface.tools.weights"))
    if not given:
        return [*heading, block.small(say("interface.tools.weights-empty"))]
    labels = {option.id: option.label.to(seen.reader) for option in question.options}
    heaviest = sorted(given, key=lambda one: -given[one])
    items = [
        {"text": labels[one], "weight": given[one], "words": question.strengths[given[one] - 1]}
        for one in heaviest
    ]
    return [*heading, block.weights_picture(items, label=say("interface.tools.weights"))]


def compare(tool: Compare, seen: Seen) -> list[Piece]:
    """Then and now on one line each, or as two pictures of closeness."""
    pairs = [_pair(pair, seen) for pair in tool.pairs]
    heading = _label(tool, seen, say("interface.tools.compare"))
    if all(one["before"] is None and one["after"] is None for one in pairs):
        return [*heading, block.small(say("interface.tools.compare-empty"))]
    return [*heading, *(block.compare_picture(**one) for one in pairs)]


def _pair(pair: Pair, seen: Seen) -> dict[str, Any]:
    after = seen.answers.get(pair.after)
    if pair.of:
        first = seen.elsewhere(pair.of).entries[:1]
        before = first[0].answers.get(pair.before) if first else None
        question = seen.elsewhere(pair.of).exercise.question(pair.before)
    else:
        before, question = seen.answers.get(pair.before), seen.exercise.question(pair.before)
    told = {
        key: say("interface.tools.blank") if value is None else f"{value:g}"
        for key, value in (("before", before), ("after", after))
    }
    label = pair.label.to(seen.reader)
    return {
        "text": label,
        "before": before,
        "after": after,
        "circles": pair.circles,
        "low": question.low.to(seen.reader),
        "high": question.high.to(seen.reader),
        "words": [
            say("interface.tools.then", value=told["before"]),
            say("interface.tools.now", value=told["after"]),
        ]
        if pair.of
        else [
            say("interface.tools.before", value=told["before"]),
            say("interface.tools.after", value=told["after"]),
        ],
    }


def _label(tool: Any, seen: Seen, otherwise: str) -> list[Piece]:
    return [block.heading(tool.label.to(seen.reader) if tool.label else otherwise, 4)]


def _text(value: Any) -> str:
    return "" if value is None else str(value)
