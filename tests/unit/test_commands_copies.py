"""``workbook snapshot`` and ``workbook restore`` as a person in a terminal meets them."""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

import pytest
import time_machine
from click.testing import CliRunner, Result

from tests.samples import files
from workbook.content.reading import exercise
from workbook.launcher import jupyter, server, story
from workbook.launcher.commands import copies, main
from workbook.store import encrypted, entries, keeping
from workbook.store.copies.snapshots import places, replacing, restoring, snapshots
from workbook.store.home import Home

NOW = datetime(2026, 11, 21, 16, 32, 18, tzinfo=UTC)


@pytest.fixture(autouse=True)
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the snapshots of one test go."""
    monkeypatch.setenv(places.CHOSEN, str(tmp_path / "snapshots"))
    return snapshots.base()


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """A clock that can be set, and stands still."""
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel


@pytest.fixture
def some_days(at_home: Home, clock: time_machine.Traveller) -> Home:
    """A home with a check-in on each of the last days, and a snapshot before each but the first."""
    for days in (7, 3, 1, 0):
        clock.move_to(NOW - timedelta(days=days), tick=False)
        check_in(at_home, f"{days} days before")
    return at_home


def check_in(home: Home, note: str) -> None:
    """Saves a check-in of today."""
    on = datetime.now().astimezone().date()
    keeping.save(home, "me", exercise("checkin"), {"mood": 5, "note": note}, on)


def notes(home: Home) -> list[str]:
    """The notes of all check-ins."""
    loaded = entries.load(home.data / "me", exercise("checkin")).entries
    return [entry.answers["note"] for entry in loaded]


def workbook(*words: str) -> Result:
    """What a command says."""
    result = CliRunner().invoke(main, list(words), prog_name="workbook")
    assert "Traceback" not in result.output
    return result


def test_who_wants_no_copy_of_each_day_has_none_until_they_want_it_again(
    at_home: Home, clock: time_machine.Traveller
) -> None:
    check_in(at_home, "first")
    assert "no snapshot is taken by itself" in workbook("snapshot", "--no-daily").output
    for days in (1, 2):
        clock.move_to(NOW + timedelta(days=days), tick=False)
        check_in(at_home, "another day")
    assert snapshots.all_of(at_home) == []
    assert "Snapshot taken" in workbook("snapshot").output
    assert "on each day" in workbook("snapshot", "--daily").output
    clock.move_to(NOW + timedelta(days=3), tick=False)
    check_in(at_home, "one day more")
    assert len(snapshots.all_of(at_home)) == 2


def refused(*words: str) -> str:
    """The one line in which a command says why it refused."""
    result = workbook(*words)
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    return result.stderr.strip()


def test_a_snapshot_is_taken_and_it_says_where(at_home: Home, base: Path) -> None:
    check_in(at_home, "words")
    for count in (1, 2):
        result = workbook("snapshot")
        assert result.exit_code == 0
        assert "Taking a snapshot…" in result.stderr
        taken = snapshots.all_of(at_home)[-1]
        assert f"Snapshot taken: {taken.stamp}, about 2 kB." in result.stdout
        assert "outside the home folder" in result.stdout
        assert f"\n  {taken.path.parent}\n" in result.stdout
        assert f"Snapshots in all: {count}, " in result.stdout
    assert not taken.path.is_relative_to(at_home.root)


def test_where_nothing_is_written_none_is_taken(at_home: Home) -> None:
    result = workbook("snapshot")
    assert result.exit_code == 1
    assert "nothing written yet" in result.stderr


def test_the_invented_story_has_none_outside_its_folder(tmp_path: Path, base: Path) -> None:
    home = Home(tmp_path / "demo")
    story.write(home, 30)
    check_in(home, "words")
    assert workbook("snapshot", "--home", str(home.root)).exit_code == 1
    assert not base.exists()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Callable[[Home, Callable[[], None]], None]:
    """Opens the workbook without a server, does something meanwhile, and ends it."""
    of_jupyter = ("set_environment", "lay_out_opening", "configuration")
    for name in (*of_jupyter, "leave_out_what_only_costs_time"):
        monkeypatch.setattr(jupyter, name, lambda *_, **__: None)

    def open_and_end(home: Home, meanwhile: Callable[[], None]) -> None:
        monkeypatch.setattr(server, "_serve", lambda *_: meanwhile())
        server.start(home, browser=False)

    return open_and_end


def test_the_one_of_the_day_is_taken_when_the_workbook_is_opened(
    at_home: Home, clock: time_machine.Traveller, opened: Callable[..., None]
) -> None:
    check_in(at_home, "words")
    opened(at_home, lambda: check_in(at_home, "more"))
    assert [restoring.count_entries(one) for one in snapshots.all_of(at_home)] == [1]


def test_and_when_it_is_ended_where_there_was_nothing_before(
    at_home: Home, opened: Callable[..., None]
) -> None:
    opened(at_home, lambda: check_in(at_home, "the first words"))
    assert [restoring.count_entries(one) for one in snapshots.all_of(at_home)] == [1]


def test_it_ends_all_the_same_where_home_is_gone_by_then(
    at_home: Home, opened: Callable[..., None]
) -> None:
    opened(at_home, lambda: shutil.rmtree(at_home.root))
    assert not at_home.root.exists()


def test_a_restore_that_was_cut_short_is_finished_when_the_workbook_is_opened(
    some_days: Home, opened: Callable[..., None]
) -> None:
    with mock.patch.object(replacing, "advance", side_effect=KeyboardInterrupt):
        workbook("restore", "yesterday", "--yes")
    assert replacing.is_unfinished(some_days)
    seen: list[int] = []
    opened(some_days, lambda: seen.append(len(notes(some_days))))
    assert seen == [2]
    assert not replacing.is_unfinished(some_days)


def test_without_a_day_they_are_listed_with_their_age_and_how_to_choose(some_days: Home) -> None:
    before = files(some_days.root)
    lines = workbook("restore").stdout.splitlines()
    assert lines[0] == "Snapshots, oldest first:"
    assert [line.split(", ", 2)[2] for line in lines[1:4]] == [
        "3 days ago: entries: 1",
        "yesterday: entries: 2",
        "today: entries: 3",
    ]
    assert lines[1].startswith("  2026-11-18T163218Z   18 November, ")
    assert "  workbook restore latest" in lines[4:]
    assert files(some_days.root) == before


def test_a_torn_one_is_named_in_the_list(some_days: Home) -> None:
    snapshots.all_of(some_days)[0].path.write_bytes(b"torn")
    assert "3 days ago: cannot be read\n" in workbook("restore").stdout


def test_where_there_is_none_it_says_how_to_take_one(at_home: Home) -> None:
    result = workbook("restore")
    assert result.exit_code == 0
    assert "no snapshots yet. “workbook snapshot” takes one" in result.stdout
    assert "no snapshots yet" in refused("restore", "latest")


@pytest.mark.parametrize(
    ("when", "count"),
    [
        ("latest", 3),
        ("today", 3),
        ("yesterday", 2),
        ("2026-11-20", 2),
        ("2026-11-18", 1),
        ("2026-11-18T163218Z", 1),
        ("2026-11-21T163218Z", 3),
    ],
)
def test_one_is_chosen_by_its_day_or_its_name(some_days: Home, when: str, count: int) -> None:
    was = notes(some_days)
    result = workbook("restore", when, "--yes")
    assert result.exit_code == 0, result.output
    assert notes(some_days) == was[:count]
    assert f"{4 - count} going away" in result.stdout
    assert "“Today”" in result.stdout
    kept = snapshots.all_of(some_days)[-1]
    assert result.stdout.endswith(f"To have it back:\n  workbook restore {kept.stamp}\n")
    again = workbook("restore", kept.stamp, "--yes")
    assert f"{4 - count} coming back" in again.stdout
    assert notes(some_days) == was


def test_the_newest_of_a_day_is_meant(some_days: Home) -> None:
    newer = snapshots.take(some_days)
    assert copies.choose("2026-11-21", snapshots.all_of(some_days), NOW.date()) == newer


@pytest.mark.parametrize(
    ("when", "nearest"),
    [
        ("2026-11-01", "2026-11-18T163218Z"),
        ("2026-11-19", "2026-11-20T163218Z"),
        ("2030-01-01", "2026-11-21T163218Z"),
    ],
)
def test_where_there_is_none_of_that_day_the_nearest_is_named(
    some_days: Home, when: str, nearest: str
) -> None:
    before = files(some_days.root)
    message = refused("restore", when)
    assert message.startswith(f"There is no snapshot “{when}”. The nearest is of ")
    assert message.endswith(f"workbook restore {nearest}")
    assert files(some_days.root) == before


def test_what_is_neither_a_day_nor_a_name_is_answered_with_what_can_be_given(
    some_days: Home,
) -> None:
    before = files(some_days.root)
    message = refused("restore", "last week")
    assert message.startswith("There is no snapshot “last week”. Give a day such as 2026-11-20, ")
    assert message.endswith("workbook restore")
    assert files(some_days.root) == before


def test_it_asks_first_and_nothing_changes_without_a_yes(some_days: Home, base: Path) -> None:
    before = files(some_days.root), files(base)
    result = workbook("restore", "yesterday")
    assert result.exit_code == 1
    assert "What would change, in numbers:" in result.stdout
    assert "nobody is there to answer" in result.stderr
    assert (files(some_days.root), files(base)) == before


def test_where_nothing_would_change_nothing_is_done(some_days: Home) -> None:
    snapshots.take(some_days)
    before = len(snapshots.all_of(some_days))
    result = workbook("restore", "latest", "--yes")
    assert result.exit_code == 0
    assert "All is as it was then" in result.stdout
    assert len(snapshots.all_of(some_days)) == before


def test_all_that_would_change_is_told_line_by_line(some_days: Home) -> None:
    saved = entries.load(some_days.data / "me", exercise("checkin")).entries[0]
    changed = {"mood": 1, "note": "changed"}
    keeping.save(some_days, "me", exercise("checkin"), changed, saved.on, saved)
    (some_days.data / "me" / "drafts").mkdir(exist_ok=True)
    (some_days.data / "me" / "drafts" / "checkin~w.json").write_text("{}")
    (some_days.data / "me" / "mine.csv").write_text("entry,on,saved_at\n1,,\n")
    (some_days.data / "settings.json").write_text('{"paused": true}')
    shown = re.sub(" {3,}", ": ", workbook("restore", "latest").stdout)
    assert "“Today” (not named yet): 1 as they were then, 1 going away" in shown
    assert "“mine” (not named yet): 1 going away" in shown
    assert "Drafts: 1 going away" in shown
    assert "Other files, such as earlier versions: 1 going away" in shown
    assert "Settings: as they were then" in shown
    (some_days.data / "me" / "mine.csv").unlink()


def test_a_torn_one_is_refused_and_another_is_named(some_days: Home) -> None:
    there = snapshots.all_of(some_days)
    there[-1].path.write_bytes(there[-1].path.read_bytes()[:50])
    before = files(some_days.root)
    message = refused("restore", "latest")
    assert str(there[-1].path) in message
    assert message.endswith(f"workbook restore {there[-2].stamp}")
    for other in there[:-1]:
        other.path.unlink()
    assert refused("restore", "latest").endswith("There is no other.")
    assert files(some_days.root) == before


def test_a_home_that_was_deleted_can_be_had_back(at_home: Home) -> None:
    check_in(at_home, "words")
    taken = snapshots.take(at_home)
    for path in sorted(at_home.data.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (at_home.private / "snapshots.json").unlink()
    result = workbook("restore", "latest", "--yes")
    assert "1 coming back" in result.stdout
    assert "What was here before" not in result.stdout
    assert notes(at_home) == ["words"]
    assert snapshots.offered(at_home) == [taken]


def test_while_the_answers_are_locked_it_says_so(some_days: Home) -> None:
    encrypted.beside(some_days.data).write_bytes(b"age")
    for words in (("restore",), ("restore", "latest", "--yes")):
        assert "workbook unlock" in refused(*words)
    result = workbook("snapshot")
    assert (result.exit_code, "workbook unlock" in result.stderr) == (1, True)
    encrypted.beside(some_days.data).unlink()


def test_the_size_is_told_in_few_figures(at_home: Home, base: Path) -> None:
    base.mkdir()
    large = snapshots.Snapshot(base / "2026-11-21T163218Z.zip", NOW)
    large.path.write_bytes(bytes(2_340_000))
    assert copies._size([large]) == "about 2.3 MB"
    large.path.write_bytes(b"")
    assert copies._size([large]) == "about 1 kB"
