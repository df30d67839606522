"""Where the snapshots of a home are: in a folder outside it, named by an id that it carries along.

Beside the snapshots ``home.json`` says where their home lay, and when the last one was taken.
"""

import json
import os
import re
import secrets
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from workbook.store import durable
from workbook.store.home import Home

CHOSEN = "WORKBOOK_SNAPSHOTS"
"The environment variable that names the folder of all snapshots."

RECORD = "home.json"
_ID = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True)
class Record:
    """``paths``: where the home lay, last where it lies. ``day``: of the last snapshot, local.

    ``replaced``: the snapshots that hold what was replaced by a restore, oldest first.
    """

    paths: tuple[str, ...] = ()
    day: str = ""
    replaced: tuple[str, ...] = ()


def base() -> Path:
    """The folder of all snapshots that this person has on this computer, of every home."""
    chosen = os.environ.get(CHOSEN)
    if chosen:
        return Path(chosen).expanduser().absolute()
    import platformdirs

    return platformdirs.user_data_path("Workbook", appauthor=False) / "snapshots"


def known(home: Home) -> Path | None:
    """The folder of a home's snapshots, if the home has an id already."""
    given = str(_read(_own(home)).get("id"))
    return base() / given if _ID.fullmatch(given) else None


def folder(home: Home) -> Path:
    """The folder of a home's snapshots, there or not; the home gets its id when first asked.

    Raises ``NotSavedError`` where the id cannot be kept.
    """
    return known(home) or _new(home)


def of_path(home: Home) -> list[Path]:
    """The folders whose home lies, or once lay, where this one does."""
    places = sorted(path.parent for path in base().glob(f"*/{RECORD}"))
    return [place for place in places if address(home) in record(place).paths]


def prepare(home: Home) -> Path:
    """The folder of a home's snapshots, made if need be; a copy of a home gets one of its own.

    Raises ``NotSavedError``.
    """
    place = folder(home)
    elsewhere = (Home(Path(path)) for path in record(place).paths if path != address(home))
    if any(known(other) == place for other in elsewhere):
        place = _new(home)
    with durable.refused(base()):
        base().mkdir(mode=durable.FOLDER_MODE, parents=True, exist_ok=True)
    durable.make_folder(place)
    return place


def record(place: Path) -> Record:
    """What is noted beside the snapshots; what is missing or cannot be read is empty."""
    raw = _read(place / RECORD)
    paths, replaced = (tuple(map(str, _list(raw.get(name)))) for name in ("paths", "replaced"))
    return Record(paths, str(raw.get("day", "")), replaced)


def note(home: Home, place: Path, **changes: Any) -> None:
    """Notes something, and where the home lies now; raises ``NotSavedError``."""
    before = record(place)
    paths = (*(path for path in before.paths if path != address(home)), address(home))
    _write(place / RECORD, asdict(replace(before, paths=paths, **changes)))


def address(home: Home) -> str:
    """Where a home lies, the same by whichever link one came to it."""
    return str(home.root.resolve())


def _own(home: Home) -> Path:
    return home.private / "snapshots.json"


def _new(home: Home) -> Path:
    made = secrets.token_hex(6)
    durable.make_folder(home.private)
    _write(_own(home), {"id": made})
    return base() / made


def _list(given: Any) -> list[Any]:
    return given if isinstance(given, list) else []


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(durable.read(path))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(path: Path, content: dict[str, Any]) -> None:
    text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    durable.write(path, text.encode("utf-8"))
