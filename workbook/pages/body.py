"""The body of a form: its controls in order, each with its tools, and what of them shows now."""

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets

from workbook.content.model import Exercise
from workbook.pages.contact import Contact
from workbook.pages.tools import Toolbox
from workbook.widgets.control import Control


class Body:
    """``parts`` are the widgets from the first control to the last."""

    def __init__(
        self,
        exercise: Exercise,
        controls: Mapping[str, Control[Any]],
        toolbox: Toolbox,
        end: Sequence[ipywidgets.Widget],
    ) -> None:
        """Controls by question id, the tools between them, and what stands at the end."""
        self._exercise, self._controls, self.toolbox = exercise, controls, toolbox
        groups = {name: group for group in exercise.side_by_side for name in group}
        parts: list[ipywidgets.Widget] = []
        for name, control in controls.items():
            group = groups.get(name, (name,))
            if name == group[0]:
                parts.append(_beside(controls, group) if len(group) > 1 else control)
                parts += [tool for one in group for tool in toolbox.under(one)]
        self.parts = [*parts, *end]

    def arrange(self, values: Mapping[str, Any], met: Contact, *, opened: bool) -> bool:
        """Shows what is asked for; gives whether anything is held back until the safety pause.

        A question that waits for an answer shows when that is given; typed words always show,
        except where they are about contact and that is not open. What is answered by a tap shows
        where an entry is ``opened`` to be changed.
        """
        closed = met is not Contact.OPEN
        held_back = closed and self._exercise.contact
        for question in self._exercise.questions:
            fits = not question.when or question.when.holds(dict(values))
            fits = fits and (opened or question.id not in self.toolbox.tapped)
            asked = fits or values[question.id] is not None
            waits = closed and question.contact
            held_back |= waits and asked
            self._controls[question.id].away = waits or not asked
        return held_back


def _beside(controls: Mapping[str, Control[Any]], group: Sequence[str]) -> ipywidgets.HBox:
    """The controls of a group beside each other."""
    row = ipywidgets.HBox([controls[name] for name in group])
    row.add_class("wb-beside")
    return row
