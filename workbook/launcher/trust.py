"""Which notebooks may run by themselves: those that Jupyter's notary has signed.

The launcher signs what came with the workbook, told by a list of digests that is itself shipped.
Anything else is signed only when a person chooses “Trust Notebook”.

``python -m workbook.launcher.trust`` writes the list anew after a shipped notebook has changed.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbformat.sign import NotebookNotary, yield_code_cells

from workbook.store.home import Home, notebooks_in, shipped_notebooks

SHIPPED = Path(__file__).parent / "shipped.json"


class StrictNotary(NotebookNotary):
    """A notary for whom a cell is trusted only where it says so.

    Jupyter's own also trusts every cell without output, so that saving an unsigned notebook
    would sign it. As nothing is ever saved with output here, that would sign anything.
    """

    def check_cells(self, nb: Any) -> bool:
        """Whether every code cell is marked as trusted; takes the marks off, as Jupyter's does."""
        marks = [cell["metadata"].pop("trusted", False) for cell in yield_code_cells(nb)]
        return all(mark is True for mark in marks)


def digest(notebook: Any) -> str:
    """A fingerprint of what a notebook would run: the sources of its code cells, in order."""
    sources = [cell["source"] for cell in yield_code_cells(notebook)]
    return hashlib.sha256(json.dumps(sources).encode("ascii")).hexdigest()


def is_bare(notebook: Any) -> bool:
    """Whether it carries nothing but sources: no output, and no stored state of widgets."""
    outputs = any(cell["outputs"] for cell in yield_code_cells(notebook))
    return not outputs and "widgets" not in notebook["metadata"]


def notebooks(folder: Path) -> Iterator[tuple[str, Path]]:
    """The notebooks in a folder and in those directly below it, with their names, sorted."""
    for path in notebooks_in(folder):
        yield path.relative_to(folder).as_posix(), path


def read(path: Path) -> Any | None:
    """The notebook at ``path`` as the server reads it, or nothing where that is no notebook."""
    try:
        return parse(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def parse(text: str) -> Any:
    """The notebook that ``text`` holds; raises ``ValueError`` where it holds none."""
    try:
        notebook = nbformat.reads(text, as_version=nbformat.current_nbformat)
        nbformat.validate(notebook)
    except Exception as error:
        # nbformat raises whatever a malformed file happens to lead it to.
        raise ValueError(*error.args) from error
    return notebook


def shipped() -> dict[str, str]:
    """The digest of each notebook that came with the workbook, by its name."""
    digests: dict[str, str] = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return digests


def digests(folder: Path) -> dict[str, str]:
    """The digest of each notebook there is in a folder, by its name."""
    return {name: digest(parse(path.read_text("utf-8"))) for name, path in notebooks(folder)}


def sign_shipped(home: Home, notary: NotebookNotary) -> None:
    """Signs the notebooks in home that are still the ones shipped, as far as their code goes."""
    known = shipped()
    for name, path in notebooks(home.notebooks):
        notebook = read(path) if name in known else None
        if notebook and is_bare(notebook) and digest(notebook) == known[name]:
            notary.sign(notebook)


def signed(home: Home, notary: NotebookNotary) -> list[Path]:
    """The notebooks in home that are signed, by whomever."""
    found = ((path, read(path)) for _, path in notebooks(home.notebooks))
    return [path for path, notebook in found if notebook and notary.check_signature(notebook)]


def write() -> None:
    """Writes the list of shipped digests from the notebooks as they stand."""
    text = json.dumps(digests(shipped_notebooks()), indent=1)
    SHIPPED.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
