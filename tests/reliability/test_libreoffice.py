"""An export for spreadsheets that goes through LibreOffice and back loses nothing.

The files are opened and saved as a double click would do it, and as a person would whose program
speaks another language and looks for dates and numbers in every cell.
"""

import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tests.answers import ANY_TEXT, answers_to
from tests.office import converted
from tests.samples import DAY, TEXTS, blank, exercise
from tests.store.test_spreadsheets import AWKWARD, PAYLOADS
from workbook.store import durable, entries
from workbook.store.bonds import UNNAMED, folder_to_write
from workbook.store.copies.exchange import exports, imports
from workbook.store.copies.exchange.exports import Export
from workbook.store.copies.exchange.merging import Came
from workbook.store.home import Home

LOOK_ALIKE = [
    "May 2026", "mayo 2026", "1-2", "3.5.", "TRUE", "Wahr", "falso", "verdadero", "50 %", "1/2",
    "10:30", "2026年5月3日", "１２", "$5", "-5", "1,5", "1.5", "1.000", "12 h", "(5)",
]  # fmt: skip
"Words that a spreadsheet in one language or another takes for dates, numbers or truths."

UTF_8 = "CSV:44,34,76,1,,{language},false,true"
"Commas, double quotes, UTF-8; no cell is text because of its quotes, dates are looked for."

AS_UTF_8 = "csv:Text - txt - csv (StarCalc):44,34,76"

WAYS = {
    "a double click, then xlsx": ("xlsx", "", "csv"),
    "in German, looking for dates, then ods": ("ods", UTF_8.format(language=1031), AS_UTF_8),
    "in Spanish, looking for dates, then xlsx": ("xlsx", UTF_8.format(language=3082), AS_UTF_8),
}


def made_up(strategy: st.SearchStrategy[Any], most: int) -> list[Any]:
    """Examples that Hypothesis makes up, the same in each run unless it looks for new ones."""
    found = []

    @examples(max_examples=most, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(strategy)
    def collect(one: Any) -> None:
        found.append(one)

    collect()
    return found


@pytest.fixture
def full_home(home: Home) -> Home:
    """A home with every awkward text, and answers of every kind that Hypothesis made up."""
    folder = folder_to_write(home, UNNAMED)
    texts = [*TEXTS, *LOOK_ALIKE, *PAYLOADS, *made_up(ANY_TEXT | AWKWARD, 200)]
    answers = [blank() | one for one in made_up(answers_to(exercise()), 15)]
    now = datetime.now(UTC).replace(microsecond=0)
    with durable.locked(home.data):
        words = [(DAY, {"words": text}, now) for text in texts]
        entries.add(folder, exercise("all.one"), words)
        entries.add(folder, exercise(), [(DAY, one, now) for one in answers])
        for one in entries.load(folder, exercise("all.one")).entries[5:15]:
            entries.save(folder, exercise("all.one"), {"words": "changed"}, DAY, one)
    return home


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh LibreOffice, as on the day it was installed."""
    return tmp_path_factory.mktemp("office")


@pytest.mark.parametrize("way", WAYS)
def test_what_went_through_libreoffice_is_the_same(
    way: str, full_home: Home, profile: Path, tmp_path: Path
) -> None:
    exports.write(full_home, tmp_path / "out.zip", spreadsheet=True)
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        archive.extractall(unpacked)
    there_and_back(unpacked, *WAYS[way], profile=profile, place=tmp_path)
    export = exports.read(unpacked)
    comes_in_as_it_was(full_home, export, Home(tmp_path / "other"))
    nothing_new(full_home, export)


def there_and_back(
    unpacked: Path, to: str, read_as: str, back: str, *, profile: Path, place: Path
) -> None:
    """Opens every CSV file, saves it as another kind, opens that, and saves it as CSV again."""
    tables = {f"{number}": path for number, path in enumerate(unpacked.rglob("*.csv"))}
    assert len(tables) == 3
    given_files = [place / f"{name}.csv" for name in tables]
    for name, path in tables.items():
        shutil.copy(path, place / f"{name}.csv")
    converted(given_files, to, place, profile, read_as)
    saved = [place / f"{name}.{to}" for name in tables]
    converted(saved, back, place / "back", profile)
    for name, path in tables.items():
        saved_again = (place / "back" / f"{name}.csv").read_bytes()
        assert saved_again != path.read_bytes(), "LibreOffice writes quotes its own way"
        path.write_bytes(saved_again)


def comes_in_as_it_was(home: Home, export: Export, other: Home) -> None:
    """An import into an empty home gives the same entries, and leaves nothing out."""
    other.root.mkdir()
    done = imports.carry_out(other, export)
    assert not [one for part in done.parts for one in part.set_aside]
    assert not done.left_out
    for name in ("all.one", "all.kinds"):
        mine, theirs = (
            entries.load(place.data / UNNAMED, exercise(name)).entries for place in (home, other)
        )
        assert [one.answers for one in theirs] == [one.answers for one in mine]
        assert theirs == mine
    mine, theirs = (place.data / UNNAMED / "earlier" / "all.one.csv" for place in (home, other))
    assert theirs.read_bytes() == mine.read_bytes()


def nothing_new(home: Home, export: Export) -> None:
    """An import into the home it came from says that all is the same."""
    due = imports.plan(home, export)
    assert {kind for part in due.parts for kind in part.came.values()} == {Came.SAME}
    assert not due.changes
