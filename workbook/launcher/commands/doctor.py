"""The command that looks for what is wrong: ``doctor``."""

from pathlib import Path

import click

from workbook.launcher.commands.group import command, home_option, option
from workbook.store.home import find
from workbook.words import say


@command("doctor")
@option("--content", "for_authors", is_flag=True, of="doctor", word="content-help")
@home_option
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
