"""Fixtures that the unit tests share."""

from tests.author import author
from tests.doctoring import own, snapshot_folder, story_home, told
from tests.samples import folder, home, small_content

__all__ = [
    "author",
    "folder",
    "home",
    "own",
    "small_content",
    "snapshot_folder",
    "story_home",
    "told",
]
