"""The few choices a person makes about the workbook itself, in ``data/settings.json``."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from workbook.store import durable, encrypted
from workbook.store.home import Home


@dataclass(frozen=True)
class Settings:
    """``bond``: the folder of the bond in hand. ``charts_hidden``: the person asked for that.

    ``paused``: the person paused keeping track. ``invented``: this home holds an invented story,
    and every chart says so. ``language``: the one chosen for this home; empty: none was.
    ``no_daily_snapshots``: the person wants none but those they take themselves.
    """

    bond: str = ""
    language: str = ""
    charts_hidden: bool = False
    paused: bool = False
    invented: bool = False
    no_daily_snapshots: bool = False


def read(home: Home) -> Settings:
    """The settings; what is missing or unreadable is as at first.

    While the answers are locked only the language is known.
    """
    raw = _raw(_left_language(home) if encrypted.is_beside(home.data) else _path(home))
    fitting = {
        name: raw[name]
        for name, at_first in asdict(Settings()).items()
        if type(raw.get(name)) is type(at_first)
    }
    return Settings(**fitting)


def change(home: Home, **changes: Any) -> Settings:
    """Keeps changed settings; call it while holding the lock of the data folder.

    Settings of another version of the workbook stay as they are.
    """
    changed = replace(read(home), **changes)
    record = _raw(_path(home)) | asdict(changed)
    text = json.dumps(record, indent=1, ensure_ascii=False) + "\n"
    durable.write(_path(home), text.encode("utf-8"))
    return changed


def left_language(home: Home) -> dict[Path, bytes]:
    """The file to write so that the language is known while the answers are locked.

    Whoever opens them is asked in it for the passphrase.
    """
    record = json.dumps({"language": read(home).language}) + "\n"
    return {_left_language(home): record.encode("utf-8")}


def _left_language(home: Home) -> Path:
    return home.private / "language.json"


def _path(home: Home) -> Path:
    return home.data / "settings.json"


def _raw(path: Path) -> dict[str, Any]:
    try:
        raw = json.loads(durable.read(path))
    except (OSError, ValueError, RecursionError):
        return {}
    return raw if isinstance(raw, dict) else {}
