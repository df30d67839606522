"""Opens an exercise as the kind of form it needs."""

from workbook.content.model import Exercise
from workbook.content.reading import content, exercise
from workbook.pages import session
from workbook.pages.exercise import Form


def form(name: str) -> Form:
    """The form of an exercise: a safety pause where nothing is kept, a check-in on that page."""
    opened: Form = session.form_for(name, _kind(exercise(name)))
    return opened


def _kind(wanted: Exercise) -> type[Form]:
    if not wanted.kept:
        from workbook.pages.safety import SafetyPause

        return SafetyPause
    if content().stage_of(wanted.id) == "check-in":
        from workbook.pages.tracking import CheckIn

        return CheckIn
    return Form
