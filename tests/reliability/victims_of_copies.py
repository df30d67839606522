"""What leaves the answers and comes back, as a victim of kills; see ``victims``."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import time_machine

from tests.reliability.victims import Saves, one, saved, words_of
from tests.samples import DAY
from workbook.store import durable, entries, keeping, migrations, packages, setting_aside
from workbook.store.copies.erase import erasing
from workbook.store.copies.exchange import exports, imports
from workbook.store.copies.snapshots import restoring, snapshots
from workbook.store.home import Home
from workbook.store.sheets import parse

NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)


def turns_in(content: bytes) -> set[str]:
    """The turns whose words stand in a file of answers."""
    sheet = parse(content, entries.FIXED)
    assert sheet.set_aside == [], sheet.set_aside
    return {row["words"].split()[0] for row in sheet.rows}


def turns_in_snapshots(home: Home) -> list[set[str]]:
    """The same for each snapshot, oldest first; every one has to be readable."""
    held = [snapshots.contents(one) for one in snapshots.all_of(home)]
    return [turns_in(files.get("data/me/all.one.csv", b"")) for files in held]


class Days(Saves):
    """Each write is an entry on a day of its own; so a snapshot comes first, and old ones go."""

    def writes(self, number: int) -> Iterator[str]:
        for turn in count():
            with time_machine.travel(NOON + timedelta(days=20 * number + turn), tick=False):
                keeping.save(self.home, "me", one(), {"words": words_of(number, turn)}, DAY)
            yield f"{number}.{turn}"

    def kept(self, acknowledged: list[str]) -> list[str]:
        held = turns_in_snapshots(self.home)
        assert len(held) <= 24, "old snapshots do not go"
        assert len(acknowledged) < 2 or set(acknowledged[:-1]) & held[-1], "no new snapshot"
        return saved(self.folder)


class Snapshots(Saves):
    """Each write is an entry, and a snapshot of it."""

    def writes(self, number: int) -> Iterator[str]:
        for turn in count():
            keeping.save(self.home, "me", one(), {"words": words_of(number, turn)}, DAY)
            snapshots.take(self.home)
            yield f"{number}.{turn}"

    def kept(self, acknowledged: list[str]) -> list[str]:
        held = turns_in_snapshots(self.home)
        there = set(saved(self.folder))
        return [turn for turn in acknowledged if turn in there and turn in held[-1]]


class Restores(Saves):
    """Each write is an entry, and then the first snapshot is put back in its place."""

    def writes(self, number: int) -> Iterator[str]:
        if not snapshots.all_of(self.home):
            keeping.save(self.home, "me", one(), {"words": "-1.0 the first"}, DAY)
            snapshots.take(self.home)
        for turn in count():
            keeping.save(self.home, "me", one(), {"words": words_of(number, turn)}, DAY)
            restoring.restore(self.home, snapshots.all_of(self.home)[0])
            yield f"{number}.{turn}"

    def kept(self, acknowledged: list[str]) -> list[str]:
        if self.home.data.exists():
            with keeping.in_hand(self.home):  # as the next save does
                pass
        return [*saved(self.folder), *set().union(*turns_in_snapshots(self.home))]


class Imports(Saves):
    """Each write is an entry in another home, which is taken out there and brought in here."""

    def writes(self, number: int) -> Iterator[str]:
        other, out = self._other, self._out
        other.root.mkdir(exist_ok=True)
        for turn in count():
            keeping.save(other, "me", one(), {"words": words_of(number, turn)}, DAY)
            exports.write(other, out, replace=True)
            imports.carry_out(self.home, exports.read(out))
            yield f"{number}.{turn}"

    def kept(self, acknowledged: list[str]) -> list[str]:
        if self._out.exists():
            held = exports.read(self._out).files["data/me/all.one.csv"]
            assert set(acknowledged) <= turns_in(held)
        return saved(self.folder)

    def save_once_more(self) -> None:
        super().save_once_more()
        keeping.save(self._other, "me", one(), {"words": "the next"}, DAY)

    @property
    def _other(self) -> Home:
        return Home(self.home.root.with_name(f"{self.home.root.name}-other"))

    @property
    def _out(self) -> Path:
        return self._other.root / "out.zip"


class Erasures(Saves):
    """Each write is two entries, in a snapshot too, of which one is then erased."""

    def writes(self, number: int) -> Iterator[str]:
        for turn in count():
            name = f"{number}.{turn}"
            secret = {"words": f"secret-{name}- is erased"}
            _, entry = keeping.save(self.home, "me", one(), secret, DAY)
            keeping.save(self.home, "me", one(), {"words": f"{name} stays"}, DAY)
            if turn == 0:
                snapshots.take(self.home)
            erasing.erase(self.home, erasing.plan_entry(self.home, entry.id).wanted)
            yield name

    def kept(self, acknowledged: list[str]) -> list[str]:
        held = [*self._everything(), *map(_joined, snapshots.all_of(self.home))]
        for content in held:
            for name in acknowledged:
                assert f"secret-{name}-".encode() not in content, f"{name} is still there"
        return saved(self.folder)

    def _everything(self) -> list[bytes]:
        return [path.read_bytes() for path in self.home.root.rglob("*") if path.is_file()]


def _joined(snapshot: snapshots.Snapshot) -> bytes:
    return b"".join(snapshots.contents(snapshot).values())


class Migrations(Saves):
    """Each write is an entry in files of the first format, which are then brought up to date."""

    def writes(self, number: int) -> Iterator[str]:
        for turn in count():
            keeping.save(self.home, "me", one(), {"words": words_of(number, turn)}, DAY)
            with durable.locked(self.home.data):
                durable.remove(self.home.data / migrations.RECORD)
                durable.write(self.folder / packages.NAME, b"{}")
                migrations.bring_up_to_date(self.home.data)
            yield f"{number}.{turn}"

    def kept(self, acknowledged: list[str]) -> list[str]:
        for path in (self.home.data / migrations.RECORD, self.folder / packages.NAME):
            if path.exists():
                json.loads(path.read_bytes())
        return saved(self.folder)


class Damages(Saves):
    """Each write is an entry in a file that got a torn line, which is set aside."""

    def writes(self, number: int) -> Iterator[str]:
        if not entries.path_of(self.folder, one()).exists():
            keeping.save(self.home, "me", one(), {"words": "-1.0 the first"}, DAY)
        for turn in count():
            name = f"{number}.{turn}"
            with entries.path_of(self.folder, one()).open("ab", buffering=0) as file:
                file.write(f'torn-{name}-,"\r\n'.encode())
            keeping.save(self.home, "me", one(), {"words": f"{name} is new"}, DAY)
            yield name

    def kept(self, acknowledged: list[str]) -> list[str]:
        listed = {line.text.strip() for line in setting_aside.listed(self.folder)}
        there = [one.answers["words"].split()[0] for one in self._entries()]
        assert len(set(there)) == len(there)
        return [name for name in there if any(f"torn-{name}-" in text for text in listed)]

    def _entries(self) -> list[entries.Entry]:
        return entries.load(self.folder, one()).entries


VICTIMS: dict[str, Callable[[Home], Saves]] = {
    "days": Days, "snapshots": Snapshots, "restores": Restores, "imports": Imports,
    "erasures": Erasures, "migrations": Migrations, "damages": Damages,
}  # fmt: skip
