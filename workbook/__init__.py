"""An interactive workbook for rebuilding an emotional connection with somebody you love.

These are the names a notebook may call. What each needs is imported when it is called: the
commands that draw nothing start without the widgets, and forms open without pandas and plotly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from workbook.pages.exercise import Form
    from workbook.pages.journey import Journey
    from workbook.pages.stage import StageHeader

__all__ = ["checkin", "entries", "form", "journey", "stage", "weekly"]


def stage(name: str) -> StageHeader:
    """The header of a stage, such as ``"reflect"``: where one is, what is done, care at hand.

    Its ``ending()`` closes the notebook. Raises ``UnknownStageError``.
    """
    from workbook.pages import opening

    return opening.stage(name)


def form(name: str) -> Form:
    """An exercise, such as ``"reflect.intentions"``, with the last answers or the draft in place.

    Raises ``UnknownExerciseError``.
    """
    from workbook.pages import opening

    return opening.form(name)


def checkin() -> Form:
    """The check-in about today: mood, closeness, contact."""
    return form("checkin")


def weekly() -> Form:
    """The check-in about the week."""
    return form("weekly")


def journey() -> Journey:
    """Mood and closeness over time."""
    from workbook.pages import opening

    return opening.journey()


def entries(name: str, bond: str | None = None) -> pd.DataFrame:
    """All entries of an exercise as a DataFrame, one row each, in order of first saving.

    ``bond`` is an alias or a folder name; the bond in hand where left out. Raises
    ``UnknownExerciseError`` or ``UnknownBondError``.
    """
    from workbook.content.reading import exercise
    from workbook.pages import session
    from workbook.store.bonds import folder
    from workbook.store.frames import frame

    home = session.current_home()
    return frame(folder(home, session.current_bond(bond)), exercise(name))
