"""Where a person stands: what is done, what waits, and where they left off."""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from tests.samples import DAY, blank, exercise, forget_content
from workbook.store import drafts, keeping, progress
from workbook.store.home import Home
from workbook.store.progress import Done, Progress

NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)


def made(*names: str, typed: str = "", last: str = "") -> Progress:
    """A progress with an entry for each of the exercises, and one draft."""
    done = {name: Done(name, 1, DAY, DAY) for name in names}
    return Progress(done, {typed} - {""}, last)


def save(home: Home, name: str, hours: int = 0, on: date = DAY) -> None:
    """Answers an exercise so many hours after noon."""
    answers = blank(mood=3) if name == "all.kinds" else {"words": "said", "mood": 3, "alias": "Mum"}
    with time_machine.travel(NOON + timedelta(hours=hours), tick=False):
        keeping.save(home, "me", exercise(name), answers, on)


def type_in(folder: Path, name: str, hours: int) -> None:
    """Types into an exercise so many hours after noon."""
    drafts.keep(folder, exercise(name), "w", DAY, {}, "")
    moment = (NOON + timedelta(hours=hours)).timestamp()
    os.utime(folder / drafts.FOLDER / f"{name}~w.json", (moment, moment))


def stage_left(home: Home) -> str:
    """The stage that one is led back to."""
    stage = progress.of(home, "me").left_off()
    return stage.id if stage else ""


@pytest.fixture
def a_stage_of_prose(small_content: Path) -> None:
    """A stage that asks nothing comes last."""
    path = small_content / "stages.toml"
    stage = (
        '[[stage]]\nid = "prose"\ntitle = "P"\nsentence = "S."\nminutes = 1\nnotebook = "p.ipynb"'
    )
    path.write_text(path.read_text("utf-8").replace("[[page]]", f"{stage}\n\n[[page]]", 1), "utf-8")
    forget_content()


def test_at_first_nothing_is_done_and_nobody_is_led_anywhere(home: Home, folder: Path) -> None:
    assert progress.of(home, "me") == Progress({}, set(), "")
    assert stage_left(home) == ""
    assert progress.nothing_saved(home)


def test_an_exercise_tells_how_often_and_of_which_days(home: Home, folder: Path) -> None:
    for day in (2, 1, 3):
        save(home, "all.one", on=date(2026, 5, day))
    done = progress.of(home, "me").done
    assert done == {"all.one": Done("all.one", 3, date(2026, 5, 1), date(2026, 5, 3))}
    assert not progress.nothing_saved(home)


def test_a_stage_is_done_when_all_that_it_keeps_is_answered(small_content: Path) -> None:
    assert not made("all.one").stage_is_done("all")
    assert made("all.one", "all.kinds").stage_is_done("all")
    assert not made("all.one", "all.kinds").stage_is_done("welcome")


def test_a_stage_is_begun_by_an_entry_or_a_draft(small_content: Path) -> None:
    assert made("all.one").stage_is_begun("all")
    assert made(typed="all.one").stage_is_begun("all")
    assert not made("all.one", typed="checkin").stage_is_begun("welcome")


def test_next_comes_what_was_typed_into_and_then_what_has_no_entry(small_content: Path) -> None:
    for progress_so_far, following in (
        (made(), "all.kinds"),
        (made(typed="all.one"), "all.one"),
        (made("all.kinds"), "all.one"),
        (made("all.kinds", typed="all.kinds"), "all.kinds"),
    ):
        found = progress_so_far.next_in("all")
        assert found
        assert found.id == following
    assert made("all.kinds", "all.one").next_in("all") is None


@pytest.mark.usefixtures("a_stage_of_prose")
def test_a_stage_that_asks_nothing_is_never_begun_done_or_next(home: Home, folder: Path) -> None:
    everything = made("welcome.bond", "all.kinds", "all.one", last="all.one")
    assert not everything.stage_is_begun("prose")
    assert not everything.stage_is_done("prose")
    assert everything.next_in("prose") is None
    assert everything.left_off() is None
    assert stage_left(home) == ""


def test_one_is_led_back_to_the_stage_of_the_last_exercise(home: Home, folder: Path) -> None:
    save(home, "all.one", hours=1)
    assert stage_left(home) == "all"
    type_in(folder, "welcome.bond", hours=2)
    assert stage_left(home) == "welcome"
    save(home, "all.one", hours=3)
    assert stage_left(home) == "all"
    type_in(folder, "welcome.bond", hours=4)
    save(home, "checkin", hours=5)
    assert stage_left(home) == "welcome"


@pytest.mark.parametrize(("saved", "typed"), [(1, 3), (3, 1)])
def test_of_an_entry_and_a_draft_the_later_one_counts(
    home: Home, folder: Path, saved: int, typed: int
) -> None:
    save(home, "all.one", hours=saved)
    type_in(folder, "all.one", hours=typed)
    type_in(folder, "welcome.bond", hours=2)
    found = progress.of(home, "me")
    assert (found.last, found.drafts) == ("all.one", {"all.one", "welcome.bond"})


def test_from_a_stage_that_is_done_one_is_led_to_the_next_that_is_not(
    small_content: Path,
) -> None:
    found = made("welcome.bond", last="welcome.bond").left_off()
    assert found
    assert found.id == "all"
