"""Calendar files: a moment that comes back every week.

Times float, that is, they name no zone: seven in the evening stays seven in the evening wherever
the calendar is opened, and when clocks change. The title is for the caller to keep neutral; the
entry is marked as private, which shared calendars may heed.
"""

from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_OID, uuid5


def weekly(  # noqa: PLR0913, PLR0917 - each is a line of the file
    title: str, about: str, weekday: int, at: time, minutes: int, start: date, language: str
) -> bytes:
    """An iCalendar file (RFC 5545) with one event that repeats weekly.

    ``weekday`` is 0 for Monday to 6 for Sunday; the first event falls on the first such day from
    ``start`` on, at ``at``, and lasts ``minutes``. ``language`` is a code such as ``en``. The same
    title, day and time give the same UID, so that a file made twice is one event; the UID holds no
    name of a machine, and of the texts only a digest.
    """
    from icalendar import Calendar, Event  # only this function needs it

    first = start + timedelta(days=(weekday - start.weekday()) % 7)
    begin = datetime.combine(first, at.replace(tzinfo=None, microsecond=0))
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_OID, f"{title}|{weekday}|{at:%H:%M}")))
    event.add("dtstamp", datetime.now(UTC).replace(microsecond=0))
    event.add("dtstart", begin)
    event.add("duration", timedelta(minutes=minutes))
    event.add("rrule", {"freq": "weekly"})
    event.add("summary", title, parameters={"language": language})
    event.add("description", about, parameters={"language": language})
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE")
    calendar = Calendar()
    calendar.add("prodid", f"-//workbook//weekly//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
