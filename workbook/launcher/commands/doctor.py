"""The command that looks for what is wrong, and mends what is safe: ``doctor``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbook.launcher.commands.group import command, home_option, option
from workbook.launcher.commands.telling import WIDTH, wrapped
from workbook.store.home import find
from workbook.words import say

if TYPE_CHECKING:  # to look at everything, nearly everything is imported
    from workbook.launcher.health.findings import Finding

_ENDLESS = 10_000
"Characters in a line where authors look for a place in a file: each finding is one line."

_INDENT = " " * 4


@command("doctor")
@option("--fix", is_flag=True, of="doctor", word="fix-help")
@option("--content", "for_authors", is_flag=True, of="doctor", word="content-help")
@home_option
@click.pass_context
def doctor(context: click.Context, home: Path | None, *, fix: bool, for_authors: bool) -> None:
    """Checks files, permissions, notebooks and settings; or the words of the exercises."""
    from workbook.launcher import health
    from workbook.launcher.health.findings import State
    from workbook.launcher.health.program import for_authors as examine_words

    place = find(home)
    if fix:
        said = list(health.mend(place))
        for line in said or [say("commands.doctor.nothing-to-mend")]:
            click.echo(wrapped(line, "  ", WIDTH))
        click.echo()
    findings = list((examine_words if for_authors else health.examine)(place))
    for finding in findings:
        _show(finding, _ENDLESS if for_authors else WIDTH)
    wrong = [finding for finding in findings if finding.state is State.WRONG]
    if wrong:
        click.echo(_summary(wrong), err=True)
        context.exit(1)
    click.echo(say(f"commands.doctor.{'content-well' if for_authors else 'all-well'}"))


def _show(finding: "Finding", width: int) -> None:
    line = say(f"commands.doctor.{finding.state.value}", what=finding.what)
    click.echo(wrapped(line, "  ", width))
    if finding.cure:
        click.echo(f"{_INDENT}{wrapped(finding.cure, _INDENT, width - len(_INDENT))}\n")


def _summary(wrong: list["Finding"]) -> str:
    count = say("commands.doctor.some-wrong", count=len(wrong))
    mended = sum(finding.mend is not None for finding in wrong)
    return f"{count} {say('commands.doctor.can-mend', count=mended)}" if mended else count
