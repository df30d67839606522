"""Whether the program is whole: Python, what it stands on, its words, the helplines."""

import importlib.metadata
import platform
from collections.abc import Iterator
from datetime import date, timedelta

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from workbook.content.dates_in_words import day
from workbook.content.reading import content
from workbook.errors import ContentError
from workbook.launcher.health.findings import Finding, State, fine, note, wrong
from workbook.store.home import Home, shipped_notebooks
from workbook.words import found, say

PROGRAM = "reconnection-workbook"
"The name under which the workbook is installed; its own data say what it stands on."

HELPLINES_GOOD_FOR = timedelta(days=365)
"How long after their check the helplines may be relied on (care.md, rule S10)."


def parts() -> Iterator[Finding]:
    """Whether Python and everything that the workbook stands on are there and new enough."""
    try:
        about = importlib.metadata.metadata(PROGRAM)
        listed = importlib.metadata.requires(PROGRAM) or []
    except importlib.metadata.PackageNotFoundError:
        yield note("not-installed")
        return
    needed = [one for one in map(Requirement, listed) if _counts(one)]
    python, lacking = platform.python_version(), list(_lacking(needed))
    if python not in SpecifierSet(about["Requires-Python"] or "", prereleases=True):
        yield wrong("python", version=python, needed=about["Requires-Python"])
    if lacking:
        yield wrong("program", names=", ".join(lacking))
    else:
        yield fine("program", python=python, count=len(needed))


def _counts(requirement: Requirement) -> bool:
    """Whether everybody needs it on this system, and not only those who test or write."""
    return requirement.marker is None or requirement.marker.evaluate({"extra": ""})


def _lacking(needed: list[Requirement]) -> Iterator[str]:
    """What is missing or does not fit, with what is there and what is needed."""
    for requirement in needed:
        wanted = {"name": requirement.name, "needed": requirement.specifier}
        try:
            there = importlib.metadata.version(requirement.name)
        except importlib.metadata.PackageNotFoundError:
            yield say("commands.doctor.program.missing", **wanted)
            continue
        if not requirement.specifier.contains(there, prereleases=True):
            yield say("commands.doctor.program.old", version=there, **wanted)


def words() -> Iterator[Finding]:
    """Whether the content files can be read."""
    try:
        yield fine("content", count=len(content().all_exercises))
    except ContentError as error:
        yield wrong("content", detail=error)


def for_authors(home: Home) -> Iterator[Finding]:
    """What an author may want to mend in the content files and the notebooks."""
    from workbook.content import quality

    folder = home.notebooks if home.notebooks.is_dir() else shipped_notebooks()
    for one in quality.examine(folder):
        what = say("commands.doctor.place", place=one.place, wrong=one.wrong)
        yield Finding(State.WRONG, what, cure=one.right)


def helplines(today: date) -> Iterator[Finding]:
    """Whether the helplines were checked within the year."""
    checked: date = found("helplines.checked")
    well = today - checked <= HELPLINES_GOOD_FOR
    yield (fine if well else wrong)("helplines", date=day(checked))
