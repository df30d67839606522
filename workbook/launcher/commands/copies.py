"""Commands for dated copies and going back to them: ``snapshot`` and ``restore``."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import click

from workbook.content.dates_in_words import clock, day
from workbook.content.reading import content
from workbook.content.wording import Reader
from workbook.errors import ArchiveError, TornSnapshotError, UnknownSnapshotError, WorkbookError
from workbook.launcher.commands.asking import agreed
from workbook.launcher.commands.group import command, home_option, option
from workbook.launcher.commands.telling import exercise_name, tell, tell_columns
from workbook.store import durable, encrypted, settings
from workbook.store.copies.snapshots import restoring, snapshots
from workbook.store.copies.snapshots.restoring import Difference, Preview
from workbook.store.copies.snapshots.snapshots import Snapshot
from workbook.store.home import Home, find
from workbook.words import say

_KILOBYTE = 1000

LATEST, TODAY, YESTERDAY = "latest", "today", "yesterday"


@command("snapshot")
@option("--daily/--no-daily", default=None, of="snapshot", word="daily")
@home_option
def snapshot(home: Path | None, *, daily: bool | None) -> None:
    """Takes a snapshot, or chooses whether one is taken each day."""
    place = find(home)
    if daily is not None:
        with durable.locked(place.data):
            settings.change(place, no_daily_snapshots=not daily)
        tell(say("commands.snapshot.on" if daily else "commands.snapshot.off"))
        return
    click.echo(say("commands.snapshot.taking"), err=True)
    made = snapshots.take(place)
    there = snapshots.all_of(place)
    sizes = {"size": _size([made]), "count": len(there), "all": _size(there)}
    tell(say("commands.snapshot.done", name=made.stamp, **sizes))
    tell(say("commands.snapshot.where", folder=made.path.parent))


@command("restore")
@click.argument("when", default="")
@option("--yes", is_flag=True, of="restore", word="yes")
@home_option
def restore(when: str, home: Path | None, *, yes: bool) -> None:
    """Goes back to a snapshot."""
    place = find(home)
    encrypted.refuse_beside(place.data)
    there = snapshots.offered(place)
    if not when:
        _list(there)
        return
    chosen = choose(when, there, _today())
    would = _preview(place, chosen, there)
    tell(say("commands.restore.chosen", **_named(chosen)))
    if not would:
        tell(say("commands.restore.nothing"))
        return
    tell(say("commands.restore.would"))
    tell_columns(_changes(would))
    tell(say("commands.restore.keeps"))
    click.echo()
    agreed(say("commands.restore.question"), yes=yes)
    click.echo(say("commands.restore.restoring"), err=True)
    kept = restoring.restore(place, chosen)
    tell(say("commands.restore.done", **_named(chosen)))
    if kept:
        tell(say("commands.restore.kept", name=kept.stamp))


def choose(when: str, there: list[Snapshot], today: date) -> Snapshot:
    """The snapshot that is meant: by its name, else the newest one of a day.

    Raises ``UnknownSnapshotError``, which names the nearest one, or what can be asked for.
    """
    if not there:
        raise UnknownSnapshotError(when=when, known=say("commands.restore.none"))
    if when == LATEST:
        return there[-1]
    asked = {TODAY: today, YESTERDAY: today - timedelta(days=1)}.get(when) or _day(when)
    fitting = [one for one in there if one.stamp == when or _day_of(one) == asked]
    if fitting:
        return fitting[-1]
    if not asked:
        raise UnknownSnapshotError(when=when, known=say("commands.restore.which"))
    near = min(reversed(there), key=lambda one: abs(_day_of(one) - asked))
    raise UnknownSnapshotError(when=when, known=say("commands.restore.nearest", **_named(near)))


def _list(there: list[Snapshot]) -> None:
    if not there:
        tell(say("commands.restore.none"))
        return
    tell(say("commands.restore.list"))
    tell_columns((one.stamp, _told_of(one)) for one in there)
    tell(say("commands.restore.how"))


def _told_of(one: Snapshot) -> str:
    try:
        holds = say("commands.restore.entries", count=restoring.count_entries(one))
    except WorkbookError:
        holds = say("commands.restore.torn")
    return say("commands.restore.line", **_named(one), age=_age(_day_of(one)), holds=holds)


def _preview(place: Home, chosen: Snapshot, there: list[Snapshot]) -> Preview:
    """What would change; raises ``TornSnapshotError``, which names another snapshot."""
    try:
        return restoring.preview(place, chosen)
    except ArchiveError as error:
        known = say("commands.restore.no-other")
        for other in (one for one in there if one != chosen):
            known = say("commands.restore.another", **_named(other))
        reason = error.values["reason"]
        raise TornSnapshotError(file=chosen.path, reason=reason, known=known) from error


def _changes(would: Preview) -> Iterator[tuple[str, str]]:
    """What would change, and how."""
    for (bond, exercise), difference in would.entries.items():
        asked = content().exercise(exercise)
        title = asked.title.to(Reader()) if asked else exercise
        yield exercise_name(bond, title), _told(difference)
    if would.drafts:
        yield say("commands.restore.drafts"), _told(would.drafts)
    if would.others:
        yield say("commands.restore.others"), _told(would.others)
    if would.settings:
        yield say("commands.restore.settings"), say("commands.restore.as-then")


def _told(difference: Difference) -> str:
    parts = {"back": difference.back, "changed": difference.changed, "away": difference.away}
    told = [say(f"commands.restore.{part}", count=count) for part, count in parts.items() if count]
    return ", ".join(told)


def _day(when: str) -> date | None:
    try:
        return date.fromisoformat(when)
    except ValueError:
        return None


def _day_of(one: Snapshot) -> date:
    """The local day on which it was taken."""
    return one.taken_at.astimezone().date()


def _named(one: Snapshot) -> dict[str, str]:
    return {"name": one.stamp, "day": day(_day_of(one)), "time": clock(one.taken_at)}


def _age(on: date) -> str:
    days = (_today() - on).days
    known = {0: "today", 1: "yesterday"}
    return say(f"commands.age.{known.get(days, 'days')}", count=days)


def _size(there: list[Snapshot]) -> str:
    """How much room they take."""
    kilobytes = sum(one.path.stat().st_size for one in there) / _KILOBYTE
    if kilobytes < _KILOBYTE:
        return say("commands.size.kilobytes", count=max(1, round(kilobytes)))
    return say("commands.size.megabytes", count=f"{kilobytes / _KILOBYTE:.1f}")


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the person's own calendar day
