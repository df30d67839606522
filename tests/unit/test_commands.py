"""The ``workbook`` command as a person in a terminal meets it."""

import json
import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import workbook as wb
from tests.samples import files
from workbook.content.reading import content
from workbook.launcher import story
from workbook.launcher.commands import main
from workbook.store import bonds, durable, progress, settings
from workbook.store.home import Home
from workbook.words import found

ROOT = Path(__file__).parents[2]
COMMANDS = [
    "check-in",
    "demo",
    "doctor",
    "erase",
    "export",
    "import",
    "lock",
    "restore",
    "snapshot",
    "start",
    "status",
    "unlock",
]
POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")


def workbook(*words: str) -> Result:
    """What a command prints and its exit code, with standard output and error apart."""
    return CliRunner().invoke(main, list(words), prog_name="workbook")


def check_in(*more: str) -> Result:
    """A check-in with the two numbers given."""
    return workbook("check-in", "--mood", "6", "--closeness", "3", *more)


def refused(result: Result) -> str:
    """The one line in which a command says why it refused, and what to do."""
    assert result.exit_code == 1, result.output
    assert result.stdout == ""
    assert result.stderr.endswith("\n")
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stderr
    return result.stderr.strip()


def in_a_shell(*words: str, home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    kept = {k: v for k, v in os.environ.items() if k not in {"WORKBOOK_HOME", "WORKBOOK_BOND"}}
    return subprocess.run(
        [sys.executable, "-m", "workbook", *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=kept | {"WORKBOOK_HOME": str(home), "PYTHONPATH": str(ROOT)} | more,
        cwd=home.parent,
        check=False,
        timeout=60,
    )


# Names and help


def test_the_commands_are_those_of_the_contract() -> None:
    assert sorted(main.commands) == COMMANDS


def test_the_names_a_notebook_may_call_are_those_of_the_contract() -> None:
    assert wb.__all__ == sorted(wb.__all__)
    assert set(wb.__all__) == {"stage", "form", "checkin", "weekly", "journey", "entries"}
    for name in wb.__all__:
        assert getattr(wb, name).__doc__


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_examples_that_can_be_copied(command: str) -> None:
    result = workbook(command, "--help")
    assert result.exit_code == 0
    shown = [line.strip() for line in result.stdout.splitlines()]
    examples = found(f"commands.{command}.examples")
    assert examples
    for example in examples:
        assert example in shown
        assert example.startswith(f"workbook {command}")
    for line in shown:
        assert not re.fullmatch(r"--\w[\w-]*( \[?[A-Z|a-z]+\]?)?", line), f"no words for {line}"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_in_an_example_exists(command: str) -> None:
    params = main.commands[command].params
    known = {option for one in params for option in (*one.opts, *one.secondary_opts)}
    for example in found(f"commands.{command}.examples"):
        assert set(re.findall(r"--[a-z-]+", example)) <= known


def test_the_options_are_those_of_the_contract() -> None:
    contract = {
        "start": {"stage", "--bond", "--port", "--no-browser", "--home"},
        "check-in": {"--mood", "--closeness", "--contact", "--note", "--on", "--bond", "--home"},
        "status": {"--bond", "--home"},
        "demo": {"--days", "--port", "--no-browser"},
        "doctor": {"--fix", "--content", "--home"},
    }
    for name, options in contract.items():
        assert options <= {one for param in main.commands[name].params for one in param.opts}


def test_the_overview_names_every_command_and_that_words_stay_here() -> None:
    result = workbook("--help")
    assert result.exit_code == 0
    for command in COMMANDS:
        assert command in result.stdout
    assert "stays on this computer" in result.stdout


@pytest.mark.parametrize(
    "words",
    [
        ["no-such-thing"],
        ["check-in", "--mood", "5"],
        ["check-in", "--mood", "high", "--closeness", "3"],
        ["check-in", "--mood", "5", "--closeness", "3", "--contact", "often"],
        ["check-in", "--moood", "5"],
        ["demo", "--days", "3"],
        ["start", "--port", "0"],
        ["status", "please"],
    ],
)
@pytest.mark.usefixtures("at_home")
def test_a_mistyped_command_ends_with_two_and_names_the_mistake(words: list[str]) -> None:
    result = workbook(*words)
    assert result.exit_code == 2
    assert "Error: " in result.stderr
    assert result.stdout == ""


# check-in


@pytest.mark.usefixtures("at_home")
def test_a_check_in_from_the_terminal_is_an_entry_like_any_other() -> None:
    result = check_in(
        "--contact", "brief", "--note", 'She said "hm", = 7\nand laughed.', "--on", "2026-05-03"
    )
    assert result.exit_code == 0
    assert result.stderr == ""
    row = wb.entries("checkin").to_dict("records")[0]
    assert row["entry"] in result.stdout
    assert (row["mood"], row["closeness"], row["contact"]) == (6, 3, "brief")
    assert row["note"] == 'She said "hm", = 7\nand laughed.'
    assert row["on"].date() == date(2026, 5, 3)


@pytest.mark.usefixtures("at_home")
def test_a_check_in_is_about_today_unless_a_day_is_given() -> None:
    check_in()
    assert wb.entries("checkin")["on"].dt.date.tolist() == [date.today()]


def test_a_check_in_makes_the_home_it_needs(tmp_path: Path) -> None:
    result = check_in("--home", str(tmp_path / "new"))
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / "new/data/me/checkin.csv").is_file()


def test_the_home_can_be_named_before_the_command_or_after_it(tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    workbook("--home", str(before), "check-in", "--mood", "6", "--closeness", "3")
    workbook("check-in", "--mood", "6", "--closeness", "3", "--home", str(after))
    for folder in (before, after):
        assert f"Home: {folder}" in workbook("status", "--home", str(folder)).stdout
        assert (folder / "data/me/checkin.csv").is_file()


@pytest.mark.usefixtures("at_home")
def test_what_goes_wrong_unforeseen_is_one_line_with_a_cure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def break_down(*_: Any) -> None:
        raise ZeroDivisionError("of its own")

    monkeypatch.setattr(progress, "of", break_down)
    said = refused(workbook("status"))
    assert "of its own" in said
    assert "workbook doctor" in said


def test_a_check_in_shows_on_an_open_page(at_home: Home) -> None:
    check_in()
    journey = wb.journey()
    check_in()
    journey.refresh()
    assert "Earlier entries (2)" in str(wb.checkin()._below.pieces)
    assert progress.of(at_home, "me").done["checkin"].count == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--mood", "11", "--closeness", "3"], "whole number from 0 to 10"),
        (["--mood", "5", "--closeness", "-1"], "whole number from 0 to 10"),
        (["--mood", "5", "--closeness", "3", "--on", "2026-02-30"], "such as 2026-05-03"),
        (["--mood", "5", "--closeness", "3", "--on", "yesterday"], "such as 2026-05-03"),
        (["--mood", "5", "--closeness", "3", "--bond", "Rain"], "no bond called “Rain”"),
        (["--mood", "5", "--closeness", "3", "--bond", "../x"], "no bond called “../x”"),
        (["--mood", "5", "--closeness", "3", "--bond", "/etc"], "no bond called “/etc”"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_line_and_nothing_changes(
    at_home: Home, words: list[str], said: str
) -> None:
    check_in()
    before = files(at_home.root.parent)
    assert said in refused(workbook("check-in", *words))
    assert files(at_home.root.parent) == before


def test_an_unknown_bond_is_refused_with_the_ones_there_are(at_home: Home) -> None:
    story.write(at_home, 20)
    alias = found("story.alias")
    for command in (["status", "--bond", "Oak"], ["start", "--bond", "Oak", "--no-browser"]):
        assert alias.casefold() in refused(workbook(*command))
    assert workbook("status", "--bond", alias).exit_code == 0
    assert workbook("status", "--bond", alias.casefold()).exit_code == 0


def test_an_unknown_stage_is_refused_with_the_ones_there_are(at_home: Home) -> None:
    for stage in ("../x", "nowhere", "/etc/passwd"):
        said = refused(workbook("start", stage, "--no-browser"))
        assert f"“{stage}”" in said
        assert "welcome" in said
    assert not (at_home.root.parent / "x").exists()


def test_an_unknown_stage_makes_no_home(tmp_path: Path) -> None:
    said = refused(workbook("start", "../x", "--no-browser", "--home", str(tmp_path / "home")))
    assert "welcome" in said
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_refuses_is_one_line_and_the_file_is_as_it_was(
    at_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_in()
    before = files(at_home.data)

    def refuse(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(durable.os, "replace", refuse)
    said = refused(check_in())
    assert "checkin.csv" in said
    assert "the disk is full" in said
    assert files(at_home.data) == before


def test_a_damaged_file_is_saved_to_once_a_copy_of_it_is_kept(at_home: Home) -> None:
    check_in()
    file = at_home.data / "me/checkin.csv"
    file.write_bytes(file.read_bytes() + b'"torn')
    before = file.read_bytes()
    assert check_in().exit_code == 0
    assert len(wb.entries("checkin")) == 2
    (copy,) = (at_home.data / "me/damaged").glob("checkin.*.csv")
    assert copy.read_bytes() == before
    assert b'"torn' in (at_home.data / "me/damaged/set-aside.csv").read_bytes().replace(b'""', b'"')


@pytest.mark.damaged
@pytest.mark.damaged
def test_a_file_that_is_none_of_ours_is_refused_and_left_alone(at_home: Home) -> None:
    check_in()
    file = at_home.data / "me/checkin.csv"
    file.write_bytes(b"shopping\r\nmilk\r\n")
    before = files(at_home.data)
    assert "line 1" in refused(check_in())
    assert files(at_home.data) == before


def test_in_a_real_shell_exit_codes_and_streams_are_kept_apart(tmp_path: Path) -> None:
    home = tmp_path / "home"
    done = in_a_shell("check-in", "--mood", "6", "--closeness", "3", home=home)
    assert (done.returncode, done.stderr) == (0, "")
    assert "mood 6, closeness 3" in done.stdout
    no = in_a_shell("check-in", "--mood", "11", "--closeness", "3", home=home)
    assert (no.returncode, no.stdout) == (1, "")
    assert no.stderr.count("\n") == 1
    wrong = in_a_shell("check-in", "--mood", "x", "--closeness", "3", home=home)
    assert wrong.returncode == 2
    shown = in_a_shell("status", home=home, PYTHONIOENCODING="ascii")
    assert shown.returncode == 0
    assert "Entries: 1" in shown.stdout
    assert "Traceback" not in no.stderr + wrong.stderr + shown.stderr


def test_commands_that_draw_nothing_load_neither_widgets_nor_plots(tmp_path: Path) -> None:
    probe = (
        "import sys; from workbook.launcher.commands import main\n"
        "main(['status'], standalone_mode=False)\n"
        "heavy = {'pandas', 'plotly', 'ipywidgets', 'jupyterlab', 'anywidget'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {heavy}' if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe],
        capture_output=True,
        text=True,
        env={**os.environ, "WORKBOOK_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT)},
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr


# status


def test_status_of_a_home_that_is_not_there_yet_makes_nothing(tmp_path: Path) -> None:
    result = workbook("status", "--home", str(tmp_path / "none"))
    assert result.exit_code == 0
    assert "Entries: 0" in result.stdout
    assert "not named yet" in result.stdout
    assert "No check-in yet" in result.stdout
    assert not (tmp_path / "none").exists()


def test_status_shows_stages_entries_drafts_and_the_last_check_in(at_home: Home) -> None:
    story.write(at_home, 40)
    wb.form("reflect.intentions").answers = {"under": "typed, not saved"}
    lines = workbook("status").stdout.splitlines()
    assert f"Home: {at_home.root}" in lines
    assert f"Bond: {found('story.alias')}" in lines
    assert "  ✓ Welcome: done" in lines
    assert "  ✓ Reflect: done" in lines
    assert "  · Choose: not begun" in lines
    assert any(line.startswith("Drafts waiting: reflect.intentions") for line in lines)
    count = sum(len(wb.entries(one.id)) for one in content().all_exercises if one.kept)
    assert f"Entries: {count}" in lines
    assert any(line.startswith("Last check-in: ") for line in lines)
    assert "typed, not saved" not in "\n".join(lines)


@pytest.mark.usefixtures("at_home")
def test_status_counts_a_stage_that_is_begun() -> None:
    wb.form("welcome.baseline").answers = {"mood": 4}
    wb.form("welcome.baseline").save()
    assert "  · Welcome: 1 of 3 exercises" in workbook("status").stdout.splitlines()


# demo


@pytest.mark.parametrize("days", [14, 120, 400])
def test_the_invented_story_can_be_read_whole_and_says_what_it_is(at_home: Home, days: int) -> None:
    story.write(at_home, days)
    assert settings.read(at_home).invented
    assert workbook("doctor").exit_code == 0
    told = wb.entries("checkin")
    assert told["note"].dropna().str.startswith("Invented: ").all()
    for one in content().all_exercises:
        if not one.kept or one.id == "checkin":
            continue
        for row in wb.entries(one.id).to_dict("records"):
            for question in one.questions:
                typed = row[question.id]
                if question.words_typed and isinstance(typed, str) and len(typed) > 30:
                    assert typed.startswith("Invented: "), f"{one.id}: {question.id}"
    assert "Invented story" in str(wb.journey()._figure.layout)


@pytest.mark.parametrize("days", [14, 120, 400])
def test_the_invented_story_is_like_a_life_and_not_like_an_advertisement(
    at_home: Home, days: int
) -> None:
    story.write(at_home, days)
    told = wb.entries("checkin")
    share = len(told) / days
    assert 0.5 < share < 0.95, "some days are left out"
    assert told["on"].is_unique
    assert told["on"].max().date() <= date.today()
    assert told["on"].min().date() >= date.today() - timedelta(days=days)
    steps = told["closeness"].diff().dropna()
    assert (steps < 0).any(), "closeness goes down as well as up"
    assert told["contact"].value_counts().idxmax() != "real"
    if days >= 120:
        assert told["on"].diff().max() > timedelta(days=7), "there is a long gap"
        late = told[told["on"] > told["on"].max() - timedelta(days=30)]
        assert 2 <= late["closeness"].mean() <= 8, "reunion is not the end of it"
        assert {"none", "brief", "real"} == set(told["contact"].dropna())


def test_no_day_of_the_story_counts_as_written_on_another_day(at_home: Home) -> None:
    story.write(at_home, 30)
    told = wb.entries("checkin")
    local = told["saved_at"].map(lambda moment: moment.to_pydatetime().astimezone().date())
    assert (local == told["on"].dt.date).all()
    assert told["saved_at"].max() <= datetime.now(UTC)
    assert told["entry"].is_monotonic_increasing


@POSIX
@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_the_story_keeps_its_days_on_the_other_side_of_the_world(tmp_path: Path, zone: str) -> None:
    probe = (
        "import workbook as wb\n"
        "from pathlib import Path\n"
        "from workbook.launcher import story\n"
        "from workbook.store.home import find, prepare\n"
        "prepare(find()); story.write(find(), 20)\n"
        "from workbook.trends import daily\n"
        "assert (daily(wb.entries('checkin'))['written_on'] == '').all()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe],
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "TZ": zone,
            "WORKBOOK_HOME": str(tmp_path / "home"),
            "PYTHONPATH": str(ROOT),
        },
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr


def test_the_same_story_is_told_every_time(tmp_path: Path) -> None:
    told = []
    for name in ("a", "b"):
        home = Home(tmp_path / name)
        home.root.mkdir()
        story.write(home, 60)
        text = (home.data / "rain/checkin.csv").read_text("utf-8-sig")
        told.append([line.split(",", 3)[3] for line in text.splitlines()])
    assert told[0] == told[1]


def test_the_demo_leaves_nothing_behind_even_when_it_fails(
    at_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbook.launcher import server

    seen: dict[str, Any] = {}

    def start(home: Home, stage: str, **how: Any) -> None:
        seen.update(how, stage=stage, root=home.root, entries=len(files(home.data)))
        raise KeyboardInterrupt

    before = files(at_home.root)
    monkeypatch.setattr(server, "start", start)
    result = workbook("demo", "--days", "20", "--no-browser")
    assert result.exit_code == 1
    assert seen["invented"]
    assert seen["stage"] == "review"
    assert not seen["browser"]
    assert seen["entries"]
    assert not seen["root"].exists()
    assert seen["root"] != at_home.root
    assert files(at_home.root) == before
    assert str(seen["root"]) in result.stderr
    assert "invented" in result.stderr
    assert list(tmp_path.iterdir()) == [at_home.root]


def test_start_hands_on_what_was_asked(at_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from workbook.launcher import server

    story.write(at_home, 20)
    seen: dict[str, Any] = {}

    def start(home: Home, stage: str, **how: Any) -> None:
        seen.update(how, home=home, stage=stage)

    monkeypatch.setattr(server, "start", start)
    alias = found("story.alias")
    result = workbook("start", "reflect", "--bond", alias, "--port", "9000", "--no-browser")
    assert result.exit_code == 0, result.output
    assert seen == {"home": at_home, "stage": "reflect", "port": 9000, "browser": False}
    assert bonds.current(at_home) == alias.casefold()
    other = at_home.root.parent / "other"
    assert workbook("start", "--home", str(other)).exit_code == 0
    assert seen["home"] == Home(other)
    assert seen["browser"]


def test_the_invented_settings_say_so_in_the_file(at_home: Home) -> None:
    story.write(at_home, 20)
    kept = json.loads((at_home.data / "settings.json").read_text("utf-8"))
    assert kept["invented"] is True
