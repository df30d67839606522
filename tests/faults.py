"""Faults of a home, each made for real, and what doctor is to say of it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest

from tests.doctoring import POSIX, RAIN, STRAY, notebook, put
from workbook.store import drafts
from workbook.store.home import Home


@dataclass(frozen=True)
class Fault:
    """How it is made, what doctor says of it and of its cure, and what ``--fix`` says it did."""

    make: Callable[[Home], object]
    said: tuple[str, ...]
    cure: str
    mended: str = ""
    "Empty where it is left to the person."


def _open_file(home: Home) -> None:
    (home.root / RAIN / "checkin.csv").chmod(0o644)


def _open_folder(home: Home) -> None:
    home.data.chmod(0o755)


def _open_private(home: Home) -> None:
    (home.private / "secret").write_bytes(b"")
    home.private.chmod(0o755)


def _shut_file(home: Home) -> None:
    (home.root / RAIN / "weekly.csv").chmod(0o200)


def _half_written(home: Home) -> None:
    put(home.root / RAIN / STRAY, b"half")


def _settings(home: Home) -> None:
    put(home.data / "settings.json", b'{"bond": "ra')


def _torn(home: Home) -> None:
    path = home.root / RAIN / "checkin.csv"
    path.write_bytes(path.read_bytes() + b'20260101T000000000-aaaaaa,"torn')


def _out_of_range(home: Home) -> None:
    path = home.root / RAIN / "checkin.csv"
    first, row, rest = path.read_bytes().split(b"\r\n", 2)
    cells = row.split(b",")
    cells[3] = b"11"
    path.write_bytes(b"\r\n".join([first, b",".join(cells), rest]))


def _draft(home: Home) -> None:
    (home.root / RAIN / drafts.FOLDER).mkdir(mode=0o700)
    put(home.root / RAIN / drafts.FOLDER / "weekly~0123abcd.json", b'{"answers": {"note": "wor')


def _no_description(home: Home) -> None:
    (home.root / RAIN / "datapackage.json").unlink()


def _stale_description(home: Home) -> None:
    path = home.root / RAIN / "datapackage.json"
    package = json.loads(path.read_bytes())
    package["resources"].pop()
    put(path, json.dumps(package).encode())


def _renamed(home: Home) -> None:
    checkin = home.root / RAIN / "checkin.csv"
    put(checkin.with_name("checkin (conflicted copy).csv"), checkin.read_bytes())


def _missing_notebook(home: Home) -> None:
    (home.notebooks / "review.ipynb").unlink()


def _torn_notebook(home: Home) -> None:
    put(home.notebooks / "01-reflect.ipynb", b'{"cells": [')


def _with_output(home: Home, where: Path) -> None:
    told = notebook(home, "01-reflect.ipynb")
    code = next(cell for cell in told.cells if cell.cell_type == "code")
    code.outputs = [nbformat.v4.new_output("stream", text="an answer")]
    where.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(told, where)


def _output(home: Home) -> None:
    _with_output(home, home.notebooks / "01-reflect.ipynb")


def _output_in_a_checkpoint(home: Home) -> None:
    _with_output(home, home.private / "checkpoints/notebooks/01-reflect-checkpoint.ipynb")


def _output_in_a_plain_checkpoint(home: Home) -> None:
    _with_output(home, home.notebooks / ".ipynb_checkpoints/01-reflect-checkpoint.ipynb")


def _widget_state(home: Home) -> None:
    told = notebook(home, "01-reflect.ipynb")
    told.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"state": {}}}
    nbformat.write(told, home.notebooks / "01-reflect.ipynb")


FAULTS = {
    "a file others can open": Fault(
        _open_file, ("Others", "data/rain/checkin.csv"), "--fix", "only you can open"
    ),
    "a folder others can open": Fault(_open_folder, ("Others", "data"), "--fix", "only you can"),
    "Jupyter's folder open": Fault(
        _open_private, ("Others", ".workbook/secret"), "--fix", "only you can open"
    ),
    "a file its owner cannot read": Fault(
        _shut_file, ("not allowed", "data/rain/weekly.csv"), "--fix", "only you can open"
    ),
    "half-written": Fault(_half_written, ("cut short", STRAY), "next save", "swept away. Files: 1"),
    "settings": Fault(_settings, ("settings", "data/settings.json"), "choose"),
    "torn": Fault(_torn, ("data/rain/checkin.csv, line ", "never closed"), "Mend that line"),
    "out of range": Fault(
        _out_of_range, ("data/rain/checkin.csv, line 2", "from 0 to 10"), "mend that line"
    ),
    "a draft": Fault(_draft, ("draft", "weekly~0123abcd.json"), "your words may still be in it"),
    "no description": Fault(
        _no_description, ("data/rain/datapackage.json",), "next save", "describes the files again"
    ),
    "a stale description": Fault(
        _stale_description, ("data/rain/datapackage.json",), "next save", "describes the files"
    ),
    "renamed": Fault(_renamed, ("checkin (conflicted copy).csv", "not shown"), "its name back"),
    "a notebook missing": Fault(
        _missing_notebook, ("missing: review.ipynb",), "puts them back", "back: review.ipynb"
    ),
    "a notebook torn": Fault(
        _torn_notebook, ("notebooks/01-reflect.ipynb", "cannot be read"), "Move it away"
    ),
    "output": Fault(
        _output, ("notebooks/01-reflect.ipynb", "output"), "takes it out", "no output any more"
    ),
    "output in a checkpoint": Fault(
        _output_in_a_checkpoint, ("01-reflect-checkpoint.ipynb",), "takes it out", "no output any"
    ),
    "output in a plain Jupyter's checkpoint": Fault(
        _output_in_a_plain_checkpoint, (".ipynb_checkpoints/",), "takes it out", "no output any"
    ),
    "state of widgets": Fault(
        _widget_state, ("notebooks/01-reflect.ipynb", "output"), "takes it out", "no output any"
    ),
}

POSIX_ONLY = {name for name in FAULTS if "open" in name or "cannot read" in name}

each_fault = pytest.mark.parametrize(
    "fault",
    [
        pytest.param(one, marks=POSIX if name in POSIX_ONLY else (), id=name)
        for name, one in FAULTS.items()
    ],
)
