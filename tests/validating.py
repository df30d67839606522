"""Every home that a test made is what its ``datapackage.json`` says it is: frictionless is asked.

A test that damages files on purpose says so with ``@pytest.mark.damaged``.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbook.store import packages
from workbook.store.home import Home

_sound: set[str] = set()
"The fingerprints of the folders that were found sound: tests make many that are alike."


def check(home: Home, request: pytest.FixtureRequest) -> None:
    """Fails a test that left a home which is not as it is described."""
    found = [] if request.node.get_closest_marker("damaged") else list(faults(home))
    if found:
        pytest.fail("\n".join(["what the test left is not as it is described:", *found]))


def faults(home: Home) -> Iterator[str]:
    """What is wrong with the files of each bond, by their own description."""
    for described in sorted(home.data.glob(f"*/{packages.NAME}")):
        fingerprint = _fingerprint(described.parent)
        if fingerprint not in _sound:
            found = list(_faults(described))
            yield from found
            if not found:
                _sound.add(fingerprint)


def _faults(described: Path) -> Iterator[str]:
    from frictionless import Package

    folder = described.parent
    package = Package(str(described))
    there = {path.relative_to(folder).as_posix() for path in _tables(folder)}
    for path in sorted(there - {resource.path for resource in package.resources}):
        yield f"{folder / path} is not described"
    report = package.validate()
    for name, row, column, message in report.flatten(["name", "rowNumber", "fieldName", "message"]):
        yield f"{folder} {name} {row} {column}: {message}"


def _tables(folder: Path) -> list[Path]:
    return sorted([*folder.glob("*.csv"), *folder.glob("earlier/*.csv")])


def _fingerprint(folder: Path) -> str:
    made = hashlib.sha256()
    for path in (folder / packages.NAME, *_tables(folder)):
        content = path.read_bytes()
        made.update(f"{path.relative_to(folder)} {len(content)} ".encode() + content)
    return made.hexdigest()
