"""Opens what a notebook asks for; asked again, the same thing, drawn anew."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from workbook.content.model import Exercise
from workbook.content.reading import content, exercise
from workbook.pages import session
from workbook.pages.exercise import Form
from workbook.pages.safety import SafetyPause, pause_at
from workbook.pages.stage import StageHeader
from workbook.store.home import Home

if TYPE_CHECKING:
    from workbook.pages.journey import Journey


def stage(name: str) -> StageHeader:
    """The header of a stage or page."""
    header: StageHeader = session.page_for("header", name, partial(StageHeader, name))
    return header


def journey() -> "Journey":
    """The picture of mood and closeness."""
    from workbook.pages.journey import Journey

    page: Journey = session.page_for("journey", "", Journey)
    return page


def form(name: str) -> Form:
    """The form of an exercise: a safety pause where nothing is kept, a check-in on that page."""
    opened: Form = session.form_for(name, _maker(exercise(name)))
    return opened


def _maker(wanted: Exercise) -> Callable[[Home, str, Exercise], Form]:
    if not wanted.kept:
        return SafetyPause
    stage = content().stage_of(wanted.id)
    if stage == "check-in":
        from workbook.pages.tracking import CheckIn

        return CheckIn
    return partial(Form, pause=partial(pause_at, stage))
