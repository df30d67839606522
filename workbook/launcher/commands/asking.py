"""What a command asks in the terminal: whether to go on, and for a passphrase."""

import sys

import click

from workbook.errors import NotAgreedError, PassphraseError
from workbook.words import say


def agreed(question: str, *, yes: bool) -> None:
    """Goes on where the person says so, or said so with ``--yes``.

    Raises ``NotAgreedError`` where they say no, or where nobody is there to ask.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        raise NotAgreedError(reason=say("commands.asking.nobody"))
    if not click.confirm(question, default=False, err=True):
        raise NotAgreedError(reason=say("commands.asking.no"))


def passphrase(prompt: str, *, again: str = "") -> str:
    """A passphrase, unseen while it is typed; ``again`` asks for it a second time.

    Where nobody is there to type, it is the first line of what is piped in. Raises
    ``PassphraseError`` where it is empty or the two are not the same.
    """
    if not sys.stdin.isatty():
        given = sys.stdin.readline().rstrip("\r\n")
    else:
        given = _hidden(prompt)
        if again and _hidden(again) != given:
            raise PassphraseError(reason=say("commands.asking.not-the-same"))
    if not given:
        raise PassphraseError(reason=say("commands.asking.empty"))
    return given


def _hidden(prompt: str) -> str:
    typed: str = click.prompt(prompt, hide_input=True, default="", show_default=False, err=True)
    return typed
