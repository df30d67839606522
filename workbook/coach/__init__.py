"""Reads a message before it is sent, and says with reasons what its words may do to a reader."""

from workbook.coach.reading import Remark, read
from workbook.coach.rules import reads_language

__all__ = ["Remark", "read", "reads_language"]
