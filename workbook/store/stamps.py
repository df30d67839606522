"""Moments as files hold them, and the ids of entries, which carry the moment of first saving."""

import re
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime

MOMENT = "%Y-%m-%dT%H:%M:%SZ"
"A moment in a file: UTC, to the second."

STAMPED = re.compile(r"([0-9]{8}T[0-9]{9})-[0-9a-f]{6}")
"The ids given here: the moment to the thousandth of a second, and a random ending."


def moment(text: str) -> datetime | None:
    """The moment that a cell holds; nothing where it does not say that it is UTC."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo == UTC else None


def moment_in(entry: str) -> datetime | None:
    """When an entry was first saved, by its id; nothing where the id was not given here."""
    stamped = STAMPED.fullmatch(entry)
    if not stamped:
        return None
    day, _, time = stamped[1].partition("T")
    # Where the clock went back an id counts on, also beyond the last second of a minute.
    hour, minute, second = min(time[:2], "23"), min(time[2:4], "59"), min(time[4:6], "59")
    try:
        return datetime.fromisoformat(f"{day}T{hour}{minute}{second}.{time[6:]}+00:00")
    except ValueError:
        return None


def last(taken: Iterable[str]) -> str:
    """The last stamp in ids that are taken; nothing where none was given here."""
    return max((found[1] for one in taken if (found := STAMPED.fullmatch(one))), default="")


def id_after(last_one: str, now: datetime) -> tuple[str, str]:
    """An id and its stamp, after ``last_one`` even if the clock went back."""
    utc = now.astimezone(UTC)
    digits = utc.strftime("%Y%m%d%H%M%S") + f"{utc.microsecond // 1000:03}"
    if digits <= last_one.replace("T", ""):
        digits = f"{int(last_one.replace('T', '')) + 1:017}"
    stamp = f"{digits[:8]}T{digits[8:]}"
    return f"{stamp}-{secrets.token_hex(3)}", stamp
