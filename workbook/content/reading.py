"""Reads the content files once into typed values, or lists every fault in them."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from workbook import words
from workbook.content import agreement
from workbook.content.faults import Fault, Place, fault, from_validation
from workbook.content.model import Content, Exercise, Relationship, Stage
from workbook.content.questions import AnyQuestion, Question
from workbook.errors import ContentError, UnknownExerciseError

_QUESTION: TypeAdapter[Any] = TypeAdapter(AnyQuestion)
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
        asked = self._questions(raw, place)
        # Where a question is at fault, a harmless one stands in, so that the rest is checked too.
        sound = len(self.faults) == before
        questions = [question for _, question in asked] if sound else _HARMLESS
        self._check_name(place, stage)
        try:
            whole = raw | {"question": questions} if "question" in raw else raw
            exercise = Exercise.model_validate(whole)
        except ValidationError as error:
            self.faults.extend(from_validation(error, place))
            return None
        self._check_whole(place, exercise, asked)
        return exercise if len(self.faults) == before else None

    def _questions(self, raw: dict[str, Any], place: Place) -> agreement.Asked:
        asked: list[tuple[str, Question | None]] = []
        for number, one in enumerate(self._tables(raw, "question", place), 1):
            name = str(one.get("id", f"question {number}"))
            here = Place(place.file, place.exercise, name)
            try:
                question = _QUESTION.validate_python(one)
                self.faults.extend(agreement.of_words(here, question, self.relationships))
            except ValidationError as error:
                question = None
                self.faults.extend(from_validation(error, here))
            asked.append((name, question))
        self.faults.extend(agreement.between_questions(place, asked))
        return asked

    def _check_name(self, place: Place, stage: str) -> None:
        prefix, dot, _ = place.exercise.partition(".")
        if dot and prefix != stage:
            self.faults.append(fault(place, "other-stage", given=place.exercise, stage=stage))
        if place.exercise in self.seen:
            self.faults.append(fault(place, "twice", given=place.exercise))
        self.seen.add(place.exercise)

    def _check_whole(self, place: Place, exercise: Exercise, asked: agreement.Asked) -> None:
        self.faults.extend(agreement.side_by_side(place, exercise, asked))
        rest = exercise.model_copy(update={"questions": ()})
        names = [name for name, _ in asked]
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
