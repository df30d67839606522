"""What ``workbook doctor`` looks at: one small check each, in plain words."""

import importlib.metadata
import json
import os
import platform
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from workbook.content.dates_in_words import day
from workbook.content.reading import content
from workbook.errors import ContentError, NotReadError
from workbook.store import bonds, durable, entries
from workbook.store.home import Home, notebooks_in, shipped_notebooks
from workbook.words import found, say

HELPLINES_GOOD_FOR = timedelta(days=365)
"How long after their check the helplines may be relied on (care.md, rule S10)."

_NEEDED = (
    "anywidget",
    "babel",
    "click",
    "filelock",
    "ipykernel",
    "ipywidgets",
    "jupyterlab",
    "pandas",
    "platformdirs",
    "plotly",
    "pydantic",
)


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: whether it is well, what was seen, what to do."""

    well: bool
    what: str
    cure: str = ""


def examine(home: Home) -> Iterator[Finding]:
    """Every finding about the program and this home; nothing is changed."""
    yield from program()
    words = list(words_of_the_workbook())
    yield from words
    yield from helplines(date.today())  # noqa: DTZ011 - a calendar day is meant
    yield from home_folder(home)
    if home.data.is_dir():
        yield from permissions(home)
        yield from strays(home)
        if all(finding.well for finding in words):
            yield from answers(home)
    if home.notebooks.is_dir():
        yield from notebooks(home)


def program() -> Iterator[Finding]:
    """Whether what the workbook stands on is installed."""
    versions: dict[str, str] = {}
    for name in _NEEDED:
        try:
            versions[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    missing = [name for name in _NEEDED if name not in versions]
    if missing:
        yield _wrong("program", names=", ".join(missing))
    else:
        yield _fine("program", python=platform.python_version(), **versions)


def words_of_the_workbook() -> Iterator[Finding]:
    """Whether the content files can be read."""
    try:
        yield _fine("content", count=len(content().all_exercises))
    except ContentError as error:
        yield _wrong("content", detail=error)


def words_for_authors(home: Home) -> Iterator[Finding]:
    """What an author may want to mend in the content files and the notebooks."""
    from workbook.content import quality

    folder = home.notebooks if home.notebooks.is_dir() else shipped_notebooks()
    for one in quality.examine(folder):
        what = say("commands.doctor.place", place=one.place, wrong=one.wrong)
        yield Finding(well=False, what=what, cure=one.right)


def helplines(today: date) -> Iterator[Finding]:
    """Whether the helplines were checked within the year."""
    checked: date = found("helplines.checked")
    well = today - checked <= HELPLINES_GOOD_FOR
    yield (_fine if well else _wrong)("helplines", date=day(checked))


def home_folder(home: Home) -> Iterator[Finding]:
    """Whether home is there and can be written to."""
    if not home.root.is_dir():
        what = say("commands.doctor.home.missing", folder=home.root)
        yield Finding(well=True, what=what, cure=say("commands.doctor.home.missing-cure"))
    else:
        yield (_fine if os.access(home.root, os.W_OK) else _wrong)("home", folder=home.root)


def permissions(home: Home) -> Iterator[Finding]:
    """Whether anybody else on this computer can open the answers."""
    if os.name == "nt":
        yield Finding(well=True, what=say("commands.doctor.permissions.skipped"))
        return
    open_files = [home.data] if _is_open(home.data) else []
    open_files += [path for path in home.data.rglob("*") if path.is_file() and _is_open(path)]
    ours = [path for path in open_files if path.name != "README.md"]
    for path in ours:
        mode = f"{durable.FOLDER_MODE if path.is_dir() else durable.FILE_MODE:o}"
        yield _wrong("permissions", path=path, mode=mode)
    if not ours:
        yield _fine("permissions")


def _is_open(path: Path) -> bool:
    return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def strays(home: Home) -> Iterator[Finding]:
    """Whether a save that was cut short left a temporary file."""
    lying: dict[Path, int] = {}
    for path in home.data.rglob(f".*{durable.TEMPORARY}"):
        lying[path.parent] = lying.get(path.parent, 0) + 1
    for folder, count in lying.items():
        yield _wrong("strays", folder=folder, count=count)
    if not lying:
        yield _fine("strays")


def answers(home: Home) -> Iterator[Finding]:
    """Whether every line of every file of answers can be read."""
    count, wrong = 0, False
    for bond in bonds.known(home):
        for exercise in content().all_exercises:
            try:
                loaded = entries.load(home.data / bond, exercise)
            except NotReadError as error:
                wrong = True
                yield Finding(well=False, what=str(error))
                continue
            count += len(loaded.entries)
            for one in loaded.set_aside:
                wrong = True
                yield _wrong("entries", file=loaded.path, line=one.line, reason=one.reason)
    if not wrong:
        yield _fine("entries", count=count)


def notebooks(home: Home) -> Iterator[Finding]:
    """Whether the notebooks are there and hold no output."""
    here, shipped = home.notebooks, shipped_notebooks()
    names = [path.relative_to(shipped).as_posix() for path in notebooks_in(shipped)]
    missing = [name for name in names if not (here / name).exists()]
    if missing:
        what = say("commands.doctor.notebooks.missing", names=", ".join(missing))
        yield Finding(well=False, what=what, cure=say("commands.doctor.notebooks.missing-cure"))
    holding = [path for path in sorted(home.notebooks.rglob("*.ipynb")) if _holds_output(path)]
    for path in holding:
        yield _wrong("notebooks", file=path)
    if not missing and not holding:
        yield _fine("notebooks")


def _holds_output(path: Path) -> bool:
    try:
        notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        stored = "widgets" in notebook.get("metadata", {})
        return stored or any(cell.get("outputs") for cell in notebook["cells"])
    except (OSError, ValueError, KeyError, AttributeError):
        return False


def _fine(check: str, **values: object) -> Finding:
    return Finding(well=True, what=say(f"commands.doctor.{check}.fine", **values))


def _wrong(check: str, **values: object) -> Finding:
    what = say(f"commands.doctor.{check}.wrong", **values)
    return Finding(well=False, what=what, cure=say(f"commands.doctor.{check}.cure", **values))
