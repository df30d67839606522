"""What lies beside the entries: drafts, the description of the files, files of nobody."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from workbook.content.reading import content
from workbook.errors import NotReadError
from workbook.launcher.health.findings import Finding, Mend, done, note, place, some, wrong
from workbook.store import bonds, drafts, durable, entries, migrations, packages, setting_aside
from workbook.store.home import Home

_OF_HOME = {"settings.json", "README.md", migrations.RECORD}
_BEFORE = "before.format-"


def unread_drafts(home: Home) -> Iterator[Finding]:
    """Drafts that no form can show, because they cannot be read."""
    for bond in bonds.known(home):
        for exercise in content().all_exercises:
            for path in drafts.unread(home.data / bond, exercise):
                yield wrong("drafts", file=place(home, path))


def descriptions(home: Home) -> Iterator[Finding]:
    """Whether ``datapackage.json`` describes each bond’s files as they are."""
    for bond in bonds.known(home):
        folder = home.data / bond
        if _is_as_written(folder) and not packages.is_current(folder):
            file = place(home, folder / packages.NAME)
            mend = Mend(partial(_describe, home, folder), done("description", file=file))
            yield wrong("description", mend, file=file)


def _is_as_written(folder: Path) -> bool:
    """Whether each file can be read as it stands; one that cannot is spoken of already."""
    try:
        loaded = [entries.load(folder, exercise) for exercise in content().all_exercises]
    except NotReadError:
        return False
    return not any(one.sheet.repairs for one in loaded)


def _describe(home: Home, folder: Path) -> None:
    with durable.locked(home.data):
        packages.describe(folder)


def of_no_exercise(home: Home) -> Iterator[Finding]:
    """Files that hold entries and have no exercise’s name; and files that are not ours at all."""
    strange = [path for path in sorted(home.data.rglob("*")) if _is_strange(home, path)]
    unread = [path for path in strange if _holds_entries(path)]
    for path in unread:
        yield wrong("lost", file=place(home, path))
    others = [place(home, path) for path in strange if path not in unread]
    if others:
        yield note("others", names=some(others))


def _is_strange(home: Home, path: Path) -> bool:
    """Whether a file in the data folder is none that the workbook knows by its place and name."""
    if not path.is_file() or durable.is_ours_alone(path.name):
        return False
    match path.relative_to(home.data).parts:
        case (name,):
            return name not in _OF_HOME
        case (_, packages.NAME) | (_, setting_aside.FOLDER, _):
            return False
        case (_, _) | (_, entries.EARLIER | drafts.FOLDER, _):
            return not _is_of_exercise(path)
        case (first, *_):
            return not first.startswith(_BEFORE)
    return True


def _is_of_exercise(path: Path) -> bool:
    drafted = path.parent.name == drafts.FOLDER
    kind, name = (".json", drafts.exercise_of(path)) if drafted else (".csv", path.stem)
    return path.suffix == kind and content().exercise(name) is not None


def _holds_entries(path: Path) -> bool:
    """Whether a file begins as those of entries do."""
    try:
        first = path.read_bytes()[:200].decode("utf-8-sig", "replace")
    except OSError:
        return False
    return first.startswith(",".join(entries.FIXED[:2]))
