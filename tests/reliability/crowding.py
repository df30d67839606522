"""One of many processes that write at the same time.

``python -m tests.reliability.crowding PLACE WHO TURNS`` waits for the file ``go`` in PLACE.
"""

import sys
import time
from pathlib import Path

from tests.samples import DAY, exercise, use_content
from workbook.store import bonds, drafts, keeping
from workbook.store.home import Home


def main(place: str, who: str, turns: str) -> None:
    """Saves and keeps drafts, turn by turn."""
    use_content(Path(place) / "content")
    home, one = Home(Path(place) / "home"), exercise("all.one")
    (Path(place) / f"ready-{who}").touch()
    while not (Path(place) / "go").exists():
        time.sleep(0.001)
    for turn in range(int(turns)):
        keeping.save(home, "me", one, {"words": f"{who} {turn}"}, DAY)
        if turn % 7 == 0:
            folder = bonds.folder_to_write(home, "me")
            drafts.keep(folder, one, who, DAY, {"words": f"{who} {turn}"}, "")


if __name__ == "__main__":
    main(*sys.argv[1:])
