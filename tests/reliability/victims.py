"""Everything that is written while one works, as a victim of kills: it writes, turn by turn.

A victim yields the name of each turn only after its write has returned; ``kept`` looks at what is
on the disk and says which of the acknowledged turns are still there.
"""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

from tests.samples import DAY, exercise
from workbook.store import bonds, drafts, durable, entries, keeping, settings
from workbook.store.home import Home
from workbook.store.sheets import parse


def order(turn: str) -> tuple[int, ...]:
    """Turns by the time they were written."""
    return tuple(int(part) for part in turn.split("."))


def one() -> Any:
    return exercise("all.one")


def words_of(number: int, turn: int) -> str:
    return f"{number}.{turn} " + '"words",\r\n' * 50


def saved(folder: Path) -> list[str]:
    loaded = entries.load(folder, one())
    assert loaded.set_aside == [], loaded.set_aside
    return [entry.answers["words"].split()[0] for entry in loaded.entries]


def replaced(folder: Path) -> list[str]:
    path = folder / "earlier" / "all.one.csv"
    sheet = parse(path.read_bytes() if path.exists() else b"", (*entries.FIXED, "replaced_at"))
    assert sheet.set_aside == [], sheet.set_aside
    return [row["words"].split()[0] for row in sheet.rows]


class Saves:
    """Each write is a new entry."""

    def __init__(self, home: Home) -> None:
        self.home, self.folder = home, home.data / "me"

    def writes(self, number: int) -> Iterator[str]:
        for turn in count():
            keeping.save(self.home, "me", one(), {"words": words_of(number, turn)}, DAY)
            yield f"{number}.{turn}"

    def kept(self, _: list[str]) -> list[str]:
        return saved(self.folder)

    def save_once_more(self) -> None:
        """What one does next; it clears away what the killed ones left."""
        keeping.save(self.home, bonds.current(self.home), one(), {"words": "the next"}, DAY)


class Edits(Saves):
    """Each write is a change of the one entry there is."""

    def writes(self, number: int) -> Iterator[str]:
        there = entries.load(self.folder, one()).entries
        opened = there[0] if there else None
        for turn in count():
            answers = {"words": words_of(number, turn)}
            opened = keeping.save(self.home, "me", one(), answers, DAY, opened)[1]
            yield f"{number}.{turn}"

    def kept(self, _: list[str]) -> list[str]:
        current, earlier = saved(self.folder), replaced(self.folder)
        assert len(current) <= 1, current
        assert len(set(earlier)) == len(earlier), "an earlier version stands twice"
        return current + earlier


class Drafts(Saves):
    """Each write is a draft in place of the one before; only the newest has to be there."""

    def writes(self, number: int) -> Iterator[str]:
        for turn in count():
            folder = bonds.folder_to_write(self.home, "me")
            drafts.keep(folder, one(), "w", DAY, {"words": words_of(number, turn)}, "")
            yield f"{number}.{turn}"

    def kept(self, acknowledged: list[str]) -> list[str]:
        there = list((self.folder / "drafts").glob("*.json"))
        read = drafts.waiting(self.folder, one())
        assert len(there) == len(read) == min(1, len(acknowledged) or len(there)), there
        newest = order(read[0].answers["words"].split()[0]) if read else (-1, -1)
        return [turn for turn in acknowledged if order(turn) <= newest]


class Names(Saves):
    """Each write gives the bond another name, so that its folder moves."""

    def writes(self, number: int) -> Iterator[str]:
        naming = exercise("welcome.bond")
        bond = bonds.current(self.home)
        there = entries.load(bonds.folder(self.home, bond), naming).entries
        opened = there[-1] if there else None
        for turn in count():
            answers = {"alias": f"Rain {number}.{turn}"}
            bond, opened = keeping.save(self.home, bond, naming, answers, DAY, opened)
            yield f"{number}.{turn}"

    def kept(self, acknowledged: list[str]) -> list[str]:
        there = [path for path in self.home.data.glob("*") if path.is_dir()]
        assert len(there) <= 1, there
        bond = bonds.current(self.home)
        assert not there or bond == there[0].name, (bond, there)
        name = bonds.reader(self.home, bond).name.removeprefix("Rain ")
        return [turn for turn in acknowledged if order(turn) <= order(name or "-1.-1")]


class TakenOut(Saves):
    """Each write is a new entry that is then taken out again."""

    def writes(self, number: int) -> Iterator[str]:
        for turn in count():
            answers = {"words": words_of(number, turn)}
            _, entry = keeping.save(self.home, "me", one(), answers, DAY)
            keeping.take_back(self.home, "me", one(), entry.id)
            yield f"{number}.{turn}"

    def kept(self, acknowledged: list[str]) -> list[str]:
        current, earlier = saved(self.folder), replaced(self.folder)
        assert not set(current) & set(acknowledged), "what was taken out is back"
        return current + earlier


class Choices(Saves):
    """Each write is a choice about the workbook; only the newest has to be there."""

    def writes(self, number: int) -> Iterator[str]:
        for turn in count():
            durable.make_folder(self.home.root)
            with durable.locked(self.home.data):
                settings.change(self.home, language=f"{number}.{turn}", paused=bool(turn % 2))
            yield f"{number}.{turn}"

    def kept(self, acknowledged: list[str]) -> list[str]:
        newest = order(settings.read(self.home).language or "-1.-1")
        return [turn for turn in acknowledged if order(turn) <= newest]


VICTIMS: dict[str, Callable[[Home], Saves]] = {
    "saves": Saves, "edits": Edits, "drafts": Drafts, "names": Names, "taken out": TakenOut,
    "choices": Choices,
}  # fmt: skip


VICTIMS: dict[str, Callable[[Home], Saves]] = {
    "saves": Saves, "edits": Edits, "drafts": Drafts, "names": Names, "taken out": TakenOut,
    "choices": Choices,
}  # fmt: skip
