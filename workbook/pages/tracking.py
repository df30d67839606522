"""The check-ins, with the weekly question whether keeping track helps, and a way to pause."""

from workbook.content.model import Exercise
from workbook.pages import choices, session
from workbook.pages.exercise import Form
from workbook.store import settings
from workbook.store.home import Home
from workbook.store.settings import Settings
from workbook.widgets import block
from workbook.words import say

WORSE = "worse"
_CHOICES = {"hide": {"charts_hidden": True}, "pause": {"paused": True}, "resume": {"paused": False}}


class CheckIn(Form):
    """A log whose keeper may pause: nothing here asks one to go on."""

    def __init__(self, home: Home, bond: str, exercise: Exercise) -> None:
        """Opens the check-in and follows what is chosen elsewhere."""
        super().__init__(home, bond, exercise)
        session.listen(self)

    def refresh(self) -> None:
        """Draws whether it is paused."""
        self._describe()

    def _pressed(self, action: str) -> None:
        if action in _CHOICES:
            self.guard(lambda: choices.change(self.writing.home, **_CHOICES[action]))
        else:
            super()._pressed(action)

    def _describe(self, *, elsewhere: bool = False) -> None:
        super()._describe(elsewhere=elsewhere)
        chosen = settings.read(self.writing.home)
        if chosen.paused:
            resume = block.button(say("care.tracking.resume"), "resume", "secondary")
            paused = block.card(block.text(say("care.tracking.paused")), block.row(resume))
            self._notice.pieces = [paused, *self._notice.pieces]
        saved = self.writing.saved
        if saved and saved.answers.get("tracking") == WORSE:
            self._below.pieces = [_offer(chosen), *self._below.pieces]


def _offer(chosen: Settings) -> block.Piece:
    """Pause, and hide the charts: whichever is not done yet."""
    buttons = []
    if not chosen.paused:
        buttons.append(block.button(say("care.tracking.pause"), "pause", "secondary"))
    if not chosen.charts_hidden:
        buttons.append(block.button(say("care.tracking.hide"), "hide", "secondary"))
    hidden = [block.small(say("interface.journey.hidden"))] if chosen.charts_hidden else []
    return block.card(
        block.heading(say("care.tracking.worse_title"), 4),
        block.text(say("care.tracking.worse_text")),
        *hidden,
        *([block.row(*buttons)] if buttons else []),
    )
