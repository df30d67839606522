"""Where the snapshots lie, how many there are, and whether the next can be taken."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from workbook.content.dates_in_words import day
from workbook.launcher.health.findings import Finding, Mend, done, fine, note, some, wrong
from workbook.store import durable, encrypted
from workbook.store.copies.erase import whereabouts
from workbook.store.copies.exchange import exports
from workbook.store.copies.snapshots import places, replacing, restoring, snapshots
from workbook.store.home import Home


def check(home: Home) -> Iterator[Finding]:
    """The snapshots of home, and why there is none of today; one that is due is taken by this.

    There is no other way to know that it can be.
    """
    problem = snapshots.problem(home)
    if problem:
        yield wrong("snapshots", reason=problem, folder=snapshots.base())
    there = snapshots.all_of(home)
    if there:
        newest = day(there[-1].taken_at.astimezone().date())
        folder = there[-1].path.parent
        yield fine("snapshots", count=len(there), date=newest, folder=folder)
    torn = [str(path) for path in whereabouts.torn(home)]
    if torn:
        yield wrong("torn-snapshots", names=some(torn))


def unfinished_restore(home: Home) -> Iterator[Finding]:
    """Whether going back to a snapshot was cut off."""
    if replacing.is_unfinished(home):
        yield wrong("restore", Mend(lambda: _recover(home), done("restore")))


def _recover(home: Home) -> None:
    with durable.locked(home.data):
        restoring.recover(home)


def of_no_home() -> Iterator[Finding]:
    """Snapshots of homes that are nowhere any more."""
    for path in sorted(snapshots.base().glob(f"*/{snapshots.RECORD}")):
        folder, lay = path.parent, places.record(path.parent).paths
        holds = any((*folder.glob("*.zip"), *folder.glob(f"*{encrypted.ENDING}")))
        if holds and lay and not any(Path(one).is_dir() for one in lay):
            yield note("old-snapshots", folder=folder, home=lay[-1])


def exports_within(home: Home) -> Iterator[Finding]:
    """Exports that lie in the home folder: they are open, also where the answers are locked."""
    names = [path.name for path in exports_in(home)]
    if names:
        yield note("exports", names=some(names))


def exports_in(home: Home) -> list[Path]:
    """The exports in the home folder itself."""
    return [path for path in sorted(home.root.glob("*.zip")) if _is_export(path)]


def _is_export(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return exports.MANIFEST in archive.namelist()
    except (OSError, ValueError, zipfile.BadZipFile):
        return False
