"""What a person chooses about the workbook itself; every open page follows at once."""

import os
from typing import Any

from workbook import words
from workbook.pages import session
from workbook.store import durable, settings
from workbook.store.home import Home


def speak(home: Home, language: str) -> None:
    """Keeps the language that was chosen, and draws the pages anew in it."""
    with durable.locked(home.data):
        settings.change(home, language=language)
    if os.environ.get(words.ASKED):  # it asked for another one until now
        os.environ[words.ASKED] = language
    words.speak(language)
    session.tell()


def change(home: Home, **changes: Any) -> None:
    """Keeps changed settings, such as ``charts_hidden=True``, and draws the pages anew."""
    with durable.locked(home.data):
        settings.change(home, **changes)
    session.tell()
