"""A question answered with cards from a deck."""

from typing import Annotated, Literal

from pydantic import Field

from workbook.content.questions.base import Identifier
from workbook.content.questions.choices import Choosing, Option
from workbook.content.wording import Piece, Wording


class Filter(Piece):
    """One way to narrow the deck down."""

    id: Identifier
    label: Wording
    options: Annotated[tuple[Option, ...], Field(min_length=2)]


class Reveal(Piece):
    """A text that a card keeps back until one's own words stand there."""

    label: Wording
    text: Wording


class Card(Piece):
    """One card. ``fits``: the relationships it is for, all where empty; ``tags``: its filters."""

    id: Identifier
    label: Annotated[Wording, Field(alias="text")]
    fits: tuple[Identifier, ...] = ()
    tags: tuple[Identifier, ...] = ()
    reveal: tuple[Reveal, ...] = ()


class Cards(Choosing):
    """Any number of cards, up to ``at_most``; ``shown`` one at a time, or as a list."""

    kind: Literal["cards"]
    shown: Literal["one", "list"] = "list"
    filters: Annotated[tuple[Filter, ...], Field(alias="filter")] = ()
    options: Annotated[tuple[Card, ...], Field(alias="card", min_length=2)]
