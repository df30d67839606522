"""Every word on the screen stands in the content files, and every word there is used."""

import ast
import re
from collections.abc import Iterator

import pytest

from workbook import words
from workbook.content.quality.keys import (
    PACKAGE,
    PART,
    all_texts,
    calls,
    kinds_of_error,
    missing,
    trees,
    unused,
    unused_keys,
)

SPOKEN = re.compile(r"(pages|widgets|charts|store)/|launcher/(commands/|health|story)")
"The code that puts words on a screen or in a terminal; the rest speaks to JupyterLab."

SENTENCE = re.compile(r"[A-Za-z]{2,}[,.:;]? [a-z]{2,}|^[A-Z][a-z]+")
"Two words in a row, or a word with a capital letter."

NO_WORDS = {
    "widgets/control.py": {"Kind"},  # a type variable
    "charts/journey.py": {"Float64", "Int64"},  # pandas types
    "charts/scales.py": {"Float64"},
    "charts/look.py": {"system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"},
    "store/copies/lock/sealed.py": {"Decryption failed", "Excessive work"},  # what pyrage says
    "launcher/health/program.py": {"Requires-Python"},  # a field of a package's own data
    "launcher/health/synced.py": {  # folders and variables that services give a name to
        "icloud ?drive.*|com~apple~clouddocs|mobile documents",
        "google ?drive(-.*)?|my drive",
        "Library/Mobile Documents/com~apple~CloudDocs/Documents",
        "Documents",
        "OneDrive",
        "OneDriveCommercial",
    },
    "store/home.py": {"Workbook"},  # the folder of the contract
    "store/copies/snapshots/places.py": {"Workbook"},  # another of that name
    "store/copies/snapshots/snapshots.py": {"Snapshot"},  # a public name
}
"What looks like words in the code and is none, or is fixed by the contract."

MARKUP = re.compile(r"<\w|^--\w|^change:|^wb-|^(a\[href\]|input), ")
"Tags, options of a command, names of events, of style classes, of elements."

KEYS = {"'JupyterLab Dark'", "'JupyterLab Light'", '"Backspace"', '"Delete"'}
"Names by which scripts know a theme or a key of the keyboard."


def test_the_code_looks_up_many_words() -> None:
    assert len(calls()) > 100
    assert sum(PART in call.key for call in calls()) > 10
    assert len(all_texts()) > 200


def test_every_key_in_the_code_has_its_words() -> None:
    assert not [str(one) for one in missing()]


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
    found = list(kinds_of_error())
    assert len(found) > 10
    for kind in found:
        # Without values every named place stands as it is, so that none can be a KeyError.
        assert re.search(r"[.}]$", str(kind())), kind


def test_no_words_lie_about_unused() -> None:
    assert not unused_keys()
    assert not [str(one) for one in unused(words.FALLBACK)]


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
