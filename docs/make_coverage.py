"""Makes docs/coverage.md: each practice, the exercise it became, and the tests that cover it.

The practices stand in docs/practices.toml, the exercises in the content files; the tests are found
in their own text. ``python docs/make_coverage.py`` writes the table anew.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workbook.content.model import Content, Exercise
from workbook.content.reading import content

DOCS = Path(__file__).parent
TABLE = DOCS / "coverage.md"
TESTS = DOCS.parent / "tests"
EVERY = re.compile(r"\b(all_exercises|EXERCISES|_with_exercises)\b")
"What a test is given that takes every exercise there is."

HEAD = """# Which practice became which exercise, and what tests it

Made by `docs/make_coverage.py` from `docs/practices.toml`, the content files and the tests;
`make coverage-table` writes it anew. A letter is an article of [sources.md](sources.md), a number a
section of it.

{articles}

These tests take every exercise there is, so that a new one is covered from its first day:

{walking}

The last column names the tests that speak of an exercise by its name.

| practice | from | exercise | stage | notebook | tests of its own |
| --- | --- | --- | --- | --- | --- |
"""


def practices() -> dict[str, Any]:
    """The practices and the articles they come from."""
    return tomllib.loads((DOCS / "practices.toml").read_text(encoding="utf-8"))


def test_files() -> dict[str, str]:
    """The text of each file of tests, by its path."""
    paths = sorted(TESTS.rglob("test_*.py"))
    return {p.relative_to(TESTS.parent).as_posix(): p.read_text(encoding="utf-8") for p in paths}


def walking(texts: dict[str, str]) -> list[str]:
    """The tests that take every exercise, as ``file: name``."""
    return [f"{file}: {name}" for file, text in texts.items() for name in _walking_in(text)]


def _walking_in(text: str) -> Iterator[str]:
    for part in ast.parse(text).body:
        if isinstance(part, ast.FunctionDef) and part.name.startswith("test_"):
            given = [*part.decorator_list, *(n.iter for n in part.body if isinstance(n, ast.For))]
            if any(EVERY.search(ast.unparse(one)) for one in given):
                yield part.name


def naming(exercise: str, texts: dict[str, str]) -> list[str]:
    """The files of tests that name an exercise."""
    quoted = re.compile(rf"[\"'/]{re.escape(exercise)}(\.csv)?[\"'~]")
    return [file for file, text in texts.items() if quoted.search(text)]


def table() -> str:
    """The document."""
    known, texts, found = practices(), test_files(), content()
    articles = "\n".join(f"- {letter}: *{title}*" for letter, title in known["articles"].items())
    walks = "\n".join(f"- `{file}`: {words}" for file, words in _in_words(walking(texts)))
    rows = "\n".join(_row(one, found, texts) for one in known["practice"])
    return f"{HEAD.format(articles=articles, walking=walks)}{rows}\n"


def _in_words(tests: list[str]) -> Iterator[tuple[str, str]]:
    for one in tests:
        file, _, name = one.partition(": ")
        yield file, name.removeprefix("test_").replace("_", " ")


def _row(practice: dict[str, Any], found: Content, texts: dict[str, str]) -> str:
    exercise: Exercise | None = found.exercise(practice["exercise"])
    stage = found.stage(practice["stage"])
    title = exercise.title.default if exercise else "missing"
    cells = [
        practice["practice"],
        ", ".join(practice["from"]) or "–",
        f"`{practice['exercise']}` {title}",
        stage.title if stage else "missing",
        f"`{stage.notebook}`" if stage else "missing",
        ", ".join(map(_short, naming(practice["exercise"], texts))) or "those above",
    ]
    return f"| {' | '.join(cells)} |"


def _short(file: str) -> str:
    return f"`{file.removeprefix('tests/').removesuffix('.py')}`"


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
