"""What a person chooses about the workbook itself; every open page follows at once."""

from typing import Any

from workbook.pages import session
from workbook.store import durable, settings
from workbook.store.home import Home


def change(home: Home, **changes: Any) -> None:
    """Keeps changed settings, such as ``charts_hidden=True``, and draws the pages anew."""
    with durable.locked(home.data):
        settings.change(home, **changes)
    session.tell()
