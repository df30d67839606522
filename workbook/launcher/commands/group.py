"""What every command has: the group it belongs to, and the options that many of them share."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from workbook import words
from workbook.errors import UnknownLanguageError
from workbook.launcher import explained
from workbook.store import bonds, settings
from workbook.store.home import Home, find

_FOLDER = click.Path(file_okay=False, path_type=Path)


def option(*names: str, **more: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """An option whose help stands among the commands’ words."""
    return click.option(*names, cls=explained.Option, **more)


def command(name: str) -> Callable[[Callable[..., None]], click.Command]:
    """Makes a function a command of ``workbook``."""

    def add(function: Callable[..., None]) -> click.Command:
        made: click.Command = main.command(name, cls=explained.Command)(lang_option(function))
        made.params.append(made.params.pop(0))  # its own options come first in its help
        return made

    return add


def lang_option(function: Callable[..., None]) -> Callable[..., None]:
    """``--lang``, before the name of the command or after it, and before ``--help``."""
    return option(
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


def home_option(function: Callable[..., None]) -> Callable[..., None]:
    """``--home``, before the name of the command or after it; the language chosen there counts."""

    def there(context: click.Context, _: click.Parameter, given: Path | None) -> Path | None:
        folder: Path | None = given or context.find_root().obj
        words.speak(settings.read(find(folder)).language)
        return folder

    return option("--home", type=_FOLDER, metavar="DIR", word="home", callback=there)(function)


def bond_option(function: Callable[..., None]) -> Callable[..., None]:
    """``--bond``, by alias or folder."""
    return option("--bond", metavar="B", word="bond")(function)


def server_options(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """``--port`` and ``--no-browser``."""

    def add(function: Callable[..., None]) -> Callable[..., None]:
        range_of_ports = click.IntRange(1, 65535)
        port = option("--port", type=range_of_ports, metavar="N", of=name, word="port")
        quiet = option("--no-browser", is_flag=True, of=name, word="no-browser")
        return port(quiet(function))

    return add


@click.group(cls=explained.Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="reconnection-workbook", cls=explained.Option, word="version")
@option("--home", type=_FOLDER, metavar="DIR", word="home")
@lang_option
@click.pass_context
def main(context: click.Context, home: Path | None) -> None:
    """The ``workbook`` command."""
    context.obj = home
    asked = os.environ.get(words.ASKED)
    if asked:
        _ask_for(context, asked)


def bond_in(home: Home, given: str | None) -> str:
    """The bond that is asked for, else the one in hand; raises ``UnknownBondError``."""
    return bonds.find(home, given) if given else bonds.current(home)
