"""Whether the notebooks are there and as they came, and hold no answer; their copies too."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from workbook.launcher import trust
from workbook.launcher.health.findings import (
    Finding,
    Mend,
    done,
    fine,
    note,
    place,
    some,
    wrong,
)
from workbook.store import durable
from workbook.store.home import Home, notebooks_in, prepare, shipped_notebooks


def check(home: Home) -> Iterator[Finding]:
    """What is wrong with the notebooks of home, or that they are well."""
    findings = [*_missing(home), *_holding(home)]
    yield from findings or [fine("notebooks")]
    changed = [name for name, path in trust.notebooks(home.notebooks) if _is_changed(name, path)]
    if changed:
        yield note("notebooks.changed", names=some(changed))


def _missing(home: Home) -> Iterator[Finding]:
    shipped = shipped_notebooks()
    names = [path.relative_to(shipped).as_posix() for path in notebooks_in(shipped)]
    missing = [name for name in names if not (home.notebooks / name).exists()]
    if missing:
        mend = Mend(partial(prepare, home), done("notebooks.missing", names=some(missing)))
        yield wrong("notebooks.missing", mend, names=some(missing))


def _holding(home: Home) -> Iterator[Finding]:
    """Notebooks and copies of them that hold output or cannot be read."""
    for path in _all(home):
        name = place(home, path)
        try:
            holds = _holds_output(path)
        except (OSError, ValueError, KeyError, AttributeError, TypeError, RecursionError):
            yield wrong("notebooks.unreadable", file=name)
            continue
        if holds:
            mend = Mend(partial(_strip, path), done("notebooks.output", file=name))
            yield wrong("notebooks.output", mend, file=name)


def _all(home: Home) -> list[Path]:
    """Every notebook that Jupyter shows or keeps a copy of."""
    below = [home.notebooks.rglob("*.ipynb"), (home.private / "checkpoints").rglob("*.ipynb")]
    beside = [home.root.glob("*.ipynb"), home.root.glob(".ipynb_checkpoints/*.ipynb")]
    return sorted(path for found in (*below, *beside) for path in found if path.is_file())


def _holds_output(path: Path) -> bool:
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    stored = "widgets" in notebook["metadata"]
    return stored or any(cell.get("outputs") for cell in notebook["cells"])


def _strip(path: Path) -> None:
    """Leaves output out, as every save in the workbook does; running the notebook shows it anew."""
    from workbook.launcher.contents import stripped

    durable.write(path, stripped(durable.read(path)))


def _is_changed(name: str, path: Path) -> bool:
    """Whether a notebook that came with the workbook would now run something else."""
    known = trust.shipped().get(name)
    notebook = trust.read(path) if known else None
    return bool(notebook) and trust.digest(notebook) != known
