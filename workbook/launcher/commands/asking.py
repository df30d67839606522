"""What a command asks in the terminal: whether to go on, and for a passphrase."""

import sys
from collections.abc import Callable
from typing import TypeVar

import click

from workbook.errors import NotAgreedError, PassphraseError
from workbook.words import say

_T = TypeVar("_T")


def is_somebody_there() -> bool:
    """Whether there is a terminal in which somebody can answer."""
    return sys.stdin.isatty()


def agreed(question: str, *, yes: bool) -> None:
    """Goes on where the person says so, or said so with ``--yes``.

    Raises ``NotAgreedError`` where they say no, or where nobody is there to ask.
    """
    if yes:
        return
    if not is_somebody_there():
        raise NotAgreedError(reason=say("commands.asking.nobody"))
    asked = say("commands.asking.choice", question=question)
    said = _answered(
        lambda: click.prompt(asked, default="", show_default=False, prompt_suffix=" ", err=True)
    )
    if said.strip().casefold() not in say("commands.asking.yes").split():
        raise NotAgreedError(reason=say("commands.asking.no"))


def passphrase(prompt: str, *, again: str = "") -> str:
    """A passphrase, unseen while it is typed; ``again`` asks for it a second time.

    Where nobody is there to type, it is the first line of what is piped in. Raises
    ``PassphraseError`` where there is none or the two are not the same.
    """
    if not is_somebody_there():
        return _piped()
    given = _hidden(prompt)
    if not given:
        raise PassphraseError(reason=say("commands.asking.empty"))
    if again and _hidden(again) != given:
        raise PassphraseError(reason=say("commands.asking.not-the-same"))
    return given


def _piped() -> str:
    try:
        given = sys.stdin.buffer.readline().decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:  # its own words would show the passphrase
        given = ""
    if not given:
        raise PassphraseError(reason=say("commands.asking.nobody-types"))
    return given


def _hidden(prompt: str) -> str:
    def ask() -> str:
        typed: str = click.prompt(prompt, hide_input=True, default="", show_default=False, err=True)
        return typed

    return _answered(ask)


def _answered(ask: Callable[[], _T]) -> _T:
    """What is answered; raises ``NotAgreedError`` where it is broken off with Ctrl-C."""
    try:
        return ask()
    except click.Abort:
        raise NotAgreedError(reason=say("commands.asking.broken-off")) from None
