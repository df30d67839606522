"""Which version counts when the same entry was edited in two homes."""

import pytest

from workbook.store.copies.exchange.merging import Came, Versions, merge

NOW = "2026-05-09T10:00:00Z"


def version(words: str, saved: int) -> dict[str, str]:
    """A row of one entry, saved on that day of May."""
    moment = f"2026-05-{saved:02}T10:00:00Z"
    return {"entry": "x", "on": "2026-05-01", "saved_at": moment, "words": words}


def came(mine: Versions, theirs: Versions) -> Came:
    return merge(mine, theirs, NOW).came["x"]


def test_words_that_were_left_here_do_not_come_back_from_one_who_never_knew_the_new_ones() -> None:
    mine = Versions([version("new", 2)], [version("old", 1)])
    theirs = Versions([version("old", 3)], [])
    assert came(mine, theirs) is Came.OLDER


def test_who_knew_both_and_went_back_to_the_old_words_later_has_changed_them() -> None:
    mine = Versions([version("new", 2)], [version("old", 1)])
    theirs = Versions([version("old", 3)], [version("new", 2)])
    assert came(mine, theirs) is Came.CHANGED


def test_of_two_that_went_back_in_the_same_second_the_one_here_stays() -> None:
    mine = Versions([version("new", 2)], [version("old", 1)])
    theirs = Versions([version("old", 2)], [version("new", 1)])
    assert came(mine, theirs) is Came.OLDER


@pytest.mark.parametrize("written", ["two\r\nlines", "two\rlines", "two\nlines"])
@pytest.mark.parametrize("here", ["two\r\nlines", "two\rlines", "two\nlines"])
def test_another_line_break_is_no_other_word(here: str, written: str) -> None:
    mine, theirs = Versions([version(here, 1)], []), Versions([version(written, 2)], [])
    assert came(mine, theirs) is Came.SAME
