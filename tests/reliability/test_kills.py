"""A process that is killed while it writes, at any moment, loses nothing it said it had kept."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reliability.all_victims import VICTIMS
from tests.samples import content_folder

ROOT = Path(__file__).parents[2]
SEED = 20260503
KILLS = {
    "saves": 100, "edits": 100, "drafts": 100, "names": 60, "taken out": 60, "choices": 60,
    "days": 30, "snapshots": 30, "restores": 20, "imports": 20, "erasures": 20, "migrations": 30,
    "damages": 30,
}  # fmt: skip
"Fewer where one write is many; `make soak` kills more."


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has neither fork nor SIGKILL")
@pytest.mark.parametrize("what", KILLS)
def test_nothing_acknowledged_is_lost_when_the_process_dies_in_mid_write(
    what: str, tmp_path: Path
) -> None:
    content_folder(tmp_path)
    command = [sys.executable, "-m", "tests.reliability.killing", what, str(tmp_path)]
    kills = KILLS[what]
    done = subprocess.run(
        [*command, str(kills), str(SEED)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    print(what, report)
    assert report["kills"] == kills
    assert report["lost"] == []
    assert report["faults"] == []
    assert report["left"] == []
    assert report["acknowledged"] > kills / 2, "the victims hardly got to write"
    assert report["cut_off"] > 0, "no kill fell into a write"


def test_every_way_of_writing_is_killed() -> None:
    assert set(KILLS) == set(VICTIMS)
