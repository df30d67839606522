"""A stage's header and its ending: where one is, what is done, what comes next."""

from functools import partial

from workbook.content.dates_in_words import day
from workbook.content.model import Stage
from workbook.content.reading import content
from workbook.errors import UnknownStageError
from workbook.pages import care, session
from workbook.pages.exercise_words import minutes
from workbook.store import bonds, progress
from workbook.store.home import Home
from workbook.store.progress import Progress
from workbook.widgets import block
from workbook.widgets.block import Block, Piece
from workbook.words import say


class StageHeader(Block):
    """Name, one sentence, minutes, the path of ten steps, and care within reach."""

    def __init__(self, name: str) -> None:
        """The header of a stage or page; raises ``UnknownStageError``."""
        self.stage = _stage(name)
        super().__init__()
        self.refresh()
        session.listen(self)

    def refresh(self) -> None:
        """Draws what is done now."""
        self.pieces = _header(self.stage)

    def ending(self) -> Block:
        """What was kept in this stage, and the next step."""
        make = partial(StageEnding, self.stage)
        ending: Block = session.page_for("ending", self.stage.id, make)
        return ending


class StageEnding(Block):
    """The end of a stage's notebook."""

    def __init__(self, stage: Stage) -> None:
        """The ending of that stage or page."""
        self.stage = stage
        super().__init__()
        self.refresh()
        session.listen(self)

    def refresh(self) -> None:
        """Draws what is kept now."""
        self.pieces = _ending(self.stage)


def _stage(name: str) -> Stage:
    found = content().stage(str(name))
    if not found:
        known = ", ".join(one.id for one in content().stages + content().pages)
        raise UnknownStageError(name=name, known=known)
    return found


def _header(stage: Stage) -> list[Piece]:
    home, bond = session.current_home(), session.current_bond()
    reader = bonds.reader(home, bond)
    made = progress.of(home, bond)
    pieces = [block.heading(stage.title, 2), block.text(stage.sentence)]
    facts = [say("interface.stage.pace", minutes=minutes(stage.minutes))] if stage.minutes else []
    facts += [say("interface.stage.about-bond", name=reader.name)] if reader.name else []
    pieces += [block.small(" · ".join(facts))] if facts else []
    pieces.append(_path(home, stage, made))
    pieces.append(care.tools(home, bond))
    if progress.nothing_saved(home):
        pieces.append(care.before_first_save())
    return pieces


def _path(home: Home, here: Stage, made: Progress) -> Piece:
    steps = []
    for stage in content().stages:
        there = (home.notebooks / stage.notebook).is_file()
        if stage.id == here.id:
            state = "here"
        elif made.stage_is_done(stage.id):
            state = "done"
        elif made.stage_is_begun(stage.id):
            state = "begun"
        else:
            state = "open" if there else "to-come"
        words = "" if state == "open" else f"({say(f'interface.stage.{state}')})"
        href = stage.notebook if there and state != "here" else ""
        steps.append({"text": stage.title, "href": href, "state": state, "words": words})
    pages = [page for page in content().pages if (home.notebooks / page.notebook).is_file()]
    beside = [block.link(page.title, page.notebook) for page in pages if page.id != here.id]
    return block.path(say("interface.stage.path"), steps, beside)


def _ending(stage: Stage) -> list[Piece]:
    home, bond = session.current_home(), session.current_bond()
    made = progress.of(home, bond)
    return [block.card(*_kept(stage, made), *_next(home, stage, made))]


def _kept(stage: Stage, made: Progress) -> list[Piece]:
    reader = bonds.reader(session.current_home(), session.current_bond())
    exercises = content().exercises.get(stage.id, ())
    saved = [
        say(
            "interface.stage.ending-kept-line",
            title=one.title.to(reader),
            date=day(made.done[one.id].last),
        )
        for one in exercises
        if one.id in made.done
    ]
    pieces = [block.heading(say("interface.stage.ending-kept"), 3), block.bullets(saved)]
    if not saved:
        pieces = [block.text(say("interface.stage.ending-none"))] if exercises else []
    typed = [one.title.to(reader) for one in exercises if one.id in made.drafts]
    if typed:
        pieces.append(block.text(say("interface.stage.ending-draft", titles=", ".join(typed))))
    return pieces


def _next(home: Home, here: Stage, made: Progress) -> list[Piece]:
    stages = content().stages
    if here in stages:
        following = stages[stages.index(here) + 1 :]
    else:
        following = tuple(one for one in stages if not made.stage_is_done(one.id))
    there = [one for one in following if (home.notebooks / one.notebook).is_file()]
    if not there:
        rest = [p for p in content().pages if p.id != here.id and here in stages]
        there = [one for one in rest if (home.notebooks / one.notebook).is_file()]
    if not there:
        return []
    step = there[0]
    words = say("interface.stage.continue", title=step.title, sentence=step.sentence)
    return [
        block.text(words),
        block.row(block.link(say("interface.stage.next", title=step.title), step.notebook)),
    ]
