"""A stage's header and ending: where one is, what is done, what comes next, care at hand."""

import re
from typing import Any

import pytest

import workbook as wb
from tests.conftest import forget_open_pages
from tests.screen import each, press_save, seen, typed
from workbook.content.reading import content, exercise
from workbook.errors import UnknownStageError
from workbook.store.home import Home
from workbook.widgets.block import Block
from workbook.words import say

EVERY = [one.id for one in content().stages + content().pages]


def steps(header: Block) -> dict[str, tuple[str, str]]:
    """State and link of each step of the path, by title."""
    path = next(piece for piece in header.pieces if piece["is"] == "path")
    return {one["text"]: (one["state"], one["href"]) for one in path["items"]}


def links(block: Block) -> list[str]:
    """Every notebook that can be opened from a block."""
    found = [piece["href"] for piece in each(block.pieces) if piece["is"] == "link"]
    paths = [piece for piece in each(block.pieces) if piece["is"] == "path"]
    return found + [one["href"] for path in paths for one in path["items"] if one["href"]]


def fold(block: Block, key: str) -> str:
    """The words folded away under a key."""
    found = next(piece for piece in each(block.pieces) if piece.get("key") == key)
    one = Block([found])
    return seen(one)


def save_stage(stage: str) -> None:
    """Saves something in every exercise of a stage that keeps anything."""
    told: dict[str, dict[str, Any]] = {
        "welcome.bond": {"alias": "Rain", "relationship": "parent"},
        "welcome.baseline": {"mood": 4},
        "welcome.supports": {"people": [{"who": "Ines", "how": "next door"}]},
    }
    for one in content().exercises[stage]:
        if one.kept:
            form = wb.form(one.id)
            text = next((q.id for q in one.questions if q.kind in {"line", "long"}), "")
            form.answers = told.get(one.id) or {text: "words"}
            form.save()


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.usefixtures("at_home")
def test_every_stage_and_page_opens_with_its_name_and_one_sentence(name: str) -> None:
    header = wb.stage(name)
    wanted = content().stage(name)
    assert wanted
    assert header.pieces[0]["text"] == wanted.title
    assert header.pieces[1]["text"] == wanted.sentence
    assert [piece["is"] for piece in header.pieces].count("path") == 1
    assert len(steps(header)) == 10


@pytest.mark.parametrize("name", ["nowhere", "../welcome", "00-welcome", "", "Welcome"])
@pytest.mark.usefixtures("at_home")
def test_a_stage_that_does_not_exist_is_refused_with_the_names_there_are(name: str) -> None:
    with pytest.raises(UnknownStageError, match="welcome, reflect, understand") as refused:
        wb.stage(name)
    assert name in str(refused.value)


@pytest.mark.usefixtures("at_home")
def test_the_path_shows_where_one_is_and_what_is_done() -> None:
    header = wb.stage("reflect")
    assert steps(header)["Reflect"] == ("here", "")
    assert steps(header)["Welcome"] == ("open", "00-welcome.ipynb")
    assert steps(header)["Choose"][0] in {"to-come", "open"}
    typed(wb.form("welcome.baseline"), "mood", 4)
    assert steps(wb.stage("reflect"))["Welcome"][0] == "begun"
    save_stage("welcome")
    assert steps(header)["Welcome"] == ("done", "00-welcome.ipynb")
    words = next(piece for piece in header.pieces if piece["is"] == "path")["items"]
    assert words[0]["words"] == "(done)"


@pytest.mark.usefixtures("at_home")
def test_the_safety_pause_need_not_be_answered_for_a_stage_to_be_done() -> None:
    save_stage("welcome")
    assert steps(wb.stage("reflect"))["Welcome"][0] == "done"


@pytest.mark.parametrize("name", EVERY)
def test_every_link_leads_to_a_notebook_that_is_there(at_home: Home, name: str) -> None:
    header = wb.stage(name)
    found = links(header) + links(header.ending())
    assert found
    for href in found:
        assert (at_home.notebooks / href).is_file(), href


def test_a_notebook_that_was_taken_away_is_not_linked(at_home: Home) -> None:
    assert "review.ipynb" in links(wb.stage("welcome"))
    (at_home.notebooks / "review.ipynb").unlink()
    (at_home.notebooks / "01-reflect.ipynb").unlink()
    header = wb.stage("welcome")
    assert not {"review.ipynb", "01-reflect.ipynb"} & {*links(header), *links(header.ending())}
    assert steps(header)["Reflect"] == ("to-come", "")


@pytest.mark.usefixtures("at_home")
def test_the_header_names_the_person_once_they_have_a_name() -> None:
    header = wb.stage("welcome")
    assert "This is about" not in seen(header)
    save_stage("welcome")
    assert "This is about Rain." in seen(header)


# The end of a stage


@pytest.mark.usefixtures("at_home")
def test_the_ending_says_what_was_kept_and_what_comes_next() -> None:
    ending = wb.stage("welcome").ending()
    assert "have not saved anything here yet" in seen(ending)
    typed(wb.form("welcome.baseline"), "mood", 4)
    assert "There is a draft in: Where you are now." in seen(wb.stage("welcome").ending())
    press_save(wb.form("welcome.baseline"))
    assert "Where you are now: saved on" in seen(ending)
    assert "draft" not in seen(ending)
    assert "01-reflect.ipynb" in links(ending)
    assert "Next: Reflect" in seen(ending)


@pytest.mark.usefixtures("at_home")
def test_the_ending_neither_praises_nor_counts() -> None:
    save_stage("welcome")
    words = seen(wb.stage("welcome").ending())
    praise = r"well done|great|congrat|proud|streak|\bonly\b|\d+ of \d+|!"
    assert not re.search(praise, words, re.IGNORECASE)


@pytest.mark.usefixtures("at_home")
def test_a_page_leads_on_to_the_first_stage_that_is_not_done() -> None:
    ending = wb.stage("check-in").ending()
    assert links(ending) == ["00-welcome.ipynb"]
    save_stage("welcome")
    assert links(ending) == ["01-reflect.ipynb"]


# Care at hand


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.usefixtures("at_home")
def test_care_is_one_click_away_everywhere(name: str) -> None:
    header = wb.stage(name)
    assert "cooling soup" in fold(header, "pause")
    assert "Nothing is due" in fold(header, "stop")
    assert "findahelpline.com" in fold(header, "help")
    assert "999" in fold(header, "help")
    leave = [piece for piece in each(header.pieces) if piece["is"] == "leave"]
    assert [piece["text"] for piece in leave] == ["Leave this page"]


@pytest.mark.usefixtures("at_home")
def test_who_and_what_steadies_me_shows_in_every_stage_once_it_is_saved() -> None:
    header = wb.stage("reflect")
    assert "Nobody is named here yet" in fold(header, "supports")
    form = wb.form("welcome.supports")
    form.answers = {
        "people": [{"who": "Ines", "how": "next door"}, {"who": "Sam", "good-for": "quiet"}],
        "steadies": "The bench by the river",
    }
    form.save()
    words = fold(header, "supports")
    for told in ("Ines, next door", "Sam, quiet", "The bench by the river"):
        assert told in words
    assert "Professionals" not in words
    forget_open_pages()
    assert "Ines" in fold(wb.stage("check-in"), "supports")


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.usefixtures("at_home")
def test_before_the_first_save_it_says_who_could_read_this_and_what_to_do(name: str) -> None:
    header = wb.stage(name)
    words = seen(header)
    assert say("care.first_save.title") in words
    for kept in ("Shared or watched", "To lock", "To move", "To erase", "cannot undo"):
        assert kept in words
    form = wb.form("checkin")
    form.answers = {"mood": 4}
    form.save()
    assert say("care.first_save.title") not in seen(header)


@pytest.mark.usefixtures("at_home")
def test_a_header_holds_nothing_of_the_answers_in_what_a_notebook_stores() -> None:
    header = wb.stage("welcome")
    ending = header.ending()
    blank = [str(part._repr_mimebundle_()) for part in (header, ending)]
    save_stage("welcome")
    assert [str(part._repr_mimebundle_()) for part in (header, ending)] == blank
    assert [repr(part) for part in (header, ending)] == ["<StageHeader>", "<StageEnding>"]


# Progress


def contents(stage: str) -> dict[str, str]:
    """What the header says of each exercise, by its form."""
    pieces = each(wb.stage(stage).pieces)
    listed = next((one for one in pieces if one["is"] == "contents"), {"items": []})
    return {item["target"]: item["words"] for item in listed["items"]}


def left_off(page: str) -> list[str]:
    """Where the header of a page leads one back to."""
    links = [one for one in each(wb.stage(page).pieces) if one["is"] == "link"]
    return [one["href"] for one in links if "left off" in one["text"]]


@pytest.mark.usefixtures("at_home")
def test_the_header_says_what_is_done_what_has_a_draft_and_what_is_next() -> None:
    assert contents("reflect") == {
        "reflect.intentions": "next, if you like",
        "reflect.my-part": "not begun",
        "reflect.feelings": "not begun",
        "reflect.readiness": "not begun",
    }
    form = wb.form("reflect.my-part")
    form.answers = {"mine": "I left."}
    form.save()
    wb.form("reflect.feelings").answers = {"limits": "Not at night."}
    said = contents("reflect")
    assert said["reflect.my-part"].startswith("kept on ")
    assert said["reflect.feelings"] == "a draft waits here"
    assert said["reflect.intentions"] == "not begun"


@pytest.mark.usefixtures("at_home")
def test_a_pause_that_keeps_nothing_is_never_called_undone() -> None:
    assert "welcome.safety" not in contents("welcome")


@pytest.mark.usefixtures("at_home")
def test_a_new_person_is_not_led_anywhere() -> None:
    assert left_off("welcome") == []


@pytest.mark.usefixtures("at_home")
def test_one_is_led_back_to_the_stage_one_was_in() -> None:
    wb.form("steady.pace").answers = first_words("steady.pace")
    assert left_off("welcome") == ["03-steady.ipynb"]
    assert left_off("check-in") == ["03-steady.ipynb"]
    assert left_off("reflect") == []


def first_words(name: str) -> dict[str, str]:
    """An answer to the first question of an exercise that takes words."""
    asked = next(one for one in exercise(name).questions if one.kind in {"line", "long"})
    return {asked.id: "some words"}


@pytest.mark.usefixtures("at_home")
def test_a_stage_that_is_done_leads_on_to_the_next_one() -> None:
    for one in content().exercises["reflect"]:
        form = wb.form(one.id)
        form.answers = first_words(one.id) if one.id != "reflect.readiness" else {"forgive": 4}
        form.save()
    assert left_off("welcome") == ["02-understand.ipynb"]


@pytest.mark.usefixtures("at_home")
def test_a_check_in_moves_nobody_from_where_they_were() -> None:
    wb.form("reflect.intentions").answers = {"sentence": "peace"}
    form = wb.checkin()
    form.answers = {"mood": 4}
    form.save()
    assert left_off("welcome") == ["01-reflect.ipynb"]


@pytest.mark.usefixtures("at_home")
def test_where_nothing_is_kept_and_nothing_follows_no_empty_card_stands() -> None:
    for stage in content().stages:
        save_stage(stage.id)
    assert wb.stage("review").ending().pieces == []
