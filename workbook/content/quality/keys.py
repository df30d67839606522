"""Whether every wording that the program looks up is there, and every one there is looked up.

The program’s own Python files are read for it: each ``say`` and ``found``, and what is filled in.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from workbook import words
from workbook.content.faults import Fault, Place, fault
from workbook.errors import WorkbookError, key_of

PACKAGE = Path(words.__file__).parent
FILES = ("care", "charts", "commands", "errors", "interface", "launcher")
"The files whose texts are found by key; the others hold exercises, stages, helplines, a story."

PART = "\0"
"Stands in a pattern where the code fills something in."


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
        """Where it stands."""
        return f"{self.file}:{self.line}"


def missing() -> Iterator[Fault]:
    """Wordings that the program looks up and that no file has, not even the English one."""
    files = [path.stem for path in (words.FOLDER / words.FALLBACK).glob("*.toml")]
    known = {key for file in files for key, _ in texts(words.table(file), file)}
    known |= {key.rpartition(".")[0] for key in known}
    for call in calls():
        fitting = call.fitting()
        if not any(fitting.fullmatch(key) for key in known):
            file, _, key = call.key.replace("\\", "").replace(PART, "…").partition(".")
            yield fault(Place(f"{file}.toml", key), "key-missing", given=call)


def unused(language: str) -> Iterator[Fault]:
    """Wordings that nothing looks up, and those that wait for a value that the English do not."""
    english = all_texts()
    if language == words.FALLBACK:
        for key in sorted(unused_keys()):
            yield fault(_place(key), "key-unused")
        return
    for key, text in all_texts(language).items():
        if key not in english:
            yield fault(_place(key), "key-unused")
        elif isinstance(text, str):
            given = words.values_in(english[key])
            for value in sorted(set(words.values_in(text)) - set(given)):
                known = ", ".join(given)
                yield fault(_place(key), "unknown-value", given=value, known=known)


def _place(key: str) -> Place:
    file, _, rest = key.partition(".")
    return Place(f"{file}.toml", rest)


def unused_keys() -> set[str]:
    """The keys of the English wordings that nothing looks up."""
    errors = {f"errors.{key_of(kind)}" for kind in kinds_of_error()}
    unasked = {key for key in all_texts() if not any(map(_asked().fullmatch, _tables(key)))}
    return unasked - errors


@cache
def _asked() -> re.Pattern[str]:
    """Every key that the code can ask for."""
    parts = frozenset[str]().union(*(strings(tree) for tree in trees().values()))
    return re.compile("|".join(f"(?:{call.fitting(parts).pattern})" for call in calls()))


def _tables(key: str) -> Iterator[str]:
    """A key, and the tables that hold it."""
    while key:
        yield key
        key = key.rpartition(".")[0]


def kinds_of_error(error: type = WorkbookError) -> Iterator[type]:
    """Every kind of error below one."""
    below: list[type] = error.__subclasses__()
    for one in below:
        yield one
        yield from kinds_of_error(one)


def all_texts(language: str = words.FALLBACK) -> dict[str, Any]:
    """Every text that is found by key, as far as the language has it."""
    there = [file for file in FILES if (words.FOLDER / language / f"{file}.toml").is_file()]
    return {key: text for file in there for key, text in texts(words.table(file, language), file)}


def texts(node: Any, key: str) -> Iterator[tuple[str, Any]]:
    """Every text or list of a file of words with its key."""
    if isinstance(node, dict):
        for name, inner in node.items():
            yield from texts(inner, f"{key}.{name}")
    else:
        yield key, node


# The code


@cache
def trees() -> dict[str, ast.Module]:
    """Every Python file of the package, parsed."""
    paths = sorted(PACKAGE.rglob("*.py"))
    return {p.relative_to(PACKAGE).as_posix(): ast.parse(p.read_text("utf-8")) for p in paths}


@cache
def calls() -> tuple[Call, ...]:
    """Every call that looks a text up."""
    return tuple(
        _call(file, node, strings(part))
        for file, tree in trees().items()
        for part in tree.body
        for node in ast.walk(part)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"say", "found"}
        and node.args
        and pattern_of(node.args[0])
    )


def _call(file: str, node: ast.Call, nearby: frozenset[str]) -> Call:
    given = frozenset(one.arg for one in node.keywords if one.arg)
    # ``found`` gives the text as it is; somebody else fills it in.
    found = ast.unparse(node.func) == "found"
    more = found or any(one.arg is None for one in node.keywords)
    return Call(file, node.lineno, pattern_of(node.args[0]), nearby, given, more)


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


def strings(tree: ast.AST) -> frozenset[str]:
    """Every string in a part of the code."""
    found = (one for one in ast.walk(tree) if isinstance(one, ast.Constant))
    return frozenset(one.value for one in found if isinstance(one.value, str))
