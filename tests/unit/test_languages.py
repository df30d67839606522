"""A translation has everything the English words have, and nothing that they have not."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from workbook import words
from workbook.content.quality import keys, notebooks
from workbook.store.home import shipped_notebooks

LANGUAGES = [one for one in words.languages() if one != words.FALLBACK]
PAGES = ["welcome", "reflect", "check-in"]
"The pages that a translation has at least, each with its exercises and its notebook."
LISTS = ["helplines", "relationships", "stages"]
"Files of words that are neither exercises nor found by key, and that a translation has too."
ENGLISH = words.FOLDER / words.FALLBACK
BOOKS = shipped_notebooks()

PROSE = {"title", "why", "keepsake", "label", "hint", "short", "low", "high", "row", "someone"}
PROSE |= {"who", "text", "rests_on", "effect", "left_out", "sentence", "strengths", "sources"}
"Fields of stages and exercises that are translated; all others are the same in every language."

SAME_EVERYWHERE = re.compile(
    r"(\{[^}]*\}|[^\w]|\d|workbook|Python|JupyterLab|Kernel|Restart|y|d|m|B)*"
)
"Texts without a word of their own."
TITLES = (
    "interface.date.short",
    "interface.tools.articles",
    "launcher.ready",
    "charts.shared.tick-year",
)
"Words that stay: patterns of dates, titles of articles, the line that scripts wait for."


def by_name(path: Path) -> str:
    """The name of a test's case."""
    return f"{path.parent.name}/{path.name}"


def table(file: str, language: str = words.FALLBACK) -> dict[str, Any]:
    """A file of words of that language itself; nothing from English."""
    return tomllib.loads((words.FOLDER / language / f"{file}.toml").read_text("utf-8"))


def placeholders(node: Any) -> list[str]:
    """Every ``{…}`` in a text or in several, sorted and each once."""
    told = node.values() if isinstance(node, dict) else node if isinstance(node, list) else [node]
    return sorted({one for text in told for one in re.findall(r"\{+[^{}]*\}+", str(text))})


def bones(node: Any, field: str = "") -> Any:
    """What stays of a stage or an exercise when its prose is taken away but for its ``{…}``."""
    if field in PROSE and not (field == "who" and isinstance(node, list)):
        return placeholders(node)
    if isinstance(node, dict):
        return {name: bones(inner, name) for name, inner in node.items()}
    return [bones(one, field) for one in node] if isinstance(node, list) else node


def lacking(language: str) -> dict[str, list[str]]:
    """What is not translated: whole files, notebooks, and single keys."""
    files = sorted(path.name for path in ENGLISH.glob("*.toml"))
    books = sorted(path.name for path in BOOKS.glob("*.ipynb"))
    there = keys.all_texts(language)
    return {
        "files": [one for one in files if not (words.FOLDER / language / one).is_file()],
        "notebooks": [one for one in books if not (BOOKS / language / one).is_file()],
        "keys": [key for key in keys.all_texts() if key not in there],
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_translated_is_listed(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = lacking(language)
    with capsys.disabled():
        for kind, names in found.items():
            print(f"\nNot in “{language}”, {kind}: {', '.join(names) or 'none'}.", end="")
    pages = {stage["id"]: stage["notebook"] for stage in [*_stages("stage"), *_stages("page")]}
    assert not set(found["files"]) & {f"{one}.toml" for one in [*keys.FILES, *LISTS, *PAGES]}
    assert not set(found["notebooks"]) & {pages[one] for one in PAGES}
    assert not found["keys"]


def _stages(kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = table("stages")[kind]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_nothing_that_the_english_words_have_not(language: str) -> None:
    assert {path.name for path in (words.FOLDER / language).glob("*.toml")} <= {
        path.name for path in ENGLISH.glob("*.toml")
    }
    english = keys.all_texts()
    assert not [key for key in keys.all_texts(language) if key not in english]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_waits_for_the_same_values(language: str) -> None:
    english = keys.all_texts()
    for key, text in keys.all_texts(language).items():
        assert placeholders(text) == placeholders(english[key]), key
        assert isinstance(text, list) == isinstance(english[key], list), key
        assert not isinstance(text, list) or len(text) == len(english[key]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_exercises_differ_in_nothing_but_their_words(language: str) -> None:
    there = [path.stem for path in (words.FOLDER / language).glob("*.toml")]
    stages = [one["id"] for one in [*_stages("stage"), *_stages("page")]]
    files = ["stages", "relationships", *(one for one in there if one in stages)]
    for file in files:
        english, other = bones(table(file)), bones(table(file, language))
        for kind in english:
            ids = [one["id"] for one in english[kind]] if isinstance(english[kind], list) else []
            for at, name in enumerate(ids):
                assert other[kind][at] == english[kind][at], f"{file}: {name}"
        assert other == english, file


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_helplines_are_those_of_the_english_file_and_perhaps_more(language: str) -> None:
    def numbers(chosen: str) -> dict[str, list[str]]:
        told = table("helplines", chosen)["country"]
        return {one["id"]: [line["number"] for line in one["lines"]] for one in told}

    english, other = numbers(words.FALLBACK), numbers(language)
    assert english.items() <= other.items()
    ours = table("helplines", language)
    assert ours["checked"] <= table("helplines")["checked"]
    assert ours["finder"]["address"] == table("helplines")["finder"]["address"]
    for country in ours["country"]:
        assert re.search(r"\d{2,}", country["emergency"]), country["id"]
        assert all(line["for"] for line in country["lines"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_was_left_in_english(language: str) -> None:
    english = keys.all_texts()
    same = [
        key
        for key, text in keys.all_texts(language).items()
        if text == english[key]
        and isinstance(text, str)
        and not SAME_EVERYWHERE.fullmatch(text)
        and not key.startswith(TITLES)
    ]
    assert not [key for key in same if len(english[key].split()) > 1], same


# Notebooks


def translated() -> list[Path]:
    """Every notebook of every translation."""
    return [path for one in LANGUAGES for path in notebooks.written_in(BOOKS, one)]


def cells(path: Path) -> list[dict[str, Any]]:
    """The cells of a notebook."""
    found: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))["cells"]
    return found


def links(path: Path) -> list[str]:
    """The notebooks that the prose leads to, by name."""
    prose = "".join("".join(cell["source"]) for cell in cells(path))
    return [target.rpartition("/")[2] for target in re.findall(r"\]\(([^)]+)\)", prose)]


@pytest.mark.parametrize("path", translated(), ids=by_name)
def test_a_translated_notebook_has_the_same_cells_and_calls(path: Path) -> None:
    english = BOOKS / path.name
    ours, theirs = json.loads(path.read_text("utf-8")), json.loads(english.read_text("utf-8"))
    assert ours["metadata"] == theirs["metadata"]
    for one, other in zip(ours["cells"], theirs["cells"], strict=True):
        kept = ["id", "cell_type", "metadata"]
        assert [one[key] for key in kept] == [other[key] for key in kept]
        if one["cell_type"] == "code":
            assert one["source"] == other["source"]
        else:
            assert one["source"] != other["source"], one["id"]
            assert re.findall("^#+|^- ", "".join(one["source"]), re.MULTILINE) == re.findall(
                "^#+|^- ", "".join(other["source"]), re.MULTILINE
            ), one["id"]


@pytest.mark.parametrize("path", translated(), ids=by_name)
def test_a_translated_notebook_leads_to_the_nearest_ones(path: Path) -> None:
    assert links(path) == links(BOOKS / path.name)
    prose = "".join("".join(cell["source"]) for cell in cells(path))
    for target in re.findall(r"\]\(([^)]+)\)", prose):
        there = (path.parent / target).resolve()
        name = there.name
        nearest = path.parent / name if (path.parent / name).is_file() else BOOKS / name
        assert there == nearest.resolve(), target


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translated_stage_has_both_its_exercises_and_its_notebook(language: str) -> None:
    for stage in [*_stages("stage"), *_stages("page")]:
        if (ENGLISH / f"{stage['id']}.toml").is_file():
            words_there = (words.FOLDER / language / f"{stage['id']}.toml").is_file()
            assert words_there == (BOOKS / language / stage["notebook"]).is_file(), stage["id"]
