"""The files of bonds by their paths: which bond, which exercise, which rows and ids."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from workbook.store import drafts, entries, migrations, packages, setting_aside
from workbook.store.sheets import parse

Files = Mapping[str, bytes]
"The bytes of each file, by a path such as ``data/mum/checkin.csv``."

Changes = dict[str, bytes | None]
"What files become; those that become nothing are removed."

SETTINGS = "settings.json"
PAGE = "README.md"
_OLDER = re.compile(r"before\.format-[0-9]+(?:/|\Z)")


@dataclass(frozen=True)
class Place:
    """Where a file of a bond lies: the bond’s folder, the part of it, and its name.

    ``older``: it is a copy, as the file was before it was brought to a newer format.
    """

    bond: str
    part: str
    name: str
    older: bool = False

    @property
    def exercise(self) -> str:
        """The exercise that rows or a draft are about."""
        name = self.name.removesuffix(".csv")
        return name.rpartition("~")[0] or name

    @property
    def about(self) -> tuple[str, str]:
        """The bond and the exercise."""
        return self.bond, self.exercise

    @property
    def has_rows(self) -> bool:
        """Whether it holds entries, or earlier versions of them."""
        return self.name.endswith(".csv") and self.part in {"", entries.EARLIER}

    @property
    def is_live(self) -> bool:
        """Whether it holds the entries themselves."""
        return self.name.endswith(".csv") and not self.part and not self.older


def within_data(path: str) -> PurePosixPath:
    """The path of a file in ``data/``, or of the file there that it is an older copy of."""
    parts = PurePosixPath(path).parts[1:]
    return PurePosixPath(*parts[1:] if _OLDER.match(parts[0]) else parts)


def place_of(path: str) -> Place | None:
    """Where a file lies, if it is one of a bond."""
    inner = within_data(path)
    if len(inner.parts) < 2:  # noqa: PLR2004 - settings.json is of no bond
        return None
    part = "/".join(inner.parts[1:-1])
    return Place(inner.parts[0], part, inner.name, older=bool(_OLDER.match(path[len("data/") :])))


def placed(files: Files) -> Iterator[tuple[str, Place, bytes]]:
    """The files that lie in the folder of a bond, and where."""
    for path, content in files.items():
        place = place_of(path)
        if place:
            yield path, place, content


def is_ours(path: str) -> bool:
    """Whether a file is of a kind that the workbook makes, so that all of it can be read."""
    place = place_of(path)
    if not place:
        return within_data(path).name in {SETTINGS, migrations.RECORD, PAGE}
    return place.part == drafts.FOLDER or place.name.endswith((".csv", packages.NAME))


def rows_in(files: Files) -> Iterator[tuple[Place, dict[str, str]]]:
    """Each version of each entry, with the place of the file it stands in."""
    for _, place, content in placed(files):
        if place.has_rows:
            for row in parse(content, ("entry",)).rows:
                yield place, row


def ids_in(files: Files) -> dict[tuple[str, str], set[str]]:
    """The ids of the entries of each bond and exercise, of earlier versions too."""
    found: dict[tuple[str, str], set[str]] = {}
    for place, row in rows_in(files):
        if row["entry"]:
            found.setdefault(place.about, set()).add(row["entry"])
    return found


def bonds_in(files: Files) -> dict[str, set[str]]:
    """The ids of each bond’s entries, by its folder."""
    known: dict[str, set[str]] = {place.bond: set() for _, place, _ in placed(files)}
    for (bond, _), ids in ids_in(files).items():
        known[bond] |= ids
    return known


@dataclass(frozen=True)
class Found:
    """What is to go, in numbers, and the first and last day it is about, as ``YYYY-MM-DD``.

    ``copies`` are those of files before they were mended or brought to a newer format, ``others``
    are files that the workbook did not make.
    """

    entries: int = 0
    versions: int = 0
    drafts: int = 0
    copies: int = 0
    others: int = 0
    first: str = ""
    last: str = ""


def lost(files: Files, changes: Changes) -> Found:
    """What goes when files become what ``changes`` says."""
    count: Counter[str] = Counter()
    days: list[str] = []
    for path, place, content in placed({path: files[path] for path in changes}):
        if place.has_rows and not place.older:
            gone = _days(content) - _days(changes[path] or b"")
            count[place.part] += gone.total()
            days += gone.elements()
        else:
            count[_kind_of(place)] += 1
    return Found(
        entries=count[""],
        versions=count[entries.EARLIER],
        drafts=count[drafts.FOLDER],
        copies=count[setting_aside.FOLDER],
        others=count["others"],
        first=min(days, default=""),
        last=max(days, default=""),
    )


def _kind_of(place: Place) -> str:
    if place.name == packages.NAME:
        return packages.NAME
    if place.older:
        return setting_aside.FOLDER
    return place.part if place.part in {drafts.FOLDER, setting_aside.FOLDER} else "others"


def _days(rows: bytes) -> Counter[str]:
    return Counter(row["on"] for row in parse(rows, ("entry", "on")).rows)
