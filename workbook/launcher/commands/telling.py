"""How commands set what they say: in lines that fit a terminal, and in two columns."""

import re
import sys
import textwrap
from collections.abc import Iterable

import click

from workbook.store.bonds import UNNAMED
from workbook.words import say

WIDTH = 78
"Characters in a line."

_FIRST_COLUMN = 48
_QUOTED = re.compile("[“«][^”»]{1,40}[”»]")
"A command or a short name, which is not broken over two lines."


def tell(text: str, *, indent: str = "", err: bool = False) -> None:
    """Prints a text; in a pipe each paragraph is one line, so that another program can read it."""
    stream = sys.stderr if err else sys.stdout
    click.echo(wrapped(text, indent) if stream.isatty() else text, err=err)


def tell_columns(rows: Iterable[tuple[str, str]]) -> None:
    """Prints names and what is said of each, beside each other."""
    all_rows = list(rows)
    if not all_rows:  # click refuses an empty list
        return
    formatter = click.HelpFormatter(width=WIDTH)
    with formatter.indentation():
        formatter.write_dl(all_rows, col_max=_FIRST_COLUMN, col_spacing=3)
    click.echo(formatter.getvalue(), nl=False)


def wrapped(text: str, indent: str = "", width: int = WIDTH) -> str:
    """A text in lines of a width; what stands in quotation marks stays in one piece."""
    whole = _QUOTED.sub(lambda quoted: quoted[0].replace(" ", "\0"), text)
    wrapper = textwrap.TextWrapper(width, break_long_words=False, break_on_hyphens=False)
    lines = [line for paragraph in whole.split("\n") for line in wrapper.wrap(paragraph) or [""]]
    return f"\n{indent}".join(lines).replace("\0", " ")


def exercise_name(bond: str, title: str) -> str:
    """An exercise and the bond it is about, by its folder."""
    bond = say("commands.status.unnamed") if bond == UNNAMED else bond
    return say("commands.exercise", bond=bond, title=title)
