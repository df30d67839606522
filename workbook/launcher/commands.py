"""The ``workbook`` command."""

import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from workbook import words
from workbook.content.dates_in_words import day
from workbook.content.questions import day_it_is_about
from workbook.content.reading import content, exercise
from workbook.errors import UnknownLanguageError
from workbook.launcher import explained
from workbook.store import bonds, keeping, progress, settings
from workbook.store.home import Home, find
from workbook.words import say

_FOLDER = click.Path(file_okay=False, path_type=Path)


def _option(*names: str, **more: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option(*names, cls=explained.Option, **more)


def _command(name: str) -> Callable[[Callable[..., None]], click.Command]:
    def add(function: Callable[..., None]) -> click.Command:
        return main.command(name, cls=explained.Command)(_lang_option(function))

    return add


def _lang_option(function: Callable[..., None]) -> Callable[..., None]:
    """``--lang``, before the name of the command or after it, and before ``--help``."""
    return _option(
        "--lang",
        metavar="L",
        word="lang",
        is_eager=True,
        expose_value=False,
        callback=lambda context, _, given: _ask_for(context, given) if given else None,
    )(function)


def _ask_for(context: click.Context, language: str) -> None:
    """Has every word in a language from now on, or refuses in one line."""
    if not words.known(language):
        click.echo(
            UnknownLanguageError(name=language, known=", ".join(words.languages())), err=True
        )
        context.exit(2)
    os.environ[words.ASKED] = words.known(language)


def _home_option(function: Callable[..., None]) -> Callable[..., None]:
    """``--home``, before the name of the command or after it; the language chosen there counts."""

    def there(context: click.Context, _: click.Parameter, given: Path | None) -> Path | None:
        folder: Path | None = given or context.find_root().obj
        words.speak(settings.read(find(folder)).language)
        return folder

    return _option("--home", type=_FOLDER, metavar="DIR", word="home", callback=there)(function)


def _bond_option(function: Callable[..., None]) -> Callable[..., None]:
    return _option("--bond", metavar="B", word="bond")(function)


def _server_options(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    def add(function: Callable[..., None]) -> Callable[..., None]:
        range_of_ports = click.IntRange(1, 65535)
        port = _option("--port", type=range_of_ports, metavar="N", of=name, word="port")
        quiet = _option("--no-browser", is_flag=True, of=name, word="no-browser")
        return port(quiet(function))

    return add


@click.group(cls=explained.Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="reconnection-workbook", cls=explained.Option, word="version")
@_option("--home", type=_FOLDER, metavar="DIR", word="home")
@_lang_option
@click.pass_context
def main(context: click.Context, home: Path | None) -> None:
    """The ``workbook`` command."""
    context.obj = home
    asked = os.environ.get(words.ASKED)
    if asked:
        _ask_for(context, asked)


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
@_option("--mood", type=int, required=True, metavar="N", of="check-in", word="mood")
@_option("--closeness", type=int, required=True, metavar="N", of="check-in", word="closeness")
@_option("--contact", type=click.Choice(["none", "brief", "real"]), of="check-in", word="contact")
@_option("--note", metavar="T", of="check-in", word="note")
@_option("--on", metavar="DATE", of="check-in", word="on")
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
@_option(
    "--days",
    type=click.IntRange(14, 3650),
    default=120,
    show_default=True,
    metavar="N",
    of="demo",
    word="days",
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
@_option("--content", "for_authors", is_flag=True, of="doctor", word="content-help")
@_home_option
@click.pass_context
def doctor(context: click.Context, home: Path | None, *, for_authors: bool) -> None:
    """Checks files, permissions, notebooks and settings; or the words of the exercises."""
    from workbook.launcher import health

    place = find(home)
    findings = list(health.words_for_authors(place) if for_authors else health.examine(place))
    wrong = [finding for finding in findings if not finding.well]
    for finding in findings:
        click.echo(say(f"commands.doctor.{'fine' if finding.well else 'wrong'}", what=finding.what))
        if finding.cure:
            click.echo(say("commands.doctor.cure", cure=finding.cure))
    if wrong:
        click.echo(say("commands.doctor.some-wrong", count=len(wrong)), err=True)
        context.exit(1)
    click.echo(say(f"commands.doctor.{'content-well' if for_authors else 'all-well'}"))
