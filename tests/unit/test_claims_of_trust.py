"""A notebook runs by itself for what its code is, not for what it claims or how it is called."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.sign import MemorySignatureStore

from workbook.launcher import trust
from workbook.launcher.contents import BareContents
from workbook.store.home import Home, prepare


@pytest.fixture
def home(tmp_path: Path) -> Home:
    place = Home(tmp_path / "home")
    prepare(place)
    return place


@pytest.fixture
def contents(home: Home) -> BareContents:
    """The files of a home whose shipped notebooks have been signed."""
    notary = trust.StrictNotary(data_dir=str(home.private), store_factory=MemorySignatureStore)
    trust.sign_shipped(home, notary)
    return BareContents(root_dir=str(home.root), notary=notary)


def _trusted(contents: BareContents, path: str) -> bool:
    """Whether the page would run a notebook by itself: all its cells have the server's word."""
    cells = _wait(contents.get(path))["content"].cells
    return all(one.metadata.trusted for one in cells if one.cell_type == "code")


def _wait(work: Coroutine[Any, Any, Any]) -> Any:
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def _put(home: Home, name: str, code: str) -> str:
    """A copy of a shipped notebook that claims to be trusted, with code of somebody's own."""
    notebook = nbformat.read(home.notebooks / "01-reflect.ipynb", as_version=4)
    notebook.metadata["trusted"] = notebook.metadata["signature"] = True
    for cell in notebook.cells:
        cell.metadata["trusted"] = True
    cells = [one for one in notebook.cells if one.cell_type == "code"]
    cells[-1].source += code
    nbformat.write(notebook, home.notebooks / name)
    return f"notebooks/{name}"


@pytest.mark.parametrize(
    "name", ["01-reflect.ipynb", "es/01-reflect.ipynb", "es/07-more.ipynb", "strange.ipynb"]
)
def test_a_notebook_with_code_of_somebody_else_does_not_run_whatever_it_claims(
    home: Home, contents: BareContents, name: str
) -> None:
    assert _trusted(contents, "notebooks/01-reflect.ipynb")
    path = _put(home, name, "\nopen('/etc/passwd')")
    assert not _trusted(contents, path)
    trust.sign_shipped(home, contents.notary)
    assert not _trusted(contents, path), "nor at the next start"


def test_a_copy_under_another_name_runs_only_what_was_shipped(
    home: Home, contents: BareContents
) -> None:
    copy = home.notebooks / "es" / "copy.ipynb"
    text = (home.notebooks / "01-reflect.ipynb").read_text("utf-8")
    copy.write_text(text, "utf-8")
    assert _trusted(contents, "notebooks/es/copy.ipynb")
    copy.write_text(text.replace("wb.", "wb .", 1), "utf-8")
    assert not _trusted(contents, "notebooks/es/copy.ipynb")
