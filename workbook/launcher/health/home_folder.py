"""Whether the home folder is there, can be written to, and its settings can be read."""

import json
import os
from collections.abc import Iterator

from workbook.launcher.health.findings import Finding, fine, note, place, wrong
from workbook.store import durable
from workbook.store.home import Home


def folder(home: Home) -> Iterator[Finding]:
    """Whether home is there and can be written to."""
    if not home.root.is_dir():
        yield note("no-home", folder=home.root)
    elif os.access(home.root, os.W_OK):
        yield fine("home", folder=home.root)
    else:
        yield wrong("home", folder=home.root)


def settings(home: Home) -> Iterator[Finding]:
    """Whether what the person chose about the workbook can be read."""
    path = home.data / "settings.json"
    try:
        well = not path.exists() or isinstance(json.loads(durable.read(path)), dict)
    except (OSError, ValueError, RecursionError):
        well = False
    if not well:
        yield wrong("settings", file=place(home, path))
