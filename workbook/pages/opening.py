"""Opens an exercise as the kind of form it needs."""

from workbook.content.model import Exercise
from workbook.content.reading import content
from workbook.pages import session
from workbook.pages.exercise import Form


def form(name: str) -> Form:
    """The form of an exercise: a safety pause where nothing is kept, a check-in on that page."""
    opened: Form = session.form_for(name, _kind(session.exercise(name)))
    return opened


def _kind(exercise: Exercise) -> type[Form]:
    if not exercise.kept:
        from workbook.pages.safety import SafetyPause  # noqa: PLC0415

        return SafetyPause
    if content().stage_of(exercise.id) == "check-in":
        from workbook.pages.tracking import CheckIn  # noqa: PLC0415

        return CheckIn
    return Form
