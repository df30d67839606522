"""Somebody who writes exercises, with content files and notebooks of their own to change."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.samples import REAL, forget_content
from workbook import words
from workbook.content import quality
from workbook.content.faults import Fault
from workbook.launcher.commands import main
from workbook.store.home import shipped_notebooks


@dataclass
class Author:
    """Somebody with a copy of the content files and the notebooks before them."""

    content: Path
    home: Path

    def write(self, file: str, old: str, new: str) -> None:
        """Puts ``new`` in the place of ``old`` in a content file or a notebook, wherever it is."""
        folder = self.content if file.endswith(".toml") else self.home / "notebooks"
        text = (folder / file).read_text("utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new), "utf-8")
        forget_content()

    def add(self, file: str, text: str) -> None:
        """Adds lines to the end of a content file."""
        with (self.content / file).open("a", encoding="utf-8") as written:
            written.write(text)
        forget_content()

    def findings(self) -> list[Fault]:
        """What is found."""
        return list(quality.examine(self.home / "notebooks"))

    def told(self) -> str:
        """What is found, as it is read."""
        return "\n".join(map(str, self.findings()))

    def doctor(self) -> Result:
        """What the command says."""
        return CliRunner().invoke(main, ["doctor", "--content", "--home", str(self.home)])


@pytest.fixture
def author(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Author]:
    """An author whose files are those that ship."""
    shutil.copytree(REAL, tmp_path / "content" / words.FALLBACK)
    shutil.copytree(shipped_notebooks(), tmp_path / "home" / "notebooks")
    monkeypatch.delenv("WORKBOOK_LANG", raising=False)
    monkeypatch.setattr(words, "FOLDER", tmp_path / "content")
    forget_content()
    yield Author(tmp_path / "content" / words.FALLBACK, tmp_path / "home")
    monkeypatch.undo()
    forget_content()
