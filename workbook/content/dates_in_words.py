"""Dates and times as people of the chosen language write them, by Babel."""

from datetime import date, datetime

from babel.dates import format_date, format_time

from workbook.words import language


def day(on: date) -> str:
    """The date with its month in words; the year only where it is not this one."""
    pattern = "d MMMM" if on.year == date.today().year else "d MMMM y"  # noqa: DTZ011 - local
    return str(format_date(on, pattern, locale=language()))


def clock(moment: datetime | None = None) -> str:
    """Hours and minutes on the local clock."""
    local = (moment or datetime.now().astimezone()).astimezone()
    return str(format_time(local, "HH:mm", locale=language()))
