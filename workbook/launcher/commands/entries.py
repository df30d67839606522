"""Commands about what is kept: ``check-in`` and ``status``."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from workbook.content.dates_in_words import day
from workbook.content.questions import day_it_is_about
from workbook.content.reading import content, exercise
from workbook.launcher.commands.group import bond_in, bond_option, command, home_option, option
from workbook.store import bonds, keeping, progress
from workbook.store.home import find
from workbook.words import say


@command("check-in")
@option("--mood", type=int, required=True, metavar="N", of="check-in", word="mood")
@option("--closeness", type=int, required=True, metavar="N", of="check-in", word="closeness")
@option("--contact", type=click.Choice(["none", "brief", "real"]), of="check-in", word="contact")
@option("--note", metavar="T", of="check-in", word="note")
@option("--on", metavar="DATE", of="check-in", word="on")
@bond_option
@home_option
def check_in(home: Path | None, bond: str | None, on: str | None, **given: Any) -> None:
    """Saves a check-in."""
    place = find(home)
    about = bond_in(place, bond)
    on_day = _day(on)
    _, entry = keeping.save(place, about, exercise("checkin"), given, on_day)
    click.echo(
        say(
            "commands.check-in.done",
            date=on_day.isoformat(),
            mood=entry.answers["mood"],
            closeness=entry.answers["closeness"],
            entry=entry.id,
        )
    )


def _day(on: str | None) -> date:
    chosen: date | None = day_it_is_about().check(on)
    return chosen or date.today()  # noqa: DTZ011 - the person's own calendar day


@command("status")
@bond_option
@home_option
def status(home: Path | None, bond: str | None) -> None:
    """Shows what has been done."""
    place = find(home)
    about = bond_in(place, bond)
    made = progress.of(place, about)
    name = bonds.reader(place, about).name or say("commands.status.unnamed")
    click.echo(say("commands.status.home", folder=place.root))
    click.echo(say("commands.status.bond", name=name))
    click.echo()
    click.echo(say("commands.status.stages"))
    for stage in content().stages:
        click.echo(_stage_line(stage.id, stage.title, made))
    click.echo()
    click.echo(say("commands.status.entries", count=sum(d.count for d in made.done.values())))
    if made.drafts:
        click.echo(say("commands.status.drafts", names=", ".join(sorted(made.drafts))))
    last = made.done.get("checkin")
    words = say("commands.status.last", date=day(last.last)) if last else ""
    click.echo(words or say("commands.status.never"))


def _stage_line(stage: str, title: str, made: progress.Progress) -> str:
    kept = [one.id for one in content().exercises.get(stage, ()) if one.kept]
    done = sum(name in made.done for name in kept)
    state = say("commands.status.none")
    if done:
        state = say("commands.status.part", done=done, total=len(kept))
    if made.stage_is_done(stage):
        state = say("commands.status.done")
    mark = "✓" if made.stage_is_done(stage) else "·"
    return say("commands.status.stage", mark=mark, title=title, state=state)
