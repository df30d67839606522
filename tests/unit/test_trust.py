"""Only what came with the workbook, or what a person has trusted, is signed."""

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from workbook.launcher import trust
from workbook.store.home import Home, shipped_notebooks

NAME = "01-reflect.ipynb"


def _notebook(*sources: str) -> Any:
    cells = [new_markdown_cell("Some words."), *(new_code_cell(source) for source in sources)]
    return new_notebook(cells=cells, metadata={"workbook": {"stage": "reflect"}})


def _write(home: Home, notebook: Any, name: str = NAME) -> Path:
    path = home.notebooks / name
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home for which one notebook, in two languages, counts as shipped."""
    known = trust.digest(_notebook("a = 1", "a"))
    list_of_digests = tmp_path / "shipped.json"
    list_of_digests.write_text(json.dumps({NAME: known, f"es/{NAME}": known}))
    monkeypatch.setattr(trust, "SHIPPED", list_of_digests)
    return Home(tmp_path / "home")


@pytest.fixture
def notary(tmp_path: Path) -> trust.StrictNotary:
    return trust.StrictNotary(data_dir=str(tmp_path), db_file=":memory:")


def _signed(home: Home, notary: trust.StrictNotary) -> list[str]:
    trust.sign_shipped(home, notary)
    return [path.relative_to(home.notebooks).as_posix() for path in trust.signed(home, notary)]


def test_the_list_of_shipped_notebooks_is_up_to_date() -> None:
    stale = "Write it anew: python -m workbook.launcher.trust"
    assert trust.shipped() == trust.digests(shipped_notebooks()), stale


def test_every_shipped_notebook_can_be_signed(tmp_path: Path, notary: trust.StrictNotary) -> None:
    for name, path in trust.notebooks(shipped_notebooks()):
        notebook = trust.read(path)
        assert trust.is_bare(notebook), f"{name} holds outputs or widgets"
        notary.sign(notebook)
        # A cell without an id is given another one at each reading, and no signature would hold.
        assert notary.check_signature(trust.read(path)), f"{name} reads differently each time"


def test_what_was_shipped_is_signed_in_every_language(
    home: Home, notary: trust.StrictNotary
) -> None:
    _write(home, _notebook("a = 1", "a"))
    _write(home, _notebook("a = 1", "a"), f"es/{NAME}")
    assert _signed(home, notary) == [NAME, f"es/{NAME}"]


def test_prose_may_be_changed(home: Home, notary: trust.StrictNotary) -> None:
    notebook = _notebook("a = 1", "a")
    notebook.cells[0].source = "Other words."
    _write(home, notebook)
    assert _signed(home, notary) == [NAME]


def _with_output() -> Any:
    notebook = _notebook("a = 1", "a")
    notebook.cells[1].outputs = [new_output("stream", text="hello")]
    return notebook


def _with_widgets() -> Any:
    notebook = _notebook("a = 1", "a")
    notebook.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {}}}
    return notebook


@pytest.mark.parametrize(
    "notebook",
    [
        pytest.param(_notebook("a = 2", "a"), id="a cell that was changed"),
        pytest.param(_notebook("a = 1", "a", "b"), id="a cell that was added"),
        pytest.param(_notebook("a = 1"), id="a cell that was taken out"),
        pytest.param(_notebook("a", "a = 1"), id="cells in another order"),
        pytest.param(_with_output(), id="stored output"),
        pytest.param(_with_widgets(), id="stored state of widgets"),
    ],
)
def test_what_differs_is_left_unsigned(
    home: Home, notary: trust.StrictNotary, notebook: Any
) -> None:
    _write(home, notebook)
    assert _signed(home, notary) == []


def test_a_notebook_of_another_name_is_left_unsigned(
    home: Home, notary: trust.StrictNotary
) -> None:
    _write(home, _notebook("a = 1", "a"), "02-strange.ipynb")
    assert _signed(home, notary) == []


@pytest.mark.parametrize("text", ["", "{", "[]", '{"cells": 3}', '{"nbformat": 4}', "\0"])
def test_a_file_that_is_no_notebook_is_left_alone(
    home: Home, notary: trust.StrictNotary, text: str
) -> None:
    path = _write(home, _notebook())
    path.write_text(text)
    assert _signed(home, notary) == []
    assert path.read_text() == text


def test_a_cell_is_trusted_only_where_it_says_so(notary: trust.StrictNotary) -> None:
    notebook = _notebook("a = 1", "a")
    assert not notary.check_cells(notebook), "cells without output, and without the mark"
    notebook.cells[1].metadata["trusted"] = True
    assert not notary.check_cells(notebook), "one of two"
    for cell in notebook.cells[1:]:
        cell.metadata["trusted"] = True
    assert notary.check_cells(notebook)


def test_the_marks_are_taken_off_by_the_check(notary: trust.StrictNotary) -> None:
    notebook = _notebook("a = 1", "a")
    notary.mark_cells(notebook, trusted=False)
    notebook.cells[1].metadata["trusted"] = True
    notary.check_cells(notebook)
    assert all("trusted" not in cell.metadata for cell in notebook.cells)


SOURCES = st.lists(st.text(max_size=20), max_size=4)


@given(SOURCES, SOURCES)
def test_a_digest_tells_any_two_pieces_of_code_apart(one: list[str], other: list[str]) -> None:
    same = trust.digest(_notebook(*one)) == trust.digest(_notebook(*other))
    assert same == (one == other)
