"""Dates and times as people of the chosen language write them, by Babel."""

from datetime import date, datetime

from babel import Locale
from babel.dates import format_date, format_time, get_day_names

from workbook.words import found, language


def day(on: date) -> str:
    """The date with its month in words; the year only where it is not this one."""
    this_year = on.year == date.today().year  # noqa: DTZ011 - local
    pattern = found("interface.date.this-year" if this_year else "interface.date.any-year")
    return str(format_date(on, pattern, locale=language()))


def short_day(on: date) -> str:
    """The date in few letters, without its year, as for the head of a column."""
    return str(format_date(on, found("interface.date.short"), locale=language()))


def clock(moment: datetime | None = None) -> str:
    """Hours and minutes on the local clock."""
    local = (moment or datetime.now().astimezone()).astimezone()
    return str(format_time(local, "HH:mm", locale=language()))


def weekdays() -> list[tuple[int, str]]:
    """The days of the week by number, 0 for Monday, in the order in which weeks are written."""
    names = get_day_names("wide", "stand-alone", locale=language())
    first = Locale.parse(language()).first_week_day
    return [(day, str(names[day])) for day in ((first + step) % 7 for step in range(7))]
