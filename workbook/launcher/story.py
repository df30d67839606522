"""An invented story of some months, for ``workbook demo``; every chart of it says so."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from workbook.content.reading import content
from workbook.store import bonds, durable, entries, settings
from workbook.store.home import Home
from workbook.words import found

_SEED = 7
_FIRST_STEPS = (
    ("welcome.bond", 0),
    ("welcome.baseline", 0),
    ("welcome.supports", 1),
    ("reflect.intentions", 4),
    ("reflect.my-part", 9),
    ("reflect.feelings", 12),
    ("reflect.readiness", 13),
)
"The exercises of the story, with the day of the story on which each was saved."


def write(home: Home, days: int) -> None:
    """Fills an empty home with the story, from ``days`` days ago until today."""
    today = date.today()  # noqa: DTZ011 - the story ends on the local calendar day
    start = today - timedelta(days=days - 1)
    bond = bonds.folder_name(found("story.alias"))
    folder = bonds.folder_to_write(home, bonds.UNNAMED).rename(home.data / bond)
    with durable.locked(home.data):
        for name, day in _FIRST_STEPS:
            if day < days:
                _put(folder, name, [(start + timedelta(days=day), _answers(name))])
        _put(folder, "checkin", list(_check_ins(start, days)))
        _put(folder, "weekly", list(_weeks(start, days)))
        settings.change(home, bond=bond, invented=True)


def _answers(name: str) -> dict[str, Any]:
    told = dict(found(f"story.{name.partition('.')[2]}"))
    if name == "welcome.bond":
        told |= {"alias": found("story.alias"), "relationship": found("story.relationship")}
    return told


def _put(folder: Any, name: str, told: list[tuple[date, dict[str, Any]]]) -> None:
    exercise = content().exercise(name)
    if exercise and told:
        made = [(on, entries.check(exercise, answers), _evening(on)) for on, answers in told]
        entries.add(folder, exercise, made)


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
        on = start + timedelta(days=day)
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
        yield on, told


def _day(chance: random.Random, mood: float, closeness: float) -> dict[str, Any]:
    near = chance.random() < closeness / 12
    contact = "real" if near else chance.choice(["none", "none", "brief"])
    acts = [act for act in ("listened", "thanked", "shared") if near and chance.random() < 0.5]
    return {
        "mood": _step(mood),
        "closeness": _step(closeness),
        "contact": contact,
        "acts": acts,
    }


def _weeks(start: date, days: int) -> Iterator[tuple[date, dict[str, Any]]]:
    chance = random.Random(_SEED + 1)  # noqa: S311 - a story, not a secret
    for day in range(6, days, 7):
        level = 3 + 2.5 * min(1.0, day / 90)
        yield (
            start + timedelta(days=day),
            {
                "understood": _step(level + chance.gauss(0, 1)),
                "free": _step(level + 1 + chance.gauss(0, 1)),
                "tracking": chance.choice(["helps", "helps", "neither", "not-sure"]),
            },
        )


def _step(value: float) -> int:
    return max(0, min(10, round(value)))
