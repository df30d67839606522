"""Home: the folder that holds ``notebooks/`` and ``data/``, and everything ever written."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from workbook.errors import HomeError, NotSavedError, WorkbookError
from workbook.store import durable, encrypted
from workbook.words import language, say

PACKAGE = Path(__file__).parent.parent
FIRST = "00-welcome.ipynb"
"The notebook that tells a workbook's folders from others of those names."


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
        if (place / "notebooks" / FIRST).is_file() and _has_data(Home(place)):
            return Home(place)
    import platformdirs

    return Home(platformdirs.user_documents_path() / "Workbook")


def _has_data(home: Home) -> bool:
    return home.data.is_dir() or encrypted.is_beside(home.data)


def shipped_notebooks() -> Path:
    """The notebooks that came with this program."""
    within = PACKAGE / "notebooks"
    return within if within.is_dir() else PACKAGE.parent / "notebooks"


def notebooks_in(folder: Path) -> list[Path]:
    """The notebooks in a folder and in those of other languages below it, sorted."""
    return sorted([*folder.glob("*.ipynb"), *folder.glob("[!._]*/*.ipynb")])


def notebook(home: Home, name: str) -> Path:
    """The notebook of that file name in the chosen language, else the English one."""
    chosen = home.notebooks / language() / name
    return chosen if chosen.is_file() else home.notebooks / name


def prepare(home: Home) -> None:
    """Makes home and fills it with the notebooks it lacks; what stands there stays as it is.

    Raises ``HomeError`` where the folder cannot be made or written to.
    """
    try:
        for folder in (home.root, home.notebooks):
            folder.mkdir(mode=durable.FOLDER_MODE, parents=True, exist_ok=True)
        for folder in (home.private, *_data_to_make(home)):
            folder.mkdir(mode=durable.FOLDER_MODE, exist_ok=True)
        durable.sweep(home.notebooks)
        for notebook in notebooks_in(shipped_notebooks()):
            _lay_down(notebook, home.notebooks / notebook.relative_to(shipped_notebooks()))
        _bring_up_to_date(home)
    except NotSavedError as error:
        raise _unusable(home, str(error.values["reason"])) from error
    except OSError as error:
        raise _unusable(home, durable.reason_of(error)) from error


def _data_to_make(home: Home) -> list[Path]:
    """While the answers are locked, an empty folder would look as if there were none."""
    return [] if encrypted.is_beside(home.data) else [home.data]


def _bring_up_to_date(home: Home) -> None:
    """Takes the migrations that wait; where that is refused now, the next save says why."""
    from workbook.store import migrations  # reads the content, which finding home does without

    if not encrypted.is_beside(home.data):
        with suppress(WorkbookError), durable.locked(home.data):
            migrations.bring_up_to_date(home.data)


def _lay_down(notebook: Path, place: Path) -> None:
    """Puts a notebook in its place, unless something stands there."""
    if not place.exists():
        place.parent.mkdir(mode=durable.FOLDER_MODE, exist_ok=True)
        durable.sweep(place.parent)
        durable.write(place, notebook.read_bytes())


def _unusable(home: Home, reason: str) -> HomeError:
    return HomeError(folder=home.root, reason=reason, cure=say("errors.cure.home"))
