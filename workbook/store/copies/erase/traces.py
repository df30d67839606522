"""What an entry or a bond has left in files, and what these become without it.

Pure functions over files by their paths, as ``archives`` gives them, so that what stands in
``data/`` and what stands in a copy of it are looked through alike.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any, ClassVar

from workbook.store import drafts, entries, packages, stamps
from workbook.store.bonds import UNNAMED
from workbook.store.copies.bond_files import (
    SETTINGS,
    Changes,
    Files,
    Place,
    bonds_in,
    placed,
    rows_in,
    within_data,
)
from workbook.store.copies.erase.cutting import cut, cut_listing, names
from workbook.store.setting_aside import FOLDER as DAMAGED
from workbook.store.setting_aside import LISTING

_NO_ANSWERS = {*entries.FIXED, entries.REPLACED}

Version = tuple[str, str, str]
"What was saved once, as a draft would hold it: exercise, day, answers."


@dataclass(frozen=True)
class OneEntry:
    """An entry, and what tells which drafts became it.

    ``places`` are the bonds and exercises it stands in, ``ids`` all entries there, ``waiting``
    the names of drafts that are still in hand: those the person sees, and can put away.
    """

    id: str
    places: frozenset[tuple[str, str]] = frozenset()
    ids: frozenset[str] = frozenset()
    waiting: frozenset[str] = frozenset()
    doubt: ClassVar = "unclear"

    @property
    def name(self) -> str:
        """What the person calls it."""
        return self.id

    def changes(self, files: Files) -> Changes:
        """What files become without it; those in which nothing of it was found are not named."""
        versions = set(self._versions(files))
        changed: Changes = {}
        for path, place, content in placed(files):
            after: bytes | None = content
            if place.part == drafts.FOLDER:
                after = None if self._is_its(place, content, versions) else content
            elif place.name.endswith(".csv"):
                after = self._without_rows(place, content)
            if after != content:
                changed[path] = after
        return changed | _descriptions(files, changed)

    def unsure(self, files: Files) -> list[tuple[str, int]]:
        """The lines of files that cannot be read, hold its id, and stay."""
        return [
            (path, line)
            for path, place, content in placed(files)
            if place.name.endswith(".csv") and place.part != DAMAGED
            for line in cut(content, self.id).unclear
        ]

    def _without_rows(self, place: Place, content: bytes) -> bytes | None:
        """The rest of a file; nothing of a damaged copy in which it cannot be told apart."""
        if (place.part, place.name) == (DAMAGED, LISTING):
            return cut_listing(content, self.id)
        rest = cut(content, self.id)
        return None if rest.unclear and place.part == DAMAGED else rest.content

    def _versions(self, files: Files) -> Iterator[Version]:
        for place, row in rows_in(files):
            if row["entry"] == self.id:
                yield place.exercise, row.get("on", ""), _filled(row)

    def _is_its(self, place: Place, content: bytes, versions: set[Version]) -> bool:
        """Whether a draft changes it, became it, or was left behind when it was saved."""
        try:
            draft = json.loads(content)
            changing = draft["entry"]
            kept_at = datetime.fromisoformat(draft["kept_at"]).astimezone(UTC)
            left_behind = (place.exercise, draft["on"], _filled(draft["answers"])) in versions
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return names(content.decode("utf-8", "replace"), self.id)
        if changing:
            return bool(changing == self.id)
        return left_behind or self._became_it(place, kept_at)

    def _became_it(self, place: Place, kept_at: datetime) -> bool:
        """Whether it is the first entry that was saved after a draft that is no longer there."""
        bonds = {bond for bond, exercise in self.places if exercise == place.exercise}
        if place.name in self.waiting or not bonds or place.bond not in bonds | {UNNAMED}:
            return False
        moments = ((stamps.moment_in(one), one) for one in self.ids)
        later = [(moment, one) for moment, one in moments if moment and moment >= kept_at]
        return bool(later) and min(later)[1] == self.id


@dataclass(frozen=True)
class OneBond:
    """A bond by its folder, and the entries by which it is known under an earlier name.

    ``ids`` are its entries, ``others`` those of each other bond there is.
    """

    folder: str
    ids: frozenset[str] = frozenset()
    others: tuple[frozenset[str], ...] = ()
    doubt: ClassVar = "unnamed"

    @property
    def name(self) -> str:
        """What the person calls it."""
        return self.folder

    def changes(self, files: Files) -> Changes:
        """What files become without it; the bond in hand is then no longer this one."""
        folders = {bond for bond, ids in bonds_in(files).items() if self._is_it(bond, ids)}
        gone: Changes = {path: None for path, place, _ in placed(files) if place.bond in folders}
        return gone | _bond_in_hand(files, folders)

    def unsure(self, files: Files) -> list[tuple[str, int]]:
        """Drafts of a bond without a name and without entries: it may have become this one."""
        if self.folder == UNNAMED or bonds_in(files).get(UNNAMED):
            return []
        return [(path, 0) for path, place, _ in placed(files) if place.bond == UNNAMED]

    def _is_it(self, bond: str, ids: set[str]) -> bool:
        """Whether it was this one: by its entries, and where they do not tell, by its name."""
        shared = len(ids & self.ids)
        with_another = max((len(ids & other) for other in self.others), default=0)
        return shared > with_another or (shared == with_another and bond == self.folder)


def _filled(cells: dict[str, str]) -> str:
    """The answers among cells, those that were skipped left out."""
    answers = {name: cell for name, cell in cells.items() if cell and name not in _NO_ANSWERS}
    return json.dumps(answers, sort_keys=True)


def _bond_in_hand(files: Files, folders: set[str]) -> Changes:
    """The settings, where they say that one of these bonds is in hand."""
    changed: Changes = {}
    for path, content in files.items():
        chosen = _table(content) if within_data(path) == PurePosixPath(SETTINGS) else {}
        if str(chosen.get("bond")) in folders:
            text = json.dumps(chosen | {"bond": ""}, indent=1, ensure_ascii=False) + "\n"
            changed[path] = text.encode("utf-8")
    return changed


def _descriptions(files: Files, changed: Changes) -> Changes:
    """Each bond’s description without the files that are gone; none where it has no others."""
    described: Changes = {}
    for path, place, content in placed(files):
        if (place.part, place.name) == ("", packages.NAME):
            folder = path.removesuffix(packages.NAME)
            described |= _description(path, _table(content), folder, changed)
    return described


def _description(path: str, package: dict[str, Any], folder: str, changed: Changes) -> Changes:
    told = package.get("resources", [])
    try:
        left = [one for one in told if changed.get(f"{folder}{one['path']}", b"") is not None]
    except (KeyError, TypeError):  # a description that somebody wrote by hand
        left = told
    if left == told:
        return {}
    text = json.dumps(package | {"resources": left}, ensure_ascii=False, indent=2) + "\n"
    return {path: text.encode("utf-8") if left else None}


def _table(content: bytes) -> dict[str, Any]:
    try:
        read = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}
