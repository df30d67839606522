"""Commands that open the workbook: ``start`` and ``demo``."""

import shutil
import tempfile
from pathlib import Path

import click

from workbook.launcher import stages
from workbook.launcher.commands import lock
from workbook.launcher.commands.group import (
    bond_option,
    command,
    home_option,
    option,
    server_options,
)
from workbook.store import bonds
from workbook.store.home import Home, find
from workbook.words import say


@command("start")
@click.argument("stage", default="")
@home_option
@bond_option
@server_options("start")
def start(stage: str, home: Path | None, bond: str, port: int | None, *, no_browser: bool) -> None:
    """Opens the workbook."""
    from workbook.launcher import server

    place = find(home)
    stages.check(place, stage)  # before anything is made, or a passphrase asked for
    with lock.opened_meanwhile(place):
        if bond:
            bonds.take_in_hand(place, bonds.find(place, bond))
        server.start(place, stage, port=port or 0, browser=not no_browser)


@command("demo")
@option(
    "--days",
    type=click.IntRange(14, 3650),
    default=120,
    show_default=True,
    metavar="N",
    of="demo",
    word="days",
)
@server_options("demo")
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
