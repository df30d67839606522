"""Bonds: one relationship each, with a private alias and one folder of answers."""

import os
import re
import unicodedata
from contextlib import suppress
from pathlib import Path

from workbook.content.reading import content
from workbook.content.wording import Reader
from workbook.errors import BondNameError, BondTakenError, UnknownBondError
from workbook.store import drafts, durable, encrypted, entries, settings
from workbook.store.home import Home
from workbook.words import say

UNNAMED = "me"
"The folder of answers before a bond is named."

_LONGEST = 40
# Names that Windows keeps for devices, and those that are folders of ours.
_TAKEN = {"con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(10))} | {
    UNNAMED,
    "earlier",
    "drafts",
}


def folder_name(alias: str) -> str:
    """The folder that an alias gives: small letters and digits of any script, and hyphens.

    Raises ``BondNameError`` where nothing is left to name a folder by.
    """
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", alias).casefold())
    name = re.sub("-+", "-", _letters_and_digits(plain)).strip("-")[:_LONGEST].strip("-")
    if not name:
        raise BondNameError(name=alias)
    return f"{name}-1" if name in _TAKEN else name


def _letters_and_digits(text: str) -> str:
    """Other characters become hyphens; a mark that belongs to the letter before it stays."""
    kept = ""
    for character in text:
        kind = unicodedata.category(character)[0]
        kept += character if kind in "LN" or (kind == "M" and kept[-1:] not in ("", "-")) else "-"
    return kept


def known(home: Home) -> list[str]:
    """The folders of the bonds there are, the unnamed one included, by name.

    A folder that holds no answers and no drafts is somebody else's. Raises ``LockedError``, as
    does everything here that needs to know what there is.
    """
    encrypted.refuse_beside(home.data)
    if not home.data.is_dir():
        return []
    return sorted(place.name for place in home.data.iterdir() if _is_bond(place))


def _is_bond(place: Path) -> bool:
    if place.name.startswith(".") or place.is_symlink() or not place.is_dir():
        return False
    return (place / drafts.FOLDER).is_dir() or _holds_entries(place)


def _holds_entries(place: Path) -> bool:
    exercises = {f"{exercise.id}.csv" for exercise in content().all_exercises}
    return any(path.name in exercises for path in place.glob("*.csv"))


def current(home: Home) -> str:
    """The bond in hand: ``WORKBOOK_BOND``, else the one last named, else the unnamed one.

    Where it is not known which was named last, it is the one that was written to last.
    """
    asked = os.environ.get("WORKBOOK_BOND")
    if asked:
        return find(home, asked)
    there = known(home)
    chosen = settings.read(home).bond
    if chosen in there:
        return chosen
    named = [bond for bond in there if bond != UNNAMED]
    return max(named, key=lambda bond: (home.data / bond).stat().st_mtime, default=UNNAMED)


def find(home: Home, asked: str) -> str:
    """The bond meant by an alias or a folder name; raises ``UnknownBondError``."""
    there = known(home)
    if asked == UNNAMED or asked in there:
        return asked
    try:
        name = folder_name(asked) if "/" not in asked and "\\" not in asked else ""
    except BondNameError:
        name = ""
    if name in there:
        return name
    named = [bond for bond in there if bond != UNNAMED]
    words = say("interface.bonds.known", known=", ".join(named)) if named else ""
    raise UnknownBondError(name=asked, known=words or say("interface.bonds.none"))


def take_in_hand(home: Home, bond: str) -> None:
    """From now on it is this bond that everything is about, until another is chosen."""
    with durable.locked(home.data):
        settings.change(home, bond=bond)


def folder(home: Home, bond: str) -> Path:
    """The folder of a bond.

    Answers for the unnamed one go to the bond in hand, once it was named in another window.
    """
    encrypted.refuse_beside(home.data)
    if bond == UNNAMED and not _holds_entries(home.data / UNNAMED):
        chosen = settings.read(home).bond
        return home.data / (chosen if chosen in known(home) else UNNAMED)
    return home.data / bond


def folder_to_write(home: Home, bond: str) -> Path:
    """The folder of a bond, made if it is the unnamed one and not there yet.

    Home is made too, but not the folder it lies in: that may be a disk that is not connected.
    """
    encrypted.refuse_beside(home.data)
    durable.make_folder(home.root)
    durable.make_folder(home.data)
    place = folder(home, bond)
    if place.name == UNNAMED:
        durable.make_folder(place)
    return place


def claim(home: Home, bond: str, alias: str) -> str:
    """The folder that ``alias`` gives, if it is this bond's or free; raises ``BondTakenError``."""
    name = folder_name(alias)
    place = home.data / name
    if name != bond:
        durable.sweep(place)
        with suppress(OSError):  # an empty folder is what a killed save left
            place.rmdir()
        if os.path.lexists(place):
            raise BondTakenError(name=alias)
    return name


def rename(home: Home, bond: str, name: str) -> None:
    """Gives a bond's folder another name, with all that is in it."""
    if name != bond:
        with durable.refused(home.data / name):
            (home.data / bond).rename(home.data / name)


def reader(home: Home, bond: str) -> Reader:
    """Alias and kind of relationship, as last saved; empty where nothing is known."""
    exercise = content().exercise("welcome.bond")
    if not exercise:
        return Reader()
    saved = entries.load(folder(home, bond), exercise).entries
    answers = saved[-1].answers if saved else {}
    return Reader(answers.get("alias") or "", answers.get("relationship") or "")
