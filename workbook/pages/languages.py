"""The languages of the workbook: to which page a link leads, what is in English, the choice."""

import os
from pathlib import Path

from workbook import words
from workbook.content.model import Stage
from workbook.content.reading import content
from workbook.store.home import FIRST, Home, notebook
from workbook.widgets import block
from workbook.widgets.block import Piece
from workbook.words import found, say


def is_there(home: Home, stage: Stage) -> bool:
    """Whether there is a notebook for a stage or page, in whatever language."""
    return notebook(home, stage.notebook).is_file()


def way(home: Home, here: Stage, there: Stage) -> dict[str, str]:
    """The link from the page of one stage to that of another, for ``block.link``.

    ``href`` is as seen from the page in the chosen language, ``notebook`` as seen from the folder
    of notebooks; that is for a page that is shown in another language than the chosen one.
    """
    return _way(home, here, notebook(home, there.notebook))


def _way(home: Home, here: Stage, there: Path) -> dict[str, str]:
    start = notebook(home, here.notebook).parent
    return {
        "href": Path(os.path.relpath(there, start)).as_posix(),
        "notebook": there.relative_to(home.notebooks).as_posix(),
    }


def still_in_english(home: Home, stage: Stage) -> list[Piece]:
    """A note where the page of a stage is not there in the chosen language."""
    if words.language() == words.FALLBACK or _in(words.language(), home, stage.notebook).is_file():
        return []
    kind = "page" if stage in content().pages else "stage"
    return [block.small(say(f"interface.language.{kind}-in-english"))]


def choice(home: Home, here: Stage) -> list[Piece]:
    """The languages there are, to choose from; nothing where there is only one."""
    there = [one for one in words.languages() if _in(one, home, FIRST).is_file()]
    if not there[1:]:
        return []
    items = [
        {
            "text": found("interface.language.name", one),
            "lang": one,
            "action": f"speak:{one}",
            "here": one == words.language(),
        }
        | _way(home, here, _in(one, home, FIRST))
        for one in there
    ]
    return [block.languages(say("interface.language.label"), items)]


def _in(language: str, home: Home, name: str) -> Path:
    folder = home.notebooks if language == words.FALLBACK else home.notebooks / language
    return folder / name
