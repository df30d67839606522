"""The files explain themselves without this program, and anybody's tool can check them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package
from frictionless import validate as check_by_frictionless

from tests.samples import DAY, TEXTS, blank, exercise, temporaries
from workbook.errors import NotSavedError
from workbook.store import durable, entries, keeping
from workbook.store.home import Home
from workbook.store.sheets import parse, render
from workbook.words import say

EVERYTHING: dict[str, Any] = {
    "in-one-line": "NA",
    "at-length": 'two\r\nlines, "quoted"; =1+1',
    "contact": "brief",
    "hopes": ["closeness", "closure"],
    "mood": 0,
    "closeness": 10,
    "since": date(2019, 2, 28),
    "feelings": {"lonely": 3, "hopeful": 1},
    "events": [
        {"what": 'he said "no"', "when": None, "weight": 7, "whose": "ours"},
        {"what": "x; y, z\n", "when": date(2020, 2, 29), "weight": None, "whose": None},
    ],
}


def package(folder: Path) -> Any:
    """The description of a folder, as data."""
    return json.loads((folder / "datapackage.json").read_text("utf-8"))


def fields(folder: Path, name: str) -> dict[str, Any]:
    """The described columns of one file, by name."""
    resource = next(one for one in package(folder)["resources"] if one["name"] == name)
    return {field["name"]: field for field in resource["schema"]["fields"]}


def faults(folder: Path) -> list[tuple[str, Any]]:
    """What frictionless finds wrong: the kind of fault and the field."""
    report = check_by_frictionless(str(folder / "datapackage.json"))
    found = report.flatten(["type", "fieldName", "note"])
    return [(kind, name) for kind, name, _ in found]


@pytest.fixture
def full(home: Home, folder: Path) -> Path:
    """A folder with every kind of question answered, and with changed entries."""
    _, entry = keeping.save(home, "me", exercise(), blank(**EVERYTHING), DAY)
    keeping.save(home, "me", exercise(), blank(**EVERYTHING | {"mood": 5}), DAY, entry)
    keeping.save(home, "me", exercise(), blank(mood=3), DAY)
    for text in TEXTS:
        keeping.save(home, "me", exercise("all.one"), {"words": text}, DAY)
    keeping.save(home, "me", exercise("checkin"), {"mood": 10, "note": "\U0001f642"}, DAY)
    return folder


def test_frictionless_finds_no_fault_in_a_home_with_every_kind_of_question(full: Path) -> None:
    assert (full / "all.kinds.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert faults(full) == []


def test_frictionless_reads_the_answers_that_were_written(full: Path) -> None:
    table = Package(str(full / "datapackage.json")).get_resource("all.kinds").read_rows()
    row = table[0].to_dict()
    assert [row[name] for name in ("in-one-line", "at-length", "contact", "mood", "since")] == [
        "NA", 'two\r\nlines, "quoted"; =1+1', "brief", 5, date(2019, 2, 28),
    ]  # fmt: skip
    assert row["hopes"] == "closeness; closure"
    assert row["feelings"] == "lonely:3; hopeful:1"
    assert row["events"][0]["what"] == 'he said "no"'
    assert table[1].to_dict()["contact"] is None


WRONG = {
    "mood": "11",
    "closeness": "-1",
    "contact": "never",
    "hopes": "closeness; war",
    "since": "28.02.2019",
    "feelings": "lonely:4",
    "events": "not a list",
    "on": "3 May",
    "saved_at": "yesterday",
}


@pytest.mark.damaged
@pytest.mark.parametrize("column", WRONG)
def test_frictionless_catches_an_answer_that_does_not_fit(full: Path, column: str) -> None:
    path = full / "all.kinds.csv"
    sheet = parse(path.read_bytes())
    sheet.rows[1][column] = WRONG[column]
    path.write_bytes(render(sheet.header, sheet.rows))
    assert [name for _, name in faults(full)] == [column]


@pytest.mark.damaged
def test_frictionless_catches_an_id_that_stands_twice(full: Path) -> None:
    path = full / "all.one.csv"
    sheet = parse(path.read_bytes())
    path.write_bytes(render(sheet.header, [*sheet.rows, sheet.rows[0]]))
    assert [kind for kind, _ in faults(full)] == ["primary-key"]


def test_the_description_is_as_the_contract_says(home: Home, folder: Path) -> None:
    _, entry = keeping.save(home, "me", exercise("all.one"), {"words": "first"}, DAY)
    keeping.save(home, "me", exercise("all.one"), {"words": "second"}, DAY, entry)
    path = folder / "datapackage.json"
    described = package(folder)
    assert path.read_text("utf-8") == json.dumps(described, ensure_ascii=False, indent=2) + "\n"
    of_entries, of_earlier = described.pop("resources")
    assert described == {
        "profile": "tabular-data-package",
        "name": "workbook-answers",
        "title": say("interface.package.title"),
        "description": say("interface.package.description"),
        "workbook": {"format": 2},
    }
    assert [field["name"] for field in of_earlier["schema"].pop("fields")][-1] == "replaced_at"
    assert [field["type"] for field in of_entries["schema"].pop("fields")] == [
        "string", "date", "datetime", "string",
    ]  # fmt: skip
    assert of_entries == {
        "name": "all.one",
        "path": "all.one.csv",
        "profile": "tabular-data-resource",
        "title": "One thing",
        "description": "One answer, changed over time.",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {
            "delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n",
        },
        "schema": {"missingValues": [""], "primaryKey": ["entry"]},
    }  # fmt: skip
    assert of_earlier == of_entries | {
        "name": "earlier.all.one",
        "path": "earlier/all.one.csv",
        "schema": {"missingValues": [""]},
    }


def test_every_file_and_every_column_is_described_in_words(full: Path) -> None:
    described = {one["path"]: one for one in package(full)["resources"]}
    there = {str(path.relative_to(full).as_posix()) for path in full.rglob("*.csv")}
    assert described.keys() == there
    assert "earlier/all.kinds.csv" in there
    for path, resource in described.items():
        columns = parse((full / path).read_bytes()).header
        assert [field["name"] for field in resource["schema"]["fields"]] == columns
        assert all(field["description"] for field in resource["schema"]["fields"])
        assert resource["title"]
        assert resource["description"]


def test_ids_and_numbers_are_explained(full: Path) -> None:
    about = {name: one["description"] for name, one in fields(full, "all.kinds").items()}
    assert about["mood"] == "How is your mood? 0 = very low; 10 = very good"
    assert "brief = A few words with this person" in about["contact"]
    assert "closure = Closure" in about["hopes"]
    assert "left-out = left out" in about["feelings"]
    assert "3 = strongly" in about["feelings"]
    assert "whose = Whose" in about["events"]
    assert about["at-length"] == "What would you tell this person? As long as you like."


def test_no_answer_and_no_name_stands_in_the_description(home: Home, full: Path) -> None:
    bond, _ = keeping.save(home, "me", exercise("welcome.bond"), {"alias": "Secretname"}, DAY)
    text = (home.data / bond / "datapackage.json").read_text("utf-8")
    assert "ecretname" not in text
    assert "he said" not in text


def test_columns_of_another_version_are_described_too_and_pass(home: Home, folder: Path) -> None:
    row = {"entry": "20250101T120000000-abcdef", "colour": "blue", "on": "2025-01-01",
           "saved_at": "2025-01-01T12:00:00Z", "words": "old"}  # fmt: skip
    (folder / "all.one.csv").write_bytes(render(list(row), [row]))
    entry = entries.load(folder, exercise("all.one")).entries[0]
    keeping.save(home, "me", exercise("all.one"), {"words": "changed"}, DAY, entry)
    assert fields(folder, "all.one")["colour"] == {"name": "colour", "type": "string"}
    assert faults(folder) == []


def test_a_column_whose_name_goes_over_two_lines_is_described_by_that_name(
    home: Home, folder: Path
) -> None:
    path = folder / "all.one.csv"
    path.write_bytes(render(["entry", "on", "saved_at", "words", "my\r\ncolour"], []))
    keeping.save(home, "me", exercise("all.one"), {"words": "new"}, DAY)
    assert "my\r\ncolour" in fields(folder, "all.one")


def test_the_description_is_only_written_when_it_changes(home: Home, folder: Path) -> None:
    keeping.save(home, "me", exercise("all.one"), {"words": "first"}, DAY)
    before = (folder / "datapackage.json").stat().st_ino
    keeping.save(home, "me", exercise("all.one"), {"words": "second"}, DAY)
    assert (folder / "datapackage.json").stat().st_ino == before
    keeping.save(home, "me", exercise("checkin"), {"mood": 3}, DAY)
    assert [one["name"] for one in package(folder)["resources"]] == ["all.one", "checkin"]


def test_words_that_are_kept_are_not_refused_for_want_of_a_description(
    home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = durable.write_together

    def full_for_descriptions(contents: dict[Path, bytes]) -> None:
        if any(path.name == "datapackage.json" for path in contents):
            raise NotSavedError(file="datapackage.json", reason="full", cure="")
        write(contents)

    monkeypatch.setattr(durable, "write_together", full_for_descriptions)
    _, entry = keeping.save(home, "me", exercise("all.one"), {"words": "kept"}, DAY)
    assert entries.load(folder, exercise("all.one")).entries == [entry]
    assert not (folder / "datapackage.json").exists()
    monkeypatch.undo()
    assert temporaries(home.root) == []


@pytest.mark.damaged
def test_nor_for_a_folder_in_its_place(home: Home, folder: Path) -> None:
    (folder / "datapackage.json").mkdir()
    _, entry = keeping.save(home, "me", exercise("all.one"), {"words": "kept"}, DAY)
    assert entries.load(folder, exercise("all.one")).entries == [entry]
    assert (folder / "datapackage.json").is_dir()


@pytest.mark.damaged
@pytest.mark.parametrize("content", [b"", b"entry,on,n\xf6te\r\n"])
def test_a_file_that_cannot_be_described_does_not_stop_the_others(
    home: Home, folder: Path, content: bytes
) -> None:
    (folder / "checkin.csv").write_bytes(content)
    keeping.save(home, "me", exercise("all.one"), {"words": "kept"}, DAY)
    assert [one["name"] for one in package(folder)["resources"]] == ["all.one"]
