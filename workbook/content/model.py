"""The content as frozen, typed values: stages, exercises, examples, evidence."""

from typing import Annotated, Any

from pydantic import Field, StringConstraints

from workbook.content.questions import AnyQuestion, Identifier
from workbook.content.tools import AnyTool
from workbook.content.wording import Piece, Wording

ExerciseName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)?$")]


class Relationship(Piece):
    """A kind of relationship a bond can be."""

    id: Identifier
    label: str
    someone: str


class Stage(Piece):
    """One step of reconnection, or a page beside the steps; one notebook."""

    id: Identifier
    title: str
    sentence: str
    minutes: Annotated[float, Field(ge=0)]
    notebook: str


class Example(Piece):
    """What an invented person might have written."""

    relationship: Identifier
    who: str
    text: str


class Evidence(Piece):
    """What a practice rests on, who it was tested with, how large an effect, who was left out."""

    tested: bool
    rests_on: str
    who: str | None = None
    effect: str | None = None
    left_out: str | None = None
    sources: tuple[str, ...] = ()


class Exercise(Piece):
    """One form inside a stage.

    ``repeats``: each save adds an entry, as in a log. ``kept``: false where nothing may ever be
    written. ``contact``: it proposes contact, so that a safety pause comes first and it may be
    withheld. ``keepsake``: a line to carry, made from the answers. ``side_by_side``: questions
    that stand beside each other.
    """

    id: ExerciseName
    title: Wording
    why: Wording
    minutes: Annotated[float, Field(gt=0)]
    repeats: bool = False
    kept: bool = True
    contact: bool = False
    keepsake: Wording | None = None
    side_by_side: tuple[tuple[Identifier, ...], ...] = ()
    evidence: Evidence
    examples: Annotated[tuple[Example, ...], Field(alias="example")] = ()
    questions: Annotated[tuple[AnyQuestion, ...], Field(alias="question", min_length=1)]
    tools: Annotated[tuple[AnyTool, ...], Field(alias="tool")] = ()

    @property
    def words_typed(self) -> bool:
        """Whether free text is typed into it and kept."""
        return self.kept and any(question.words_typed for question in self.questions)

    @property
    def proposes_contact(self) -> bool:
        """Whether all of it, or a question in it, proposes contact."""
        return self.contact or any(question.contact for question in self.questions)

    def question(self, identifier: str) -> Any:
        """The question with this id, or ``None``."""
        return next((one for one in self.questions if one.id == identifier), None)


class Content(Piece):
    """All of it, in the order of the files."""

    stages: tuple[Stage, ...]
    pages: tuple[Stage, ...]
    relationships: tuple[Relationship, ...]
    exercises: dict[str, tuple[Exercise, ...]]
    "By stage or page id."

    @property
    def all_exercises(self) -> tuple[Exercise, ...]:
        """Every exercise, in the order of the stages, then of the pages."""
        return tuple(one for group in self.exercises.values() for one in group)

    def exercise(self, name: str) -> Exercise | None:
        """The exercise of that full name."""
        return next((one for one in self.all_exercises if one.id == name), None)

    def stage(self, identifier: str) -> Stage | None:
        """The stage or page with that id."""
        return next((one for one in self.stages + self.pages if one.id == identifier), None)

    def stage_of(self, exercise: str) -> str:
        """The id of the stage or page an exercise belongs to."""
        return next(
            stage for stage, group in self.exercises.items() if any(e.id == exercise for e in group)
        )
