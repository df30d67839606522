"""The files of an export, each at the place in ``data/`` where it belongs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from workbook.content.model import Exercise
from workbook.content.reading import content
from workbook.errors import BondNameError
from workbook.store import bonds, drafts, durable, entries, migrations, packages, setting_aside
from workbook.store.copies.exchange.exports import Export, rows_in
from workbook.store.home import Home
from workbook.words import say

SETTINGS = "settings.json"
_WRITTEN_ANEW = {packages.NAME, migrations.RECORD}
"Files that describe others: they are made here."

_FOLDERS = [[entries.EARLIER], [drafts.FOLDER], [setting_aside.FOLDER]]
"What no file may be called, since folders of that name are needed."

_DEEPEST = 2
"Parts of a path within a bond, such as ``earlier/checkin.csv``."


@dataclass(frozen=True)
class Place:
    """Where a file belongs: the folder of the bond here, and the path within it."""

    bond: str
    inside: PurePosixPath

    @property
    def part(self) -> str:
        """The folder within the bond’s, such as ``earlier``; empty for the entries themselves."""
        return self.inside.parent.name

    @property
    def exercise(self) -> Exercise | None:
        """The exercise whose entries, or earlier versions, stand in the file."""
        name = self.inside.name
        known = content().exercise(name.removesuffix(".csv")) if name.endswith(".csv") else None
        return known if known and known.kept and self.part in {"", entries.EARLIER} else None

    @property
    def is_draft(self) -> bool:
        """Whether the file is a draft."""
        return self.part == drafts.FOLDER and self.inside.suffix == ".json"


def folders(home: Home, export: Export) -> dict[str, str]:
    """The folder here of each bond in an export; empty where none could be named so.

    It has the name that it would have been given here, so that no path leads elsewhere. Where
    there is none of that name, the bond may have been renamed: it is then the one with its
    entries. A folder without entries and drafts is no bond. Raises ``LockedError``.
    """
    parts = [PurePosixPath(path).parts[1:] for path in export.files]
    named = {bond: _folder(bond) for bond, *inside in parts if _is_of_bond(inside)}
    here = bonds.known(home)
    free = {bond: _ids_here(home, bond) for bond in here if bond not in named.values()}
    for bond, name in named.items():
        if name not in here:
            told = _ids_in(export, bond)
            named[bond] = next((one for one, ids in free.items() if ids & told), name)
    return named


def placed(
    paths: Iterable[str], named: Mapping[str, str]
) -> tuple[dict[str, Place], list[tuple[str, str]]]:
    """The place of each path in ``data/``, and the paths that have none, with the reason.

    ``named``: the folder here of each bond.
    """
    found: dict[Place, str] = {}
    left_out = []
    parted = {path: PurePosixPath(path).parts[1:] for path in paths}
    for path, (bond, *inside) in parted.items():
        if (bond == SETTINGS and not inside) or parted[path][-1] in _WRITTEN_ANEW:
            continue
        place = Place(named.get(bond, ""), PurePosixPath(*inside))
        if not place.bond or not _fits(inside):
            left_out.append((path, say("interface.import.no-bond")))
        elif place in found:
            left_out.append((path, say("interface.import.twice", other=found[place])))
        else:
            found[place] = path
    return {path: place for place, path in found.items()}, left_out


def _is_of_bond(inside: list[str]) -> bool:
    return inside[:1] == [drafts.FOLDER] or (len(inside) == 1 and inside[0].endswith(".csv"))


def _fits(inside: list[str]) -> bool:
    hidden = any(part.startswith(".") for part in inside)
    return 0 < len(inside) <= _DEEPEST and not hidden and inside not in _FOLDERS


def _ids_in(export: Export, bond: str) -> set[str]:
    files = [PurePosixPath(path) for path in export.files]
    ours = [str(path) for path in files if path.match("data/*/*.csv") and path.parts[1] == bond]
    return {row["entry"] for path in ours for row in export.rows(path).rows if row.get("entry")}


def _ids_here(home: Home, bond: str) -> set[str]:
    found = set()
    for path in (home.data / bond).glob("*.csv"):
        with durable.unread(path):
            found |= {row.get("entry", "") for row in rows_in(durable.read(path)).rows}
    return found - {""}


def _folder(bond: str) -> str:
    """The folder that a bond’s would be called here; nothing where none could be."""
    try:
        return bond if bond == bonds.UNNAMED else bonds.folder_name(bond)
    except BondNameError:
        return ""
