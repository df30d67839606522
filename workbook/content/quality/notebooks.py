"""Whether the notebooks show every exercise, and nothing that is not there."""

import ast
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from workbook import words
from workbook.content.faults import Fault, Place, fault
from workbook.content.model import Content

_SHORT = {"checkin": "checkin", "weekly": "weekly"}
"The calls that show an exercise without naming it."

Call = tuple[Place, str, str]
"Where a notebook calls the workbook, by which name, and what is asked for."


def written_in(folder: Path, language: str) -> list[Path]:
    """The notebooks that are written in that language."""
    place = folder if language == words.FALLBACK else folder / language
    return sorted(place.glob("*.ipynb"))


def opened_in(folder: Path, language: str) -> list[Path]:
    """The notebooks that a reader of that language meets: their own, else the English ones."""
    english = {path.name: path for path in written_in(folder, words.FALLBACK)}
    return list((english | {path.name: path for path in written_in(folder, language)}).values())


def disagreeing(content: Content, paths: Iterable[Path]) -> Iterator[Fault]:
    """Calls for what there is not, and exercises that no notebook shows."""
    shown: set[str] = set()
    for path in paths:
        try:
            calls = list(_calls(path))
        except (ValueError, KeyError, SyntaxError) as error:
            yield fault(Place(path.name), "unreadable", detail=error)
            continue
        for place, name, given in calls:
            shown.add(_SHORT.get(name, given))
            if name in ("form", "entries") and not content.exercise(given):
                known = ", ".join(one.id for one in content.all_exercises)
                yield fault(place, "shows-no-exercise", given=given, known=known)
            if name == "stage" and not content.stage(given):
                known = ", ".join(one.id for one in (*content.stages, *content.pages))
                yield fault(place, "shows-no-stage", given=given, known=known)
    for stage in (*content.stages, *content.pages):
        for exercise in content.exercises.get(stage.id, ()):
            if exercise.id not in shown:
                place = Place(f"{stage.id}.toml", exercise.id)
                yield fault(place, "not-shown", notebook=stage.notebook, given=exercise.id)


def _calls(path: Path) -> Iterator[Call]:
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        place = Place(path.name, cell.get("id", ""))
        for node in ast.walk(ast.parse("".join(cell["source"]))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                given = node.args[0].value if _names(node) else ""  # type: ignore[attr-defined]
                yield place, node.func.attr, str(given)


def _names(call: ast.Call) -> bool:
    return bool(call.args) and isinstance(call.args[0], ast.Constant)
