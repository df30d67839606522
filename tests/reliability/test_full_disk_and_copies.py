"""A disk that refuses while answers are copied, brought in, put back or erased.

These are several steps; so what is refused leaves every word somewhere, and is done when it is
asked for once more.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.reliability.actions import furnish
from tests.reliability.step_by_step import refused_at
from tests.samples import DAY, exercise, temporaries
from workbook.errors import WorkbookError
from workbook.store import durable, entries, keeping, migrations, packages
from workbook.store.copies.erase import erasing
from workbook.store.copies.exchange import exports, imports
from workbook.store.copies.snapshots import restoring, snapshots
from workbook.store.home import Home

MANY = 400
WORDS = ("first", "changed", "a draft", "other words", "since the snapshot")
SECRET = "to be erased"


def _one_of(home: Home, words: str) -> str:
    loaded = entries.load(home.data / "mum", exercise("all.one")).entries
    return next((entry.id for entry in loaded if entry.answers["words"] == words), "")


def taking_out(home: Home) -> None:
    entry = _one_of(home, "since the snapshot")
    if entry:
        keeping.take_back(home, "mum", exercise("all.one"), entry)


def a_snapshot(home: Home) -> None:
    snapshots.take(home)


def a_restore(home: Home) -> None:
    restoring.restore(home, snapshots.all_of(home)[0])


def an_export(home: Home) -> None:
    exports.write(home, home.root / "out.zip", replace=True)


def an_import(home: Home) -> None:
    imports.carry_out(home, exports.read(home.root.parent / "other.zip"))


def an_erasure(home: Home) -> None:
    entry = _one_of(home, SECRET)
    if entry:
        erasing.erase(home, erasing.plan_entry(home, entry).wanted)


def a_migration(home: Home) -> None:
    with durable.locked(home.data):
        migrations.bring_up_to_date(home.data)


COPYING: list[Callable[[Home], None]] = [
    taking_out, a_snapshot, a_restore, an_export, an_import, an_erasure, a_migration,
]  # fmt: skip


def furnished(place: Path) -> Home:
    """A home with a snapshot, files of the first format, and an export of another beside it."""
    os.environ["WORKBOOK_SNAPSHOTS"] = str(place / "snapshots")
    other = furnish(Home(place / "other"))
    keeping.save(other, "mum", exercise("all.one"), {"words": "other words"}, DAY)
    exports.write(other, place / "other.zip")
    home = furnish(Home(place / "home"))
    keeping.save(home, "mum", exercise("all.one"), {"words": SECRET}, DAY)
    snapshots.take(home)
    keeping.save(home, "mum", exercise("all.one"), {"words": "since the snapshot"}, DAY)
    durable.remove(home.data / migrations.RECORD)
    durable.write(home.data / "mum" / packages.NAME, b"{}")
    return home


def words_anywhere(home: Home) -> set[str]:
    """Which of the words stand in the answers or in a snapshot; every snapshot is readable."""
    held = [path.read_bytes() for path in home.root.rglob("*") if path.is_file()]
    held += [words for one in snapshots.all_of(home) for words in snapshots.contents(one).values()]
    return {words for words in (*WORDS, SECRET) if any(words.encode() in one for one in held)}


@pytest.mark.parametrize("lasts", [True, False], ids=["from then on", "once"])
@pytest.mark.parametrize("act", COPYING, ids=lambda act: act.__name__)
def test_whichever_call_is_refused_no_word_is_lost_and_it_can_be_finished(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    act: Callable[[Home], None], *, lasts: bool,
) -> None:  # fmt: skip
    monkeypatch.setenv("WORKBOOK_SNAPSHOTS", "")  # so that it is put back
    refusals = 0
    furnished(tmp_path / "begun")
    shutil.copytree(tmp_path / "begun", tmp_path / "kept")
    for at in range(1, MANY):
        place = begun_anew(tmp_path)
        before = words_anywhere(place)
        with refused_at(at, lasts=lasts) as refusal:
            refusals += is_refused(act, place)
        if not refusal.was_met:
            break
        assert words_anywhere(place) >= before - {SECRET}
        assert not is_refused(act, place)
        assert words_anywhere(place) >= before - {SECRET}
        keeping.save(place, "mum", exercise("all.one"), {"words": "goes on"}, DAY)
        assert _one_of(place, "goes on")
        assert act is not an_erasure or SECRET not in words_anywhere(place)
        assert act is not an_import or _one_of(place, "other words")
        assert temporaries(tmp_path) == []
    assert refusals > 0
    assert not refusal.was_met


def begun_anew(place: Path) -> Home:
    """The furnished home as it was, where it was."""
    shutil.rmtree(place / "begun")
    shutil.copytree(place / "kept", place / "begun")
    return Home(place / "begun" / "home")


def is_refused(act: Callable[[Home], None], home: Home) -> bool:
    """Whether it is refused in plain words; no other fault may come up."""
    try:
        act(home)
    except WorkbookError:
        return True
    return False
