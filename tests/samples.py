"""What several tests share: a small content with every kind of question, a home, answers."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests import validating
from workbook import words
from workbook.content import reading
from workbook.content.model import Exercise
from workbook.store import bonds
from workbook.store.home import Home

SMALL = Path(__file__).parent / "content"
REAL = words.FOLDER / words.FALLBACK
WORDING = ("errors.toml", "interface.toml")
DAY = date(2026, 5, 3)

TEXTS = [
    "two\nlines",
    "an old\rMac",
    "and\r\nWindows",
    "\r",
    "\n\n",
    'she said "no", and "why?"',
    '"',
    "\U0001f468\U0001f469\U0001f467 \u2764\ufe0f \U0001f1ea\U0001f1fa",
    "NA",
    "nan",
    "None",
    "=1+1",
    "@SUM(A1)",
    "007",
    "1e5",
    "true",
    "\u05d0\u05de\u05d0 \u200fmum\u200e \u0623\u0645\u064a",
    "  spaces stay  ",
    "\ttab\t",
    "a;b, c\u2028d\u2029e\x0b\x0c\x1c\x85f",
    "\ufeffmark",
    "{name}",
    "x" * 100_000,
    "\u201cline\u201d,\r\n" * 20_000,
]
"Texts that spreadsheets, CSV readers and editors are known to change."


def content_folder(place: Path) -> Path:
    """Lays the small content, with the real wording of errors and controls, into ``place``."""
    folder = place / "content" / words.FALLBACK
    shutil.copytree(SMALL, folder)
    for name in WORDING:
        shutil.copyfile(REAL / name, folder / name)
    return folder.parent


def use_content(folder: Path) -> None:
    """From now on all content is read from ``folder``."""
    words.FOLDER = folder
    forget_content()


def forget_content() -> None:
    """Lets the content be read anew."""
    words.table.cache_clear()
    reading.read_once.cache_clear()


def exercise(name: str = "all.kinds") -> Exercise:
    """An exercise of the small content."""
    found = reading.content().exercise(name)
    assert found
    return found


def blank(**answers: Any) -> dict[str, Any]:
    """All answers of ``all.kinds``, skipped but for those given."""
    return dict.fromkeys((one.id for one in exercise().questions), None) | answers


def files(place: Path) -> dict[str, bytes]:
    """Every file under a folder with its bytes, locks left out."""
    return {
        str(path.relative_to(place)): path.read_bytes()
        for path in sorted(place.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def temporaries(place: Path) -> list[Path]:
    """What a write that was cut off left behind."""
    return list(place.rglob("*.tmp"))


@pytest.fixture
def small_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The small content in a folder of its own, in use until the test ends."""
    folder = content_folder(tmp_path)
    monkeypatch.delenv("WORKBOOK_LANG", raising=False)
    monkeypatch.setattr(words, "FOLDER", folder)
    forget_content()
    yield folder / words.FALLBACK
    monkeypatch.undo()
    forget_content()


@pytest.fixture
def home(
    tmp_path: Path,
    small_content: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> Iterator[Home]:
    """An empty home, without a bond; what the test leaves in it must be as it is described."""
    monkeypatch.delenv("WORKBOOK_BOND", raising=False)
    place = Home(tmp_path / "home")
    place.root.mkdir()
    yield place
    validating.check(place, request)


@pytest.fixture
def folder(home: Home) -> Path:
    """The folder of answers of a bond that has no name yet."""
    return bonds.folder_to_write(home, bonds.UNNAMED)
