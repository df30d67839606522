"""How the server and its kernels are set up, so that nobody else on the machine comes near."""

import asyncio
import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.samples import files
from workbook.launcher import running, sockets
from workbook.launcher.kernel import OwnKernel, QuietKernels
from workbook.store.home import Home, prepare

POSIX = pytest.mark.skipif(os.name != "posix", reason="other systems have no such permissions")
SOCKETS = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="this system has no such files")
MAC_PATH = 103
"Bytes that the path of such a file may have; on Linux there are four more."

WORKBOOK = (sys.executable, "-m", "workbook")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    place = Home(tmp_path / "home")
    prepare(place)
    return place


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for what is temporary, short enough for sockets."""
    place = Path("/tmp") / f"w-{os.getpid()}"
    place.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(place))
    yield place
    shutil.rmtree(place)


def _far(tmp_path: Path) -> Home:
    """A home whose path is too long for sockets."""
    place = Home(tmp_path / ("deep" * 25) / "home")
    prepare(place)
    return place


@SOCKETS
def test_sockets_stand_in_home_where_its_path_is_short(temporary: Path) -> None:
    near = Home(temporary / "home")
    prepare(near)
    left = near.private / "sockets" / "0123abcd-1"
    left.parent.mkdir()
    left.touch()
    assert sockets.folder(near) == str(near.private / "sockets")
    assert not left.exists(), "a server that was killed had left it"
    assert list(left.parent.iterdir()) == []
    assert stat.S_IMODE(left.parent.stat().st_mode) == 0o700


@SOCKETS
def test_else_they_stand_in_a_short_folder_of_ones_own(tmp_path: Path, temporary: Path) -> None:
    far = _far(tmp_path)
    first = Path(sockets.folder(far))
    assert first.parent == temporary
    assert stat.S_IMODE(first.stat().st_mode) == 0o700
    assert len(os.fsencode(f"{sockets.prefix(str(first))}-5")) <= MAC_PATH
    (first / "0123abcd-1").touch()
    second = Path(sockets.folder(far))
    assert not first.exists(), "a server that was killed had left it"
    assert list(second.iterdir()) == []


@SOCKETS
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid(), reason="only root can give away")
def test_a_folder_that_somebody_else_has_put_there_is_left_alone(
    tmp_path: Path, temporary: Path
) -> None:
    far = _far(tmp_path)
    taken = Path(sockets.folder(far))
    os.chown(taken, 65534, 65534)
    assert Path(sockets.folder(far)) != taken
    assert taken.is_dir()


def test_where_a_system_has_no_such_files_there_is_no_folder(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(socket, "AF_UNIX", raising=False)
    before = files(home.root)
    assert sockets.folder(home) == ""
    assert files(home.root) == before


@pytest.mark.parametrize("transport", [pytest.param("ipc", marks=SOCKETS), "tcp"])
def test_a_kernel_answers_and_answers_again_after_it_was_killed(
    temporary: Path, transport: str
) -> None:
    with ThreadPoolExecutor(1) as thread:  # as the browser tests hold this one's loop
        thread.submit(asyncio.run, _kernel_that_dies(temporary, transport)).result()


async def _kernel_that_dies(place: Path, transport: str) -> None:
    folder = str(place) if transport == "ipc" else ""
    kernels = QuietKernels(
        sockets=folder,
        connection_dir=str(place),
        root_dir=str(place),
        transport_encryption="auto",
        kernel_spec_manager=OwnKernel(),
    )
    name = await kernels.start_kernel()
    kernel = kernels.get_kernel(name)
    record = Path(kernel.connection_file)
    told = json.loads(record.read_text("utf-8"))
    assert told["transport"] == transport
    assert told["key"]
    assert "curve_secretkey" in told, "what goes over a port can be heard by others"
    assert stat.S_IMODE(record.stat().st_mode) == 0o600 or os.name != "posix"
    assert told["ip"].startswith(folder or "127.0.0.1")
    assert await _answer(kernel) == "42"
    await kernel.signal_kernel(getattr(signal, "SIGKILL", signal.SIGTERM))
    await kernels.restart_kernel(name)
    assert await _answer(kernel) == "42"
    await kernels.shutdown_all()
    assert list(place.iterdir()) == []


async def _answer(kernel: Any) -> str:
    """What a kernel says to a small question."""
    said: list[str] = []
    client = kernel.client()
    client.start_channels()
    await client.wait_for_ready(timeout=60)
    await client.execute_interactive(
        "print(6 * 7)", output_hook=lambda got: said.append(got["content"].get("text", ""))
    )
    client.stop_channels()
    return "".join(said).strip()


def test_the_path_of_a_home_stays_and_is_known_to_its_owner_alone(
    home: Home, tmp_path: Path
) -> None:
    first, second = running.new(home, 1), running.new(home, 2)
    assert first.path == second.path
    assert first.token != second.token
    other = Home(tmp_path / "other")
    prepare(other)
    assert running.new(other, 1).path != first.path
    assert f"http://127.0.0.1:1{first.path}doc/tree/" in first.link(
        home, home.notebooks / "check-in.ipynb"
    )


@pytest.mark.parametrize("damaged", [b"", b"/", b"/../../", b"/0123/", b"\xff\0", b"x" * 10_000])
def test_a_path_that_was_damaged_is_made_anew(home: Home, damaged: bytes) -> None:
    (home.private / "path").write_bytes(damaged)
    path = running.new(home, 1).path
    assert len(path) == 18
    assert running.new(home, 1).path == path


@POSIX
@pytest.mark.parametrize("mask", [0o000, 0o077])
def test_whatever_the_mask_nobody_else_can_open_what_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mask: int
) -> None:
    place = tmp_path / "out"
    place.mkdir(mode=0o700)
    monkeypatch.setenv("WORKBOOK_HOME", str(place / "home"))
    monkeypatch.setenv("WORKBOOK_SNAPSHOTS", str(place / "snapshots"))
    for words in (
        ["check-in", "--mood", "5", "--closeness", "5", "--note", "a word"],
        ["snapshot"],
        ["export", str(place / "all.zip")],
        ["export", "--spreadsheet", str(place / "sheets.zip")],
    ):
        subprocess.run([*WORKBOOK, *words], check=True, umask=mask, stdout=subprocess.DEVNULL)
    start = [*WORKBOOK, "start", "--no-browser"]
    with subprocess.Popen(start, umask=mask, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout
        assert started.stdout.readline()
        found = dict(_open_to_others(place))
        started.send_signal(signal.SIGINT)
    assert list((place / "home" / "data").rglob("checkin.csv"))
    assert list((place / "snapshots").rglob("*.zip"))
    assert len(list(place.glob("*.zip"))) == 2
    assert (found, dict(_open_to_others(place))) == ({}, {})


def _open_to_others(place: Path) -> Iterator[tuple[str, str]]:
    """What others may open or pass through; a text that IPython copies is no secret."""
    for path in (place, *place.rglob("*")):
        mode = path.lstat().st_mode
        if mode & 0o077 and path.name != "README" and not path.is_symlink():
            yield str(path.relative_to(place)), oct(mode)
