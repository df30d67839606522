"""Every text a person can meet, with its place and with what it is there for."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from workbook import words
from workbook.content.faults import Place
from workbook.content.model import Content, Exercise
from workbook.content.questions import Weights
from workbook.content.wording import Words

DRAWING = ("line", "weights", "compare", "share", "over-time", "counts")
"The tools that draw something from the answers."

_NO_PROSE = {"id", "kind", "notebook", "address", "number", "emergency", "sources", "stage"}
"Fields of the files of words that are no prose."
_PHRASES = ("coach", "tone")
"Files of phrases that somebody else may have written, to be noticed; not what the workbook says."
_OF_PHRASES = ("why", "instead")
"What the workbook itself says in such a file."


class Part(Enum):
    """What a text is there for."""

    ASKED = "asked"
    TOLD = "told"
    GROUNDS = "grounds"
    WORDING = "wording"
    PROSE = "prose"


@dataclass(frozen=True)
class Text:
    """One text. ``charts``: it stands where something is drawn from the answers."""

    place: Place
    words: str
    part: Part
    charts: bool = False


def all_in(content: Content, notebooks: Iterable[Path], language: str) -> Iterator[Text]:
    """The texts of exercises, files of words and notebooks that are written in that language."""
    pages = {f"{page.id}.toml" for page in content.pages}
    for file, exercise in written_in(content, language):
        yield from of_exercise(exercise, file, charts=file in pages)
    yield from of_wording(content, language)
    yield from of_notebooks(notebooks)


def written_in(content: Content, language: str) -> Iterator[tuple[str, Exercise]]:
    """The exercises written in that language, and not taken from another, with their files."""
    for stage, exercises in content.exercises.items():
        file = f"{stage}.toml"
        if (words.FOLDER / language / file).is_file():
            yield from ((file, one) for one in exercises)


def of_exercise(exercise: Exercise, file: str, *, charts: bool = False) -> Iterator[Text]:
    """What an exercise asks and offers, what its invented people wrote, what it rests on."""
    place = Place(file, exercise.id)
    drawn = charts or any(tool.kind in DRAWING for tool in exercise.tools)
    frame = (exercise.title, exercise.why, *([exercise.keepsake] if exercise.keepsake else []))
    for words_of_it in frame:
        yield from _texts(words_of_it, place, charts=drawn)
    for question in exercise.questions:
        yield from _texts(question, Place(file, exercise.id, question.id), charts=charts)
    for tool in exercise.tools:
        here = Place(file, exercise.id, tool.kind)
        yield from _texts(tool, here, charts=charts or tool.kind in DRAWING)
    for one in exercise.examples:
        yield from (Text(place, text, Part.TOLD) for text in (one.who, one.text))
    card = exercise.evidence
    for text in (card.rests_on, card.who, card.effect, card.left_out):
        if text:
            yield Text(place, text, Part.GROUNDS)


def _texts(piece: Any, place: Place, *, charts: bool) -> Iterator[Text]:
    return (Text(place, text, Part.ASKED, charts) for text in _said(piece))


def _said(piece: Any) -> Iterator[str]:
    """Every text in a part of the content, in all its variants."""
    if isinstance(piece, Words):
        yield from (piece.default, *piece.variants.values())
    elif isinstance(piece, BaseModel):
        if isinstance(piece, Weights):
            yield from piece.strengths
        for _, inner in piece:
            yield from _said(inner)
    elif isinstance(piece, tuple):
        for inner in piece:
            yield from _said(inner)


def of_wording(content: Content, language: str) -> Iterator[Text]:
    """The texts of all other files of that language: controls, care, charts, commands, errors."""
    stages = {one.id for one in (*content.stages, *content.pages)}
    for path in sorted((words.FOLDER / language).glob("*.toml")):
        if path.stem not in stages:
            raw = tomllib.loads(path.read_text(encoding="utf-8"))
            for key, text in _prose(raw):
                shown = path.stem not in _PHRASES or key.rpartition(".")[2] in _OF_PHRASES
                if shown:
                    place = Place(path.name, key.lstrip("."))
                    yield Text(place, text, Part.WORDING, charts=True)


def _prose(node: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text with its key; the names of helplines are left out."""
    if isinstance(node, dict):
        for name, inner in node.items():
            if name not in _NO_PROSE and not (name == "name" and "number" in node):
                yield from _prose(inner, f"{key}.{name}")
    elif isinstance(node, list):
        for inner in node:
            yield from _prose(inner, key)
    elif isinstance(node, str):
        yield key, node


def of_notebooks(paths: Iterable[Path]) -> Iterator[Text]:
    """Every paragraph and list item of some notebooks, without its marks."""
    for path in paths:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        charts = "page" in notebook["metadata"].get("workbook", {})
        for cell in notebook["cells"]:
            if cell["cell_type"] == "markdown":
                place = Place(path.name, cell.get("id", ""))
                for part in re.split(r"\n\s*\n|\n(?=- )", "".join(cell["source"])):
                    yield Text(place, _bare(part), Part.PROSE, charts)


def _bare(markdown: str) -> str:
    linked = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", markdown)
    return re.sub(r"[*#_`]+|^- ", "", linked).strip()
