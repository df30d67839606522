"""The words fit the person they are about and the language that was chosen."""

import re
from pathlib import Path

import pytest

from tests.samples import exercise, forget_content
from workbook import errors, words
from workbook.content.reading import content
from workbook.content.wording import Reader
from workbook.store import durable
from workbook.words import fill, found, say


def test_words_fit_the_relationship_and_name_the_person(small_content: Path) -> None:
    one = exercise()
    tell = one.question("at-length").label
    assert one.title.to(Reader("Rain", "friend")) == "You and your friend Rain"
    assert one.title.to(Reader("Rain", "partner")) == "You and Rain"
    assert tell.to(Reader("Rain", "partner")) == "What would you tell your partner?"
    assert tell.to(Reader("Rain", "friend")) == "What would you tell Rain?"
    assert tell.to(Reader("Rain", "")) == "What would you tell Rain?"
    assert tell.to(Reader()) == f"What would you tell {say('interface.this-person')}?"


def test_a_name_that_looks_like_a_value_is_not_filled_in_again(small_content: Path) -> None:
    reader = Reader("{name} {text}", "")
    assert exercise().title.to(reader) == "You and {name} {text}"
    assert fill("{text} {gone}", text="{gone}") == "{gone} {gone}"


def test_the_keepsake_is_filled_from_the_answers(small_content: Path) -> None:
    keepsake = exercise().keepsake
    assert keepsake
    assert keepsake.to(Reader(), **{"in-one-line": "peace"}) == "I am here for peace"


def test_content_finds_its_exercises_and_stages(small_content: Path) -> None:
    found_content = content()
    assert found_content.stage_of("all.kinds") == "all"
    assert found_content.stage_of("checkin") == "check-in"
    assert found_content.exercise("all.nothing") is None
    assert found_content.stage("nothing") is None
    assert [one.id for one in found_content.all_exercises] == [
        "welcome.bond", "all.kinds", "all.one", "all.unkept", "checkin",
    ]  # fmt: skip
    assert found_content.exercise("all.unkept").words_typed is False
    assert found_content.exercise("all.kinds").words_typed is True


def test_a_translation_takes_the_files_it_lacks_from_english(
    small_content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spanish = small_content.parent / "es"
    spanish.mkdir()
    text = (small_content / "check-in.toml").read_text("utf-8")
    (spanish / "check-in.toml").write_text(text.replace('"Today"', '"Hoy"'), "utf-8")
    (spanish / "interface.toml").write_text('this-person = "esta persona"\n', "utf-8")
    monkeypatch.setenv("WORKBOOK_LANG", "es")
    forget_content()
    assert exercise("checkin").title.to(Reader()) == "Hoy"
    assert exercise("all.kinds").title.to(Reader()) == "You and esta persona"
    assert say("interface.save") == "Save"


@pytest.mark.parametrize("wanted", ["xx", "../outside", "/etc", "", "questions"])
def test_a_language_that_is_not_there_is_english(
    small_content: Path, monkeypatch: pytest.MonkeyPatch, wanted: str
) -> None:
    outside = small_content.parent.parent / "outside"
    outside.mkdir()
    (outside / "interface.toml").write_text("")
    (small_content.parent / "questions").mkdir()  # a folder of the program, not a language
    monkeypatch.setenv("WORKBOOK_LANG", wanted)
    assert words.language() == "en"


def test_a_word_that_is_missing_names_its_key(small_content: Path) -> None:
    with pytest.raises(KeyError, match=r"interface\.no\.such"):
        found("interface.no.such")


EVERY_ERROR = [
    one
    for one in vars(errors).values()
    if isinstance(one, type)
    and issubclass(one, errors.WorkbookError)
    and one is not errors.WorkbookError
]


@pytest.mark.parametrize("error", EVERY_ERROR, ids=lambda one: one.__name__)
def test_every_error_has_its_own_sentence_with_every_value_filled_in(
    error: type[errors.WorkbookError],
) -> None:
    wording = found(f"errors.{errors.key_of(error)}")
    names = set(re.findall(r"\{([a-z_]+)\}", wording))
    raised = error(**dict.fromkeys(names, "7"))
    assert "{" not in str(raised)
    assert str(raised) == fill(wording, **dict.fromkeys(names, "7"))
    assert raised.values == dict.fromkeys(names, "7")


def test_every_reason_to_refuse_a_write_has_a_cure() -> None:
    for kind in {*durable.REASONS.values(), "in-use", "other"}:
        assert say(f"errors.reason.{kind}", detail="x")
        assert say(f"errors.cure.{kind}")
