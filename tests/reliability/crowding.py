"""One of many processes that write at the same time, and the crowd of them.

``python -m tests.reliability.crowding PLACE WHO TURNS`` waits for the file ``go`` in PLACE.
"""

import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from tests.samples import DAY, exercise, use_content
from workbook.store import bonds, drafts, durable, entries, keeping
from workbook.store.home import Home

ROOT = Path(__file__).parents[2]
PATIENCE = 600


def main(place: str, who: str, turns: str) -> None:
    """Saves and keeps drafts, turn by turn."""
    use_content(Path(place) / "content")
    durable.PATIENCE = float(PATIENCE)  # it is about what is lost, not about how long one waits
    home, one = Home(Path(place) / "home"), exercise("all.one")
    (Path(place) / f"ready-{who}").touch()
    while not (Path(place) / "go").exists():
        time.sleep(0.001)
    for turn in range(int(turns)):
        keeping.save(home, "me", one, {"words": f"{who} {turn}"}, DAY)
        if turn % 7 == 0 or turn == int(turns) - 1:
            folder = bonds.folder_to_write(home, "me")
            drafts.keep(folder, one, who, DAY, {"words": f"{who} {turn}"}, "")


def let_in(place: Path, crowd: list["subprocess.Popen[bytes]"]) -> None:
    """Lets all begin at one moment, and waits until all have ended well."""
    while len(list(place.glob("ready-*"))) < len(crowd):
        assert all(one.poll() is None for one in crowd), "a process ended before it began"
        time.sleep(0.01)
    (place / "go").touch()
    for one in crowd:
        _, told = one.communicate(timeout=PATIENCE)
        assert one.returncode == 0, told.decode()


def save_at_once(
    place: Path, processes: int, turns: int, environment: Mapping[str, str] | None = None
) -> None:
    """Lets so many processes save so many entries each, in the home in ``place``."""
    command = [sys.executable, "-m", "tests.reliability.crowding", str(place)]
    crowd = [
        subprocess.Popen(
            [*command, str(who), str(turns)], cwd=ROOT, stderr=subprocess.PIPE, env=environment
        )
        for who in range(processes)
    ]
    let_in(place, crowd)


def missing(home: Home, processes: int, turns: int) -> list[str]:
    """The acknowledged entries and drafts that are not there, or not in their order."""
    loaded = entries.load(home.data / "me", exercise("all.one"))
    assert loaded.set_aside == [], loaded.set_aside
    words = [entry.answers["words"] for entry in loaded.entries]
    ids = [entry.id for entry in loaded.entries]
    assert ids == sorted(set(ids)), "two entries have one id, or they are not in order"
    typed = drafts.waiting(home.data / "me", exercise("all.one"))
    waiting = {draft.answers["words"] for draft in typed}
    lost = []
    for who in range(processes):
        expected = [f"{who} {turn}" for turn in range(turns)]
        mine = [one for one in words if one.startswith(f"{who} ")]
        lost += [one for one in expected if one not in mine]
        assert mine == sorted(mine, key=expected.index), "one's own entries are out of order"
        lost += [f"draft {expected[-1]}"] if expected[-1] not in waiting else []
    return lost


if __name__ == "__main__":
    main(*sys.argv[1:])
