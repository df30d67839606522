"""Many windows, each with a process of its own, that save at the same moment."""

import subprocess
import sys
import threading
import time
from pathlib import Path

from tests.samples import DAY, exercise, temporaries
from workbook.store import drafts, durable, entries, keeping, settings
from workbook.store.home import Home

ROOT = Path(__file__).parents[2]
PROCESSES, TURNS = 8, 50


def test_all_that_eight_processes_save_at_once_is_there(home: Home, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.reliability.crowding", str(tmp_path)]
    crowd = [
        subprocess.Popen([*command, str(who), str(TURNS)], cwd=ROOT, stderr=subprocess.PIPE)
        for who in range(PROCESSES)
    ]
    while len(list(tmp_path.glob("ready-*"))) < PROCESSES:
        assert all(one.poll() is None for one in crowd), "a process ended before it began"
        time.sleep(0.01)
    (tmp_path / "go").touch()
    for one in crowd:
        _, told = one.communicate(timeout=120)
        assert one.returncode == 0, told.decode()
    loaded = entries.load(home.data / "me", exercise("all.one"))
    assert loaded.set_aside == []
    words = [entry.answers["words"] for entry in loaded.entries]
    assert len(words) == PROCESSES * TURNS
    for who in range(PROCESSES):
        mine = [one for one in words if one.startswith(f"{who} ")]
        assert mine == [f"{who} {turn}" for turn in range(TURNS)]
    ids = [entry.id for entry in loaded.entries]
    assert len(set(ids)) == len(ids)
    assert ids == sorted(ids)
    assert words != sorted(words), "they did not write at the same time"
    waiting = drafts.waiting(home.data / "me", exercise("all.one"))
    assert {draft.answers["words"] for draft in waiting} == {
        f"{who} {TURNS - 1}" for who in range(PROCESSES)
    }
    assert temporaries(home.root) == []


def test_threads_of_one_process_wait_for_each_other_too(home: Home) -> None:
    def save(who: int) -> None:
        for turn in range(10):
            keeping.save(home, "me", exercise("all.one"), {"words": f"{who} {turn}"}, DAY)
            with durable.locked(home.data):
                settings.change(home, charts_hidden=not settings.read(home).charts_hidden)

    crowd = [threading.Thread(target=save, args=(who,)) for who in range(4)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert len(entries.load(home.data / "me", exercise("all.one")).entries) == 40
    assert settings.read(home).charts_hidden is False
