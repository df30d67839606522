"""A deck of cards to choose from."""

from typing import Any

import traitlets

from workbook.content.questions import Cards
from workbook.content.questions.cards import Card
from workbook.content.wording import Reader
from workbook.widgets.control import Control
from workbook.widgets.widget import module
from workbook.words import found

WORDS = (
    "any", "all", "count", "none", "widen", "more", "pick", "another-pick", "picked", "full",
    "chosen", "back", "back-name", "previous", "next", "another", "place", "take", "taken",
    "elsewhere", "show",
)  # fmt: skip
"What the control says, by its key; the page fills in counts and cards."


class CardsControl(Control[Cards]):
    """Cards in a list with filters, or one at a time; its value is a list of ids.

    Cards that do not fit the reader's relationship go along, marked, since one that was chosen
    before stays in sight. ``at_most`` 0: no limit.
    """

    _esm = module(("page", "control", "cards"), ("look", "control", "cards"))

    shown = traitlets.Unicode("list").tag(sync=True)
    at_most = traitlets.Int(0).tag(sync=True)
    filters: traitlets.List[Any] = traitlets.List().tag(sync=True)
    cards: traitlets.List[Any] = traitlets.List().tag(sync=True)

    def reword(self, question: Cards, reader: Reader) -> None:
        """Words the cards and filters too, and says which fit."""
        super().reword(question, reader)
        self.words = self.words | {key: found(f"interface.cards.{key}") for key in WORDS}
        self.shown, self.at_most = question.shown, question.at_most or 0
        self.filters = [
            {
                "id": one.id,
                "label": one.label.to(reader),
                "options": [{"id": o.id, "label": o.label.to(reader)} for o in one.options],
            }
            for one in question.filters
        ]
        self.cards = [
            {
                "id": card.id,
                "text": card.label.to(reader),
                "tags": list(card.tags),
                "fits": _fits(card, reader),
            }
            for card in question.options
        ]


def _fits(card: Card, reader: Reader) -> bool:
    return not card.fits or not reader.relationship or reader.relationship in card.fits
