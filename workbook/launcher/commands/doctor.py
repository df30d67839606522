"""The command that looks for what is wrong, and mends what is safe: ``doctor``."""

import re
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbook.launcher.commands.group import command, home_option, option
from workbook.store.home import find
from workbook.words import say

if TYPE_CHECKING:  # to look at everything, nearly everything is imported
    from workbook.launcher.health.findings import Finding

_WIDTH, _ENDLESS = 78, 10_000
"Characters in a line; where authors look for a place in a file, each finding is one line."

_INDENT = " " * 4
_QUOTED = re.compile("[“«][^”»]{1,40}[”»]")
"A command or a short name, which is not broken over two lines."


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
            click.echo(_wrapped(line, "  ", _WIDTH))
        click.echo()
    findings = list((examine_words if for_authors else health.examine)(place))
    for finding in findings:
        _show(finding, _ENDLESS if for_authors else _WIDTH)
    wrong = [finding for finding in findings if finding.state is State.WRONG]
    if wrong:
        click.echo(_summary(wrong), err=True)
        context.exit(1)
    click.echo(say(f"commands.doctor.{'content-well' if for_authors else 'all-well'}"))


def _show(finding: "Finding", width: int) -> None:
    line = say(f"commands.doctor.{finding.state.value}", what=finding.what)
    click.echo(_wrapped(line, "  ", width))
    if finding.cure:
        click.echo(f"{_INDENT}{_wrapped(finding.cure, _INDENT, width - len(_INDENT))}\n")


def _wrapped(text: str, indent: str, width: int) -> str:
    """A text in lines of a width; what stands in quotation marks stays in one piece."""
    whole = _QUOTED.sub(lambda quoted: quoted[0].replace(" ", "\0"), text)
    wrapper = textwrap.TextWrapper(width, break_long_words=False, break_on_hyphens=False)
    lines = [line for paragraph in whole.splitlines() for line in wrapper.wrap(paragraph)]
    return f"\n{indent}".join(lines).replace("\0", " ")


def _summary(wrong: list["Finding"]) -> str:
    count = say("commands.doctor.some-wrong", count=len(wrong))
    mended = sum(finding.mend is not None for finding in wrong)
    return f"{count} {say('commands.doctor.can-mend', count=mended)}" if mended else count
