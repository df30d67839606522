"""``workbook doctor`` about the program itself: its parts, its age, its helplines."""

import importlib.metadata
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from workbook.launcher.health import program
from workbook.launcher.health.findings import State
from workbook.words import found


def test_helplines_that_have_grown_old_are_wrong() -> None:
    checked = found("helplines.checked")
    (fresh,) = program.helplines(checked + timedelta(days=364))
    (old,) = program.helplines(checked + timedelta(days=366))
    assert fresh.state is State.FINE
    assert old.state is State.WRONG
    assert old.cure


def test_what_the_program_needs_is_what_its_own_package_says() -> None:
    (finding,) = program.parts()
    assert finding.state is State.FINE
    assert "29" not in finding.what, "what only tests need is not counted"


@contextmanager
def versions(monkeypatch: pytest.MonkeyPatch, **there: str) -> Any:
    """With other versions installed; an empty one is none."""
    real = importlib.metadata.version

    def version(name: str) -> str:
        if there.get(name) == "":
            raise importlib.metadata.PackageNotFoundError
        return there.get(name) or real(name)

    with monkeypatch.context() as patch:
        patch.setattr(importlib.metadata, "version", version)
        yield


def test_a_part_that_is_missing_or_too_old_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with versions(monkeypatch, plotly="", pandas="1.5.3"):
        (finding,) = program.parts()
    assert finding.state is State.WRONG
    assert "plotly is missing" in finding.what
    assert "pandas 1.5.3" in finding.what
    assert ">=2.2" in finding.what
    assert "pip install" in finding.cure


def test_a_python_that_does_not_fit_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program.platform, "python_version", lambda: "3.10.2")
    first, _ = program.parts()
    assert first.state is State.WRONG
    assert "3.10.2" in first.what


def test_a_program_that_was_not_installed_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "PROGRAM", "there-is-no-such-program")
    (finding,) = program.parts()
    assert finding.state is State.NOTE
