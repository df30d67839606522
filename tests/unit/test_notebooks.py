"""The notebooks as they are shipped: prose, a few short calls, and no answer in them."""

import ast
import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

import workbook as wb
from workbook.content.reading import content
from workbook.pages.stage import StageHeader
from workbook.store.home import shipped_notebooks
from workbook.words import table

PATHS = sorted(shipped_notebooks().rglob("*.ipynb"))
LONGEST_CELL = 3
"Lines of code in one cell."
PLAIN = {
    "notebooks": "No forms on this page? In the menu above, choose **Run ▸ Run All Cells**.",
    "es": "¿No ves formularios? En el menú de arriba, elige **Run ▸ Run All Cells**.",
}
"By the folder a notebook lies in. The menu itself is JupyterLab’s, and in English."


def by_name(path: Path) -> str:
    """The name of a test's case."""
    return path.name


def read(path: Path) -> Any:
    """A notebook as it stands in its file, its texts as lists of lines."""
    return json.loads(path.read_text("utf-8"))


def source(cell: dict[str, Any]) -> str:
    """What stands in a cell."""
    return "".join(cell["source"])


def code(path: Path) -> list[str]:
    """The code cells of a notebook, in order."""
    return [source(cell) for cell in read(path)["cells"] if cell["cell_type"] == "code"]


def calls(path: Path) -> list[tuple[str, str]]:
    """Every call of the workbook in a notebook, with its first argument."""
    found = []
    for cell in code(path):
        for node in ast.walk(ast.parse(cell)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                given = node.args[0].value if node.args else ""  # type: ignore[attr-defined]
                found.append((ast.unparse(node.func), given))
    return found


def test_there_is_a_notebook_for_every_stage_with_exercises_and_for_every_page() -> None:
    here = {path.name for path in PATHS}
    for stage in content().stages:
        assert (stage.notebook in here) == bool(content().exercises.get(stage.id)), stage.id
    assert {page.notebook for page in content().pages} <= here


@pytest.mark.parametrize("path", PATHS, ids=by_name)
def test_it_is_a_valid_notebook_whose_cells_have_lasting_names(path: Path) -> None:
    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    names = [cell["id"] for cell in notebook.cells]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z-]*[a-z]", name) for name in names)


@pytest.mark.parametrize("path", PATHS, ids=by_name)
def test_it_holds_no_output_and_nothing_of_a_run(path: Path) -> None:
    notebook = read(path)
    assert "widgets" not in notebook["metadata"]
    for cell in notebook["cells"]:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
        assert not cell.get("attachments")
        assert "execution" not in cell["metadata"]


@pytest.mark.parametrize("path", PATHS, ids=by_name)
def test_code_cells_are_short_calls_without_definitions(path: Path) -> None:
    for cell in code(path):
        assert 1 <= len(cell.splitlines()) <= LONGEST_CELL
        for node in ast.walk(ast.parse(cell)):
            banned = (ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.If)
            assert not isinstance(node, banned), cell
        assert not re.search(r"^\s*[%!]|\bprint\(", cell, re.MULTILINE)


@pytest.mark.parametrize("path", PATHS, ids=by_name)
def test_one_import_opens_it_and_everything_it_calls_exists(path: Path) -> None:
    imports = [
        ast.unparse(node)
        for cell in code(path)
        for node in ast.walk(ast.parse(cell))
        if isinstance(node, (ast.Import, ast.ImportFrom))
    ]
    assert imports == ["import workbook as wb"]
    assert code(path)[0].startswith("import workbook as wb\n")
    assert calls(path)
    for call, given in calls(path):
        name = call.removeprefix("wb.")
        part = call.partition(").")[2]
        if part:
            assert callable(getattr(StageHeader, part)), call
            continue
        assert name in wb.__all__, call
        assert callable(getattr(wb, name))
        if name in {"form", "entries"}:
            assert content().exercise(given), given
        if name == "stage":
            assert content().stage(given), given


@pytest.mark.parametrize("path", PATHS, ids=by_name)
def test_it_opens_with_its_own_stage_and_ends_with_it(path: Path) -> None:
    name = re.sub(r"^\d\d-", "", path.stem)
    stage = content().stage(name)
    assert stage
    assert stage.notebook == path.name
    cells = code(path)
    assert cells[0].endswith(f'wb.stage("{name}")')
    assert cells[-1] == f'wb.stage("{name}").ending()'
    kind = "stage" if stage in content().stages else "page"
    assert read(path)["metadata"]["workbook"] == {kind: name}


@pytest.mark.parametrize("path", PATHS, ids=by_name)
def test_the_first_line_says_what_to_do_where_no_forms_appear(path: Path) -> None:
    first = read(path)["cells"][0]
    assert first["cell_type"] == "markdown"
    assert source(first) == PLAIN[path.parent.name]
    assert first["metadata"]["workbook"] == {"plain": True}


@pytest.mark.parametrize("path", PATHS, ids=by_name)
def test_its_marks_are_those_of_all_others(path: Path) -> None:
    notebook = read(path)
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    assert set(notebook["metadata"]) == {"kernelspec", "language_info", "workbook"}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            assert cell["metadata"] == {"jupyter": {"source_hidden": True}}
        else:
            kept = {key: cell["metadata"][key] for key in ("editable", "deletable")}
            assert kept == {"editable": False, "deletable": False}


@pytest.mark.parametrize("path", PATHS, ids=by_name)
def test_every_link_leads_to_a_notebook_that_is_shipped(path: Path) -> None:
    prose = "\n".join(source(c) for c in read(path)["cells"] if c["cell_type"] == "markdown")
    for words, target in re.findall(r"\[([^]]+)\]\(([^)]+)\)", prose):
        assert (path.parent / target).is_file(), target
        assert words.strip()
    assert not re.search(r"<\w+|https?://|!\[", prose)


@pytest.mark.parametrize("path", PATHS, ids=by_name)
def test_prose_stands_before_and_after_every_form(path: Path) -> None:
    cells = read(path)["cells"]
    for before, cell, after in zip(cells, cells[1:], cells[2:], strict=False):
        if cell["cell_type"] == "code" and re.search(r"form\(|checkin|weekly", source(cell)):
            assert before["cell_type"] == after["cell_type"] == "markdown", source(cell)


@pytest.mark.parametrize("path", PATHS, ids=by_name)
def test_there_is_never_more_than_a_screen_of_prose_at_a_time(path: Path) -> None:
    for cell in read(path)["cells"]:
        if cell["cell_type"] == "markdown":
            assert len(source(cell).split()) <= 260, source(cell)[:60]


def test_every_exercise_stands_in_the_notebook_of_its_stage_once() -> None:
    shortcuts = {"wb.checkin": "checkin", "wb.weekly": "weekly"}
    for stage in content().stages + content().pages:
        exercises = [one.id for one in content().exercises.get(stage.id, ())]
        path = shipped_notebooks() / stage.notebook
        if exercises:
            shown = [
                given if call == "wb.form" else shortcuts[call]
                for call, given in calls(path)
                if call == "wb.form" or call in shortcuts
            ]
            assert shown == exercises, stage.id


def test_the_review_shows_the_journey() -> None:
    assert ("wb.journey", "") in calls(shipped_notebooks() / "review.ipynb")


def test_the_notebook_speaks_of_buttons_by_their_real_names() -> None:
    prose = " ".join(
        source(c) for path in PATHS for c in read(path)["cells"] if c["cell_type"] == "markdown"
    )
    assert f"**{table('interface')['save']}**" in prose
