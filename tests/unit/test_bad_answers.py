"""One answer that does not fit does not hold back what was typed beside it."""

import json
from typing import Any

import pytest

import workbook as wb
from tests.conftest import forget_open_pages
from workbook.errors import AnswerError
from workbook.store.home import Home

BAD, WORDS = {"mood": 11}, "written beside it"


def kept(home: Home) -> list[dict[str, Any]]:
    """The answers in every draft file."""
    found = sorted((home.data / "me" / "drafts").glob("*.json"))
    return [json.loads(path.read_text("utf-8"))["answers"] for path in found]


@pytest.mark.parametrize("first", ["bad", "good"])
def test_the_other_answers_are_kept_as_a_draft_and_the_bad_one_is_named(
    at_home: Home, first: str
) -> None:
    form = wb.form("checkin")
    typing = [("mood", 11), ("note", WORDS)]
    for name, value in typing if first == "bad" else reversed(typing):
        form.controls[name].value = value
    assert kept(at_home) == [{"note": WORDS}]
    assert "11" in form.controls["mood"].problem
    assert form.controls["note"].problem == ""
    forget_open_pages()
    assert wb.form("checkin").answers["note"] == WORDS


def test_only_the_bad_answer_is_held_on_to_by_the_page(at_home: Home) -> None:
    form = wb.form("checkin")
    for name, value in (("mood", 11), ("note", WORDS)):
        form.controls[name].set_state({"value": value, "typed": 1, "base": None})
    assert (form.controls["note"].kept, form.controls["mood"].kept) == (1, 0)
    assert (form.controls["note"].heard, form.controls["mood"].heard) == (1, 1)


def test_what_a_bad_answer_replaced_stays_in_the_draft(at_home: Home) -> None:
    form = wb.form("checkin")
    form.answers = {"mood": 4, "note": "before"}
    form.controls["mood"].value = 11
    form.controls["note"].value = WORDS
    assert kept(at_home) == [{"mood": "4", "note": WORDS}]
    form.controls["mood"].value = 5
    assert kept(at_home) == [{"mood": "5", "note": WORDS}]
    assert form.controls["mood"].problem == ""


def test_a_bad_day_does_not_hold_words_back_either(at_home: Home) -> None:
    form = wb.form("checkin")
    form.controls["on"].value = "the day before"
    form.controls["note"].value = WORDS
    assert kept(at_home) == [{"note": WORDS}]
    assert "the day before" in form.controls["on"].problem


def test_a_bad_answer_is_still_refused_by_save_and_by_a_script(at_home: Home) -> None:
    form = wb.form("checkin")
    form.controls["note"].value = WORDS
    form.controls["mood"].value = 11
    for act in (form.draft, form.save):
        with pytest.raises(AnswerError, match="11"):
            act()
    assert len(wb.entries("checkin", "me")) == 0
    assert kept(at_home) == [{"note": WORDS}]
