"""Mending what is safe to mend: the answers are copied first, and each thing done is said."""

from collections.abc import Iterable, Iterator

from workbook.errors import NoSnapshotError, WorkbookError
from workbook.launcher.health.findings import Finding, Mend
from workbook.store.copies.snapshots import snapshots
from workbook.store.home import Home
from workbook.words import say


def mend(home: Home, findings: Iterable[Finding]) -> Iterator[str]:
    """Does what can be done about findings, and says of each whether it was.

    Before a file of answers is written anew there is a snapshot of all of them; where none can
    be taken, no such file is touched.
    """
    # Two findings may have the same cure.
    mends = list(dict.fromkeys(finding.mend for finding in findings if finding.mend))
    if any(one.touches_answers for one in mends):
        try:
            snapshots.take(home)
            yield say("commands.doctor.snapshot")
        except NoSnapshotError:  # an invented story
            pass
        except WorkbookError as error:
            yield say("commands.doctor.no-snapshot", reason=error)
            mends = [one for one in mends if not one.touches_answers]
    for one in mends:
        yield _outcome(one)


def _outcome(mend: Mend) -> str:
    try:
        mend.act()
    except (WorkbookError, OSError) as error:
        return say("commands.doctor.not-mended", what=mend.done, reason=error)
    return say("commands.doctor.mended", what=mend.done)
