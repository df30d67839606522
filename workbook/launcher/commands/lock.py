"""Commands that lock the answers with a passphrase and open them: ``lock`` and ``unlock``."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from workbook.errors import LockError, PassphraseError
from workbook.launcher import running
from workbook.launcher.commands import asking
from workbook.launcher.commands.group import command, home_option
from workbook.launcher.commands.telling import tell
from workbook.store.copies.lock import encryption, lock_states
from workbook.store.home import Home, find
from workbook.words import say

_TRIES = 3


@command("lock")
@home_option
def lock(home: Path | None) -> None:
    """Locks the answers with a passphrase."""
    place = find(home)
    if running.find(place):
        raise LockError(reason=say("errors.cannot-lock.running"))
    encryption.refuse_to_lock(place)
    if asking.is_somebody_there():
        tell(say("commands.lock.what"), err=True)
    given = asking.passphrase(say("commands.lock.passphrase"), again=say("commands.lock.again"))
    _lock(place, given)
    click.echo(say("commands.lock.done"))


@command("unlock")
@home_option
def unlock(home: Path | None) -> None:
    """Opens what is locked."""
    place = find(home)
    encryption.refuse_to_unlock(place)
    _unlock_asking(place)
    lock_states.forget_opened(place)
    click.echo(say("commands.unlock.done"))


@contextmanager
def opened_meanwhile(place: Home) -> Iterator[None]:
    """Opens the answers, where they are locked, for as long as the workbook is open.

    Where the workbook was killed before it could lock them again, that is said.
    """
    if not lock_states.is_locked(place):
        if lock_states.is_to_be_locked_again(place) and not running.find(place):
            click.echo(say("commands.start.left-open"), err=True)
        yield
        return
    given = _unlock_for_now(place)
    try:
        yield
    finally:
        if not running.find(place):  # else another start has opened it, and goes on
            _lock_again(place, given)


def _unlock_for_now(place: Home) -> str:
    lock_states.remember_opened(place)
    try:
        return _unlock_asking(place)
    except BaseException:
        lock_states.forget_opened(place)
        raise


def _lock_again(place: Home, given: str) -> None:
    click.echo(say("commands.start.locking"), err=True)
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C must not leave it open
    try:
        _lock(place, given)
    finally:
        signal.signal(signal.SIGINT, before)
    click.echo(say("commands.start.locked"), err=True)


def _lock(place: Home, given: str) -> None:
    _take_some_seconds(say("commands.lock.working"))
    for file in encryption.lock(place, given):
        click.echo(say("commands.lock.kept", file=file), err=True)
    lock_states.forget_opened(place)


def _unlock_asking(place: Home) -> str:
    """Asks for the passphrase, in a terminal three times at most, unlocks, and gives it."""
    tries = _TRIES if asking.is_somebody_there() else 1
    while True:
        tries -= 1
        try:
            return _unlock(place)
        except PassphraseError as error:
            if not tries:
                raise
            click.echo(error, err=True)


def _unlock(place: Home) -> str:
    given = asking.passphrase(say("commands.unlock.passphrase"))
    _take_some_seconds(say("commands.unlock.working"))
    for file in encryption.unlock(place, given):
        click.echo(say("commands.unlock.kept", file=file), err=True)
    return given


def _take_some_seconds(words: str) -> None:
    if sys.stderr.isatty():
        click.echo(words, err=True)
