"""``workbook erase`` as a person in a terminal meets it."""

import re
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner, Result

import workbook as wb
from tests.samples import files
from workbook.launcher import outputs, running
from workbook.launcher.commands import asking, main
from workbook.store import durable, settings
from workbook.store.copies.exchange import exports
from workbook.store.copies.snapshots import places, snapshots
from workbook.store.home import Home


def erase(*more: str, typed: str = "") -> Result:
    """What the command prints and its exit code, with standard output and error apart."""
    return CliRunner().invoke(main, ["erase", *more], prog_name="workbook", input=typed)


@pytest.fixture
def written(at_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home with two entries, one changed, a snapshot, and a notebook that was run elsewhere."""
    monkeypatch.setenv("WORKBOOK_SNAPSHOTS", str(tmp_path / "snapshots"))
    naming = wb.form("welcome.bond")
    naming.answers = {"alias": "Mum"}
    naming.save()
    form = wb.form("reflect.intentions")
    for words in ("SECRET first", "SECRET second"):
        form.answers = {"sentence": words}
        form.save()
    snapshots.take(at_home)
    run_elsewhere(at_home.notebooks / "01-reflect.ipynb")
    checkpoint = at_home.private / "checkpoints" / "notebooks" / "01-reflect-checkpoint.ipynb"
    checkpoint.parent.mkdir(parents=True)
    checkpoint.write_bytes((at_home.notebooks / "01-reflect.ipynb").read_bytes())
    return at_home


def run_elsewhere(path: Path) -> None:
    """Leaves output in a notebook, as another Jupyter does."""
    notebook = nbformat.read(path, as_version=4)
    cell = next(one for one in notebook["cells"] if one["cell_type"] == "code")
    cell["outputs"] = [nbformat.v4.new_output("stream", text="SECRET output")]
    nbformat.write(notebook, path)


def the_id(home: Home) -> str:
    """The id of the one entry in the exercise, as a person finds it."""
    text = (home.data / "mum" / "reflect.intentions.csv").read_text("utf-8-sig")
    return text.splitlines()[1].split(",")[0]


def everywhere(home: Home) -> dict[str, bytes]:
    return files(home.root) | files(places.base())


def secrets(home: Home) -> list[str]:
    found = [name for name, content in files(home.root).items() if b"SECRET" in content]
    taken = [one for one in snapshots.all_of(home) if b"SECRET" in b"".join(within(one))]
    return [*found, *map(str, taken)]


def within(one: snapshots.Snapshot) -> list[bytes]:
    return list(snapshots.contents(one).values())


def refused(result: Result) -> str:
    """The one line on standard error, after what is said meanwhile."""
    assert result.exit_code == 1, result.output
    assert "Traceback" not in result.output
    return result.stderr.splitlines()[-1]


def test_an_entry_is_erased_and_what_went_and_what_stays_is_said(written: Home) -> None:
    assert len(secrets(written)) == 5
    result = erase("--entry", the_id(written), "--yes")
    assert result.exit_code == 0, result.output
    assert secrets(written) == []
    before, _, after = result.stdout.partition("Erased.")
    for said in ("Entries", "Earlier versions", "Snapshots that it is taken out of"):
        assert re.search(f"\n  {said} +1\n", before)
        assert re.search(f"\n  {said} +1\n", after)
    for said in ("cannot be undone", "What stays:", "backups", "SSD", "none of your words"):
        assert said in before
    assert "Days it is about" in before
    assert "copies elsewhere" in after
    assert "SECRET" not in result.output


def test_notebooks_are_cleared_of_what_running_them_showed_and_else_stay(written: Home) -> None:
    others = files(written.notebooks)
    notebook = others.pop("01-reflect.ipynb")
    assert "Notebooks that are cleared" in erase("--entry", the_id(written), "--yes").stdout
    after = files(written.notebooks)
    assert after.pop("01-reflect.ipynb") != notebook
    assert after == others
    assert outputs.holding(written) == []
    assert outputs.not_as_shipped(written) == []


def test_a_bond_is_erased_by_its_alias(written: Home) -> None:
    result = erase("--bond", "Mum", "--yes")
    assert result.exit_code == 0, result.output
    assert "This will be erased: mum" in result.stdout
    assert re.search("Entries +2\n", result.stdout)
    assert secrets(written) == []
    assert not (written.data / "mum").exists()
    assert settings.read(written).bond == ""


def test_everything_is_erased_and_own_notebooks_are_named(written: Home) -> None:
    (written.root / "data.zip.age").write_bytes(b"SECRET, locked")
    own = written.notebooks / "mine.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("SECRET")]), own)
    changed = written.notebooks / "02-understand.ipynb"
    notebook = nbformat.read(changed, as_version=4)
    notebook["cells"][0]["source"] += "\n\nSECRET"
    nbformat.write(notebook, changed)
    result = erase("--everything", "--yes")
    assert result.exit_code == 0, result.output
    assert set(secrets(written)) == {"notebooks/mine.ipynb", "notebooks/02-understand.ipynb"}
    assert not written.private.exists()
    assert not places.base().exists()
    for said in (str(own), str(changed), f"delete this folder: {written.root}"):
        assert result.stdout.count(said) == 2
    assert len(re.findall("Locked files +1\n", result.stdout)) == 2
    assert str(written.notebooks / "03-steady.ipynb") not in result.stdout


def test_it_is_asked_first_and_no_changes_nothing(
    written: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "is_somebody_there", lambda: True)
    before = everywhere(written)
    for given in (["--entry", the_id(written)], ["--bond", "mum"], ["--everything"]):
        result = erase(*given, typed="n\n")
        assert "Nothing was changed: you said no." in refused(result)
        assert "What stays:" in result.stdout
        assert everywhere(written) == before
    assert erase("--entry", the_id(written), typed="y\n").exit_code == 0
    assert secrets(written) == []


def test_where_nobody_can_be_asked_it_is_refused_with_how_to_mean_it(written: Home) -> None:
    before = everywhere(written)
    assert "--yes" in refused(erase("--everything"))
    assert everywhere(written) == before


@pytest.mark.parametrize(
    "given", [[], ["--bond", "mum", "--everything"], ["--entry", "x", "--bond", "mum"]]
)
def test_it_must_be_said_what_and_only_one(written: Home, given: list[str]) -> None:
    before = everywhere(written)
    result = erase(*given, "--yes")
    assert result.exit_code == 2
    assert "--entry, --bond and --everything" in result.stderr
    assert everywhere(written) == before


@pytest.mark.parametrize("given", [["--entry", "x"], ["--bond", "mum"], ["--everything"]])
def test_while_the_workbook_is_open_it_is_refused_with_how_to_end_it(
    written: Home, given: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "find", lambda home: home)
    before = everywhere(written)
    assert "Ctrl-C" in refused(erase(*given, "--yes"))
    assert everywhere(written) == before


def test_a_workbook_that_was_opened_while_one_thought_about_it_is_noticed(
    written: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([None, written, None, written])
    monkeypatch.setattr(running, "find", lambda home: next(answers))
    before = everywhere(written)
    assert "Ctrl-C" in refused(erase("--bond", "mum", "--yes"))
    assert "Ctrl-C" in refused(erase("--everything", "--yes"))
    assert everywhere(written) == before


def test_an_unknown_id_is_one_line_with_where_ids_are(written: Home) -> None:
    before = everywhere(written)
    said = refused(erase("--entry", "2026", "--yes"))
    assert "column “entry”" in said
    assert str(written.data) in said
    assert "nobody" in refused(erase("--bond", "nobody", "--yes"))
    assert everywhere(written) == before


def test_while_locked_it_says_how_to_unlock(written: Home) -> None:
    (written.root / "data.zip.age").write_bytes(b"locked")
    assert "workbook unlock" in refused(erase("--bond", "mum", "--yes"))


def test_a_synced_folder_is_said(
    at_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBOOK_SNAPSHOTS", str(tmp_path / "snapshots"))
    folder = tmp_path / "Dropbox" / "home"
    folder.mkdir(parents=True)
    result = erase("--everything", "--yes", "--home", str(folder))
    assert "Dropbox copies this folder" in result.stdout


def test_where_there_is_no_home_nothing_is_asked_or_made(tmp_path: Path) -> None:
    folder = tmp_path / "none"
    assert erase("--everything", "--home", str(folder)).stdout == (
        f"There is nothing to erase in {folder}.\n"
    )
    assert not folder.exists()


def test_an_export_in_the_home_folder_is_named_since_it_stays(written: Home) -> None:
    out = written.root / "out.zip"
    exports.write(written, out)
    for given in (["--entry", the_id(written)], ["--bond", "mum"], ["--everything"]):
        result = erase(*given, "--yes")
        assert result.stdout.count(f"Delete it by hand if you wish: {out}") == 2
    assert out.exists()


def test_what_cannot_be_read_is_named_with_its_path(written: Home) -> None:
    torn = snapshots.take(written).path
    torn.write_bytes(b"torn")
    broken = written.notebooks / "broken.ipynb"
    broken.write_bytes(b"{")
    result = erase("--bond", "mum", "--yes")
    assert f"Delete it by hand if you wish: {torn}" in result.stdout
    assert f"Delete it by hand if you wish: {broken}" in result.stdout
    assert torn.exists()


def test_what_the_disk_refuses_is_one_line_and_it_can_be_run_again(
    written: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = the_id(written)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = everywhere(written)
    with monkeypatch.context() as patch:
        patch.setattr(durable, "_write_new", full)
        assert "the disk is full" in refused(erase("--entry", entry, "--yes"))
    assert everywhere(written) == before
    assert erase("--entry", entry, "--yes").exit_code == 0
    assert secrets(written) == []


def test_it_speaks_spanish(written: Home) -> None:
    result = erase("--entry", the_id(written), "--yes", "--lang", "es")
    assert "Borrado." in result.stdout
    assert "Lo que queda:" in result.stdout
