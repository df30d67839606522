"""A network folder without locks: nobody writes at the same time, and the dead lock nobody out."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reliability.crowding import ROOT, missing, save_at_once
from tests.reliability.without_locks import can_be_had, environment
from tests.samples import temporaries
from workbook.store.home import Home

pytestmark = pytest.mark.skipif(not can_be_had(), reason="this needs Linux and a C compiler")

PROCESSES, TURNS, KILLS, SEED = 8, 20, 100, "20260504"


@pytest.mark.parametrize("error", ["ENOSYS", "ENOLCK"])
def test_eight_processes_lose_nothing_where_there_are_no_locks(
    home: Home, tmp_path: Path, error: str
) -> None:
    save_at_once(tmp_path, PROCESSES, TURNS, environment(tmp_path, error))
    assert missing(home, PROCESSES, TURNS) == []
    assert temporaries(home.root) == []


def test_those_killed_while_it_was_their_turn_lose_nothing_and_lock_nobody_out(
    small_content: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "tests.reliability.killing", "saves", str(tmp_path)]
    done = subprocess.run(
        [*command, str(KILLS), SEED], cwd=ROOT, capture_output=True, text=True, check=False,
        env=environment(tmp_path, "ENOLCK"),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert (report["kills"], report["lost"], report["faults"]) == (KILLS, [], [])
    assert report["left"] == []
    assert report["held"] > 0, "nobody died while it was their turn"
