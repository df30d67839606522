"""Commands and options that explain themselves in the language that is asked for.

Their words are looked up when they are shown: only then is it known in which language.
"""

import inspect
import os
from typing import Any

import click

from workbook import words
from workbook.errors import WorkbookError
from workbook.store import settings
from workbook.store.home import find
from workbook.words import found, say

_HEADINGS = {"Options": "options", "Commands": "commands"}
"What click calls the sections of a help text, and the keys of our words for them."


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:  # noqa: ARG002 - always ours
        """Writes the first line."""
        super().write_usage(prog, args, f"{say('commands.usage')} ")

    def write_heading(self, heading: str) -> None:
        """Writes the heading of a section."""
        key = _HEADINGS.get(heading)
        super().write_heading(say(f"commands.{key}") if key else heading)


class _Context(click.Context):
    formatter_class = _Formatter


class Option(click.Option):
    """An option; ``word`` is the key of its help among all commands’ words, or those ``of`` one."""

    def __init__(self, *names: Any, word: str, of: str = "", **more: Any) -> None:
        """``more`` is what any option takes."""
        super().__init__(*names, **(more | {"help": word}))
        self.word, self.of = word, of

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """How it is written, and what it does."""
        self.help = say(f"commands.{self.of}.{self.word}") if self.of else self._shared()
        return super().get_help_record(ctx)

    def _shared(self) -> str:
        return say(f"commands.{self.word}")


class _Explained(click.Command):
    """What the workbook and its commands have in common."""

    context_class = _Context

    def explanation(self) -> str:
        """What it does."""
        raise NotImplementedError

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes what it does."""
        self.help = inspect.cleandoc(self.explanation())
        super().format_help_text(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option ``--help``."""
        option = super().get_help_option(ctx)
        if option:
            option.help = say("commands.help")
        return option


class Command(_Explained):
    """A command whose help ends with examples, and whose refusal is one line and exit code 1."""

    def explanation(self) -> str:
        """What it does."""
        return say(f"commands.{self.name}.help")

    def get_short_help_str(self, limit: int = 45) -> str:
        """What it does, in the list of commands."""
        self.help = inspect.cleandoc(self.explanation())
        return super().get_short_help_str(limit)

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


class Group(_Explained, click.Group):
    """The ``workbook`` command; the language that ``--lang`` asks for counts while it runs."""

    def explanation(self) -> str:
        """What it is."""
        return say("commands.workbook")

    def main(self, *given: Any, **more: Any) -> Any:
        """Runs it, and leaves the environment as it was."""
        before = os.environ.get(words.ASKED)
        words.speak(settings.read(find()).language)  # until --home names another home
        try:
            return super().main(*given, **more)
        finally:
            os.environ.pop(words.ASKED, None)
            os.environ.update({words.ASKED: before} if before is not None else {})
