"""Whether a write that was cut short left something half-written."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from workbook.launcher.health.findings import Finding, Mend, done, fine, place, some, wrong
from workbook.store import drafts, durable
from workbook.store.home import Home


def check(home: Home) -> Iterator[Finding]:
    """Whether temporary files of ours lie about; what was kept stands in its own file."""
    lying = sorted(_strays(home))
    if not lying:
        yield fine("strays")
        return
    folders = {path.parent for path in lying}
    mend = Mend(lambda: _sweep(home, folders), done("strays", count=len(lying)))
    yield wrong("strays", mend, names=some([place(home, path) for path in lying]))


def _strays(home: Home) -> Iterator[Path]:
    """The temporary files in the folders that the workbook writes into."""
    tops = (home.data.rglob("*"), home.notebooks.rglob("*"), home.private.glob("*"))
    for path in chain(home.root.glob("*"), *tops):
        ours = path.suffix == durable.TEMPORARY and durable.is_ours_alone(path.name)
        if ours and path.is_file():
            yield path


def _sweep(home: Home, folders: set[Path]) -> None:
    """Removes them, while nobody can be in the middle of writing there."""
    for folder in folders:
        owner = folder if folder.name == drafts.FOLDER else home.data
        with durable.locked(owner):
            durable.sweep(folder)
