"""The ``workbook`` command; each module adds those commands that its first line names."""

from workbook.launcher.commands import archives, copies, doctor, entries, erase, lock, opening
from workbook.launcher.commands.group import main

__all__ = ["archives", "copies", "doctor", "entries", "erase", "lock", "main", "opening"]
