"""Reading and writing notebooks for the page, so that none on disk ever holds an answer."""

import base64
from pathlib import Path
from typing import Any

import nbformat
from jupyter_server.services.contents.filecheckpoints import AsyncGenericFileCheckpoints
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from nbformat.sign import NotebookNotary, yield_code_cells
from traitlets import default

from workbook.launcher.trust import StrictNotary

_LAST_CHUNK = -1


def strip(notebook: Any) -> None:
    """Takes out of a notebook, in place, all that running it has left behind."""
    notebook["metadata"].pop("widgets", None)
    for cell in yield_code_cells(notebook):
        cell["outputs"] = []
        cell["execution_count"] = None
        cell["metadata"].pop("execution", None)


def stripped(text: str) -> str:
    """The text of a notebook file without what running it has left behind.

    Text that is no notebook comes back as it is.
    """
    try:
        notebook = nbformat.reads(text, as_version=nbformat.current_nbformat)
    except (ValueError, KeyError, AttributeError, nbformat.ValidationError):
        return text
    strip(notebook)
    return str(nbformat.writes(notebook)) + "\n"


class BareCheckpoints(AsyncGenericFileCheckpoints):
    """Copies of saved notebooks, as bare as these, in the private folder of home."""

    def checkpoint_path(self, checkpoint_id: str, path: str) -> str:
        """The file of a checkpoint; the same folders as in home, below the private one."""
        file = Path(self._get_os_path(path.strip("/")))
        root = Path(self.root_dir)
        folder = root / ".workbook" / "checkpoints" / file.parent.relative_to(root)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return str(folder / f"{file.stem}-{checkpoint_id}{file.suffix}")

    async def create_notebook_checkpoint(self, nb: Any, path: str) -> Any:
        """Keeps a copy of a notebook without what running it has left behind."""
        strip(nb)
        return await super().create_notebook_checkpoint(nb, path)


class BareContents(AsyncLargeFileManager):
    """Jupyter's own files, but no notebook is written with outputs or with state of widgets."""

    @default("notary")
    def _strict_notary(self) -> NotebookNotary:
        return StrictNotary(parent=self)

    @default("checkpoints_class")
    def _bare_checkpoints(self) -> type:
        return BareCheckpoints

    async def save(self, model: dict[str, Any], path: str = "") -> Any:
        """Saves what the page sends, stripped; whatever cannot be stripped is not a notebook."""
        if path.endswith(".ipynb") or model.get("type") == "notebook":
            _strip_model(model)
        saved = await super().save(model, path)
        if path.endswith(".ipynb") and model.get("chunk") == _LAST_CHUNK:
            file = Path(self._get_os_path(path.strip("/")))
            file.write_text(stripped(file.read_text(encoding="utf-8")), encoding="utf-8")
        return saved


def _strip_model(model: dict[str, Any]) -> None:
    """Strips a notebook sent as such, and one sent whole as a file; one in pieces must wait."""
    content = model.get("content")
    if model.get("type") == "notebook" and content:
        model["content"] = nbformat.from_dict(content)
        strip(model["content"])
    elif isinstance(content, str) and "chunk" not in model:
        if model.get("format") == "base64":
            content = base64.b64decode(content).decode("utf-8", errors="replace")
        model.update(content=stripped(content), format="text")
