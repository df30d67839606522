"""Which notebook a person means by the name of a stage."""

from pathlib import Path

from workbook import words
from workbook.errors import UnknownStageError
from workbook.store.home import Home, notebooks_in, shipped_notebooks
from workbook.store.home import notebook as notebook_of

FIRST = "welcome"


def notebook(home: Home, stage: str = "") -> Path:
    """The notebook of a stage, e.g. ``04-reach-out.ipynb`` for ``reach-out``.

    Where there is a folder for the chosen language, the notebook in it comes first.
    Raises ``UnknownStageError`` for anything that is not the name of a notebook in home.
    """
    found = _by_name(home.notebooks) | _by_name(home.notebooks / words.language())
    try:
        return found[stage or FIRST]
    except KeyError:
        raise UnknownStageError(name=stage or FIRST, known=", ".join(found)) from None


def check(home: Home, stage: str) -> None:
    """Raises ``UnknownStageError`` where a stage is neither in home nor among those it will get."""
    known = _by_name(shipped_notebooks()) | _by_name(home.notebooks)
    if stage and stage not in known:
        raise UnknownStageError(name=stage, known=", ".join(known))


def nearest(home: Home) -> dict[str, str]:
    """Where a notebook is there in the chosen language too: its address, and that of the other.

    Whoever follows a link in the prose of an English page comes so to the page one can read.
    """
    folders = {home.notebooks, *(home.notebooks / one for one in words.languages())}
    pairs = (
        (path, notebook_of(home, path.name))
        for path in notebooks_in(home.notebooks)
        if path.parent in folders
    )
    return {
        address(home, path): address(home, chosen)
        for path, chosen in pairs
        if path != chosen and chosen.is_file()
    }


def _by_name(folder: Path) -> dict[str, Path]:
    return {_name(path): path for path in sorted(folder.glob("*.ipynb"))}


def _name(path: Path) -> str:
    number, hyphen, name = path.stem.partition("-")
    return name if hyphen and number.isdigit() else path.stem


def address(home: Home, path: Path) -> str:
    """The path of a notebook as the page knows it: relative to home, with ``/``."""
    return path.relative_to(home.root).as_posix()
