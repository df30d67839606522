"""Everything that writes, by name; as a program, it does one of them under a restriction.

``python -m tests.reliability.actions PLACE ACTION RESTRICTION`` prints what came of it as JSON.
"""

import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.samples import DAY, exercise, use_content
from workbook.errors import WorkbookError
from workbook.store import bonds, drafts, durable, entries, keeping, settings
from workbook.store.home import Home

LONG = "words that fill the disk " * 2_000
NOBODY = 65534


def _one() -> Any:
    return exercise("all.one")


def _newest(home: Home) -> entries.Entry:
    return entries.load(bonds.folder(home, "mum"), _one()).entries[-1]


def a_new_entry(home: Home) -> None:
    keeping.save(home, "mum", _one(), {"words": LONG}, DAY)


def a_first_entry(home: Home) -> None:
    keeping.save(home, "mum", exercise("checkin"), {"note": LONG}, DAY)


def a_changed_entry(home: Home) -> None:
    keeping.save(home, "mum", _one(), {"words": LONG}, DAY, _newest(home))


def a_draft(home: Home) -> None:
    drafts.keep(bonds.folder_to_write(home, "mum"), _one(), "w", DAY, {"words": LONG}, "")


def a_choice(home: Home) -> None:
    with durable.locked(home.data):
        settings.change(home, bond="mum", charts_hidden=True)


def another_name(home: Home) -> None:
    naming = exercise("welcome.bond")
    opened = entries.load(bonds.folder(home, "mum"), naming).entries[-1]
    keeping.save(home, "mum", naming, {"alias": "Rain"}, DAY, opened)


def another_bond(home: Home) -> None:
    keeping.save(home, "mum", exercise("welcome.bond"), {"alias": "Dad"}, DAY)


def a_look(home: Home) -> None:
    """Reads, and writes nothing."""
    entries.load(home.data / "mum", _one())


ACTIONS: dict[str, Callable[[Home], None]] = {
    act.__name__: act
    for act in (
        a_new_entry, a_first_entry, a_changed_entry, a_draft, a_choice, another_name, another_bond,
    )
}  # fmt: skip


def furnish(home: Home) -> Home:
    """A home with a named bond that holds one of everything."""
    home.root.mkdir(parents=True, exist_ok=True)
    keeping.save(home, "me", exercise("welcome.bond"), {"alias": "Mum"}, DAY)
    _, entry = keeping.save(home, "mum", _one(), {"words": "first"}, DAY)
    keeping.save(home, "mum", _one(), {"words": "changed"}, DAY, entry)
    drafts.keep(home.data / "mum", _one(), "w", DAY, {"words": "a draft"}, "")
    return home


def _action(name: str) -> Callable[[Home], None]:
    return ACTIONS.get(name, a_look)


def _restrict(restriction: str) -> None:
    if restriction == "nobody":
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    elif restriction == "small files":
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (16_384, 16_384))


def main(place: str, action: str, restriction: str) -> None:
    """Does one action under a restriction and says what came of it."""
    use_content(Path(place) / "content")
    with tempfile.TemporaryDirectory() as elsewhere:  # loads all that nobody could not load
        _action(action)(furnish(Home(Path(elsewhere))))
    _restrict(restriction)
    told = {"error": "", "message": ""}
    try:
        _action(action)(Home(Path(place) / "home"))
    except WorkbookError as error:
        told = {"error": type(error).__name__, "message": str(error)}
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
