"""What docs/writing-exercises.md tells an author is so, and following it leads to the screen."""

import csv
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import nbformat
import pytest
from pydantic import BaseModel

import workbook as wb
from tests.author import Author
from tests.conftest import forget_open_pages
from tests.screen import each, on_screen, seen, shown, typed
from workbook.content import model
from workbook.content.faults import kinds
from workbook.content.questions import AnyQuestion, Condition
from workbook.content.questions.base import Question
from workbook.content.questions.cards import Card, Filter, Reveal
from workbook.content.questions.choices import Option
from workbook.content.questions.weights import Family
from workbook.content.tools import AnyTool, Pair, Tool
from workbook.words import say

TEXT = (Path(__file__).parents[2] / "docs" / "writing-exercises.md").read_text("utf-8")
FENCED = re.findall(r"```(\w+)\n(.*?)```", TEXT, re.DOTALL)
EXAMPLES = [text for language, text in FENCED if language == "toml"]
CELLS = [text.strip() for language, text in FENCED if language == "python"]
SONG = EXAMPLES[0]
PIECES = [model.Exercise, model.Evidence, model.Example, model.Stage, model.Relationship]
PIECES += [Condition, Option, Family, Filter, Card, Reveal, Pair]


def rows_of(section: str) -> dict[str, str]:
    """The rows of the tables under a heading, by the names in their first cells."""
    body = TEXT.partition(f"\n### {section}")[2].partition("\n##")[0]
    found = {}
    for first, rest in re.findall(r"^\| (`[^|]+) \| (.+) \|$", body, re.MULTILINE):
        found |= dict.fromkeys(re.findall(r"`([^`]+)`", first), rest)
    return found


def fields(piece: type[BaseModel]) -> set[str]:
    """The fields of a model as a content file calls them."""
    return {one.alias or name for name, one in piece.model_fields.items()}


@pytest.mark.parametrize("piece", PIECES, ids=lambda one: one.__name__)
def test_every_field_is_named(piece: type[BaseModel]) -> None:
    named = " ".join(re.findall(r"`[^`\n]+`", TEXT)) + "\n".join(EXAMPLES)
    for field in fields(piece):
        assert re.search(rf"(?<![\w-]){field}(?![\w-])", named), field


def test_the_fields_of_an_exercise_are_those_of_the_table() -> None:
    assert set(rows_of("An exercise")) == fields(model.Exercise)


def of_kinds(section: str, union: Any, base: type[BaseModel]) -> None:
    """Every kind has its row, every field of it stands there, and no row is of no kind."""
    rows, known = rows_of(section), kinds(union)
    rows = {name: rest for name, rest in rows.items() if name not in fields(base)}
    rows = {name: rest for name, rest in rows.items() if not name.startswith("[[")}
    assert set(rows) - {"kind"} == set(known)
    for name, piece in known.items():
        for field in fields(piece) - fields(base) - {"kind"}:
            told = rows[name] if "as `" not in rows[name] else rows["feelings"]
            assert f"`{field}`" in told or f"`{field} " in told, f"{name}: {field}"


def test_every_kind_of_question_has_its_row_with_its_fields() -> None:
    of_kinds("A question", AnyQuestion, Question)
    told = rows_of("A question")
    assert fields(Question) | {"kind"} <= set(told)
    for field in fields(Card) | fields(Filter):
        assert (
            f"`{field}`"
            in told["[[exercise.question.card]]"] + (told["[[exercise.question.filter]]"])
        )


def test_every_kind_of_tool_has_its_row_with_its_fields() -> None:
    of_kinds("A tool", AnyTool, Tool)
    intro = TEXT.partition("\n### A tool")[2].partition("\n| ")[0]
    for field in fields(Tool) | {"kind"}:
        assert f"`{field}`" in intro


def test_what_is_named_as_a_file_or_a_button_is_there() -> None:
    assert f"**{say('launcher.page.show-code')}**" in TEXT
    assert "wb.form" in CELLS[0]


def test_its_examples_load_without_a_fault(author: Author) -> None:
    kinds_of_example = set()
    exercise = SONG[: SONG.index("[[exercise.question]]")].replace("reflect.song", "reflect.tried")
    parts = exercise.replace('keepsake = "When I hear it, I think of {picture}"\n', "")
    for text in EXAMPLES[1:]:
        table = next(iter(tomllib.loads(text)))
        kinds_of_example.add(table)
        if table == "exercise":
            parts += f"\n{text}"
        else:
            author.add(f"{table}s.toml", f"\n{text}")
    author.add("reflect.toml", f"\n{parts}")
    assert kinds_of_example == {"exercise", "stage", "relationship"}
    told = author.told()
    assert [line for line in told.splitlines() if "No notebook shows it" not in line] == []
    assert "reflect.tried: No notebook shows it." in told


def test_somebody_who_follows_it_has_the_exercise_on_the_screen(
    author: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    author.add("reflect.toml", f"\n{SONG}")
    assert author.told().startswith("reflect.toml › reflect.song: No notebook shows it.")
    assert CELLS[0] in author.told()
    add_cell(author.home / "notebooks" / "01-reflect.ipynb", CELLS[0])
    assert author.told() == ""
    monkeypatch.setenv("WORKBOOK_HOME", str(author.home))
    forget_open_pages()
    form = eval(CELLS[0], {"wb": wb})
    assert "A song that holds the two of you" in on_screen(form)
    assert shown(form) == ["mood", "picture"]
    typed(form, "mood", "both")
    assert shown(form) == ["mood", "stop", "picture"]
    typed(form, "stop", "I turn it off")
    typed(form, "picture", "A road at night")
    form.save()
    assert "When I hear it, I think of A road at night" in on_screen(form)
    with (author.home / "data" / "me" / "reflect.song.csv").open(encoding="utf-8-sig") as file:
        row = list(csv.DictReader(file))[-1]
    assert (row["mood"], row["stop"]) == ("both", "I turn it off")
    forget_open_pages()


def add_cell(path: Path, source: str) -> None:
    """Adds a cell before the last one, as the page does."""
    notebook = json.loads(path.read_text("utf-8"))
    cell = {"cell_type": "code", "id": "a-song", "metadata": {}, "outputs": [], "source": [source]}
    notebook["cells"].insert(-1, cell | {"execution_count": None})
    path.write_text(json.dumps(notebook), "utf-8")


def test_a_stage_that_is_added_opens_and_is_on_the_path(
    author: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook = next(text for language, text in FENCED if language == "json")
    stage = next(text for text in EXAMPLES if "[[stage]]" in text)
    author.add("stages.toml", f"\n{stage}")
    (author.home / "notebooks" / "10-garden.ipynb").write_text(notebook, "utf-8")
    nbformat.validate(nbformat.reads(notebook, nbformat.NO_CONVERT))
    assert author.told() == ""
    monkeypatch.setenv("WORKBOOK_HOME", str(author.home))
    forget_open_pages()
    for cell in json.loads(notebook)["cells"]:
        exec("".join(cell["source"]), {"wb": wb})
    assert "The garden" in seen(wb.stage("garden"))
    path = next(one for one in each(wb.stage("welcome").pieces) if one["is"] == "path")
    assert path["items"][-1]["text"] == "The garden"
    forget_open_pages()
