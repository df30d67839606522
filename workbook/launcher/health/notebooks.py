"""Whether the notebooks are there and as they came, and hold no answer; their copies too."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from workbook.launcher import outputs, trust
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
    for path in outputs.holding(home):
        name = place(home, path)
        mend = Mend(partial(outputs.strip, path), done("notebooks.output", file=name))
        yield wrong("notebooks.output", mend, file=name)
    for path in outputs.unreadable(home):
        yield wrong("notebooks.unreadable", file=place(home, path))


def _is_changed(name: str, path: Path) -> bool:
    """Whether a notebook that came with the workbook would now run something else."""
    known = trust.shipped().get(name)
    notebook = trust.read(path) if known else None
    return bool(notebook) and trust.digest(notebook) != known
