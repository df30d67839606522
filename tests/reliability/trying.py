"""Reads mutated files, and saves into them, and says what went wrong.

``python -m tests.reliability.trying PLACE COUNT SEED`` prints its report as JSON.
"""

import json
import os
import sys
from pathlib import Path
from random import Random
from typing import Any

from tests.reliability.mutating import Mutation, Table, mutated, table
from tests.samples import DAY, use_content
from workbook.errors import WorkbookError
from workbook.store import entries, keeping
from workbook.store.home import Home
from workbook.store.sheets import parse, render

EXERCISES = ("all.one", "all.kinds", "checkin", "welcome.bond")
NEW = {"all.one": {"words": "new"}, "all.kinds": {"in-one-line": "new"}, "checkin": {"note": "new"},
       "welcome.bond": {"alias": "me too"}}  # fmt: skip


def main(place: str, count: str, seed: str) -> None:
    """Tries so many mutated files, and reports."""
    use_content(Path(place) / "content")
    os.environ["WORKBOOK_SNAPSHOTS"] = str(Path(place) / "snapshots")
    os.fsync = lambda _: None  # no power cut comes: this is about what is in the files
    report: dict[str, Any] = {"files": 0, "rows": 0, "saved": 0, "refused": 0, "faults": []}
    for number in range(int(count)):
        home = Home(Path(place) / "homes" / str(number))
        fault = try_one(home, Random(f"{seed} {number}"), report)
        if fault:
            report["faults"].append(f"{number}: {fault}")
    print(json.dumps(report))


def try_one(home: Home, chance: Random, report: dict[str, Any]) -> str:
    """What went wrong with one mutated file; nothing where all is well."""
    home.root.mkdir(parents=True)
    given = table(home.data / "me", chance.choice(EXERCISES), chance)
    mutation = mutated(given, chance)
    report["files"] += 1
    try:
        return _tried(home, given, mutation, report)
    except Exception as error:  # noqa: BLE001 - no fault may reach the person, whatever it is
        return f"{mutation.what}: {type(error).__name__}: {error}"


def _tried(home: Home, given: Table, mutation: Mutation, report: dict[str, Any]) -> str:
    path = entries.path_of(home.data / "me", given.exercise)
    path.write_bytes(mutation.content)
    before = _answers(home, given)
    expected = {} if -1 in mutation.touched else _untouched(given, mutation)
    report["rows"] += len(expected)
    fault = _differs(expected, before)
    if fault:
        return f"{mutation.what}: as it was read: {fault}"
    try:
        _, entry = keeping.save(home, "me", given.exercise, NEW[given.exercise.id], DAY)
    except WorkbookError as refusal:
        report["refused"] += 1
        same = path.read_bytes() == mutation.content
        return "" if same else f"{mutation.what}: refused, and changed: {refusal}"
    report["saved"] += 1
    return _after_saving(home, given, mutation, {**before, entry.id: (DAY, entry.answers)})


def _after_saving(home: Home, given: Table, mutation: Mutation, expected: dict[str, Any]) -> str:
    bond = next(iter(home.data.glob(f"*/{given.exercise.id}.csv"))).parent
    fault = _differs(expected, _answers(home, given, bond.name))
    if fault:
        return f"{mutation.what}: after saving: {fault}"
    written = entries.path_of(bond, given.exercise).read_bytes()
    if _only_grew(mutation.content, written) or _is_kept(home, mutation.content):
        return ""
    return f"{mutation.what}: written anew, and there is no copy of what it was"


def _only_grew(before: bytes, now: bytes) -> bool:
    """Whether a file as we write it has got rows and columns, and every cell stands as it was."""
    old, new = parse(before), parse(now)
    whole = not old.set_aside and render(old.header, old.rows) == before
    pairs = zip(old.rows, new.rows, strict=False)
    return (whole and all(was.items() <= row.items() for was, row in pairs)) or not before


def _answers(home: Home, given: Table, bond: str = "me") -> dict[str, Any]:
    loaded = entries.load(home.data / bond, given.exercise)
    return {entry.id: (entry.on, entry.answers) for entry in loaded.entries}


def _untouched(given: Table, mutation: Mutation) -> dict[str, Any]:
    return {
        entry.id: (entry.on, entry.answers)
        for number, entry in enumerate(given.saved)
        if number not in mutation.touched
    }


def _differs(expected: dict[str, Any], found: dict[str, Any]) -> str:
    for name, answers in expected.items():
        if found.get(name) != answers:
            return f"{name} is {found.get(name)!r} and was {answers!r}"
    return ""


def _is_kept(home: Home, content: bytes) -> bool:
    """Whether a file beside it holds, byte for byte, what it was."""
    return any(path.read_bytes() == content for path in home.root.rglob("*") if path.is_file())


if __name__ == "__main__":
    main(*sys.argv[1:])
