"""An invented story of some months, for ``workbook demo``; every chart of it says so."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from workbook.content.model import Exercise
from workbook.content.reading import content
from workbook.store import bonds, durable, entries, settings
from workbook.store.home import Home
from workbook.words import found

_SEED = 7

Told = list[tuple[date, dict[str, Any]]]
"Entries to make: the day each is about, and its answers."


def write(home: Home, days: int) -> None:
    """Fills an empty home with the story, from ``days`` days ago until today."""
    today = date.today()  # noqa: DTZ011 - the story ends on the local calendar day
    start = today - timedelta(days=days - 1)
    bond = bonds.folder_name(found("story.alias"))
    folder = bonds.folder_to_write(home, bonds.UNNAMED).rename(home.data / bond)
    with durable.locked(home.data):
        for name, told in steps(start, days).items():
            _put(folder, name, told)
        _put(folder, "checkin", list(_check_ins(start, days)))
        _put(folder, "weekly", list(_weeks(start, days)))
        settings.change(home, bond=bond, invented=True)


def steps(start: date, days: int) -> dict[str, Told]:
    """What the story tells in its first ``days`` days, by the name of the exercise."""
    told: dict[str, Told] = {}
    for step in found("story.step"):
        asked = content().exercise(step["exercise"])
        if asked and step["day"] < days:
            answers = _dated(asked, step["answers"], start)
            told.setdefault(asked.id, []).append((_day_of(step["day"], start), answers))
    return told


def _dated(asked: Exercise, answers: dict[str, Any], start: date) -> dict[str, Any]:
    """The answers, with the dates among them, which are days of the story, in the calendar."""
    dates = {question.id for question in asked.questions if question.kind == "date"}
    return {key: _day_of(one, start) if key in dates else one for key, one in answers.items()}


def _day_of(number: int, start: date) -> date:
    return start + timedelta(days=number)


def _put(folder: Path, name: str, told: Told) -> None:
    asked = content().exercise(name)
    if asked:
        made = [(on, entries.check(asked, answers), _evening(on)) for on, answers in told]
        entries.add(folder, asked, made)


def _evening(on: date) -> datetime:
    """Half past eight on the local clock, so that no entry counts as written on another day."""
    evening = datetime.combine(on, time(20, 30)).astimezone()
    return min(evening, datetime.now(UTC))


def _check_ins(start: date, days: int) -> Iterator[tuple[date, dict[str, Any]]]:
    """A slow, uneven coming closer, with bad weeks, days not recorded and one long gap."""
    chance = random.Random(_SEED)  # noqa: S311 - a story, not a secret
    mood, closeness, notes = 4.0, 2.0, 0
    gap = range(days * 2 // 5, days * 2 // 5 + min(9, days // 12))
    for day in range(days):
        hoped = 2.0 + 2.6 * min(1.0, day / 90)
        low = 1.2 if 0.55 < day / days < 0.65 else 0.0
        mood += 0.35 * (5.2 - low - mood) + chance.gauss(0, 0.9)
        closeness += 0.3 * (hoped - low - closeness) + chance.gauss(0, 0.7)
        if day in gap or chance.random() > 0.82:
            continue
        told = _day(chance, mood, closeness)
        if chance.random() < 0.25:
            lines = found("story.notes")
            told["note"] = lines[notes % len(lines)]
            notes += 1
        yield _day_of(day, start), told


def _day(chance: random.Random, mood: float, closeness: float) -> dict[str, Any]:
    near = chance.random() < closeness / 12
    contact = "real" if near else chance.choice(["none", "none", "brief"])
    acts = [act for act in ("listened", "thanked", "shared") if near and chance.random() < 0.5]
    return {"mood": _scale(mood), "closeness": _scale(closeness), "contact": contact, "acts": acts}


def _weeks(start: date, days: int) -> Iterator[tuple[date, dict[str, Any]]]:
    chance = random.Random(_SEED + 1)  # noqa: S311 - a story, not a secret
    for day in range(6, days, 7):
        level = 3 + 2.5 * min(1.0, day / 90)
        understood, free = level + chance.gauss(0, 1), level + 1 + chance.gauss(0, 1)
        tracking = chance.choice(["helps", "helps", "neither", "not-sure"])
        told = {"understood": _scale(understood), "free": _scale(free), "tracking": tracking}
        yield _day_of(day, start), told


def _scale(value: float) -> int:
    return max(0, min(10, round(value)))
