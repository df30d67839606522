"""``datapackage.json``: describes every file and column in words (Data Package, Table Schema)."""

import csv
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from workbook.content.model import Exercise
from workbook.content.reading import content
from workbook.content.wording import Reader
from workbook.store import durable, stamps
from workbook.words import say

NAME = "datapackage.json"
FORMAT = 2
"The format of the files that this program writes; ``migrations`` has the steps that lead to it."

_DIALECT = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n"}
_MOMENT = {"type": "datetime", "format": stamps.MOMENT}
_FIXED: dict[str, dict[str, Any]] = {
    "entry": {"type": "string", "constraints": {"required": True}},
    "on": {"type": "date", "format": "%Y-%m-%d"},
    "saved_at": _MOMENT,
    "replaced_at": _MOMENT,
}


def describe(folder: Path) -> None:
    """Writes the description of a bond's folder anew, if it has changed.

    Where the disk refuses, the description waits for the next save: the answers are safe.
    """
    path, description = folder / NAME, described(folder)
    with suppress(OSError):
        if durable.read(path) != description:
            durable.write(path, description)


def described(folder: Path) -> bytes:
    """The description of the files as they stand in a bond's folder."""
    return (json.dumps(_package(folder), ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def is_current(folder: Path) -> bool:
    """Whether the description fits the files as they are, in whichever language it is."""
    try:
        written = json.loads(durable.read(folder / NAME))
    except (OSError, ValueError, RecursionError):
        return False
    return bool(_wordless(written) == _wordless(_package(folder)))


def _wordless(node: Any) -> Any:
    """A description without the words in it, which depend on the language."""
    if isinstance(node, dict):
        words = ("title", "description")
        return {key: _wordless(inner) for key, inner in node.items() if key not in words}
    return [_wordless(inner) for inner in node] if isinstance(node, list) else node


def _package(folder: Path) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": "workbook-answers",
        "title": say("interface.package.title"),
        "description": say("interface.package.description"),
        "workbook": {"format": FORMAT},
        "resources": list(_resources(folder)),
    }


def _resources(folder: Path) -> Iterator[dict[str, Any]]:
    for exercise in content().all_exercises:
        for part in ("", "earlier/"):
            columns = _columns(folder / f"{part}{exercise.id}.csv")
            if columns:
                yield _resource(exercise, part, columns)


def _resource(exercise: Exercise, part: str, columns: list[str]) -> dict[str, Any]:
    schema = {"fields": [_field(exercise, column) for column in columns], "missingValues": [""]}
    return {
        "name": f"{part.replace('/', '.')}{exercise.id}",
        "path": f"{part}{exercise.id}.csv",
        "profile": "tabular-data-resource",
        "title": exercise.title.to(Reader()),
        "description": exercise.why.to(Reader()),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": _DIALECT,
        "schema": schema if part else schema | {"primaryKey": ["entry"]},
    }


def _field(exercise: Exercise, column: str) -> dict[str, Any]:
    if column in _FIXED:
        words = say(f"interface.package.{column.replace('_', '-')}")
        return {"name": column, "description": words} | _FIXED[column]
    question = exercise.question(column)
    # A column that another version of the workbook, or the person, put there.
    return question.field() if question else {"name": column, "type": "string"}


def _columns(path: Path) -> list[str]:
    """The columns of a file as they stand in it; none where it is not there or cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return next(csv.reader(file), [])
    except (OSError, ValueError, csv.Error):
        return []
