"""A deck of cards: what fits the reader, what stays in sight, what the page is told."""

from typing import Any

import pytest

from workbook.content.questions import Cards
from workbook.content.wording import Reader
from workbook.widgets import control_for
from workbook.widgets.cards import WORDS, CardsControl
from workbook.words import table

NOBODY = Reader()
FRIEND = Reader("Rain", "friend")


def deck(**changes: Any) -> Cards:
    """A small deck."""
    return Cards.model_validate(
        {
            "kind": "cards",
            "id": "idea",
            "label": "What could you do with {name}?",
            "filter": [
                {
                    "id": "time",
                    "label": "How much time?",
                    "options": [
                        {"id": "minutes", "label": "A few minutes"},
                        {"id": "hour", "label": "An hour"},
                    ],
                }
            ],
            "card": [
                {"id": "soup", "text": "Cook soup with {name}.", "tags": ["hour"]},
                {"id": "nap", "text": "Nap.", "fits": ["partner"], "tags": ["minutes", "hour"]},
                {"id": "call", "text": "Call.", "fits": ["friend", "other"], "tags": ["minutes"]},
            ],
        }
        | changes
    )


def control(question: Cards | None = None, reader: Reader = FRIEND) -> CardsControl:
    """The control of a deck."""
    made = control_for(question or deck(), reader, "all.cards")
    assert isinstance(made, CardsControl)
    return made


def fitting(shown: CardsControl) -> list[str]:
    """The ids of the cards that are for this reader."""
    return [card["id"] for card in shown.cards if card["fits"]]


@pytest.mark.parametrize(
    ("reader", "ids"),
    [
        (NOBODY, ["soup", "nap", "call"]),
        (FRIEND, ["soup", "call"]),
        (Reader("Rain", "partner"), ["soup", "nap"]),
        (Reader("Rain", "parent"), ["soup"]),
    ],
)
def test_cards_are_for_all_unless_they_name_whom_they_fit(reader: Reader, ids: list[str]) -> None:
    assert fitting(control(reader=reader)) == ids


def test_a_card_that_does_not_fit_goes_along_in_case_it_was_chosen() -> None:
    assert [card["id"] for card in control().cards] == ["soup", "nap", "call"]


def test_cards_and_filters_are_worded_for_the_reader() -> None:
    shown = control()
    assert shown.label == "What could you do with Rain?"
    assert shown.cards[0] == {
        "id": "soup",
        "text": "Cook soup with Rain.",
        "tags": ["hour"],
        "fits": True,
    }
    assert shown.filters[0]["label"] == "How much time?"
    assert [one["id"] for one in shown.filters[0]["options"]] == ["minutes", "hour"]


def test_another_reader_gets_other_words_and_other_cards_and_the_choice_stays() -> None:
    shown = control()
    shown.value = ["call"]
    shown.reword(deck(), Reader("Ash", "partner"))
    assert fitting(shown) == ["soup", "nap"]
    assert shown.cards[0]["text"] == "Cook soup with Ash."
    assert shown.value == ["call"]


def test_how_it_is_shown_and_how_many_may_be_chosen() -> None:
    plain = control()
    assert (plain.shown, plain.at_most) == ("list", 0)
    single = control(deck(shown="one", at_most=1))
    assert (single.shown, single.at_most) == ("one", 1)


def test_every_word_of_the_control_is_there_and_none_is_left_over() -> None:
    assert set(table("interface")["cards"]) == set(WORDS)
    assert control().words["pick"] == "Pick one for me"
    assert control().words["count"] == "{count} of {all} fit."


def test_no_text_a_card_keeps_back_goes_to_the_page() -> None:
    cards = [
        {"id": "one", "text": "One.", "reveal": [{"label": "A sample", "text": "hushed"}]},
        {"id": "two", "text": "Two."},
    ]
    assert "hushed" not in repr(control(deck(filter=[], card=cards)).get_state("cards"))
