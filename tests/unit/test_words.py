"""Every word on the screen stands in the content files, and every word there is used."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from workbook import words
from workbook.errors import WorkbookError

PACKAGE = Path(words.__file__).parent
WORD_FILES = ["care", "charts", "commands", "errors", "interface", "launcher"]
"The files whose texts are found by key; the others hold exercises, stages, helplines, a story."

SPOKEN = re.compile(r"(pages|widgets|charts|store)/|launcher/(commands|health|story)\.py")
"The code that puts words on a screen or in a terminal; the rest speaks to JupyterLab."

PART = "\0"
"Stands in a pattern where the code fills something in."

SENTENCE = re.compile(r"[A-Za-z]{2,}[,.:;]? [a-z]{2,}|^[A-Z][a-z]+")
"Two words in a row, or a word with a capital letter."

NO_WORDS = {
    "widgets/control.py": {"Kind"},  # a type variable
    "charts/journey.py": {"Float64", "Int64"},  # pandas types
    "charts/look.py": {"system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"},
    "store/home.py": {"Workbook"},  # the folder of the contract
}
"What looks like words in the code and is none, or is fixed by the contract."

MARKUP = re.compile(r"<\w|^--\w|^change:|^wb-|^(a\[href\]|input), ")
"Tags, options of a command, names of events, of style classes, of elements."

KEYS = {"'JupyterLab Dark'", "'JupyterLab Light'", '"Backspace"', '"Delete"'}
"Names by which scripts know a theme or a key of the keyboard."


@dataclass(frozen=True)
class Call:
    """One ``say`` or ``found`` in the code; ``key`` is a pattern with ``PART``s to fill in."""

    file: str
    line: int
    key: str
    nearby: frozenset[str]
    given: frozenset[str]
    more: bool

    def fitting(self, parts: frozenset[str] | None = None) -> re.Pattern[str]:
        """The keys it can ask for; ``parts`` are what may be filled in, else anything."""
        some = r"[a-z][a-z0-9_.-]*"
        if parts is not None:
            alike = {part.replace("_", "-") for part in parts} | parts
            some = "|".join(re.escape(part) for part in alike if re.fullmatch(some, part))
        return re.compile(self.key.replace(PART, f"(?:{some or '(?!)'})"))

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


def pattern_of(node: ast.expr) -> str:
    """What keys an expression can give, as a regular expression with ``PART``s to fill in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(pattern_of(part) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return pattern_of(node.value) or PART
    if isinstance(node, ast.IfExp):
        return f"(?:{pattern_of(node.body)}|{pattern_of(node.orelse)})"
    return ""


@cache
def trees() -> dict[str, ast.Module]:
    """Every Python file of the package, parsed."""
    paths = sorted(PACKAGE.rglob("*.py"))
    return {p.relative_to(PACKAGE).as_posix(): ast.parse(p.read_text("utf-8")) for p in paths}


@cache
def calls() -> list[Call]:
    """Every call that looks a text up."""
    return [
        _call(file, node, strings(part))
        for file, tree in trees().items()
        for part in tree.body
        for node in ast.walk(part)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"say", "found"}
        and node.args
        and pattern_of(node.args[0])
    ]


def _call(file: str, node: Any, nearby: frozenset[str]) -> Call:
    given = frozenset(one.arg for one in node.keywords if one.arg)
    # ``found`` gives the text as it is; somebody else fills it in.
    more = node.func.id == "found" or any(one.arg is None for one in node.keywords)
    return Call(file, node.lineno, pattern_of(node.args[0]), nearby, given, more)


def strings(tree: ast.AST) -> frozenset[str]:
    """Every string in a part of the code."""
    found = (one for one in ast.walk(tree) if isinstance(one, ast.Constant))
    return frozenset(one.value for one in found if isinstance(one.value, str))


def texts(node: Any, key: str) -> Iterator[tuple[str, Any]]:
    """Every text or list of a content file with its key."""
    if isinstance(node, dict):
        for name, inner in node.items():
            yield from texts(inner, f"{key}.{name}")
    else:
        yield key, node


@cache
def all_texts() -> dict[str, Any]:
    """Every text that is found by key."""
    return {key: text for file in WORD_FILES for key, text in texts(words.table(file), file)}


def kinds(error: type) -> Iterator[type]:
    """Every kind of error below one."""
    for one in error.__subclasses__():
        yield one
        yield from kinds(one)


def test_the_code_looks_up_many_words() -> None:
    assert len(calls()) > 100
    assert sum(PART in call.key for call in calls()) > 10
    assert len(all_texts()) > 200


def test_every_key_in_the_code_has_its_words() -> None:
    files = [path.stem for path in (words.FOLDER / words.FALLBACK).glob("*.toml")]
    known = {key for file in files for key, _ in texts(words.table(file), file)}
    known |= {key.rpartition(".")[0] for key in known}
    for call in calls():
        assert any(call.fitting().fullmatch(key) for key in known), f"{call}: {call.key}"


def test_every_value_that_words_wait_for_is_given() -> None:
    for call in calls():
        if call.more:
            continue
        fitting = call.fitting(call.nearby)
        for key, text in all_texts().items():
            if isinstance(text, str) and fitting.fullmatch(key):
                missing = set(words.values_in(text)) - call.given
                assert not missing, f"{call}: {key} waits for {missing}"


def test_every_error_has_its_sentence() -> None:
    found = list(kinds(WorkbookError))
    assert len(found) > 10
    for kind in found:
        # Without values every named place stands as it is, so that none can be a KeyError.
        assert re.search(r"[.}]$", str(kind())), kind


def test_no_words_lie_about_unused() -> None:
    errors = {_key(kind) for kind in kinds(WorkbookError)}
    parts = frozenset[str]().union(*(strings(tree) for tree in trees().values()))
    asked = re.compile("|".join(f"(?:{call.fitting(parts).pattern})" for call in calls()))
    unused = {key for key in all_texts() if not any(map(asked.fullmatch, _tables(key)))}
    assert unused - errors == set()


def _tables(key: str) -> Iterator[str]:
    """A key, and the tables that hold it."""
    while key:
        yield key
        key = key.rpartition(".")[0]


def _key(error: type) -> str:
    parts = re.findall(r"[A-Z][a-z]+", error.__name__.removesuffix("Error"))
    return f"errors.{'-'.join(parts).lower()}"


def literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every string of a Python file that is no docstring and no annotation."""
    silent: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            silent.add(id(node.value))
        for annotation in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if isinstance(annotation, ast.AST):
                silent |= {id(inner) for inner in ast.walk(annotation)}
    for node in ast.walk(tree):
        text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if text and id(node) not in silent:
            yield node.lineno, node.value


def spoken(text: str) -> list[str]:
    """The strings of a Python text that look like words for a reader."""
    found = literals(ast.parse(text))
    return [one for _, one in found if SENTENCE.search(one) and not MARKUP.search(one)]


def test_no_word_on_the_screen_stands_in_the_code() -> None:
    found = []
    for file, tree in trees().items():
        if SPOKEN.match(file):
            for line, text in literals(tree):
                fixed = text in NO_WORDS.get(file, ())
                if SENTENCE.search(text) and not MARKUP.search(text) and not fixed:
                    found.append(f"{file}:{line}: {text!r}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("code", "words_in_it"),
    [
        ('"""Says it."""\nblock.text("You are safe")', ["You are safe"]),
        ('label = f"Hello {name}"', ["Hello "]),
        ('button("Save", "save")', ["Save"]),
        ('say("interface.save")', []),
        ('def f(a: "Reader") -> "Piece":\n    "Does it."', []),
    ],
)
def test_words_in_code_would_be_found(code: str, words_in_it: list[str]) -> None:
    assert spoken(code) == words_in_it


def in_script(text: str) -> list[str]:
    """The strings of a script that look like words for a reader."""
    bare = re.sub(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", "", text, flags=re.DOTALL)
    found = re.findall(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`", bare)
    shown = [one for one in found if not MARKUP.search(one[1:-1]) and one not in KEYS]
    return [one for one in shown if SENTENCE.search(one[1:-1])]


def test_no_word_on_the_screen_stands_in_a_script() -> None:
    scripts = sorted(PACKAGE.rglob("*.js"))
    assert len(scripts) > 10
    found = {path.name: in_script(path.read_text("utf-8")) for path in scripts}
    assert not {name: texts for name, texts in found.items() if texts}


@pytest.mark.parametrize(
    ("script", "words_in_it"),
    [
        ('button.textContent = "Save";', ['"Save"']),
        ("alert('nothing was kept')", ["'nothing was kept'"]),
        ("p.append(`Draft saved ${time}`)", ["`Draft saved ${time}`"]),
        ('element("p", { className: "wb-small wb-soft" }) // Says so.', []),
    ],
)
def test_words_in_a_script_would_be_found(script: str, words_in_it: list[str]) -> None:
    assert in_script(script) == words_in_it
