"""Fixtures that the reliability tests share."""

from tests.samples import folder, home, small_content

__all__ = ["folder", "home", "small_content"]
