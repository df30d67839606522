"""A facilitator who makes mistakes in a content file hears of all of them, with the cure."""

from pathlib import Path

import pytest

from tests.samples import REAL, forget_content
from workbook.content.faults import Fault
from workbook.content.reading import content, read_folder
from workbook.errors import ContentError

HEAD = """
stage = "all"

[[exercise]]
id = "all.one"
title = "One"
why = "To try."
minutes = 1

[exercise.evidence]
tested = false
rests_on = "For tests."
"""


def line(name: str, more: str = "") -> str:
    """A question that takes a line, in TOML."""
    return f'\n[[exercise.question]]\nid = "{name}"\nkind = "line"\nlabel = "L"\n{more}\n'


def choice(name: str, options: str = "yes no", more: str = "") -> str:
    """A question that takes a choice, in TOML."""
    listed = ", ".join(f'{{ id = "{one}", label = "{one}" }}' for one in options.split())
    head = f'\n[[exercise.question]]\nid = "{name}"\nkind = "choice"\nlabel = "L"\n'
    return f"{head}options = [{listed}]\n{more}\n"


def faults_of(folder: Path, text: str, file: str = "all.toml") -> list[Fault]:
    """What is found wrong when ``text`` stands in that file."""
    (folder / file).write_text(text, encoding="utf-8")
    return read_folder(folder)[1]


def test_the_content_that_ships_has_no_fault() -> None:
    shipped, faults = read_folder(REAL)
    assert [str(fault) for fault in faults] == []
    assert shipped
    assert shipped.exercise("checkin")


def test_five_faults_are_reported_together_each_with_its_place_and_its_cure(
    small_content: Path,
) -> None:
    text = (
        HEAD
        + '\n[[exercise.question]]\nid = "a"\nkind = "essay"\nlabel = "L"\n'
        + '\n[[exercise.question]]\nid = "b"\nkind = "line"\n'
        + line("c", 'colour = "red"')
        + line("d", 'when = { question = "later", any_of = ["yes"] }')
        + choice("later")
        + line("Big Id")
    )
    faults = faults_of(small_content, text)
    assert [fault.place.question for fault in faults] == ["a", "b", "c", "Big Id", "d"]
    assert {fault.place.file for fault in faults} == {"all.toml"}
    assert {fault.place.exercise for fault in faults} == {"all.one"}
    told = [str(fault) for fault in faults]
    assert told[0].startswith("all.toml › all.one › a: ")
    assert "The kinds are: line, long, choice, several, scale" in told[0]
    assert "“label” is missing" in told[1]
    assert "label = …" in told[1]
    assert "“colour”" in told[2]
    assert "hyphens" in told[3]
    assert "“later”" in told[4]
    assert "The questions before it are: a, b, c" in told[4]


def test_opening_with_faulty_content_says_all_of_it_in_one_error(small_content: Path) -> None:
    (small_content / "all.toml").write_text(HEAD + line("on") + line("x", "kindd = 1"), "utf-8")
    forget_content()
    with pytest.raises(ContentError) as error:
        content()
    assert error.value.values["count"] == 2
    for place in ("all.toml › all.one › on", "all.toml › all.one › x"):
        assert place in str(error.value)


FAULTS = {
    "a syntax error": (HEAD + "\nminutes = = 3\n", "all.toml: The file cannot be read", "line 14"),
    "not UTF-8": ("", "all.toml: The file cannot be read", "utf-8"),
    "no question at all": (HEAD, "“question” is missing", "question = …"),
    "an empty list of questions": (HEAD.replace("why", "question = []\nwhy"), "question", "1"),
    "a kind forgotten": (
        HEAD + line("x").replace('kind = "line"', ""),
        "“kind” is missing",
        "rows",
    ),
    "a kind there is not": (HEAD + line("x").replace('"line"', '"poem"'), "no such kind", "rows"),
    "two questions of one id": (HEAD + line("x") + line("x"), "“x” is used twice", "another id"),
    "two options of one id": (HEAD + choice("x", "a b a"), "“a” is used twice", "another id"),
    "an id taken by the files": (HEAD + line("entry"), "taken by the files", "entry, on"),
    "an id that is no name": (HEAD + line("saved_at"), "'saved_at' cannot be", "hyphens"),
    "waiting for a later question": (
        HEAD + line("x", 'when = { question = "y", any_of = ["yes"] }') + choice("y"),
        "“y” that does not come before it",
        "none before it",
    ),
    "waiting for itself": (
        HEAD + choice("x", more='when = { question = "x", any_of = ["yes"] }'),
        "“x” that does not come before it",
        "none before it",
    ),
    "waiting for an answer there is not": (
        HEAD + choice("y") + line("x", 'when = { question = "y", any_of = ["maybe"] }'),
        "“maybe”, which that question does not offer",
        "yes, no",
    ),
    "waiting for words": (
        HEAD + line("y") + line("x", 'when = { question = "y", any_of = ["yes"] }'),
        "not answered by choosing",
        "options or feelings",
    ),
    "waiting for a question that is at fault itself": (
        HEAD
        + choice("y").replace('"choice"', '"vote"')
        + line("x", 'when = { question = "y", any_of = ["yes"] }'),
        "no such kind",
        "rows",
    ),
    "a number where words belong": (
        HEAD + line("x").replace('label = "L"', "label = 5"),
        "5 does not fit “label”",
        "valid",
    ),
    "waiting for no answer": (
        HEAD + choice("y") + line("x", 'when = { question = "y", any_of = [] }'),
        "when.any_of",
        "at least 1",
    ),
    "beside a question there is not": (
        HEAD.replace("minutes = 1", 'minutes = 1\nside_by_side = [["x", "z"]]') + line("x"),
        "“z”",
        "x",
    ),
    "words for a relationship there is not": (
        HEAD.replace('title = "One"', 'title = { default = "One", cousin = "Two" }') + line("x"),
        "no kind of relationship “cousin”",
        "partner, friend",
    ),
    "a question's words for a relationship there is not": (
        HEAD + line("x").replace('label = "L"', 'label = { default = "L", boss = "M" }'),
        "no kind of relationship “boss”",
        "partner, friend",
    ),
    "an option's words for a relationship there is not": (
        HEAD + choice("x").replace('label = "yes"', 'label = { default = "yes", boss = "no" }'),
        "no kind of relationship “boss”",
        "partner, friend",
    ),
    "an example for a relationship there is not": (
        HEAD + '[[exercise.example]]\nrelationship = "boss"\nwho = "w"\ntext = "t"\n' + line("x"),
        "no kind of relationship “boss”",
        "partner, friend",
    ),
    "words without a default": (
        HEAD.replace('title = "One"', 'title = { partner = "Two" }') + line("x"),
        "“title.default” is missing",
        "title.default = …",
    ),
    "a value nobody fills in": (
        HEAD + line("x").replace('"L"', '"About {nmae}"'),
        "in the place of “{nmae}”",
        "name",
    ),
    "single brackets": (HEAD.replace("[[exercise]]", "[exercise]"), "not a list", "[[exercise]]"),
    "single brackets for a question": (
        HEAD + line("x").replace("[[exercise.question]]", "[exercise.question]"),
        "not a list of tables",
        "[[exercise.question]]",
    ),
    "a word at the top without meaning": (
        "exercize = 1\n" + HEAD + line("x"),
        "exercize",
        "spel",
    ),
    "an exercise of another stage": (
        HEAD.replace('"all.one"', '"welcome.one"') + line("x"),
        "welcome.one does not belong to this file",
        "“all.”",
    ),
    "two exercises of one id": (
        HEAD + line("x") + HEAD.replace('stage = "all"', "") + line("x"),
        "“all.one” is used twice",
        "another id",
    ),
    "an exercise of another file": (
        HEAD.replace('"all.one"', '"checkin"') + line("x"),
        "“checkin” is used twice",
        "another id",
    ),
    "an exercise without an id": (
        HEAD.replace('id = "all.one"', "") + line("x"),
        "exercise 1",
        "id",
    ),
}


@pytest.mark.parametrize("mistake", FAULTS)
def test_a_mistake_is_named_with_what_would_be_right(small_content: Path, mistake: str) -> None:
    text, wrong, right = FAULTS[mistake]
    path = small_content / "all.toml"
    path.write_bytes(text.encode() if text else b'title = "caf\xe9"')
    faults = read_folder(small_content)[1]
    assert len(faults) == 1
    assert wrong in str(faults[0])
    assert right in str(faults[0])


def test_a_stage_file_that_is_not_there_is_a_stage_without_exercises(small_content: Path) -> None:
    (small_content / "all.toml").unlink()
    found_content, faults = read_folder(small_content)
    assert not faults
    assert found_content
    assert found_content.stage("all")
    assert "all" not in found_content.exercises


def test_two_stages_of_one_id_are_a_fault(small_content: Path) -> None:
    path = small_content / "stages.toml"
    text = path.read_text("utf-8")
    faults = faults_of(small_content, text.replace('id = "check-in"', 'id = "all"'), "stages.toml")
    assert "“all” is used twice" in str(faults[0])


def test_a_missing_list_of_stages_is_a_fault_and_no_traceback(small_content: Path) -> None:
    (small_content / "stages.toml").unlink()
    faults = read_folder(small_content)[1]
    assert len(faults) == 1
    assert "stages.toml: The file cannot be read" in str(faults[0])


def test_where_the_relationships_cannot_be_read_only_that_is_said(small_content: Path) -> None:
    faults = faults_of(small_content, "relationship = 5", "relationships.toml")
    assert len(faults) == 1
    assert "[[relationship]]" in str(faults[0])


def test_a_stage_without_its_title_is_named(small_content: Path) -> None:
    text = (small_content / "stages.toml").read_text("utf-8")
    faults = faults_of(small_content, text.replace('title = "All"\n', ""), "stages.toml")
    assert [str(one) for one in faults] == [
        "stages.toml › all: “title” is missing. Add a line: title = …"
    ]


def test_a_tool_that_draws_from_the_wrong_kind_of_question_is_told_which_it_needs(
    small_content: Path,
) -> None:
    columns = 'columns = [{ id = "when", kind = "line", label = "W" }]'
    rows = line("rows", f'row = "r"\n{columns}').replace('"line"', '"rows"', 1)
    head = "\n[[exercise.tool]]\nkind ="
    pair = '{ label = "P", before = "a", after = "a" }'
    text = HEAD + line("a") + choice("pick") + rows
    text += f'{head} "jar"\nquestions = ["pick"]\n'
    text += f'{head} "line"\nrows = "rows"\nx = "when"\ny = "when"\ntext = "when"\n'
    text += f'{head} "compare"\npairs = [{pair}]\n'
    told = [str(one) for one in faults_of(small_content, text)]
    assert any("pick" in one and "line, long" in one for one in told)
    assert any("when" in one and "scale" in one for one in told)
    assert any("“a”" in one and "scale, closeness" in one for one in told)


def test_a_comparison_with_words_of_another_exercise_is_a_fault(small_content: Path) -> None:
    now = line("now", 'low = "low"\nhigh = "high"').replace('"line"', '"scale"')
    pair = '{ label = "P", before = "words", after = "now", of = "all.one" }'
    text = f'{HEAD}{line("words")}{now}\n[[exercise.tool]]\nkind = "compare"\npairs = [{pair}]\n'
    (told,) = [str(one) for one in faults_of(small_content, text)]
    assert "words" in told
    assert "scale, closeness" in told
