"""Bonds: one relationship each, with a private alias and one folder of answers."""

import os
import re
import unicodedata
from pathlib import Path

from workbook.content.reading import content
from workbook.content.wording import Reader
from workbook.content.words import say
from workbook.errors import BondNameError, BondTakenError, UnknownBondError
from workbook.store import durable, entries, settings
from workbook.store.home import Home

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
    plain = unicodedata.normalize("NFKC", alias).casefold()
    name = re.sub(r"[\W_]+", "-", plain).strip("-")[:_LONGEST].strip("-")
    if not name:
        raise BondNameError(name=alias)
    return f"{name}-1" if name in _TAKEN else name


def known(home: Home) -> list[str]:
    """The folders of the bonds there are, the unnamed one included, by name."""
    if not home.data.is_dir():
        return []
    return sorted(p.name for p in home.data.iterdir() if p.is_dir() and p.name[0] != ".")


def current(home: Home) -> str:
    """The bond in hand: ``WORKBOOK_BOND``, else the one last named, else the unnamed one."""
    asked = os.environ.get("WORKBOOK_BOND")
    if asked:
        return find(home, asked)
    chosen = settings.read(home).bond
    there = known(home)
    if chosen in there:
        return chosen
    named = [bond for bond in there if bond != UNNAMED]
    return named[0] if len(named) == 1 else UNNAMED


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


def folder(home: Home, bond: str) -> Path:
    """The folder of a bond."""
    return home.data / bond


def folder_to_write(home: Home, bond: str) -> Path:
    """The folder of a bond, made if it is the unnamed one and not there yet."""
    with durable.refused(home.data):
        home.root.mkdir(parents=True, exist_ok=True)
    durable.make_folder(home.data)
    if bond == UNNAMED:
        durable.make_folder(folder(home, bond))
    return folder(home, bond)


def claim(home: Home, bond: str, alias: str) -> str:
    """The folder that ``alias`` gives, if it is this bond's or free; raises ``BondTakenError``."""
    name = folder_name(alias)
    if name != bond and (home.data / name).exists():
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
