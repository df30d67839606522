"""A stage's header and its ending: where one is, what is done, what comes next."""

from functools import partial

from workbook.content.dates_in_words import day
from workbook.content.model import Stage
from workbook.content.reading import content
from workbook.content.wording import Reader
from workbook.errors import UnknownStageError, WorkbookError
from workbook.pages import care, choices, languages, session
from workbook.pages.exercise_words import minutes
from workbook.pages.safety import SafetyPause, pause_at, wipe
from workbook.store import bonds, progress
from workbook.store.home import Home
from workbook.store.progress import Progress
from workbook.widgets import block
from workbook.widgets.block import Block, Piece
from workbook.words import language, say

FIRST = "welcome"
"The stage in whose header one chooses the language."


class StageHeader(Block):
    """Name, one sentence, minutes, the path of ten steps, and care within reach."""

    def __init__(self, name: str) -> None:
        """The header of a stage or page; raises ``UnknownStageError``."""
        self.stage = _stage(name)
        super().__init__(pressed=self._pressed)
        self.refresh()
        session.listen(self)

    def refresh(self) -> None:
        """Draws what is done now, in the language chosen now."""
        session.current_home()
        self.stage, self.lang = _stage(self.stage.id), language()
        self.pieces = _header(self.stage)

    def _pressed(self, action: str) -> None:
        verb, _, which = action.partition(":")
        if verb == "leave":
            wipe()
        if verb != "speak":
            return
        try:
            choices.speak(session.current_home(), which)
        except WorkbookError as error:
            self.pieces = [*_header(self.stage), block.small(str(error))]

    def ending(self) -> Block:
        """What was kept in this stage, and the next step."""
        make = partial(StageEnding, self.stage)
        ending: Block = session.page_for("ending", self.stage.id, make)
        return ending

    def pause(self) -> SafetyPause:
        """The safety pause that comes before what this stage proposes."""
        return pause_at(self.stage.id)


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
        session.current_home()
        self.stage, self.lang = _stage(self.stage.id), language()
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
    pieces += languages.choice(home, stage) if stage.id == FIRST else []
    pieces += languages.still_in_english(home, stage)
    pieces.append(_path(home, stage, made))
    pieces += _left_off(home, stage, made)
    pieces += _contents(stage, made, reader)
    pieces.append(care.tools(home, bond))
    if progress.nothing_saved(home):
        pieces.append(care.before_first_save())
    return pieces


def _path(home: Home, here: Stage, made: Progress) -> Piece:
    steps = []
    for stage in content().stages:
        there = languages.is_there(home, stage)
        if stage.id == here.id:
            state = "here"
        elif made.stage_is_done(stage.id):
            state = "done"
        elif made.stage_is_begun(stage.id):
            state = "begun"
        else:
            state = "open" if there else "to-come"
        words = "" if state == "open" else f"({say(f'interface.stage.{state}')})"
        way = languages.way(home, here, stage) if there and state != "here" else {"href": ""}
        steps.append({"text": stage.title, "state": state, "words": words} | way)
    pages = [page for page in content().pages if languages.is_there(home, page)]
    beside = [
        block.link(page.title, **languages.way(home, here, page))
        for page in pages
        if page.id != here.id
    ]
    return block.path(say("interface.stage.path"), steps, beside)


def _left_off(home: Home, here: Stage, made: Progress) -> list[Piece]:
    """On the first page and on those beside the stages: the way back to where one was."""
    stage = made.left_off()
    if not stage or stage.id == here.id or here in content().stages[1:]:
        return []
    words = say("interface.stage.left-off", title=stage.title)
    return [block.row(block.link(words, **languages.way(home, here, stage)))]


def _contents(stage: Stage, made: Progress, reader: Reader) -> list[Piece]:
    """The exercises of a stage: which are done, which have drafts, which is next."""
    coming = made.next_in(stage.id)
    items = []
    for exercise in content().exercises.get(stage.id, ()):
        if not exercise.kept or stage in content().pages:
            continue
        if exercise.id in made.drafts:
            state = "drafted"
        elif exercise.id in made.done:
            state = "kept"
        else:
            state = "coming" if coming is exercise else "blank"
        date = day(made.done[exercise.id].last) if state == "kept" else ""
        words = say(f"interface.stage.{state}", date=date)
        items.append(
            {
                "text": exercise.title.to(reader),
                "words": words,
                "state": state,
                "target": exercise.id,
            }
        )
    return [block.contents(say("interface.stage.contents"), items)] if items else []


def _ending(stage: Stage) -> list[Piece]:
    home, bond = session.current_home(), session.current_bond()
    made = progress.of(home, bond)
    inside = [*_kept(stage, made), *_next(home, stage, made)]
    return [block.card(*inside)] if inside else []


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
    there = [one for one in following if languages.is_there(home, one)]
    if not there:
        rest = [p for p in content().pages if p.id != here.id and here in stages]
        there = [one for one in rest if languages.is_there(home, one)]
    if not there:
        return []
    step = there[0]
    words = say("interface.stage.continue", title=step.title, sentence=step.sentence)
    way = languages.way(home, here, step)
    return [
        block.text(words),
        block.row(block.link(say("interface.stage.next", title=step.title), **way)),
    ]
