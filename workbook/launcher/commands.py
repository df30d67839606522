"""The ``workbook`` command."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from workbook.content.dates_in_words import day
from workbook.content.questions import day_it_is_about
from workbook.content.reading import content, exercise
from workbook.errors import WorkbookError
from workbook.store import bonds, keeping, progress
from workbook.store.home import Home, find
from workbook.words import found, say

_FOLDER = click.Path(file_okay=False, path_type=Path)


class _Command(click.Command):
    """A command whose help ends with examples, and whose refusal is one line and exit code 1."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Writes the examples."""
        with formatter.section(say("commands.examples").rstrip(":")):
            for example in found(f"commands.{self.name}.examples"):
                # Not wrapped: an example is there to be copied.
                formatter.write(f"{' ' * formatter.current_indent}{example}\n")

    def invoke(self, ctx: click.Context) -> Any:
        """Runs it, and says a refusal in one line."""
        try:
            return super().invoke(ctx)
        except WorkbookError as error:
            click.echo(error, err=True)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, nobody must meet a traceback
            click.echo(say("commands.unexpected", detail=repr(error)), err=True)
        return ctx.exit(1)


def _command(name: str) -> Callable[[Callable[..., None]], click.Command]:
    return main.command(name, cls=_Command, help=say(f"commands.{name}.help"))


def _home_option(function: Callable[..., None]) -> Callable[..., None]:
    """``--home``, before the name of the command or after it."""
    return click.option(
        "--home",
        type=_FOLDER,
        metavar="DIR",
        help=say("commands.home"),
        callback=lambda context, _, given: given or context.find_root().obj,
    )(function)


def _bond_option(function: Callable[..., None]) -> Callable[..., None]:
    return click.option("--bond", metavar="B", help=say("commands.bond"))(function)


def _server_options(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    def add(function: Callable[..., None]) -> Callable[..., None]:
        port = click.option(
            "--port",
            type=click.IntRange(1, 65535),
            metavar="N",
            help=say(f"commands.{name}.port"),
        )
        quiet = click.option("--no-browser", is_flag=True, help=say(f"commands.{name}.no-browser"))
        return port(quiet(function))

    return add


@click.group(
    help=say("commands.workbook"), context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(package_name="reconnection-workbook")
@click.option("--home", type=_FOLDER, metavar="DIR", help=say("commands.home"))
@click.pass_context
def main(context: click.Context, home: Path | None) -> None:
    """The ``workbook`` command."""
    context.obj = home


@_command("start")
@click.argument("stage", default="")
@_home_option
@_bond_option
@_server_options("start")
def start(stage: str, home: Path | None, bond: str, port: int | None, *, no_browser: bool) -> None:
    """Opens the workbook."""
    from workbook.launcher import server

    place = find(home)
    if bond:
        bonds.take_in_hand(place, bonds.find(place, bond))
    server.start(
        place,
        stage,
        port=port or 0,
        browser=not no_browser,
    )


@_command("check-in")
@click.option("--mood", type=int, required=True, metavar="N", help=say("commands.check-in.mood"))
@click.option(
    "--closeness", type=int, required=True, metavar="N", help=say("commands.check-in.closeness")
)
@click.option(
    "--contact",
    type=click.Choice(["none", "brief", "real"]),
    help=say("commands.check-in.contact"),
)
@click.option("--note", metavar="T", help=say("commands.check-in.note"))
@click.option("--on", metavar="DATE", help=say("commands.check-in.on"))
@_bond_option
@_home_option
def check_in(home: Path | None, bond: str | None, on: str | None, **given: Any) -> None:
    """Saves a check-in."""
    place = find(home)
    about = bonds.find(place, bond) if bond else bonds.current(place)
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


@_command("status")
@_bond_option
@_home_option
def status(home: Path | None, bond: str | None) -> None:
    """Shows what has been done."""
    place = find(home)
    about = bonds.find(place, bond) if bond else bonds.current(place)
    made = progress.of(place, about)
    name = bonds.reader(place, about).name or say("commands.status.unnamed")
    click.echo(say("commands.status.home", folder=place.root))
    click.echo(say("commands.status.bond", name=name))
    click.echo(say("commands.status.stages"))
    for stage in content().stages:
        click.echo(_stage_line(stage.id, stage.title, made))
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


@_command("demo")
@click.option(
    "--days",
    type=click.IntRange(14, 3650),
    default=120,
    show_default=True,
    metavar="N",
    help=say("commands.demo.days"),
)
@_server_options("demo")
def demo(days: int, port: int | None, *, no_browser: bool) -> None:
    """Opens an invented story."""
    from workbook.launcher import server, story

    folder = Path(tempfile.mkdtemp(prefix="workbook-demo-"))
    try:
        click.echo(say("commands.demo.writing", days=days), err=True)
        home = Home(folder)
        story.write(home, days)
        click.echo(say("commands.demo.where", folder=folder), err=True)
        server.start(home, "review", port=port or 0, browser=not no_browser, invented=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@_command("doctor")
@_home_option
@click.pass_context
def doctor(context: click.Context, home: Path | None) -> None:
    """Checks files, permissions, notebooks and settings."""
    from workbook.launcher import health

    findings = list(health.examine(find(home)))
    wrong = [finding for finding in findings if not finding.well]
    for finding in findings:
        click.echo(say(f"commands.doctor.{'fine' if finding.well else 'wrong'}", what=finding.what))
        if finding.cure:
            click.echo(say("commands.doctor.cure", cure=finding.cure))
    if wrong:
        click.echo(say("commands.doctor.some-wrong", count=len(wrong)), err=True)
        context.exit(1)
    click.echo(say("commands.doctor.all-well"))
