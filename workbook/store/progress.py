"""What has been done so far: which exercises hold entries or drafts, and since when."""

from dataclasses import dataclass
from datetime import date

from workbook.content.model import Exercise, Stage
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
    """All of one bond: what is done by exercise, which exercises have a draft, and the last one.

    ``last`` is the exercise of a stage that was saved or typed into last; empty at first.
    """

    done: dict[str, Done]
    drafts: set[str]
    last: str = ""

    def stage_is_done(self, stage: str) -> bool:
        """Whether every exercise of the stage that keeps anything holds an entry."""
        kept = [one.id for one in content().exercises.get(stage, ()) if one.kept]
        return bool(kept) and all(name in self.done for name in kept)

    def stage_is_begun(self, stage: str) -> bool:
        """Whether an exercise of the stage holds an entry or a draft."""
        names = {one.id for one in content().exercises.get(stage, ())}
        return bool(names & (self.done.keys() | self.drafts))

    def next_in(self, stage: str) -> Exercise | None:
        """The first exercise of a stage that has a draft, else the first without an entry."""
        kept = [one for one in content().exercises.get(stage, ()) if one.kept]
        typed = (one for one in kept if one.id in self.drafts)
        return next(typed, next((one for one in kept if one.id not in self.done), None))

    def left_off(self) -> Stage | None:
        """The stage to go on with: that of the last exercise, else the next one not yet done."""
        if not self.last:
            return None
        stages = content().stages
        here = [one.id for one in stages].index(content().stage_of(self.last))
        waiting = (one for one in stages[here:] if self.next_in(one.id))
        return next(waiting, None)


def of(home: Home, bond: str) -> Progress:
    """The progress with one bond."""
    folder = bonds.folder(home, bond)
    done = {}
    touched = drafts.last_typed(folder)
    typed = set(touched)
    for exercise in content().all_exercises:
        saved = entries.load(folder, exercise).entries
        if saved:
            days = [entry.on for entry in saved]
            done[exercise.id] = Done(exercise.id, len(days), min(days), max(days))
            newest = max(entry.saved_at for entry in saved)
            touched[exercise.id] = max(newest, touched.get(exercise.id, newest))
    of_stages = {
        one.id for stage in content().stages for one in content().exercises.get(stage.id, ())
    }
    last = max(touched.keys() & of_stages, key=lambda name: touched[name], default="")
    return Progress(done, typed, last)


def nothing_saved(home: Home) -> bool:
    """Whether no entry has been saved yet, for any bond."""
    return not any(home.data.glob("*/*.csv"))
