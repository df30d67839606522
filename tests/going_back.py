"""What tests of restoring share: a home in which much has changed since a snapshot."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from tests.one_thing import one, save
from tests.samples import DAY, exercise
from workbook.store import bonds, drafts, durable, entries, keeping, settings
from workbook.store.copies.snapshots import replacing, snapshots
from workbook.store.home import Home


def words(home: Home, bond: str = "me") -> list[str]:
    """The words of a bond's entries."""
    return [one_.answers["words"] for one_ in entries.load(home.data / bond, one()).entries]


def draft(home: Home, text: str, writer: str = "w") -> None:
    """Keeps a draft under the bond without a name."""
    drafts.keep(bonds.folder_to_write(home, "me"), one(), writer, DAY, {"words": text}, "")


@pytest.fixture
def then(home: Home) -> snapshots.Snapshot:
    """A snapshot of a home in which much has changed since."""
    kept, changed = save(home, "stays"), save(home, "first")
    goes = save(home, "is taken out")
    draft(home, "typed then")
    taken = snapshots.take(home)
    save(home, "second", changed)
    save(home, "new")
    keeping.take_back(home, "me", one(), goes.id)
    keeping.save(home, "me", exercise("checkin"), {"note": "new too"}, DAY)
    draft(home, "typed now")
    draft(home, "typed elsewhere", "v")
    with durable.locked(home.data):
        settings.change(home, charts_hidden=True)
    assert kept
    return taken


def in_data(snapshot: snapshots.Snapshot) -> dict[str, bytes]:
    """What a snapshot holds, by paths in the data folder."""
    held = snapshots.contents(snapshot)
    return {str(Path(path).relative_to("data")): content for path, content in held.items()}


def when_laid_down(act: Callable[[], object]) -> Any:
    """Does something after the present was copied, and before it is replaced."""
    lay_down = replacing.lay_down

    def laid_down(*given: Any) -> Home:
        new = lay_down(*given)
        act()
        return new

    return mock.patch.object(replacing, "lay_down", laid_down)
