"""``datapackage.json``: describes every file and column in words (Data Package, Table Schema)."""

import json
from pathlib import Path
from typing import Any

from workbook.content.model import Exercise
from workbook.content.reading import content
from workbook.content.wording import Reader
from workbook.content.words import say
from workbook.store import durable

NAME = "datapackage.json"

_DIALECT = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n"}


def describe(folder: Path) -> None:
    """Writes the description of a bond's folder anew, if it has changed."""
    path = folder / NAME
    package = {
        "profile": "tabular-data-package",
        "name": "workbook-answers",
        "title": say("interface.package.title"),
        "description": say("interface.package.description"),
        "resources": list(_resources(folder)),
    }
    text = json.dumps(package, ensure_ascii=False, indent=2) + "\n"
    encoded = text.encode("utf-8")
    if not path.is_file() or path.read_bytes() != encoded:
        durable.write(path, encoded)


def _resources(folder: Path) -> Any:
    for exercise in content().all_exercises:
        if (folder / f"{exercise.id}.csv").is_file():
            yield _resource(exercise, "")
        if (folder / "earlier" / f"{exercise.id}.csv").is_file():
            yield _resource(exercise, "earlier")


def _resource(exercise: Exercise, part: str) -> dict[str, Any]:
    fixed = ["entry", "on", "saved_at"]
    fields = [_fixed_field(name) for name in fixed]
    fields += [question.field() for question in exercise.questions]
    if part:
        fields.append(_fixed_field("replaced_at"))
    name = f"{part}.{exercise.id}" if part else exercise.id
    return {
        "name": name,
        "path": f"{part}/{exercise.id}.csv" if part else f"{exercise.id}.csv",
        "profile": "tabular-data-resource",
        "title": exercise.title.to(Reader()),
        "description": exercise.why.to(Reader()),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": _DIALECT,
        "schema": {"fields": fields, "missingValues": [""]}
        | ({} if part else {"primaryKey": ["entry"]}),
    }


def _fixed_field(name: str) -> dict[str, Any]:
    types: dict[str, dict[str, Any]] = {
        "entry": {"type": "string", "constraints": {"required": True}},
        "on": {"type": "date", "format": "%Y-%m-%d"},
    }
    moment = {"type": "datetime", "format": "%Y-%m-%dT%H:%M:%SZ"}
    words = {"name": name, "description": say(f"interface.package.{name.replace('_', '-')}")}
    return words | types.get(name, moment)
