"""Reads the content files once into typed values, or lists every fault in them."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from workbook import words
from workbook.content import agreement, tool_agreement
from workbook.content.faults import Fault, Place, fault, from_validation
from workbook.content.model import Content, Exercise, Relationship, Stage
from workbook.content.questions import AnyQuestion, Cards
from workbook.content.tools import AnyTool
from workbook.errors import ContentError, UnknownExerciseError

_KINDS: dict[str, Any] = {"question": AnyQuestion, "tool": AnyTool}
"What an exercise is made of, by its key in the file."
_ADAPTERS: dict[str, TypeAdapter[Any]] = {key: TypeAdapter(one) for key, one in _KINDS.items()}
_HARMLESS = [{"id": "x", "kind": "line", "label": "x"}]


def content() -> Content:
    """All content in the chosen language. Raises ``ContentError`` with every fault found."""
    return read_once(words.language())


def exercise(name: str) -> Exercise:
    """The exercise of that full name; raises ``UnknownExerciseError`` listing those there are."""
    found = content().exercise(name)
    if not found:
        known = ", ".join(one.id for one in content().all_exercises)
        raise UnknownExerciseError(name=name, known=known)
    return found


def language_of(name: str) -> str:
    """The language an exercise is written in: the chosen one, where its stage is there in it."""
    known = content().exercise(name)
    return words.language_of(content().stage_of(name)) if known else words.language()


@cache
def read_once(chosen: str) -> Content:
    """All content in one language; the files are read at the first call."""
    found, faults = read_folder(words.FOLDER / chosen, words.FOLDER / words.FALLBACK)
    if faults or found is None:
        raise ContentError(count=len(faults), faults="\n".join(f"  {one}" for one in faults))
    return found


def read_folder(folder: Path, fallback: Path | None = None) -> tuple[Content | None, list[Fault]]:
    """The content of one folder and its faults; no content where a fault stands in the way.

    A file that the folder lacks is taken from the ``fallback``.
    """
    reading = _Reading(folder, fallback or folder)
    relationships = reading.typed(Relationship, "relationships", "relationship")
    reading.relationships = [] if reading.faults else [one.id for one in relationships]
    stages = reading.typed(Stage, "stages", "stage", beside="page")
    pages = reading.typed(Stage, "stages", "page", beside="stage")
    there = dict.fromkeys(one.id for one in stages + pages if reading.path(one.id).is_file())
    exercises = {name: reading.exercises(name) for name in there}
    names = [(Place("stages.toml", one.id), one.id) for one in stages + pages]
    reading.faults.extend(agreement.of_ids(names))
    made = {one.id: one for group in exercises.values() for one in group}
    if not reading.faults:
        reading.faults.extend(tool_agreement.across(made))
    if reading.faults:
        return None, reading.faults
    found = Content(stages=stages, pages=pages, relationships=relationships, exercises=exercises)
    return found, []


@dataclass
class _Reading:
    """One reading of a folder: what was found so far, and what is wrong with it.

    ``relationships`` are the ids that words may vary by; empty where they could not be read.
    """

    folder: Path
    fallback: Path
    relationships: list[str] = field(default_factory=list)
    parsed: dict[str, dict[str, Any]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def path(self, name: str) -> Path:
        """The file of that name."""
        here = self.folder / f"{name}.toml"
        return here if here.is_file() else self.fallback / f"{name}.toml"

    def typed(self, model: Any, name: str, key: str, beside: str = "") -> tuple[Any, ...]:
        """The tables ``key`` of a file as values of ``model``; ``beside`` is for another call."""
        file = f"{name}.toml"
        raws = self._tables(self._parsed(name, {key, beside}), key, Place(file))
        made = []
        for number, raw in enumerate(raws, 1):
            try:
                made.append(model.model_validate(raw))
            except ValidationError as error:
                place = Place(file, str(raw.get("id", f"{key} {number}")))
                self.faults.extend(from_validation(error, place))
        return tuple(made)

    def exercises(self, stage: str) -> tuple[Exercise, ...]:
        """The exercises of one stage file that have no fault of their own."""
        place = Place(f"{stage}.toml")
        raws = self._tables(self._parsed(stage, {"exercise", "stage"}), "exercise", place)
        made = [self._exercise(raw, stage, number) for number, raw in enumerate(raws, 1)]
        return tuple(one for one in made if one)

    def _exercise(self, raw: dict[str, Any], stage: str, number: int) -> Exercise | None:
        place = Place(f"{stage}.toml", str(raw.get("id", f"exercise {number}")))
        before = len(self.faults)
        asked = [(name, question) for _, name, question in self._parts(raw, "question", place)]
        self.faults.extend(agreement.between_questions(place, asked))
        tools = [(here, tool) for here, _, tool in self._parts(raw, "tool", place)]
        self.faults.extend(tool_agreement.within(tools, asked))
        # Where a part is at fault, a harmless one stands in, so that the rest is checked too.
        sound = len(self.faults) == before
        parts = {
            "question": [question for _, question in asked] if sound else _HARMLESS,
            "tool": [tool for _, tool in tools] if sound else [],
        }
        self._check_name(place, stage)
        try:
            exercise = Exercise.model_validate(
                raw | {key: parts[key] for key in parts.keys() & raw}
            )
        except ValidationError as error:
            self.faults.extend(from_validation(error, place))
            return None
        self._check_whole(place, exercise, asked)
        return exercise if len(self.faults) == before else None

    def _parts(self, raw: dict[str, Any], key: str, place: Place) -> list[tuple[Place, str, Any]]:
        """The questions, or the tools, each with its place and name; ``None`` where at fault."""
        parts: list[tuple[Place, str, Any]] = []
        for number, one in enumerate(self._tables(raw, key, place), 1):
            name = str(one.get("id", f"{key} {number}"))
            here = Place(place.file, place.exercise, name)
            try:
                part = _ADAPTERS[key].validate_python(one)
            except ValidationError as error:
                self.faults.extend(from_validation(error, here, _KINDS[key]))
                part = None
            parts.append((here, name, part))
        return parts

    def _check_name(self, place: Place, stage: str) -> None:
        prefix, dot, _ = place.exercise.partition(".")
        if dot and prefix != stage:
            self.faults.append(fault(place, "other-stage", given=place.exercise, stage=stage))
        if place.exercise in self.seen:
            self.faults.append(fault(place, "twice", given=place.exercise))
        self.seen.add(place.exercise)

    def _check_whole(self, place: Place, exercise: Exercise, asked: agreement.Asked) -> None:
        self.faults.extend(agreement.side_by_side(place, exercise, asked))
        names = [name for name, _ in asked]
        for question in exercise.questions:
            here = Place(place.file, place.exercise, question.id)
            self.faults.extend(agreement.of_words(here, question, self.relationships))
            if isinstance(question, Cards):
                fits = [kind for card in question.options for kind in card.fits]
                self.faults.extend(agreement.of_relationships(here, fits, self.relationships))
        rest = exercise.model_copy(update={"questions": ()})
        self.faults.extend(agreement.of_words(place, rest, self.relationships, names))
        kinds = [example.relationship for example in exercise.examples]
        self.faults.extend(agreement.of_relationships(place, kinds, self.relationships))

    def _tables(self, raw: dict[str, Any], key: str, place: Place) -> list[dict[str, Any]]:
        tables = raw.get(key, [])
        if isinstance(tables, list) and all(isinstance(one, dict) for one in tables):
            return tables
        name = f"exercise.{key}" if place.exercise else key
        self.faults.append(fault(place, "one-bracket", field=name))
        return []

    def _parsed(self, name: str, known: set[str]) -> dict[str, Any]:
        if name not in self.parsed:
            self.parsed[name] = self._parse(name, known)
        return self.parsed[name]

    def _parse(self, name: str, known: set[str]) -> dict[str, Any]:
        path = self.path(name)
        place = Place(path.name)
        try:
            raw = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            self.faults.append(fault(place, "unreadable", detail=error))
            return {}
        unknown = [key for key in raw if key not in known]
        self.faults.extend(fault(place, "unknown-field", field=key) for key in unknown)
        return raw
