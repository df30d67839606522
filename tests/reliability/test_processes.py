"""Many windows, each with a process of its own, that save at the same moment."""

import threading
from pathlib import Path

from tests.reliability.crowding import missing, save_at_once
from tests.samples import DAY, exercise, temporaries
from workbook.store import durable, entries, keeping, settings
from workbook.store.home import Home

PROCESSES, TURNS = 8, 50


def test_all_that_eight_processes_save_at_once_is_there(home: Home, tmp_path: Path) -> None:
    save_at_once(tmp_path, PROCESSES, TURNS)
    assert missing(home, PROCESSES, TURNS) == []
    loaded = entries.load(home.data / "me", exercise("all.one")).entries
    words = [entry.answers["words"] for entry in loaded]
    assert len(words) == PROCESSES * TURNS
    writers = [one.split()[0] for one in words]
    assert writers != sorted(writers), "they did not write at the same time"
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
