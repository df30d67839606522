"""The wording of controls, charts, commands and errors, by key.

Every word that is not part of an exercise stands in ``content/<language>/<file>.toml``.
``say("errors.bond-unknown", name="Rain")`` finds the file, the table and the key, and fills in
the named values.
"""

import os
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "content"
FALLBACK = "en"

_VALUE = re.compile(r"\{([a-z][a-z0-9_-]*)\}")


def language() -> str:
    """The language chosen by ``WORKBOOK_LANG``, where a folder of words for it exists."""
    wanted = os.environ.get("WORKBOOK_LANG", FALLBACK)
    there = wanted.isalpha() and any((FOLDER / wanted).glob("*.toml"))
    return wanted if there else FALLBACK


@cache
def table(file: str, chosen: str = FALLBACK) -> dict[str, Any]:
    """One file of words as plain data; the English one where the language has none."""
    path = FOLDER / chosen / f"{file}.toml"
    if not path.is_file():
        path = FOLDER / FALLBACK / f"{file}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def found(key: str) -> Any:
    """The text, list or table at ``key`` in the chosen language, else in English.

    Raises ``KeyError`` naming the whole key: a missing word is a mistake in the program.
    """
    file, *path = key.split(".")
    for chosen in dict.fromkeys((language(), FALLBACK)):
        node: Any = table(file, chosen)
        for part in path:
            node = node.get(part) if isinstance(node, dict) else None
        if node is not None:
            return node
    raise KeyError(key)


def values_in(text: str) -> list[str]:
    """The names of the values that a text waits for."""
    return _VALUE.findall(text)


def fill(text: str, /, **values: object) -> str:
    """``text`` with each ``{name}`` replaced; a name without a value stays as it stands."""
    return _VALUE.sub(lambda match: str(values.get(match[1], match[0])), text)


def say(key: str, /, **values: object) -> str:
    """The wording at ``key`` with its named values filled in."""
    return fill(str(found(key)), **values)
