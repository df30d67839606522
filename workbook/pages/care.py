"""Care within reach on every page: grounding, supports, where to find help, a way to stop."""

from datetime import date
from typing import Any

from workbook.content.dates_in_words import day
from workbook.content.reading import content
from workbook.content.wording import Reader
from workbook.store import bonds, entries
from workbook.store.home import Home
from workbook.widgets import block
from workbook.widgets.block import Piece
from workbook.words import found, say

SUPPORTS = "welcome.supports"


def tools(home: Home, bond: str) -> Piece:
    """The row of things one click away in every stage."""
    return block.tools(
        block.fold(say("interface.stage.pause"), *grounding(), key="pause"),
        block.fold(say("interface.stage.supports"), *supports(home, bond), key="supports"),
        block.fold(say("interface.stage.help"), *ways_to_get_help(), key="help"),
        block.fold(say("care.stop.title"), block.text(say("care.stop.text")), key="stop"),
        block.leave(say("care.leave.label"), say("care.leave.hint")),
    )


def grounding() -> list[Piece]:
    """A minute to steady oneself."""
    return [
        block.heading(say("care.grounding.title"), 4),
        block.text(say("care.grounding.intro")),
        block.bullets(found("care.grounding.steps"), ordered=True),
        block.text(say("care.grounding.close")),
    ]


def supports(home: Home, bond: str) -> list[Piece]:
    """The people, professionals and things that were named in Welcome."""
    exercise = content().exercise(SUPPORTS)
    saved = entries.load(bonds.folder(home, bond), exercise).entries if exercise else []
    if not exercise or not saved:
        return [block.text(say("care.supports.empty"))]
    reader = Reader()
    pieces: list[Piece] = []
    for question in exercise.questions:
        answer = saved[-1].answers[question.id]
        if answer is None:
            continue
        pieces.append(block.heading(question.label.to(reader), 4))
        pieces.append(block.bullets(lines_of(question, answer, reader)))
    return pieces


def lines_of(question: Any, answer: Any, reader: Reader) -> list[str]:
    """An answer as the items of a list: a row each, or a line each."""
    if isinstance(answer, list):
        return [str(question.in_words([row], reader)) for row in answer]
    words = str(question.in_words(answer, reader))
    return [line.strip() for line in words.splitlines() if line.strip()]


def ways_to_get_help() -> list[Piece]:
    """Helplines by country, the local emergency number first, from one dated file."""
    finder = found("helplines.finder")
    checked: date = found("helplines.checked")
    return [
        block.text(say("helplines.note")),
        block.columns(*(_country(country) for country in found("helplines.country"))),
        block.text(say("interface.help.finder", **finder)),
        block.small(say("interface.help.checked", date=day(checked))),
    ]


def _country(country: dict[str, Any]) -> Piece:
    emergency = say(
        "interface.help.emergency", country=country["name"], number=country["emergency"]
    )
    lines = [
        say(
            "interface.help.line",
            name=line["name"],
            number=line["number"],
            detail="".join(f" · {line[key]}" for key in ("for", "hours") if key in line),
        )
        for line in country["lines"]
    ]
    return block.fold(emergency, block.bullets(lines), key=country["id"])


def before_first_save() -> Piece:
    """On a shared or watched computer these files can be read; what can be done."""
    return block.card(
        block.heading(say("care.first_save.title"), 4),
        block.text(say("care.first_save.text")),
        block.fold(
            say("interface.stage.first-save-more"),
            block.bullets(found("care.first_save.points")),
            key="first-save",
        ),
    )
