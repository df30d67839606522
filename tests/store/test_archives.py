"""An archive is read as if a stranger had made it, and what goes into one can be had back."""

import io
import stat
import struct
import subprocess
import sys
import zipfile
import zlib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import files
from workbook.errors import ArchiveError, NotArchivedError, NotReadError
from workbook.store.copies import archives
from workbook.store.home import Home

NAME = Path("given.zip")
SAFE = st.from_regex(r"data/[a-z0-9 é🙂]{1,12}\.csv", fullmatch=True).filter(archives.is_safe)


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    """A zip file with just these members, whatever they are called."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in members:
            archive.writestr(name, words)
    return out.getvalue()


def refused(content: bytes) -> str:
    """In what words an archive is refused; one line that names it."""
    with pytest.raises(ArchiveError) as error:
        archives.unpack(content, NAME)
    message = str(error.value)
    assert "\n" not in message
    assert "given.zip" in message
    assert "Nothing was changed" in message
    assert len(message) < 300
    return message


@given(st.dictionaries(SAFE, st.binary(max_size=50), max_size=5))
def test_what_is_packed_can_be_had_back(given_files: dict[str, bytes]) -> None:
    try:
        packed = archives.pack(given_files)
    except NotArchivedError:  # two of the names are alike
        assert len({name.replace("é", "e") for name in given_files}) > 1
        return
    assert archives.unpack(packed, NAME) == given_files
    assert archives.pack(dict(reversed(given_files.items()))) == packed


def test_every_file_of_answers_is_gathered_and_no_other(home: Home, tmp_path: Path) -> None:
    (home.data / "mum" / "drafts").mkdir(parents=True)
    (home.data / "mum" / "checkin.csv").write_bytes(b"words")
    (home.data / "mum" / "drafts" / "a~1.json").write_bytes(b"draft")
    (home.data / "mum" / ".checkin.csv.0123abcd.tmp").write_bytes(b"half")
    (home.data / ".lock").touch()
    (home.root / "elsewhere").write_bytes(b"none of it")
    (home.data / "link").symlink_to(home.root / "elsewhere")
    assert archives.gather(home) == {
        "data/mum/checkin.csv": b"words",
        "data/mum/drafts/a~1.json": b"draft",
    }


def test_a_file_that_cannot_be_read_is_said(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(path: Path) -> bytes:
        raise PermissionError(13, "denied")

    home.data.mkdir()
    (home.data / "settings.json").write_bytes(b"{}")
    monkeypatch.setattr(Path, "read_bytes", denied)
    with pytest.raises(NotReadError, match=r"settings\.json"):
        archives.gather(home)


def test_the_fingerprint_tells_any_two_archives_apart() -> None:
    told = [{}, {"a": b""}, {"a": b"b"}, {"ab": b""}, {"a": b"", "b": b""}, {"b": b"a"}]
    assert len({archives.digest(one) for one in told}) == len(told)
    assert archives.digest({"a": b"1", "b": b"2"}) == archives.digest({"b": b"2", "a": b"1"})


# What is no sound archive


@pytest.mark.parametrize("content", [b"", b"words", b"PK\x05\x06", b"\x1f\x8b" + b"x" * 90])
def test_what_is_no_zip_is_refused(content: bytes) -> None:
    assert "no zip file, or it is torn" in refused(content)


def test_a_zip_that_is_cut_off_anywhere_is_refused() -> None:
    whole = archives.pack({"data/me/checkin.csv": b"words " * 200, "data/settings.json": b"{}"})
    for length in range(len(whole)):
        assert "torn" in refused(whole[:length])


@given(st.data())
def test_a_byte_that_is_wrong_never_gives_other_words(data: st.DataObject) -> None:
    given_files = {"data/me/checkin.csv": b"words and more words", "data/settings.json": b"{}"}
    whole = bytearray(archives.pack(given_files))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] = data.draw(st.integers(0, 255))
    try:
        found = archives.unpack(bytes(whole), NAME)
    except ArchiveError:
        return
    assert set(found.values()) <= set(given_files.values())
    assert all(archives.is_safe(path) for path in found)


def test_a_zip_with_a_password_is_refused_with_the_cure() -> None:
    content = bytearray(zipped(("data/me/a.csv", b"words")))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert "password; unpack it first" in refused(bytes(content))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_way_of_packing_that_we_never_use_is_refused(method: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("data/me/a.csv", b"words")
    assert "torn" in refused(out.getvalue())


def test_folders_in_an_archive_are_passed_over() -> None:
    content = zipped(("data/", b""), ("data/me/", b""), ("data/me/a.csv", b"words"))
    assert archives.unpack(content, NAME) == {"data/me/a.csv": b"words"}


# Paths that lead elsewhere

UNSAFE = [
    "../a.csv", "data/../../a.csv", "/etc/passwd", "//server/a", "C:\\a.csv", "C:a.csv",
    "data\\me\\a.csv", "data/..\\a.csv", "data/con", "data/CON.csv", "data/nul.txt",
    "data/com1.csv", "data/LPT9", "data/com\u00b9", "data/conin$", "data/me/a.csv.", "data/me /a",
    "data/ me/a.csv", "data//a.csv", "data/./a.csv", "data/a\nb.csv", "data/a\x1b[2Jb.csv",
    "data/a\u009bb.csv", "data/a:stream", "data/a*.csv", "data/<a>.csv", 'data/a".csv',
    f"data/{'a' * 201}", f"data/{'é' * 101}", "data/\u202egpj.csv", "data/\u2067a.csv",
    "data\uff0f..\uff0fa.csv", "data/\uff0e\uff0e/a.csv", "data/\uff23\uff2f\uff2e",
    "data/a\uff1ab", "data/\u2025/a.csv", "data/a\u2028b",
]  # fmt: skip


@pytest.mark.parametrize("path", UNSAFE, ids=ascii)
def test_a_path_that_could_lead_elsewhere_is_refused(path: str) -> None:
    assert not archives.is_safe(path)
    assert "cannot be laid down safely" in refused(zipped(("data/me/a.csv", b"1"), (path, b"2")))
    with pytest.raises(NotArchivedError, match="Move that out of the folder"):
        archives.pack({path: b""})


def test_a_name_with_a_nul_is_refused_though_python_cuts_it_off_there() -> None:
    content = zipped(("data/me/a.csv_.exe", b"words")).replace(b"a.csv_.exe", b"a.csv\0.exe")
    assert "cannot be laid down safely" in refused(content)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_a_link_or_device_is_refused(kind: int) -> None:
    member = zipfile.ZipInfo("data/me/a.csv")
    member.external_attr = (kind | 0o777) << 16
    assert "cannot be laid down safely" in refused(zipped((member, b"/etc/passwd")))


@pytest.mark.parametrize(
    ("one", "other"),
    [("a.csv", "A.csv"), ("a.csv", "ａ.csv"), ("é.csv", "e\u0301.csv"), ("ss", "ß"), ("ſt", "ﬆ"),
     ("a.csv", "a.csv")],
)  # fmt: skip
def test_two_names_that_one_system_takes_for_the_same_are_refused(one: str, other: str) -> None:
    members = [(f"data/me/{name}", name.encode()) for name in (one, other)]
    with pytest.warns() if one == other else pytest.MonkeyPatch.context():
        content = zipped(*members)
    assert "names are alike" in refused(content)


@pytest.mark.parametrize(
    "path", ["data/mum/checkin.csv", f"data/{'𞤀' * 40}/a.csv", "data/a b/ß.csv"]
)
def test_paths_that_the_workbook_makes_are_safe(path: str) -> None:
    assert archives.is_safe(path)


def test_what_is_unseen_in_a_name_shows_in_the_message() -> None:
    assert "\\u202egpj" in refused(zipped(("data/\u202egpj.csv", b"")))


# Too much


def test_a_hundred_thousand_tiny_files_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(100_000):
            archive.writestr(zipfile.ZipInfo(f"data/me/{number}.csv"), b"")
    assert "more than 20000 files" in refused(out.getvalue())


def test_what_would_be_too_much_to_read_is_not_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "LARGEST_FILE", 10)
    monkeypatch.setattr(archives, "LARGEST_IN_ALL", 15)
    assert archives.unpack(archives.pack({"a": b"x" * 10}), NAME)
    for much in ({"a": b"x" * 11}, {"a": b"x" * 8, "b": b"x" * 8}):
        with pytest.raises(NotArchivedError, match="larger than anything"):
            archives.pack(much)
        assert "larger than anything" in refused(zipped(*much.items()))


@cache
def nothings() -> bytes:
    """A gigabyte of nothing, packed into a few megabytes."""
    packer, chunk = zlib.compressobj(1, zlib.DEFLATED, -15), bytes(2**20)
    return b"".join([*(packer.compress(chunk) for _ in range(2**10)), packer.flush()])


def bomb(claimed: int) -> bytes:
    """A zip of one file that unfolds to a gigabyte, and claims to unfold to so many bytes."""
    packed = nothings()
    name = b"data/me/a.csv"
    sizes = struct.pack("<III", 0, len(packed), claimed)
    local = b"PK\x03\x04" + struct.pack("<HHHHH", 20, 0, 8, 0, 33) + sizes
    local += struct.pack("<HH", len(name), 0) + name + packed
    central = b"PK\x01\x02" + struct.pack("<HHHHHH", 20, 20, 0, 8, 0, 33) + sizes
    central += struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
    return local + central + end


@pytest.mark.parametrize("claimed", [1, 4 * 2**30 - 1])
def test_a_bomb_is_refused_within_little_memory(claimed: int, tmp_path: Path) -> None:
    content = bomb(claimed)
    assert len(content) < 10 * 2**20
    (tmp_path / "bomb.zip").write_bytes(content)
    before = files(tmp_path)
    script = (
        "import resource, sys; from pathlib import Path\n"
        "from workbook.errors import ArchiveError\n"
        "from workbook.store.copies import archives\n"
        "path = Path(sys.argv[1]); content = path.read_bytes()\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try: archives.unpack(content, path)\n"
        "except ArchiveError as error: print(error)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "bomb.zip")],
        cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True,
    )  # fmt: skip
    message, grown = done.stdout.splitlines()
    assert "was not opened" in message
    unit = 1 if sys.platform == "darwin" else 1024
    assert int(grown) * unit < 20 * 2**20
    assert files(tmp_path) == before
