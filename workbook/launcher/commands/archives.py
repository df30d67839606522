"""Commands that take everything out, and bring it back in: ``export`` and ``import``."""

import shlex
from collections.abc import Iterator
from pathlib import Path

import click

from workbook.content.wording import Reader
from workbook.launcher.commands.asking import agreed
from workbook.launcher.commands.group import command, home_option, option
from workbook.launcher.commands.telling import exercise_name, tell, tell_columns
from workbook.store.copies import archives
from workbook.store.copies.exchange import exports, imports
from workbook.store.copies.exchange.merging import Came
from workbook.store.copies.exchange.parts import Part
from workbook.store.home import find
from workbook.words import say

_LONG = 5 * 2**20
"Bytes from which on it takes over a second."


@command("export")
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT.zip")
@option("--spreadsheet", is_flag=True, of="export", word="spreadsheet")
@option("--yes", is_flag=True, of="export", word="yes")
@home_option
def export(out: Path, home: Path | None, *, spreadsheet: bool, yes: bool) -> None:
    """Writes everything into one file."""
    place = find(home)
    if _size(place.data) > _LONG:
        click.echo(say("commands.export.writing"), err=True)
    told = exports.write(place, out, spreadsheet=spreadsheet, replace=yes)
    counts = {"bonds": told.bonds, "entries": told.entries, "drafts": told.drafts}
    tell(say("commands.export.done", file=out, **counts))
    for path in told.left_out:
        tell(say("commands.export.left-out", path=archives.shown(path)))
    tell(say("commands.export.private", file=shlex.quote(str(out))))


@command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@option(
    "--from",
    expose_value=False,
    type=click.Choice(["workbook"]),
    default="workbook",
    show_default=True,
    of="import",
    word="from",
)
@option("--yes", is_flag=True, of="import", word="yes")
@home_option
def import_(file: Path, home: Path | None, *, yes: bool) -> None:
    """Brings an export back in."""
    place = find(home)
    if _size(file) > _LONG:
        click.echo(say("commands.import.reading"), err=True)
    given = exports.read(file)
    due = imports.plan(place, given)
    tell_columns((archives.shown(name), what) for name, what in _amounts(due))
    for line in _told(due):
        tell(archives.shown(line))
    click.echo()
    if not due.changes:
        tell(say("commands.import.nothing"))
        return
    agreed(say("commands.import.question"), yes=yes)
    done = imports.carry_out(place, given)
    counts = {kind.value: _count(done, kind) for kind in (Came.NEW, Came.CHANGED, Came.CONFLICT)}
    tell(say("commands.import.done", drafts=len(done.drafts), **counts))


def _size(place: Path) -> int:
    files = place.rglob("*") if place.is_dir() else [place]
    return sum(path.stat().st_size for path in files if path.is_file())


def _count(due: imports.Plan, kind: Came) -> int:
    return sum(len(part.those(kind)) for part in due.parts)


def _amounts(due: imports.Plan) -> Iterator[tuple[str, str]]:
    """What would change, and how much of it."""
    for part in due.parts:
        what = say("commands.import.between").join(_amounts_of(part))
        if what:
            yield exercise_name(part.bond, part.exercise.title.to(Reader())), what
    if due.drafts:
        yield say("commands.import.drafts"), str(len(due.drafts))
    if due.others:
        yield say("commands.import.others"), str(len(due.others))


def _told(due: imports.Plan) -> Iterator[str]:
    """What is in conflict or left out, a line each."""
    for part in due.parts:
        yield from _told_of(part)
    for path, reason in due.left_out:
        yield say("commands.import.left-out", path=path, reason=reason)


def _told_of(part: Part) -> Iterator[str]:
    for entry in part.those(Came.CONFLICT):
        yield say("commands.import.entry-in-conflict", entry=entry, date=part.days[entry])
    for path, one in part.set_aside:
        yield say("commands.import.set-aside", file=path, line=one.line, reason=one.reason)


def _amounts_of(part: Part) -> Iterator[str]:
    for kind in ("new", "changed", "same", "conflict", "older"):
        found = part.those(Came(kind))
        if found:
            yield say(f"commands.import.{kind}", count=len(found))
    if part.contents and not part.those(Came.NEW) + part.those(Came.CHANGED):
        yield say("commands.import.earlier")
