"""The documents speak of things that are there."""

import re
import tomllib
from pathlib import Path

import pytest

import workbook as wb
from workbook import words
from workbook.content.model import Exercise
from workbook.content.reading import read_once
from workbook.launcher.commands import main

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "data" / "README.md"])
NAMES = [path.relative_to(ROOT).as_posix() for path in DOCUMENTS]


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _cards(language: str) -> dict[str, Exercise]:
    return {one.id: one for one in read_once(language).all_exercises}


def _makes() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", _text("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_to_a_file(name: str) -> None:
    links = re.findall(r"\]\(([^)#]+)\)|src=\"([^\"]+)\"", _text(name))
    for link in (one or other for one, other in links):
        if not link.startswith("http"):
            assert (ROOT / name).parent.joinpath(link).exists(), link


@pytest.mark.parametrize("name", NAMES)
def test_every_command_and_make_target_exists(name: str) -> None:
    text = _text(name)
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL))
    said = blocks + "\n".join(re.findall(r"`([^`\n]+)`", text))
    for command in re.findall(r"(?:^|/|\s)workbook ([a-z][a-z-]*)", said):
        assert command in main.commands, command
    for target in re.findall(r"^make ([a-z-]+)", said, re.MULTILINE):
        assert target in _makes(), target


@pytest.mark.parametrize("name", NAMES)
def test_every_python_name_exists(name: str) -> None:
    for called in re.findall(r"wb\.([a-z_]+)", _text(name)):
        assert called in wb.__all__, called


@pytest.mark.parametrize("name", NAMES)
def test_every_file_that_is_named_exists(name: str) -> None:
    for path in re.findall(r"`((?:tests|workbook|docs|deploy|benchmarks)/[\w./-]+)`", _text(name)):
        assert (ROOT / path).exists(), path


def test_every_dependency_has_its_reason_and_nothing_else_has_one() -> None:
    project = tomllib.loads(_text("pyproject.toml"))["project"]
    extras = [one for extra in project["optional-dependencies"].values() for one in extra]
    names = {re.split(r"[<>=[]", one)[0] for one in [*project["dependencies"], *extras]}
    names -= {project["name"]}  # an extra may take another one in
    told = re.findall(r"^\| (`[^|]+`) \|", _text("docs/dependencies.md"), re.MULTILINE)
    assert {name for cell in told for name in re.findall(r"`([^`]+)`", cell)} == names


def test_what_ci_runs_is_what_the_readme_says() -> None:
    assert "exec make test" in _text(".ci/run")
    assert "```sh\nmake test\n```" in _text("README.md")


def test_every_command_is_in_the_readme() -> None:
    for command in main.commands:
        assert f"`workbook {command}" in _text("README.md"), command


def test_every_source_of_an_evidence_card_is_among_the_sources() -> None:
    told = _text("docs/sources.md").replace("*", "")
    for exercise in _cards(words.FALLBACK).values():
        for source in exercise.evidence.sources:
            assert source in told, f"{exercise.id}: {source}"


@pytest.mark.parametrize("language", words.languages()[1:])
def test_a_translated_card_names_the_same_sources(language: str) -> None:
    english = _cards(words.FALLBACK)
    for exercise in _cards(language).values():
        own, theirs = exercise.evidence.sources, english[exercise.id].evidence.sources
        assert [re.findall(r"\w*\d+", one) for one in own] == [
            re.findall(r"\w*\d+", one) for one in theirs
        ], exercise.id


def test_every_study_among_the_sources_is_used() -> None:
    cards = [exercise.evidence.sources for exercise in _cards(words.FALLBACK).values()]
    studies = _text("docs/sources.md").split("## Studies")[1].split("## Methods")[0]
    for line in re.findall(r"^- (.+)$", studies.replace("*", ""), re.MULTILINE):
        assert any(source in line for sources in cards for source in sources), line
