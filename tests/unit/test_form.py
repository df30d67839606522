"""A form as a person fills it in: nothing typed is lost, and nothing ever looks like a crash."""

import errno
import json
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

import workbook as wb
from tests.conftest import forget_open_pages
from tests.samples import files
from tests.screen import (
    buttons,
    each,
    faults,
    on_screen,
    press,
    press_save,
    seen,
    shown,
    typed,
)
from workbook.content.model import Exercise
from workbook.content.reading import content, exercise
from workbook.content.wording import Reader
from workbook.errors import (
    AnswerError,
    ChangedElsewhereError,
    EmptyEntryError,
    NotSavedError,
    UnknownEntryError,
    UnknownExerciseError,
    UnknownQuestionError,
)
from workbook.pages import exercise_words as worded
from workbook.pages import session
from workbook.pages.exercise import Form
from workbook.store import durable, entries, keeping
from workbook.store.entries import Entry
from workbook.store.home import Home

pytestmark = pytest.mark.usefixtures("at_home")

TODAY = date.today()
WISH = {"want": ["peace"], "under": "To sleep at night.", "sentence": "a calm goodbye"}


def saved(name: str, bond: str = "me") -> list[dict[str, Any]]:
    """The entries of an exercise as the file has them."""
    return wb.entries(name, bond).to_dict("records")


def drafts(home: Home, bond: str = "me") -> list[dict[str, Any]]:
    """The answers in every draft file of a bond."""
    found = sorted((home.data / bond / "drafts").glob("*.json"))
    return [json.loads(path.read_text("utf-8"))["answers"] for path in found]


def another_window(name: str) -> Form:
    """The same exercise opened by a second kernel."""
    return Form(session.current_home(), session.current_bond(), exercise(name))


def disk(monkeypatch: pytest.MonkeyPatch, *, full: bool) -> None:
    """Lets the disk refuse every write, or lets it be well again."""

    def refuse(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(durable.os, "replace", refuse if full else os.rename)


# Opening


def test_the_last_answers_stand_in_place_when_one_comes_back() -> None:
    wb.form("reflect.intentions").answers = WISH
    wb.form("reflect.intentions").save()
    forget_open_pages()
    form = wb.form("reflect.intentions")
    assert {name: form.answers[name] for name in WISH} == WISH
    assert form.controls["under"].value == WISH["under"]
    assert "You wrote this on" in on_screen(form)
    assert not drafts(session.current_home())


def test_a_cell_that_runs_again_gives_the_same_form_with_the_typed_words() -> None:
    form = wb.form("reflect.intentions")
    typed(form, "under", "half a sen")
    again = wb.form("reflect.intentions")
    assert again is form
    assert again.controls["under"].value == "half a sen"


def test_a_cell_that_runs_again_shows_what_another_window_saved_meanwhile() -> None:
    form = wb.form("reflect.intentions")
    other = another_window("reflect.intentions")
    other.answers = WISH
    other.save()
    assert form.answers["under"] is None
    assert wb.form("reflect.intentions").answers["under"] == WISH["under"]


def test_an_exercise_that_does_not_exist_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(UnknownExerciseError, match=r"reflect\.intentions"):
        wb.form("reflect.intention")
    with pytest.raises(UnknownExerciseError):
        wb.form("../welcome.bond")


# Answers from a script


def test_answers_can_be_set_in_part_and_read_back_whole() -> None:
    form = wb.form("reflect.intentions")
    form.answers = {"under": "Rest."}
    form.answers = {"want": ["peace", "closeness"]}
    assert form.answers == {
        "on": TODAY,
        "want": ["closeness", "peace"],
        "under": "Rest.",
        "in-my-hands": None,
        "even-so": None,
        "sentence": None,
    }


@pytest.mark.parametrize(
    ("given", "error", "named"),
    [
        ({"under": "new", "want": ["riches"]}, AnswerError, "riches"),
        ({"under": "new", "want": "peace"}, AnswerError, "list"),
        ({"under": 7}, AnswerError, "text"),
        ({"under": "new", "wont": []}, UnknownQuestionError, "wont"),
        ({"under": "new", "on": "3 May"}, AnswerError, "2026-05-03"),
    ],
)
def test_a_wrong_answer_is_refused_by_name_and_nothing_changes(
    at_home: Home, given: dict[str, Any], error: type[Exception], named: str
) -> None:
    form = wb.form("reflect.intentions")
    form.answers = WISH
    answers, kept = form.answers, files(at_home.data)
    with pytest.raises(error, match=named):
        form.answers = given
    assert form.answers == answers
    assert files(at_home.data) == kept


def test_the_day_it_is_about_can_be_set_and_taken_back() -> None:
    form = wb.form("checkin")
    form.answers = {"mood": 5, "on": "2026-05-03"}
    assert form.answers["on"] == date(2026, 5, 3)
    form.answers = {"mood": 6}
    assert form.answers["on"] == date(2026, 5, 3)
    form.answers = {"on": None}
    assert form.answers["on"] == TODAY


def test_a_day_chosen_on_the_page_stays_when_a_script_sets_another_answer() -> None:
    form = wb.form("checkin")
    typed(form, "on", "2026-05-03")
    form.answers = {"mood": 6}
    assert form.answers["on"] == date(2026, 5, 3)
    form.save()
    assert saved("checkin")[0]["on"].date() == date(2026, 5, 3)


# Saving


def test_save_gives_the_id_and_saving_again_changes_the_same_entry(at_home: Home) -> None:
    form = wb.form("reflect.intentions")
    form.answers = WISH
    first = form.save()
    form.answers = {"under": "To sleep, and to wake."}
    assert form.save() == first
    assert [(one["entry"], one["under"]) for one in saved("reflect.intentions")] == [
        (first, "To sleep, and to wake.")
    ]
    earlier = (at_home.data / "me/earlier/reflect.intentions.csv").read_text("utf-8")
    assert WISH["under"] in earlier
    assert first in earlier


def test_saving_says_so_and_leaves_no_draft(at_home: Home) -> None:
    form = wb.form("reflect.intentions")
    typed(form, "under", "Rest.")
    assert form._saver.status.startswith("Draft saved ")
    press_save(form)
    assert form._saver.status == "Saved"
    assert not faults(form)
    assert not drafts(at_home)
    assert form.controls["under"].value == "Rest."


def test_nothing_to_save_is_said_kindly_and_makes_no_file(at_home: Home) -> None:
    form = wb.form("reflect.intentions")
    press_save(form)
    assert "nothing to save yet" in faults(form)["Save"]
    with pytest.raises(EmptyEntryError):
        form.save()
    assert not list(at_home.data.rglob("*.csv"))


def test_each_check_in_is_an_entry_of_its_own_and_leaves_a_blank_form() -> None:
    form = wb.form("checkin")
    ids = []
    for mood in (3, 4):
        typed(form, "mood", mood)
        ids.append(form.save())
        assert form.controls["mood"].value is None
        assert form._saver.status == "Saved"
    assert ids[0] != ids[1]
    assert [one["mood"] for one in saved("checkin")] == [3, 4]
    assert [one["entry"] for one in saved("checkin")] == ids
    forget_open_pages()
    assert wb.form("checkin").answers["mood"] is None


def test_the_weekly_look_and_the_check_in_have_calls_of_their_own() -> None:
    assert wb.checkin() is wb.form("checkin")
    assert wb.weekly() is wb.form("weekly")


def test_a_fault_on_the_page_stands_beside_its_question_and_goes_when_it_is_mended() -> None:
    form = wb.form("checkin")
    typed(form, "mood", 4)
    control = typed(form, "on", "12026-05-03")
    assert "2026-05-03" in faults(form)["on"]
    assert control.kept < control.heard == control.typed
    press_save(form)
    assert "on" in faults(form)
    assert not saved("checkin")
    typed(form, "on", "2026-05-03")
    assert not faults(form)
    press_save(form)
    assert [one["mood"] for one in saved("checkin")] == [4]


def test_while_one_answer_is_at_fault_the_others_can_still_be_answered() -> None:
    form = wb.form("welcome.bond")
    typed(form, "relationship", "cousin")
    typed(form, "happened", ["silence"])
    assert list(faults(form)) == ["relationship"]
    assert "who-stopped" in shown(form)


# Drafts


def test_a_draft_is_kept_as_one_types_and_the_page_is_told(at_home: Home) -> None:
    form = wb.form("reflect.intentions")
    control = typed(form, "under", "half a sen")
    assert control.heard == control.kept == control.typed == 1
    assert drafts(at_home) == [{"under": "half a sen"}]
    assert form._saver.status.startswith("Draft saved ")
    control = typed(form, "under", "half a sentence")
    assert control.heard == control.kept == 2
    assert drafts(at_home) == [{"under": "half a sentence"}]
    assert not list(at_home.data.rglob("*.csv"))


def test_a_draft_comes_back_after_the_kernel_died() -> None:
    typed(wb.form("reflect.intentions"), "under", "half a sen")
    forget_open_pages()
    form = wb.form("reflect.intentions")
    assert form.controls["under"].value == "half a sen"
    assert "This is your draft" in on_screen(form)
    assert "not saved yet" in on_screen(form)


def test_a_draft_that_changes_an_entry_still_changes_that_entry_later() -> None:
    form = wb.form("reflect.intentions")
    form.answers = WISH
    first = form.save()
    typed(form, "under", "Other words")
    forget_open_pages()
    again = wb.form("reflect.intentions")
    assert again.answers["under"] == "Other words"
    assert again.save() == first
    assert [one["under"] for one in saved("reflect.intentions")] == ["Other words"]


def test_a_draft_of_an_entry_that_was_changed_since_says_so_before_it_takes_its_place() -> None:
    form = wb.form("reflect.intentions")
    form.answers = WISH
    entry = form.save()
    typed(form, "under", "typed and left lying")
    forget_open_pages()
    home, asked = session.current_home(), exercise("reflect.intentions")
    seen_there = entries.load(home.data / "me", asked).entries[-1]
    changed = seen_there.answers | {"under": "changed elsewhere"}
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=1)):
        keeping.save(home, "me", asked, changed, TODAY, seen_there)
    again = wb.form("reflect.intentions")
    assert again.answers["under"] == "typed and left lying"
    with pytest.raises(ChangedElsewhereError):
        again.save()
    assert again.save() == entry
    assert [one["under"] for one in saved("reflect.intentions")] == ["typed and left lying"]


def test_a_draft_remembers_the_day_it_is_about_even_when_that_came_last() -> None:
    form = wb.form("checkin")
    typed(form, "mood", 4)
    typed(form, "on", "2026-05-03")
    forget_open_pages()
    assert wb.form("checkin").answers["on"] == date(2026, 5, 3)


def test_a_new_day_for_an_earlier_entry_is_kept_as_a_draft_too() -> None:
    form = wb.form("checkin")
    form.answers = {"mood": 4, "on": "2026-05-03"}
    form.reopen(form.save())
    typed(form, "on", "2026-05-04")
    forget_open_pages()
    again = wb.form("checkin")
    assert again.answers["on"] == date(2026, 5, 4)
    again.save()
    assert [one["on"].date() for one in saved("checkin")] == [date(2026, 5, 4)]


def test_a_restored_draft_stays_on_the_disk_until_its_words_are_kept_elsewhere(
    at_home: Home,
) -> None:
    typed(wb.form("reflect.intentions"), "under", "half a sen")
    forget_open_pages()
    form = wb.form("reflect.intentions")
    assert drafts(at_home) == [{"under": "half a sen"}]
    typed(form, "under", "half a sentence")
    assert drafts(at_home) == [{"under": "half a sentence"}]


def test_words_that_are_taken_back_leave_no_draft(at_home: Home) -> None:
    form = wb.form("reflect.intentions")
    typed(form, "under", "x")
    typed(form, "under", None)
    assert not drafts(at_home)
    assert form._saver.status == ""


def test_a_draft_can_be_kept_from_a_script(at_home: Home) -> None:
    form = wb.form("reflect.intentions")
    form.answers = {"under": "from a script"}
    form.draft()
    assert drafts(at_home) == [{"under": "from a script"}]


def test_every_kind_of_question_comes_back_from_a_draft() -> None:
    told: dict[str, dict[str, Any]] = {
        "welcome.bond": {"alias": "Rain", "relationship": "parent", "happened": ["drifted"]},
        "welcome.baseline": {"mood": 0, "closeness-now": 10},
        "welcome.supports": {"people": [{"who": "Ines", "how": None, "good-for": "tea"}]},
        "reflect.feelings": {"feelings": {"sad": 2, "hopeful": 1}, "limits": "a\nb"},
        "checkin": {"on": date(2026, 5, 3), "acts": ["thanked"], "note": "=1+1"},
    }
    for name, answers in told.items():
        wb.form(name).answers = answers
    forget_open_pages()
    for name, answers in told.items():
        assert {one: wb.form(name).answers[one] for one in answers} == answers


# Two windows


def test_a_page_that_had_not_seen_the_newest_words_sets_them_aside(at_home: Home) -> None:
    form = wb.form("reflect.intentions")
    typed(form, "under", "from the first window")
    control = typed(form, "under", "from the second window", base=None)
    assert control.value == "from the second window"
    assert control.kept == control.typed
    kept = [one["under"] for one in drafts(at_home)]
    assert sorted(kept) == ["from the first window", "from the second window"]
    assert "Another window had other words here" in on_screen(form)


def test_words_set_aside_can_be_opened_and_the_others_stay(at_home: Home) -> None:
    form = wb.form("reflect.intentions")
    typed(form, "under", "first")
    typed(form, "under", "second", base=None)
    press(form._notice, "Open that draft")
    assert form.controls["under"].value == "first"
    assert sorted(one["under"] for one in drafts(at_home)) == ["first", "second"]
    press(form._notice, "Open that draft")
    assert form.controls["under"].value == "second"


def test_saving_one_draft_leaves_the_other_to_be_found() -> None:
    form = wb.form("reflect.intentions")
    typed(form, "under", "first")
    typed(form, "under", "second", base=None)
    form.save()
    assert "There is another draft" in on_screen(form)
    press(form._notice, "Open that draft")
    assert form.controls["under"].value == "first"


def test_a_page_that_has_seen_everything_sets_nothing_aside(at_home: Home) -> None:
    form = wb.form("welcome.supports")
    rows: list[dict[str, Any]] = [{"who": "In"}]
    typed(form, "people", rows)
    typed(form, "people", [{"who": "Ines"}], base=rows)
    typed(form, "people", [{"who": "Ines"}, {"how": "the fence"}])
    assert len(drafts(at_home)) == 1


def test_another_window_with_an_older_view_is_told_before_it_replaces_anything(
    at_home: Home,
) -> None:
    first = wb.form("reflect.intentions")
    first.answers = WISH
    entry = first.save()
    second = another_window("reflect.intentions")
    typed(first, "under", "from the first window")
    press_save(first)
    typed(second, "under", "from the second window")
    press_save(second)
    assert "changed in another window" in faults(second)["Save"]
    assert "Press Save once more" in faults(second)["Save"]
    assert second.controls["under"].value == "from the second window"
    assert [one["under"] for one in saved("reflect.intentions")] == ["from the first window"]
    assert {"under": "from the second window"}.items() <= drafts(at_home)[0].items()
    press_save(second)
    assert not faults(second)
    assert [(one["entry"], one["under"]) for one in saved("reflect.intentions")] == [
        (entry, "from the second window")
    ]
    earlier = (at_home.data / "me/earlier/reflect.intentions.csv").read_text("utf-8")
    assert "from the first window" in earlier


def test_a_script_meets_the_same_refusal_as_an_error() -> None:
    first, second = wb.form("reflect.intentions"), another_window("reflect.intentions")
    first.answers = WISH
    first.save()
    second = another_window("reflect.intentions")
    first.answers = {"under": "one"}
    first.save()
    second.answers = {"under": "two"}
    with pytest.raises(ChangedElsewhereError):
        second.save()
    second.save()
    assert [one["under"] for one in saved("reflect.intentions")] == ["two"]


def test_words_about_an_entry_that_is_gone_can_be_kept_as_a_new_one(at_home: Home) -> None:
    form = wb.form("reflect.intentions")
    form.answers = WISH
    form.save()
    (at_home.data / "me/reflect.intentions.csv").unlink()
    form.answers = {"under": "still here"}
    with pytest.raises(UnknownEntryError):
        form.save()
    form.save()
    assert [one["under"] for one in saved("reflect.intentions")] == ["still here"]


# Earlier entries


def test_earlier_entries_are_listed_newest_first_and_can_be_opened() -> None:
    form = wb.form("checkin")
    for days in (2, 1):
        form.answers = {"mood": days, "on": TODAY - timedelta(days)}
        form.save()
    folds = [piece for piece in each(form._below.pieces) if piece["is"] == "fold"]
    earlier = next(fold for fold in folds if fold["text"] == "Earlier entries (2)")
    rows = [piece["inside"][0]["text"] for piece in earlier["inside"]]
    assert [row.partition(": ")[2] for row in rows] == ["Mood 1", "Mood 2"]
    newest, oldest = (one for one in buttons(form._below) if one.startswith("Open "))
    press(form._below, oldest)
    assert form.answers["mood"] == 2
    assert form.answers["on"] == TODAY - timedelta(2)
    assert "You are changing what you wrote" in on_screen(form)
    typed(form, "mood", 9)
    press_save(form)
    assert [one["mood"] for one in saved("checkin")] == [9, 1]
    assert newest in buttons(form._below)


def test_an_old_entry_reopened_keeps_its_day_unless_another_is_chosen() -> None:
    form = wb.form("checkin")
    form.answers = {"mood": 5, "on": "2026-05-03"}
    entry = form.save()
    form.reopen(entry)
    form.answers = {"mood": 6}
    assert form.save() == entry
    assert [(one["on"].date(), one["mood"]) for one in saved("checkin")] == [(date(2026, 5, 3), 6)]


def test_start_a_new_one_leaves_the_entry_alone_and_the_draft_among_the_drafts(
    at_home: Home,
) -> None:
    form = wb.form("reflect.intentions")
    form.answers = WISH
    first = form.save()
    press(form._notice, "Start a new one")
    assert form.answers["under"] is None
    typed(form, "under", "anew")
    form.new()
    assert form.answers["under"] is None
    assert {"under": "anew"} in drafts(at_home)
    press(form._notice, "Open that draft")
    assert form.answers["under"] == "anew"
    assert form.save() != first
    assert [one["under"] for one in saved("reflect.intentions")] == [WISH["under"], "anew"]


def test_a_line_that_cannot_be_read_is_said_and_the_rest_is_shown(at_home: Home) -> None:
    form = wb.form("checkin")
    for mood in (3, 4):
        form.answers = {"mood": mood}
        form.save()
    file = at_home.data / "me/checkin.csv"
    file.write_bytes(file.read_bytes() + b'"torn')
    before = file.read_bytes()
    forget_open_pages()
    form = wb.form("checkin")
    assert "Some lines of your file could not be read. Nothing is lost." in on_screen(form)
    assert "checkin.csv that could not be read: 1" in on_screen(form)
    assert "line 4" in on_screen(form)
    assert "Earlier entries (2)" in on_screen(form)
    assert file.read_bytes() == before
    typed(form, "note", "my words")
    press_save(form)
    assert faults(form) == {}
    assert [one["note"] for one in saved("checkin")] == [None, None, "my words"]
    (copy,) = (at_home.data / "me/damaged").glob("checkin.*.csv")
    assert copy.read_bytes() == before
    assert "Some lines of your file were set aside. Nothing is lost." in on_screen(form)
    assert "are now in damaged/set-aside.csv: 1" in on_screen(form)
    assert f"The file as it was: damaged/{copy.name}" in on_screen(form)


def test_a_file_that_a_spreadsheet_wrote_is_shown_with_how_it_was_read(at_home: Home) -> None:
    form = wb.form("checkin")
    form.answers = {"mood": 3}
    form.save()
    file = at_home.data / "me/checkin.csv"
    file.write_bytes(file.read_bytes().replace(b",", b";"))
    forget_open_pages()
    form = wb.form("checkin")
    assert "its cells were parted at “;”" in on_screen(form)
    assert "goes to the folder damaged/" in on_screen(form)
    assert "could not be read" not in on_screen(form)
    typed(form, "note", "my words")
    press_save(form)
    assert "parted at" not in on_screen(form)


@pytest.mark.skipif(os.name == "nt", reason="Windows lets a folder be made here all the same")
def test_a_listing_that_cannot_be_read_hides_no_form(at_home: Home) -> None:
    wb.form("checkin")
    (at_home.data / "me/damaged/set-aside.csv").mkdir(parents=True)
    forget_open_pages()
    assert wb.form("checkin").controls


# When the disk refuses


def test_a_full_disk_is_said_beside_and_the_words_stay_and_are_not_called_kept(
    at_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = wb.form("reflect.intentions")
    typed(form, "want", ["peace"])
    before = files(at_home.data)
    disk(monkeypatch, full=True)
    control = typed(form, "under", "precious")
    assert (control.heard, control.kept) == (1, 0)
    assert "the disk is full" in faults(form)["Save"]
    assert form._saver.status == "Not kept yet"
    press_save(form)
    assert "the disk is full" in faults(form)["Save"]
    assert control.value == "precious"
    assert files(at_home.data) == before
    with pytest.raises(NotSavedError):
        form.save()
    disk(monkeypatch, full=False)
    press_save(form)
    assert not faults(form)
    assert [one["under"] for one in saved("reflect.intentions")] == ["precious"]


def test_with_a_full_disk_nothing_one_presses_wipes_the_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    form = wb.form("reflect.intentions")
    form.answers = WISH
    entry = form.save()
    disk(monkeypatch, full=True)
    typed(form, "under", "precious")
    press(form._notice, "Start a new one")
    assert form.controls["under"].value == "precious"
    form._below._handle_custom_msg({"action": f"open:{entry}"}, [])
    assert form.controls["under"].value == "precious"
    assert wb.form("reflect.intentions").controls["under"].value == "precious"


def test_with_a_full_disk_a_question_still_shows_the_one_that_depends_on_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    form = wb.form("welcome.bond")
    disk(monkeypatch, full=True)
    typed(form, "happened", ["silence"])
    assert "who-stopped" in shown(form)


def test_a_stale_page_on_a_full_disk_still_gets_its_answer_heard(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    form = wb.form("reflect.intentions")
    typed(form, "under", "first")
    disk(monkeypatch, full=True)
    control = typed(form, "under", "second", base=None)
    assert control.value == "second"
    assert control.heard == control.typed
    assert control.kept < control.typed


def test_what_goes_wrong_unforeseen_is_said_in_plain_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    form = wb.form("reflect.intentions")

    def break_down(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("secret words")

    monkeypatch.setattr(form.writing, "keep", break_down)
    control = typed(form, "under", "precious")
    assert "should not have" in faults(form)["Save"]
    assert "secret words" not in str(faults(form))
    assert control.kept == 0


def test_once_the_words_are_kept_a_page_that_cannot_be_drawn_is_no_refusal(
    at_home: Home,
) -> None:
    class Broken:
        def refresh(self) -> None:
            raise ZeroDivisionError

    class Listening:
        told = 0

        def refresh(self) -> None:
            self.told += 1

    broken, listening = Broken(), Listening()
    session.listen(broken)
    session.listen(listening)
    form = wb.form("checkin")
    typed(form, "mood", 4)
    press_save(form)
    assert form._saver.status == "Saved"
    assert form.controls["mood"].value is None
    assert listening.told == 1
    press_save(form)
    assert [one["mood"] for one in saved("checkin")] == [4]


def test_a_draft_that_cannot_be_deleted_does_not_make_the_entry_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    form = wb.form("checkin")
    typed(form, "mood", 4)

    def refuse(path: Path) -> None:
        raise NotSavedError(file=path, reason="no", cure="")

    monkeypatch.setattr(durable, "remove", refuse)
    press_save(form)
    assert form._saver.status == "Saved"
    press_save(form)
    assert [one["mood"] for one in saved("checkin")] == [4]


# Questions that depend on others


def test_a_question_shows_only_when_its_answer_is_asked_for() -> None:
    form = wb.form("welcome.bond")
    assert "who-stopped" not in shown(form)
    typed(form, "happened", ["drifted"])
    assert "who-stopped" not in shown(form)
    typed(form, "happened", ["drifted", "silence"])
    assert "who-stopped" in shown(form)
    typed(form, "happened", None)
    assert "who-stopped" not in shown(form)


def test_words_that_were_typed_never_hide() -> None:
    form = wb.form("welcome.bond")
    typed(form, "happened", ["break"])
    typed(form, "who-stopped", "them")
    typed(form, "happened", None)
    assert "who-stopped" in shown(form)
    form.save()
    assert saved("welcome.bond")[0]["who-stopped"] == "them"


# A notebook never holds an answer


@pytest.mark.parametrize("name", [one.id for one in content().all_exercises])
def test_what_a_notebook_would_store_of_a_form_holds_no_answer(name: str) -> None:
    form = wb.form(name)
    blank = json.dumps(form._repr_mimebundle_(), default=str)
    secret = "Zanzibar"
    for question, control in form.controls.items():
        if control.__class__.__name__ in {"LongControl", "LineControl"}:
            typed(form, question, secret)
    assert json.dumps(form._repr_mimebundle_(), default=str) == blank
    assert form._repr_mimebundle_()["text/plain"] == f"<workbook {name}>"
    for part in (form, *form.children, *form.controls.values()):
        if part.__class__.__name__ != "HBox":
            assert secret not in repr(part)


# Bonds


def test_naming_the_bond_moves_everything_and_open_forms_follow(at_home: Home) -> None:
    wish, welcome = wb.form("reflect.intentions"), wb.form("welcome.bond")
    wish.answers = WISH
    first = wish.save()
    typed(wish, "under", "typed and not yet saved")
    check = wb.form("checkin")
    label = check.controls["closeness"].label
    assert "this person" in label
    welcome.answers = {"alias": "Rain", "relationship": "parent"}
    welcome.save()
    assert sorted(path.name for path in at_home.data.iterdir() if path.is_dir()) == ["rain"]
    assert wish.bond == check.bond == welcome.bond == "rain"
    assert wish.controls["under"].value == "typed and not yet saved"
    assert check.controls["closeness"].label == label.replace("this person", "Rain")
    assert wb.form("reflect.intentions") is wish
    assert wish.save() == first
    assert saved("reflect.intentions", "rain")[0]["under"] == "typed and not yet saved"
    assert not drafts(at_home, "rain")


def test_a_new_name_for_the_same_person_moves_the_folder(at_home: Home) -> None:
    welcome, check = wb.form("welcome.bond"), wb.form("checkin")
    welcome.answers = {"alias": "Rain"}
    welcome.save()
    check.answers = {"mood": 5}
    check.save()
    welcome.answers = {"alias": "Oak"}
    welcome.save()
    assert sorted(path.name for path in at_home.data.iterdir() if path.is_dir()) == ["oak"]
    assert [one["mood"] for one in saved("checkin", "Oak")] == [5]
    assert "Oak" in check.controls["closeness"].label


def test_a_new_name_also_holds_where_the_workbook_was_opened_for_a_bond(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wb.form("welcome.bond").answers = {"alias": "Rain"}
    wb.form("welcome.bond").save()
    monkeypatch.setenv("WORKBOOK_BOND", "rain")
    welcome = wb.form("welcome.bond")
    welcome.answers = {"alias": "Oak"}
    press_save(welcome)
    assert not faults(welcome)
    assert wb.form("welcome.bond") is welcome
    assert wb.form("checkin").bond == "oak"


def test_the_words_fit_the_relationship_as_soon_as_it_is_saved() -> None:
    wb.form("welcome.bond").answers = {"alias": "Rain"}
    wb.form("welcome.bond").save()
    part, wish = wb.form("reflect.my-part"), wb.form("reflect.intentions")
    hint = part.controls["mine"].hint
    wb.form("welcome.bond").answers = {"relationship": "parent"}
    wb.form("welcome.bond").save()
    assert part.controls["mine"].hint != hint
    assert "as an adult" in part.controls["mine"].hint
    options = {one["id"]: one["label"] for one in wish.controls["want"].options}
    assert options["commitment"] == "A new footing, as two adults"
    assert "about his father" in seen(wish._above)
    assert "about his husband" not in seen(part._above)


def test_the_words_fit_before_the_person_has_a_name_too() -> None:
    part = wb.form("reflect.my-part")
    wb.form("welcome.bond").answers = {"relationship": "adult-child"}
    wb.form("welcome.bond").save()
    assert "You were the grown-up" in part.controls["mine"].hint


def test_the_story_told_anew_under_the_same_name_leaves_the_other_forms_alone() -> None:
    welcome, check = wb.form("welcome.bond"), wb.form("checkin")
    welcome.answers = {"alias": "Rain", "story": "As I saw it then."}
    welcome.save()
    for mood in (3, 4):
        check.answers = {"mood": mood}
        entry = check.save()
    check.reopen(entry)
    welcome.new()
    welcome.answers = {"alias": "Rain", "story": "As I see it now."}
    welcome.save()
    assert [one["story"] for one in saved("welcome.bond", "rain")] == [
        "As I saw it then.",
        "As I see it now.",
    ]
    assert check.answers["mood"] == 4
    assert check.save() == entry


def test_a_second_bond_begins_beside_the_first_and_every_form_is_blank(at_home: Home) -> None:
    welcome, wish = wb.form("welcome.bond"), wb.form("reflect.intentions")
    welcome.answers = {"alias": "Rain", "story": "Of Rain."}
    welcome.save()
    wish.answers = WISH
    wish.save()
    press(welcome._notice, "Start with somebody else")
    typed(welcome, "alias", "Oak")
    typed(welcome, "story", "Of Oak.")
    press_save(welcome)
    assert not faults(welcome)
    assert (welcome.bond, wish.bond) == ("oak", "oak")
    assert wish.answers["under"] is None
    assert welcome.answers["story"] == "Of Oak."
    assert [one["story"] for one in saved("welcome.bond", "rain")] == ["Of Rain."]
    assert [one["under"] for one in saved("reflect.intentions", "rain")] == [WISH["under"]]
    assert saved("reflect.intentions", "oak") == []
    assert "Of Oak" not in str(files(at_home.data / "rain"))
    assert drafts(at_home, "rain") == drafts(at_home, "oak") == []


def test_a_name_that_is_taken_is_refused_and_both_bonds_stay(at_home: Home) -> None:
    welcome = wb.form("welcome.bond")
    for alias in ("Rain", "Oak"):
        welcome.new()
        welcome.answers = {"alias": alias, "story": f"Of {alias}."}
        welcome.save()
    before = files(at_home.data)
    welcome.answers = {"alias": "rain"}
    press_save(welcome)
    assert "already a bond" in faults(welcome)["Save"]
    now = files(at_home.data)
    assert {name: now[name] for name in before} == before


# The line to carry


def test_the_line_to_carry_shows_once_it_is_saved() -> None:
    form = wb.form("reflect.intentions")
    typed(form, "sentence", "a calm goodbye")
    assert "To carry with you" not in on_screen(form)
    press_save(form)
    assert "To carry with you" in on_screen(form)
    assert "I am here for a calm goodbye" in on_screen(form)
    forget_open_pages()
    assert "I am here for a calm goodbye" in on_screen(wb.form("reflect.intentions"))


def test_there_is_no_line_to_carry_without_its_words() -> None:
    form = wb.form("reflect.intentions")
    form.answers = {"under": "Rest."}
    form.save()
    assert "To carry with you" not in on_screen(form)


def test_the_line_to_carry_asks_for_what_its_own_wording_needs() -> None:
    line = {"kind": "line", "label": "L"}
    carrying = Exercise.model_validate(
        {"id": "all.one", "title": "One", "why": "To try.", "minutes": 1}
        | {"evidence": {"tested": False, "rests_on": "For tests."}}
        | {"keepsake": {"default": "{name}: {reader}", "friend": "{name}: {words}"}}
        | {"question": [{"id": one} | line for one in ("name", "reader", "words")]}
    )
    answers = {"name": "typed", "reader": "a calm goodbye", "words": None}
    entry = Entry("1", date(2026, 5, 3), datetime(2026, 5, 3, tzinfo=UTC), answers)
    assert worded.carried(carrying, entry, Reader("Rain")) == "Rain: a calm goodbye"
    assert not worded.carried(carrying, entry, Reader("Rain", "friend"))


# Around the controls


@pytest.mark.parametrize("name", [one.id for one in content().all_exercises])
def test_every_form_says_what_it_is_for_and_folds_examples_and_evidence(name: str) -> None:
    form = wb.form(name)
    folds = [piece["text"] for piece in each(form._above.pieces) if piece["is"] == "fold"]
    assert folds == ["Examples, by invented people"]
    wanted = exercise(name)
    assert wanted.why.default in on_screen(form)
    assert wanted.title.default in on_screen(form)
    below = [piece for piece in each(form._below.pieces) if piece["is"] == "fold"]
    assert [piece["text"] for piece in below if piece.get("key") == "evidence"] == [
        "What this rests on"
    ]
    assert not any(piece["open"] for piece in below)


def test_that_nobody_reads_this_is_said_once_on_each_page_with_free_text() -> None:
    for stage, exercises in content().exercises.items():
        told = [one.id for one in exercises if "Nobody reads" in on_screen(wb.form(one.id))]
        typed_into = [one.id for one in exercises if one.words_typed]
        assert told == typed_into[:1], stage
