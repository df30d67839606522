"""The day that an entry is about: how it is read, and which days can be meant."""

from datetime import date, datetime, timedelta

from workbook.content.dates_in_words import day
from workbook.content.questions import day_it_is_about
from workbook.store import spelling, stamps
from workbook.words import say

EARLIEST_YEAR = 1900
MOST_AHEAD = timedelta(days=366)
"How far back it may lie, and how far after its saving; else it was mistyped."


def read(cell: str, entry: str, saved_at: datetime) -> date:
    """The day in a cell of an entry; raises ``ValueError`` with the reason, in words."""
    both = spelling.two_readings(cell)
    if both:
        one, other = map(day, both)
        raise ValueError(say("errors.row.two-dates", value=cell, one=one, other=other))
    try:
        on = date.fromisoformat(cell)
    except ValueError:
        raise ValueError(say("errors.row.date", value=cell)) from None
    if not _can_be_meant(on, entry, saved_at):
        raise ValueError(say("errors.row.far-date", value=cell, year=EARLIEST_YEAR))
    return on


def check(on: date, entry: str, saved_at: datetime) -> None:
    """Raises ``AnswerError`` where the entry, saved at that moment, cannot be about the day."""
    if not _can_be_meant(on, entry, saved_at):
        raise day_it_is_about().refuse(say("errors.reason.near-date", year=EARLIEST_YEAR), str(on))


def _can_be_meant(on: date, entry: str, saved_at: datetime) -> bool:
    if on.year < EARLIEST_YEAR or on - saved_at.date() <= MOST_AHEAD:
        return on.year >= EARLIEST_YEAR
    # Where the clock went back, the id goes on from the last one.
    counted = stamps.moment_in(entry) or saved_at
    return on - counted.date() <= MOST_AHEAD
