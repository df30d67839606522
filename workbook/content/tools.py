"""What may stand beside the questions of an exercise: things that draw from the answers.

A tool asks nothing and keeps nothing of its own; it shows what the answers say, or helps while
one writes or waits.
"""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from workbook.content.questions import Identifier
from workbook.content.wording import Piece, Wording

ExerciseId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)?$")]
Minutes = Annotated[tuple[Annotated[int, Field(ge=1, le=180)], ...], Field(min_length=1)]
Names = Annotated[tuple[Identifier, ...], Field(min_length=1)]


class Tool(Piece):
    """One tool. ``after``: the question it stands under; else it stands under the last one."""

    after: Identifier | None = None
    label: Wording | None = None

    asks: ClassVar[tuple[str, ...]] = ()
    "The fields that name a question of its own exercise, or several."

    def asks_for(self) -> Iterator[str]:
        """The questions of its own exercise that it draws from, and the one it stands under."""
        for field in ("after", *self.asks):
            named = getattr(self, field)
            yield from (named,) if isinstance(named, str) else named or ()


class Sentences(Tool):
    """Live sentences made of the answers; ``coach``: the coach reads them as they grow."""

    kind: Literal["sentences"]
    sentences: Annotated[tuple[Wording, ...], Field(min_length=1)]
    joined: bool = False
    copy_offered: Annotated[bool, Field(alias="copy")] = False
    coach: bool = False


class Coach(Tool):
    """The coach's remarks on what was written."""

    kind: Literal["coach"]
    reads: Names

    asks = ("reads",)


class RevealTool(Tool):
    """What the chosen card kept back, offered ``once`` one's own words stand there."""

    kind: Literal["reveal"]
    cards: Identifier
    once: Identifier

    asks = ("cards", "once")


class LineTool(Tool):
    """Rows drawn as a line through time: columns for when, how close, and what happened."""

    kind: Literal["line"]
    rows: Identifier
    x: Identifier
    y: Identifier
    text: Identifier

    asks = ("rows",)


class WeightsTool(Tool):
    """Weights drawn as a picture."""

    kind: Literal["weights"]
    question: Identifier

    asks = ("question",)


class Pair(Piece):
    """Two answers from 0 to 10. ``of``: the exercise whose first entry holds ``before``."""

    label: Wording
    before: Identifier
    after: Identifier
    of: ExerciseId | None = None
    circles: bool = False

    def own(self) -> tuple[str, ...]:
        """Those of the two that are questions of its own exercise."""
        return (self.after,) if self.of else (self.before, self.after)


class Compare(Tool):
    """Then and now, side by side."""

    kind: Literal["compare"]
    pairs: Annotated[tuple[Pair, ...], Field(min_length=1)]

    def asks_for(self) -> Iterator[str]:
        """Both of each pair, where they are its own."""
        yield from super().asks_for()
        for pair in self.pairs:
            yield from pair.own()


class Recall(Tool):
    """What was saved last in another exercise."""

    kind: Literal["recall"]
    exercise: ExerciseId
    questions: tuple[Identifier, ...] = ()
    empty: Wording | None = None


class TimerTool(Tool):
    """A quiet wait of a chosen length; ``phrase``: the answer that is shown meanwhile."""

    kind: Literal["timer"]
    minutes: Minutes
    phrase: Identifier | None = None

    asks = ("phrase",)


class TurnsTool(Tool):
    """Two people at one screen take turns of equal time."""

    kind: Literal["turns"]
    minutes: Minutes
    prompts: Annotated[tuple[Wording, ...], Field(min_length=1)]


class CalendarTool(Tool):
    """A calendar file that repeats weekly."""

    kind: Literal["calendar"]
    title: Wording
    about: Wording


class Share(Tool):
    """The share of saved entries with one of ``counts`` among those with one of ``of``."""

    kind: Literal["share"]
    question: Identifier
    counts: Names
    of: Names

    asks = ("question",)


class OverTime(Tool):
    """Scales of the saved entries, each as a line of its own."""

    kind: Literal["over-time"]
    questions: Names

    asks = ("questions",)


class Taps(Tool):
    """One tap on an option saves an entry at once, and can be undone."""

    kind: Literal["taps"]
    question: Identifier

    asks = ("question",)


class Counts(Tool):
    """Saved entries counted by kind and week."""

    kind: Literal["counts"]
    question: Identifier

    asks = ("question",)


class Jar(Tool):
    """One saved line, drawn at random."""

    kind: Literal["jar"]
    questions: Names

    asks = ("questions",)


class Mosaic(Tool):
    """Small brave moments, gathered from all stages."""

    kind: Literal["mosaic"]


class ClosingPage(Tool):
    """One page to print, gathered from all stages."""

    kind: Literal["page"]


AnyTool = Annotated[
    Sentences
    | Coach
    | RevealTool
    | LineTool
    | WeightsTool
    | Compare
    | Recall
    | TimerTool
    | TurnsTool
    | CalendarTool
    | Share
    | OverTime
    | Taps
    | Counts
    | Jar
    | Mosaic
    | ClosingPage,
    Field(discriminator="kind"),
]
