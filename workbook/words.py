"""The wording of controls, charts, commands and errors, by key.

Every word that is not part of an exercise stands in ``content/<language>/<file>.toml``.
``say("errors.bond-unknown", name="Rain")`` finds the file, the table and the key, and fills in
the named values.

The language is the one that ``WORKBOOK_LANG`` asks for, else the one last given to ``speak``,
else English. ``--lang`` of a command counts as ``WORKBOOK_LANG`` as long as that command runs;
whoever knows the home calls ``speak`` with the choice that is kept there.
"""

import os
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "content"
FALLBACK = "en"

ASKED = "WORKBOOK_LANG"
"The environment variable that asks for a language."

_chosen = [FALLBACK]
"The one language that was given to ``speak`` last."

_VALUE = re.compile(r"\{([a-z][a-z0-9_-]*)\}")


def languages() -> list[str]:
    """Every language there are words in, English first."""
    folders = {path.parent.name for path in FOLDER.glob("*/*.toml")} - {FALLBACK}
    return [FALLBACK, *sorted(folders)]


def known(wanted: str) -> str:
    """The language meant by ``es``, ``es-MX`` or ``es_ES.UTF-8``; empty where there is none."""
    name = re.split(r"[-_.]", wanted.strip().lower())[0]
    return name if name.isalpha() and any((FOLDER / name).glob("*.toml")) else ""


def speak(chosen: str) -> None:
    """From now on words are in this language, where ``WORKBOOK_LANG`` does not ask for another."""
    _chosen[:] = [known(chosen) or FALLBACK]


def language() -> str:
    """The language of words: the one asked for, else the one chosen, else English."""
    return known(os.environ.get(ASKED, "")) or _chosen[0]


def language_of(file: str, chosen: str = "") -> str:
    """The language that a file of words is there in: the chosen one, else English."""
    chosen = chosen or language()
    return chosen if (FOLDER / chosen / f"{file}.toml").is_file() else FALLBACK


@cache
def table(file: str, chosen: str = FALLBACK) -> dict[str, Any]:
    """One file of words as plain data; the English one where the language has none."""
    path = FOLDER / language_of(file, chosen) / f"{file}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def found(key: str, chosen: str = "") -> Any:
    """The text, list or table at ``key`` in the chosen language, else in English.

    Raises ``KeyError`` naming the whole key: a missing word is a mistake in the program.
    """
    file, *path = key.split(".")
    for one in dict.fromkeys((chosen or language(), FALLBACK)):
        node: Any = table(file, one)
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
