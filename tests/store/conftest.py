"""Fixtures that the unit tests share."""

from tests.author import author
from tests.samples import folder, home, small_content

__all__ = ["author", "folder", "home", "small_content"]
