"""The Save button of a form, and the line that says what has been kept."""

import traitlets

from workbook.widgets.widget import Widget, module
from workbook.words import say


class Saver(Widget):
    """``asked`` counts the presses, ``answered`` those that were dealt with."""

    _esm = module(("page", "saver"), ("look", "saver"))

    form = traitlets.Unicode().tag(sync=True)
    asked = traitlets.Int(0).tag(sync=True)
    answered = traitlets.Int(0).tag(sync=True)
    status = traitlets.Unicode().tag(sync=True)
    problem = traitlets.Unicode().tag(sync=True)
    words = traitlets.Dict().tag(sync=True)

    def __init__(self, form: str) -> None:
        """A Save button for the form of that name."""
        words = {"save": say("interface.save"), "silent": say("interface.silent")}
        super().__init__(form=form, words=words)
