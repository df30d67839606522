"""All that was written goes into one file, for its owner alone, and nothing else changes."""

import csv
import io
import json
import os
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from tests.one_thing import FILE, save
from tests.samples import DAY, TEXTS, exercise, files
from workbook import words
from workbook.errors import ArchiveError, LockedError, NotArchivedError, NotReadError, NotSavedError
from workbook.store import drafts, durable, settings
from workbook.store.copies import archives
from workbook.store.copies.exchange import exports
from workbook.store.home import Home

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights and names")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where the export is to go."""
    return tmp_path / "out.zip"


@pytest.fixture
def told(home: Home, folder: Path) -> Home:
    """A home with an entry that was changed, a draft, settings and a file of somebody else."""
    save(home, "changed", save(home, "first"))
    drafts.keep(folder, exercise("all.one"), "1a", DAY, {"words": "half"}, "")
    with durable.locked(home.data):
        settings.change(home, charts_hidden=True)
    (folder / "photo.txt").write_text("a photo", encoding="utf-8")
    return home


def held(out: Path) -> dict[str, bytes]:
    """The files in a zip, as any program finds them."""
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_everything_in_data_is_in_it_byte_for_byte(told: Home, out: Path) -> None:
    done = exports.write(told, out)
    found = held(out)
    assert {"workbook.json", "README.txt"} < found.keys()
    inside = {name: content for name, content in found.items() if name.startswith("data/")}
    assert inside == {f"data/{name}": content for name, content in files(told.data).items()}
    assert (done.bonds, done.entries, done.drafts, done.left_out) == (1, 1, 1, [])


@POSIX
def test_only_its_owner_can_open_it(told: Home, out: Path) -> None:
    exports.write(told, out)
    assert out.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("spreadsheet", [True, False])
def test_it_says_how_it_is_written_and_names_neither_machine_nor_person(
    told: Home, out: Path, spreadsheet: bool
) -> None:
    exports.write(told, out, spreadsheet=spreadsheet)
    manifest = json.loads(held(out)["workbook.json"])
    version = metadata.version("reconnection-workbook")
    assert manifest == {"format": 2, "spreadsheet": spreadsheet, "made_by": version}
    name = os.environ.get("USER") or "root"
    about = held(out)["README.txt"] + held(out)["workbook.json"]
    assert str(told.root).encode() not in about
    assert name.encode() not in about
    assert (b"apostrophe" in about) == spreadsheet
    assert b"private as a diary" in about


def test_the_readme_is_in_the_persons_language(told: Home, out: Path) -> None:
    words.FOLDER = Path(words.__file__).parent / "content"  # the fixture puts it back
    words.table.cache_clear()
    words.speak("es")
    try:
        exports.write(told, out)
    finally:
        words.speak("en")
    readme = held(out)["README.txt"].decode("utf-8-sig")
    assert "tan privado como un diario" in readme
    assert readme.count("\n") == readme.count("\r\n")


def test_a_program_that_runs_without_being_installed_has_no_version(
    told: Home, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> str:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(exports, "version", missing)
    exports.write(told, out)
    assert json.loads(held(out)["workbook.json"])["made_by"] == ""


def test_in_a_file_for_spreadsheets_every_cell_is_quoted_and_none_begins_a_formula(
    home: Home, folder: Path, out: Path
) -> None:
    for text in TEXTS:
        save(home, text)
    exports.write(home, out, spreadsheet=True)
    text = held(out)[f"data/me/{FILE}"].decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len(rows) == len(TEXTS) + 1
    assert text.startswith("entry,on,saved_at,words")
    for row in rows[1:]:
        assert not [cell for cell in row if cell and cell[0] in "=+-@\t\r"]
    as_written = io.StringIO(newline="")
    csv.writer(as_written, quoting=csv.QUOTE_ALL).writerows(rows[1:])
    assert text.endswith(as_written.getvalue())


@pytest.mark.damaged
def test_a_file_with_a_torn_line_goes_along_as_it_was_beside_its_sound_rows(
    told: Home, folder: Path, out: Path
) -> None:
    torn = (folder / FILE).read_bytes() + b'"never closed'
    (folder / FILE).write_bytes(torn)
    exports.write(told, out, spreadsheet=True)
    assert held(out)[f"data/me/{FILE}.txt"] == torn
    assert b"changed" in held(out)[f"data/me/{FILE}"]


@pytest.mark.damaged
def test_a_file_of_somebody_else_is_made_safe_too(told: Home, folder: Path, out: Path) -> None:
    (folder / "mine.csv").write_bytes(b"a,b\r\n=1+1,2\r\n")
    exports.write(told, out, spreadsheet=True)
    assert held(out)["data/me/mine.csv"] == b'\xef\xbb\xbfa,b\r\n"\'=1+1","2"\r\n'


# Where it may not go


def refuses(home: Home, out: Path, why: str, **how: bool) -> None:
    """An export is refused in one line with a cure, and nothing changes."""
    place = out.parent if out.parent.is_dir() else home.root
    before = files(home.root), files(place)
    with pytest.raises(NotSavedError, match=why) as refused:
        exports.write(home, out, **how)
    assert str(out) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert (files(home.root), files(place)) == before


def test_a_file_that_is_there_stays_unless_one_says_yes(told: Home, out: Path) -> None:
    out.write_bytes(b"something else")
    refuses(told, out, "add --yes")
    exports.write(told, out, replace=True)
    assert "workbook.json" in held(out)
    save(told, "another")
    assert exports.write(told, out, replace=True).entries == 2


def test_it_does_not_go_among_the_answers(told: Home, tmp_path: Path) -> None:
    refuses(told, told.data / "out.zip", "among your answers")
    (tmp_path / "way").symlink_to(told.data)
    refuses(told, tmp_path / "way" / "out.zip", "among your answers", replace=True)


def test_it_needs_a_folder_that_is_there(told: Home, tmp_path: Path) -> None:
    refuses(told, tmp_path / "no" / "out.zip", "Make that folder first")
    assert not (tmp_path / "no").exists()


def test_where_nothing_was_ever_kept_there_is_nothing_to_take_out(
    out: Path, tmp_path: Path
) -> None:
    with pytest.raises(NotSavedError, match="nothing"):
        exports.write(Home(tmp_path / "nowhere"), out)
    assert not out.exists()


@pytest.mark.parametrize("kind", ["folder", "link"])
def test_a_folder_or_link_is_not_replaced(told: Home, out: Path, kind: str) -> None:
    if kind == "folder":
        out.mkdir()
    else:
        out.symlink_to(told.root / "elsewhere")
    refuses(told, out, "not an ordinary file", replace=True)


def test_while_the_answers_are_locked_nothing_is_exported(told: Home, out: Path) -> None:
    (told.root / "data.zip.age").write_bytes(b"age")
    with pytest.raises(LockedError):
        exports.write(told, out)
    assert not out.exists()


@POSIX
def test_a_name_that_no_zip_can_hold_safely_is_left_out_and_said(
    told: Home, folder: Path, out: Path
) -> None:
    (folder / "Icon\r").write_bytes(b"")
    done = exports.write(told, out)
    assert done.left_out == ["data/me/Icon\r"]
    assert f"data/me/{FILE}" in held(out)


def test_what_could_not_be_read_again_is_not_written(
    told: Home, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "LARGEST_FILE", 10)
    with pytest.raises(NotArchivedError, match="larger than anything"):
        exports.write(told, out)
    assert not out.exists()


# Reading it again


def test_a_zip_and_the_folder_unpacked_from_it_hold_the_same(
    told: Home, out: Path, tmp_path: Path
) -> None:
    exports.write(told, out, spreadsheet=True)
    zipfile.ZipFile(out).extractall(tmp_path / "unpacked")
    one, other = exports.read(out), exports.read(tmp_path / "unpacked")
    assert one.files == other.files
    assert (one.spreadsheet, other.spreadsheet) == (True, True)
    assert one.left_out == other.left_out == []


def test_in_a_folder_links_and_odd_names_are_left_out_and_said(
    told: Home, out: Path, tmp_path: Path
) -> None:
    exports.write(told, out)
    place = tmp_path / "unpacked"
    zipfile.ZipFile(out).extractall(place)
    (place / "data" / "me" / "link.csv").symlink_to("/etc/passwd")
    (place / "data" / "con.csv").write_bytes(b"x")
    (place / "other").write_bytes(b"nobody asks for it")
    found = exports.read(place)
    assert found.files.keys() == exports.read(out).files.keys()
    assert [path for path, _ in found.left_out] == ["data/con.csv", "data/me/link.csv"]


def test_what_lies_beside_data_in_a_zip_is_left_out_and_said(told: Home, out: Path) -> None:
    exports.write(told, out)
    packed = archives.pack(held(out) | {"evil.sh": b"rm"})
    out.write_bytes(packed)
    found = exports.read(out)
    assert [path for path, _ in found.left_out] == ["evil.sh"]
    assert all(path.startswith("data/") for path in found.files)


@pytest.mark.parametrize(
    ("manifest", "why"),
    [
        (b"", "was not made by"),
        (b"[]", "was not made by"),
        (b"{", "was not made by"),
        (b"[" * 100_000, "was not made by"),
        (b'{"format": 1}', "was not made by"),
        (b'{"format": "x", "spreadsheet": true}', "was not made by"),
        (b"\xff", "was not made by"),
        (b'{"format": 99, "spreadsheet": false}', "newer version"),
    ],
)
def test_what_no_workbook_made_is_refused(out: Path, home: Home, manifest: bytes, why: str) -> None:
    content = {"data/me/all.one.csv": b"x"} | ({"workbook.json": manifest} if manifest else {})
    out.write_bytes(archives.pack(content))
    with pytest.raises(ArchiveError, match=why) as refused:
        exports.read(out)
    assert "\n" not in str(refused.value)


def test_a_file_that_is_not_there_is_said(out: Path, home: Home) -> None:
    with pytest.raises(ArchiveError, match="no file or folder of that name"):
        exports.read(out)


def test_where_there_is_no_home_yet_nothing_is_written_or_made(home: Home, out: Path) -> None:
    none = Home(home.root.parent / "none")
    with pytest.raises(NotSavedError, match="nothing is written yet"):
        exports.write(none, out)
    assert not none.root.exists()
    assert not out.exists()


def test_what_is_too_large_is_not_even_read(
    told: Home, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exports.write(told, out)
    zipfile.ZipFile(out).extractall(tmp_path / "unpacked")
    with monkeypatch.context() as small:
        small.setattr(archives, "LARGEST_IN_ALL", 100)
        small.setattr(Path, "read_bytes", pytest.fail)
        for place in (out, tmp_path / "unpacked"):
            with pytest.raises(ArchiveError, match="larger than anything"):
                exports.read(place)


@POSIX
def test_what_is_no_ordinary_file_is_not_opened(out: Path, home: Home) -> None:
    os.mkfifo(out)
    with pytest.raises(NotReadError, match="not an ordinary file"):
        exports.read(out)
