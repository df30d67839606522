"""No notebook reaches the disk with what running it has left behind."""

import asyncio
import base64
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.sign import MemorySignatureStore
from nbformat.v4 import new_code_cell, new_notebook, new_output
from tornado.web import HTTPError

from workbook.launcher.contents import BareContents, stripped
from workbook.launcher.trust import StrictNotary, parse

ANSWER = "zanzibar-lantern"
NAME = "notebooks/01-reflect.ipynb"


def _after_running(answer: str = ANSWER) -> Any:
    """A notebook as the page holds it when its cells have run."""
    outputs = [
        new_output("stream", text=answer),
        new_output("display_data", {"text/plain": answer, "text/html": f"<p>{answer}</p>"}),
        new_output("execute_result", {"text/plain": answer}, execution_count=3),
        new_output("error", ename="ValueError", evalue=answer, traceback=[answer]),
    ]
    state = {"application/vnd.jupyter.widget-state+json": {"state": {"a": {"value": answer}}}}
    cell = new_code_cell("wb.form()", execution_count=3, outputs=outputs)
    cell.metadata["execution"] = {"iopub.execute_input": answer}
    return new_notebook(cells=[cell], metadata={"widgets": state, "workbook": {"stage": "reflect"}})


@pytest.fixture
def contents(tmp_path: Path) -> BareContents:
    return _contents(tmp_path)


def _wait(work: Coroutine[Any, Any, Any]) -> Any:
    """Does asynchronous work in a thread of its own, as the browser tests hold this one's loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def _contents(home: Path) -> BareContents:
    (home / "notebooks").mkdir(exist_ok=True)
    notary = StrictNotary(data_dir=str(home), store_factory=MemorySignatureStore)
    return BareContents(root_dir=str(home), notary=notary)


def _save(contents: BareContents, notebook: Any, path: str = NAME) -> None:
    model = {"type": "notebook", "format": "json", "content": notebook}
    _wait(contents.save(model, path))


def _get(contents: BareContents, path: str = NAME) -> Any:
    return _wait(contents.get(path))["content"]


def _files(home: str | Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in Path(home).rglob("*") if path.is_file()}


def _nowhere(home: str | Path, answer: str = ANSWER) -> bool:
    return all(answer.encode() not in held for held in _files(home).values())


def test_a_saved_notebook_holds_no_output_and_no_widget(contents: BareContents) -> None:
    _save(contents, _after_running())
    saved = nbformat.read(Path(contents.root_dir) / NAME, as_version=4)
    assert [cell.source for cell in saved.cells] == ["wb.form()"]
    assert (saved.cells[0].outputs, saved.cells[0].execution_count) == ([], None)
    assert saved.metadata == {"workbook": {"stage": "reflect"}}
    assert _nowhere(contents.root_dir)


def test_its_checkpoint_holds_none_either_and_stands_in_the_private_folder(
    contents: BareContents,
) -> None:
    _save(contents, _after_running())
    private = Path(contents.root_dir) / ".workbook" / "checkpoints"
    assert [path.name for path in private.rglob("*.ipynb")] == ["01-reflect-checkpoint.ipynb"]
    assert not list((Path(contents.root_dir) / "notebooks").rglob("*checkpoint*"))


def test_a_checkpoint_of_a_file_that_holds_output_is_bare(contents: BareContents) -> None:
    path = Path(contents.root_dir) / NAME
    nbformat.write(_after_running(), path)
    _wait(contents.create_checkpoint(NAME))
    holding = [file for file, held in _files(contents.root_dir).items() if ANSWER.encode() in held]
    assert holding == [path], "only the file that somebody else has written"


def test_going_back_to_a_checkpoint_gives_the_notebook_as_it_was(contents: BareContents) -> None:
    first = _after_running()
    _save(contents, first)
    changed = _after_running()
    changed.cells[0].source = "something else"
    _save(contents, changed)
    _wait(contents.restore_checkpoint("checkpoint", NAME))
    assert _get(contents).cells[0].source == "wb.form()"


@pytest.mark.parametrize("form", ["text", "base64"])
def test_a_notebook_saved_as_a_mere_file_is_stripped_too(contents: BareContents, form: str) -> None:
    text = nbformat.writes(_after_running())
    sent = base64.b64encode(text.encode()).decode() if form == "base64" else text
    _wait(contents.save({"type": "file", "format": form, "content": sent}, NAME))
    assert _get(contents).cells[0].source == "wb.form()"
    assert _nowhere(contents.root_dir)


def test_a_notebook_uploaded_in_pieces_is_stripped_at_the_last_one(contents: BareContents) -> None:
    text = nbformat.writes(_after_running())
    pieces = {1: text[:200], 2: text[200:400], -1: text[400:]}
    for chunk, piece in pieces.items():
        model = {"type": "file", "format": "text", "content": piece, "chunk": chunk}
        _wait(contents.save(model, NAME))
    assert _get(contents).cells[0].source == "wb.form()"
    assert _nowhere(contents.root_dir)


@pytest.mark.parametrize("content", [b"\xff\xfe no text", b"{half", b"[]", b'{"cells": 3}', b"\0"])
def test_a_file_that_is_no_notebook_is_saved_as_it_is(
    contents: BareContents, content: bytes
) -> None:
    sent = base64.b64encode(content).decode()
    _wait(contents.save({"type": "file", "format": "base64", "content": sent}, NAME))
    assert (Path(contents.root_dir) / NAME).read_bytes() == content


def test_what_cannot_be_stripped_is_refused_and_the_file_stays(contents: BareContents) -> None:
    _save(contents, _after_running())
    before = _files(contents.root_dir)
    broken = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "code"}]}
    with pytest.raises((HTTPError, KeyError)):
        _save(contents, broken)
    assert _files(contents.root_dir) == before


def test_saving_an_unsigned_notebook_does_not_sign_it(contents: BareContents) -> None:
    nbformat.write(_after_running(), Path(contents.root_dir) / NAME)
    for _ in range(2):
        notebook = _get(contents)
        assert notebook.cells[0].metadata["trusted"] is False
        _save(contents, notebook)
    assert not contents.notary.check_signature(_read(contents))


def test_a_mark_that_stands_in_the_file_counts_for_nothing(contents: BareContents) -> None:
    notebook = _after_running()
    notebook.cells[0].metadata["trusted"] = True
    text = nbformat.writes(notebook).replace('"metadata": {', '"metadata": {"trusted": true,', 1)
    _wait(contents.save({"type": "file", "format": "text", "content": text}, NAME))
    assert _get(contents).cells[0].metadata["trusted"] is False


def test_a_trusted_notebook_stays_trusted_when_it_has_run_and_is_saved(
    contents: BareContents,
) -> None:
    _save(contents, _after_running())
    _wait(contents.trust_notebook(NAME))
    for _ in range(2):
        notebook = _get(contents)
        assert notebook.cells[0].metadata["trusted"] is True
        notebook.cells[0].outputs = _after_running().cells[0].outputs
        _save(contents, notebook)


def test_a_change_from_outside_takes_the_trust_away(contents: BareContents) -> None:
    _save(contents, _after_running())
    _wait(contents.trust_notebook(NAME))
    path = Path(contents.root_dir) / NAME
    path.write_text(path.read_text().replace("wb.form()", "wb.form( )"))
    assert _get(contents).cells[0].metadata["trusted"] is False


def test_a_copy_of_a_trusted_notebook_is_bare(contents: BareContents) -> None:
    nbformat.write(_after_running(), Path(contents.root_dir) / NAME)
    _wait(contents.copy(NAME, "notebooks/copy.ipynb"))
    copied = (Path(contents.root_dir) / "notebooks/copy.ipynb").read_bytes()
    assert ANSWER.encode() not in copied


def _read(contents: BareContents) -> Any:
    return parse((Path(contents.root_dir) / NAME).read_text())


@given(st.text(max_size=60))
def test_what_was_answered_makes_no_difference_to_a_stripped_notebook(answer: str) -> None:
    def file(answer: str) -> bytes:
        notebook = _after_running(answer)
        notebook.cells[0].id = "the-same"
        return nbformat.writes(notebook).encode()

    assert stripped(file(answer)) == stripped(file(ANSWER))
