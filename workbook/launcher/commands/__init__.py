"""The ``workbook`` command; each module adds those commands that its first line names."""

from workbook.launcher.commands import doctor, entries, opening
from workbook.launcher.commands.group import main

__all__ = ["doctor", "entries", "main", "opening"]
