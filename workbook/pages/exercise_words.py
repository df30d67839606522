"""The words around an exercise's controls, as pieces of a block."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from workbook.content.dates_in_words import day
from workbook.content.model import Exercise
from workbook.content.reading import content
from workbook.content.wording import Reader
from workbook.errors import NotReadError
from workbook.pages.writing import Writing
from workbook.store import setting_aside
from workbook.store.drafts import Draft
from workbook.store.entries import Entry, Loaded
from workbook.widgets import block
from workbook.widgets.block import Piece
from workbook.words import say, values_in

_SHOWN = 12
"How many earlier entries are listed one by one."
_LONGEST = 90


def heading(exercise: Exercise, reader: Reader, *, withheld: bool = False) -> list[Piece]:
    """Title, minutes, what it is for, and examples folded away; the title alone if withheld."""
    if withheld:
        return [block.heading(exercise.title.to(reader))]
    unkept = [] if exercise.kept else [say("interface.form.not-kept")]
    facts = " · ".join([minutes(exercise.minutes), *unkept])
    pieces = [
        block.heading(exercise.title.to(reader)),
        block.small(facts),
        block.text(exercise.why.to(reader)),
    ]
    pieces += _examples(exercise, reader)
    if exercise.id == _first_typed(exercise):
        pieces.append(block.small(say("care.notice.nobody_reads")))
    return pieces


def minutes(count: float) -> str:
    """How long something takes, in words."""
    if count < 1:
        return say("interface.form.half-minute")
    if count == 1:
        return say("interface.form.one-minute")
    return say("interface.form.minutes", minutes=f"{count:g}")


def _first_typed(exercise: Exercise) -> str:
    stage = content().stage_of(exercise.id)
    return next((one.id for one in content().exercises[stage] if one.words_typed), "")


def _examples(exercise: Exercise, reader: Reader) -> list[Piece]:
    fitting = [one for one in exercise.examples if one.relationship == reader.relationship]
    shown = fitting or list(exercise.examples)
    if not shown:
        return []
    title = "example" if len(shown) == 1 else "examples"
    inside: list[Piece] = []
    for one in shown:
        inside.append(block.small(say("interface.form.example-by", who=one.who)))
        inside.append(block.text(one.text))
    return [block.fold(say(f"interface.form.{title}"), *inside, key="example")]


def evidence(exercise: Exercise) -> Piece:
    """What the practice rests on, folded away."""
    card = exercise.evidence
    state = say("interface.form.tested" if card.tested else "interface.form.untested")
    inside = [block.text(f"{state} {card.rests_on}")]
    for key, words in (("tested-with", card.who), ("effect", card.effect)):
        if words:
            inside.append(block.text(say(f"interface.form.{key}", who=words, effect=words)))
    if card.left_out:
        inside.append(block.text(say("interface.form.left-out", left_out=card.left_out)))
    if card.sources:
        inside += [block.small(say("interface.form.sources")), block.bullets(card.sources)]
    return block.fold(say("interface.form.evidence"), *inside, key="evidence")


def written(writing: Writing, loaded: Loaded, *, elsewhere: bool) -> list[Piece]:
    """What stands in the form now, and what waits beside it."""
    return [
        *set_aside(loaded),
        *in_hand(writing.exercise, writing.opened, writing.draft),
        *put_away(writing.away),
        *other_drafts(writing.others(), elsewhere=elsewhere),
    ]


def kept(writing: Writing, loaded: Loaded, reader: Reader) -> list[Piece]:
    """What was kept before, and what the practice rests on."""
    exercise = writing.exercise
    return [
        *keepsake(exercise, writing.saved or writing.opened, reader),
        *earlier(exercise, loaded, writing.opened, reader),
        evidence(exercise),
    ]


def set_aside(loaded: Loaded) -> list[Piece]:
    """What in the file could not be read, now or before a save, and what was read otherwise."""
    told = {
        "unread": _unreadable(loaded),
        "understood": _understood(loaded),
        "kept-aside": _kept_aside(loaded),
    }
    first, *_ = [kind for kind, words in told.items() if words] or [""]
    if not first:
        return []
    title = say(f"interface.form.file.{first}")
    return [block.fold(title, *(block.text(words) for words in told.values() if words), key="file")]


def _unreadable(loaded: Loaded) -> str:
    if not loaded.set_aside:
        return ""
    first = loaded.set_aside[0]
    return say(
        "interface.form.set-aside",
        count=len(loaded.set_aside),
        file=loaded.path.name,
        line=first.line,
        reason=first.reason,
    )


def _understood(loaded: Loaded) -> str:
    repairs = "; ".join(loaded.sheet.repairs)
    place = f"{setting_aside.FOLDER}/"
    told = say("interface.form.understood", file=loaded.path.name, repairs=repairs, folder=place)
    return told if repairs else ""


def _kept_aside(loaded: Loaded) -> str:
    file, lines = loaded.path.name, []
    with suppress(NotReadError):  # the answers can be read; “doctor” tells of this file
        lines = [one for one in setting_aside.listed(loaded.path.parent) if one.file == file]
    if not lines:
        return ""
    place = f"{setting_aside.FOLDER}/"
    listing, copy = place + setting_aside.LISTING, place + lines[-1].copy
    count = len(lines)
    return say("interface.form.kept-aside", file=file, count=count, listing=listing, copy=copy)


def in_hand(exercise: Exercise, opened: Entry | None, draft: Draft | None) -> list[Piece]:
    """What stands in the form now: a draft, an entry, or nothing yet."""
    if draft:
        words = say("interface.form.draft-from", date=_moment(draft))
        away = block.button(say("interface.form.put-away"), "away")
        return [block.row(block.small(words), away)]
    if not opened:
        return []
    words = say(
        "interface.form.changing" if exercise.repeats else "interface.form.wrote",
        date=day(opened.on),
    )
    another = "new-bond" if exercise.id == "welcome.bond" else "new"
    start = block.button(say(f"interface.form.{another}"), "new")
    return [block.row(block.small(words), start)]


def put_away(away: Draft | None) -> list[Piece]:
    """A draft that was just put away, and the way to have it back."""
    if not away:
        return []
    back = block.button(say("interface.form.bring-back"), "back")
    return [block.row(block.small(say("interface.form.put-away-done")), back)]


def other_drafts(others: Sequence[Draft], *, elsewhere: bool) -> list[Piece]:
    """Drafts that wait beside the one in hand; ``elsewhere``: one has just come to be."""
    pieces = [block.small(say("interface.form.elsewhere"))] if elsewhere and others else []
    for other in others:
        words = say("interface.form.other-draft", date=_moment(other))
        open_it = block.button(say("interface.form.open-draft"), f"draft:{other.writer}")
        pieces.append(block.row(block.small(words), open_it))
    return pieces


def _moment(draft: Draft) -> str:
    return day(draft.kept_at.astimezone().date())


def keepsake(exercise: Exercise, entry: Entry | None, reader: Reader) -> list[Piece]:
    """The line to carry that the answers make, once they are saved and none of it is missing."""
    line = carried(exercise, entry, reader) if entry else ""
    return [block.small(say("interface.form.carry")), block.carry(line)] if line else []


def carried(exercise: Exercise, entry: Entry, reader: Reader) -> str:
    """The line to carry of an entry; empty where the exercise has none or a part is missing."""
    if not exercise.keepsake:
        return ""
    asked = [name for name in values_in(exercise.keepsake.template(reader)) if name != "name"]
    words = {name: exercise.question(name).in_words(entry.answers[name], reader) for name in asked}
    return exercise.keepsake.to(reader, **words) if all(words.values()) else ""


def earlier(
    exercise: Exercise, loaded: Loaded, opened: Entry | None, reader: Reader
) -> list[Piece]:
    """The entries before this one, newest first, each to be opened."""
    others = [one for one in reversed(loaded.entries) if not opened or one.id != opened.id]
    if not others:
        return []
    lines: list[Piece] = []
    for one in others[:_SHOWN]:
        date = day(one.on)
        words = say("interface.form.earlier-line", date=date, words=_gist(exercise, one, reader))
        change = block.button(say("interface.form.change", date=date), f"open:{one.id}")
        lines.append(block.row(block.small(words), change))
    if len(others) > _SHOWN:
        rest = len(others) - _SHOWN
        lines.append(block.small(say("interface.form.more-earlier", count=rest)))
    title = say("interface.form.earlier", count=len(others))
    return [block.fold(title, *lines, key="earlier")]


def _gist(exercise: Exercise, entry: Entry, reader: Reader) -> str:
    answers = (_named(one, entry.answers[one.id], reader) for one in exercise.questions)
    words = " · ".join(answer for answer in answers if answer)
    words = " ".join(words.split()) or say("interface.form.earlier-blank")
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"


def _named(question: Any, answer: Any, reader: Reader) -> str:
    words = str(question.in_words(answer, reader))
    return f"{question.short.to(reader)} {words}" if question.short and words else words
