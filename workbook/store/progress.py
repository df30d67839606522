"""What has been done so far: which exercises hold entries or drafts, and since when."""

from dataclasses import dataclass
from datetime import date

from workbook.content.reading import content
from workbook.store import bonds, drafts, entries
from workbook.store.home import Home


@dataclass(frozen=True)
class Done:
    """One exercise: how many entries, the date of the first and of the last."""

    exercise: str
    count: int
    first: date
    last: date


@dataclass(frozen=True)
class Progress:
    """All of one bond: what is done by exercise, and which exercises have a draft."""

    done: dict[str, Done]
    drafts: set[str]

    def stage_is_done(self, stage: str) -> bool:
        """Whether every exercise of the stage that keeps anything holds an entry."""
        kept = [one.id for one in content().exercises.get(stage, ()) if one.kept]
        return bool(kept) and all(name in self.done for name in kept)

    def stage_is_begun(self, stage: str) -> bool:
        """Whether an exercise of the stage holds an entry or a draft."""
        names = {one.id for one in content().exercises.get(stage, ())}
        return bool(names & (self.done.keys() | self.drafts))


def of(home: Home, bond: str) -> Progress:
    """The progress with one bond."""
    folder = bonds.folder(home, bond)
    done = {}
    for exercise in content().all_exercises:
        days = [entry.on for entry in entries.load(folder, exercise).entries]
        if days:
            done[exercise.id] = Done(exercise.id, len(days), min(days), max(days))
    return Progress(done, drafts.exercises_with_drafts(folder))


def nothing_saved(home: Home) -> bool:
    """Whether no entry has been saved yet, for any bond."""
    return not any(home.data.glob("*/*.csv"))
