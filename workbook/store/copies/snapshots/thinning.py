"""Which snapshots stay as they grow old: one a day, then one a week, then one a month."""

from collections.abc import Callable, Hashable, Iterable
from datetime import date, datetime, tzinfo

_PERIODS: tuple[tuple[int, Callable[[date], Hashable]], ...] = (
    (7, lambda on: on),
    (4, lambda on: on.isocalendar()[:2]),
    (12, lambda on: (on.year, on.month)),
)
"How many of the last days, ISO weeks and months keep a snapshot, and which one a date is in."


def kept(moments: Iterable[datetime], zone: tzinfo | None = None) -> set[datetime]:
    """The moments that stay: the newest of each of the last 7 days, 4 weeks and 12 months.

    Counted are those that have a snapshot, not those of the calendar. So neither a long pause nor
    a clock that jumped takes any away. Days are those in ``zone``, by default the local one;
    moments have a time zone.
    """
    there = sorted(set(moments))
    days = [moment.astimezone(zone).date() for moment in there]
    stay: set[datetime] = set()
    for most, period in _PERIODS:
        newest = {period(on): moment for on, moment in zip(days, there, strict=True)}
        stay.update(sorted(newest.values())[-most:])
    return stay
