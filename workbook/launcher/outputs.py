"""What running has left in notebooks and in copies of them, and whose notebooks those are.

The workbook saves none of it, but a notebook that was run in another Jupyter may hold answers.
"""

from pathlib import Path

from workbook.launcher import trust
from workbook.store import durable
from workbook.store.home import Home, shipped_notebooks


def notebooks(home: Home) -> list[Path]:
    """Every notebook that Jupyter shows or keeps a copy of."""
    below = [home.notebooks.rglob("*.ipynb"), (home.private / "checkpoints").rglob("*.ipynb")]
    beside = [home.root.glob("*.ipynb"), home.root.glob(".ipynb_checkpoints/*.ipynb")]
    return sorted(path for found in (*below, *beside) for path in found if path.is_file())


def holding(home: Home) -> list[Path]:
    """Those that hold output."""
    read = ((path, trust.read(path)) for path in notebooks(home))
    return [path for path, notebook in read if notebook and not trust.is_bare(notebook)]


def unreadable(home: Home) -> list[Path]:
    """Those that cannot be read, so that nobody knows what they hold."""
    return [path for path in notebooks(home) if trust.read(path) is None]


def not_as_shipped(home: Home) -> list[Path]:
    """Those that somebody added, or whose prose or code is not what the workbook came with."""
    kept = [path for path in notebooks(home) if not path.is_relative_to(home.private)]
    return [path for path in kept if _sources(path) != _sources(_shipped(home, path))]


def strip(path: Path) -> None:
    """Leaves output out; raises ``NotSavedError``, and the notebook is as it was then."""
    from workbook.launcher.contents import stripped

    durable.write(path, stripped(durable.read(path)))


def _shipped(home: Home, path: Path) -> Path:
    within = path.is_relative_to(home.notebooks)
    return shipped_notebooks() / (path.relative_to(home.notebooks) if within else path.name)


def _sources(path: Path) -> list[str] | None:
    notebook = trust.read(path)
    return [cell["source"] for cell in notebook["cells"]] if notebook else None
