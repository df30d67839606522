"""What a command says fits a terminal, and stays whole in a pipe."""

import sys

import pytest

from workbook.launcher.commands import telling

LONG = "Some words that are put one after the other, and “workbook restore yesterday” among them. "


@pytest.mark.parametrize("err", [False, True])
def test_in_a_terminal_no_line_is_too_long_and_no_command_is_broken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, err: bool
) -> None:
    monkeypatch.setattr(sys.stderr if err else sys.stdout, "isatty", lambda: True)
    telling.tell("First.\n\n" + LONG * 5, indent="    ", err=err)
    shown = capsys.readouterr()
    lines = (shown.err if err else shown.out).splitlines()
    assert lines[:2] == ["First.", "    "]
    assert all(len(line) <= telling.WIDTH + 4 for line in lines)
    assert sum("“workbook restore yesterday”" in line for line in lines) == 5


def test_in_a_pipe_a_paragraph_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    telling.tell(LONG * 5)
    assert capsys.readouterr().out == LONG * 5 + "\n"


def test_columns_stand_below_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    telling.tell_columns([("one", "1"), ("three", "3")])
    telling.tell_columns([])
    assert capsys.readouterr().out == "  one     1\n  three   3\n"
