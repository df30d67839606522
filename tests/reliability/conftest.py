"""Fixtures that the reliability tests share."""

from tests.reliability.refusing import full_home, open_place
from tests.samples import folder, home, small_content

__all__ = ["folder", "full_home", "home", "open_place", "small_content"]
