"""Reading and writing notebooks for the page, so that none on disk ever holds an answer."""

import base64
from pathlib import Path
from typing import Any

import nbformat
from jupyter_server.services.contents.filecheckpoints import AsyncGenericFileCheckpoints
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from nbformat.sign import NotebookNotary, yield_code_cells
from traitlets import default

from workbook.launcher import trust

_LAST_CHUNK = -1


def strip(notebook: Any) -> None:
    """Takes out of a notebook, in place, all that running it has left behind."""
    notebook["metadata"].pop("widgets", None)
    for cell in yield_code_cells(notebook):
        cell["outputs"] = []
        cell["execution_count"] = None
        cell["metadata"].pop("execution", None)


def stripped(file: bytes) -> bytes:
    """A notebook file without what running it has left behind; any other file as it is."""
    try:
        notebook = trust.parse(file.decode("utf-8"))
    except ValueError:
        return file
    strip(notebook)
    return f"{nbformat.writes(notebook)}\n".encode()


class BareCheckpoints(AsyncGenericFileCheckpoints):
    """Copies of saved notebooks, as bare as these, in the private folder of home."""

    def checkpoint_path(self, checkpoint_id: str, path: str) -> str:
        """The file of a checkpoint; the same folders as in home, below the private one."""
        file = Path(self._get_os_path(path.strip("/"))).resolve()
        root = Path(self.root_dir).resolve()
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
        return trust.StrictNotary(parent=self)

    @default("checkpoints_class")
    def _bare_checkpoints(self) -> type:
        return BareCheckpoints

    async def save(self, model: dict[str, Any], path: str = "") -> Any:
        """Saves what the page sends, stripped first."""
        if model.get("type") == "notebook":
            model["content"] = nbformat.from_dict(model["content"])
            strip(model["content"])
        elif path.endswith(".ipynb") and model.get("content") and "chunk" not in model:
            _strip_file(model)
        saved = await super().save(model, path)
        if path.endswith(".ipynb") and model.get("chunk") == _LAST_CHUNK:
            file = Path(self._get_os_path(path.strip("/")))
            file.write_bytes(stripped(file.read_bytes()))
        return saved


def _strip_file(model: dict[str, Any]) -> None:
    """Strips a notebook that is sent as a mere file, as an upload or a text editor does."""
    sent = model["content"].encode("utf-8")
    file = stripped(base64.b64decode(sent) if model.get("format") == "base64" else sent)
    model.update(content=base64.b64encode(file).decode("ascii"), format="base64")
