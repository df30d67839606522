"""Every practice has become an exercise that is shown and tested, and the table says so."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from workbook.content.model import Exercise
from workbook.content.reading import content

SCRIPT = Path(__file__).parents[2] / "docs" / "make_coverage.py"


def script() -> ModuleType:
    """The script that makes the table."""
    spec = importlib.util.spec_from_file_location("make_coverage", SCRIPT)
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


TABLE = script()
PRACTICES = TABLE.practices()["practice"]
NAMES = [one["exercise"] for one in PRACTICES]


def test_the_table_is_up_to_date() -> None:
    written = TABLE.TABLE.read_text("utf-8")
    assert written == TABLE.table(), "It is out of date. Run: make coverage-table"
    assert "missing" not in written.partition("| --- |")[2]


@pytest.mark.parametrize("practice", PRACTICES, ids=NAMES)
def test_every_practice_is_an_exercise_of_its_stage(practice: dict[str, object]) -> None:
    exercise = content().exercise(str(practice["exercise"]))
    assert exercise, "This practice has no exercise."
    assert content().stage_of(exercise.id) == practice["stage"]
    assert practice["practice"]


@pytest.mark.parametrize("exercise", content().all_exercises, ids=lambda one: one.id)
def test_every_exercise_is_a_practice(exercise: Exercise) -> None:
    assert exercise.id in NAMES, "Add it to docs/practices.toml, then run: make coverage-table"


def test_no_practice_stands_twice_and_all_are_there() -> None:
    assert len(NAMES) == len(set(NAMES)) == 42


def test_each_practice_says_which_article_it_comes_from() -> None:
    articles = TABLE.practices()["articles"]
    for one in PRACTICES:
        assert {mark[0] for mark in one["from"]} <= set(articles), one["exercise"]
    taken = {mark[0] for one in PRACTICES for mark in one["from"]}
    assert taken == set(articles)


def test_the_walk_through_the_browser_is_found_and_takes_every_exercise() -> None:
    found = TABLE.walking(TABLE.test_files())
    walk = "test_every_exercise_is_filled_kept_found_again_and_changed"
    assert f"tests/browser/test_every_exercise.py: {walk}" in found


def test_a_test_is_found_by_the_name_of_the_exercise_it_speaks_of() -> None:
    texts = {
        "a": 'wb.form("trust.promises")',
        "b": "trust.promises-kept",
        "c": "trust.promises.csv'",
    }
    assert TABLE.naming("trust.promises", texts) == ["a"]
    texts = {"a": "@pytest.mark.parametrize('e', EXERCISES)\ndef test_x(e): wb.form('a.b')"}
    assert TABLE.walking(texts) == ["a: test_x"]
