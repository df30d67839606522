"""Home: the folder that holds ``notebooks/`` and ``data/``, and everything ever written."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from workbook.content.words import say
from workbook.errors import HomeError

PACKAGE = Path(__file__).parent.parent


@dataclass(frozen=True)
class Home:
    """One home folder. Moving it moves everything; deleting it deletes everything."""

    root: Path

    @property
    def data(self) -> Path:
        """Where the answers live."""
        return self.root / "data"

    @property
    def notebooks(self) -> Path:
        """Where the notebooks live."""
        return self.root / "notebooks"

    @property
    def private(self) -> Path:
        """Jupyter's own configuration, runtime, workspaces and history."""
        return self.root / ".workbook"


def find(folder: str | Path | None = None) -> Home:
    """Home: ``folder``, else ``WORKBOOK_HOME``, else the checkout, else in the documents."""
    chosen = folder or os.environ.get("WORKBOOK_HOME")
    if chosen:
        return Home(Path(chosen).expanduser().absolute())
    here = Path.cwd()
    for place in (here, *here.parents):
        if (place / "notebooks").is_dir() and (place / "data").is_dir():
            return Home(place)
    import platformdirs  # noqa: PLC0415 - only needed outside a checkout

    return Home(platformdirs.user_documents_path() / "Workbook")


def shipped_notebooks() -> Path:
    """The notebooks that came with this program."""
    within = PACKAGE / "notebooks"
    return within if within.is_dir() else PACKAGE.parent / "notebooks"


def prepare(home: Home) -> None:
    """Makes home and fills it with the notebooks it lacks; what stands there stays as it is.

    Raises ``HomeError`` where the folder cannot be made or written to.
    """
    try:
        for folder in (home.root, home.notebooks):
            folder.mkdir(parents=True, exist_ok=True)
        for folder in (home.data, home.private):
            folder.mkdir(mode=0o700, exist_ok=True)
        for notebook in sorted(shipped_notebooks().glob("*.ipynb")):
            if not (home.notebooks / notebook.name).exists():
                shutil.copyfile(notebook, home.notebooks / notebook.name)
    except OSError as error:
        cure = say("errors.cure.home")
        raise HomeError(folder=home.root, reason=error.strerror or error, cure=cure) from error
