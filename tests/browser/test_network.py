"""Nobody but this machine is asked for anything, by the page, by the server or by the kernel."""

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest
from conftest import Visit, Workbook, started, until
from looking import elsewhere
from playwright.sync_api import expect

NOWHERE = "192.0.2.1"
"An address that is kept free for examples (RFC 5737); nobody answers there."

WITHOUT_ROUTE = ("unshare", "--map-root-user", "--net", "sh", "-c")
LOOPBACK_UP = "ip link set lo up && "
CALLS = "trace=connect,sendto,sendmsg,sendmmsg"
WORDS = "A quiet day, with one cup of tea"

# What Python asks for, written down before it is done.
HOOK = """
import os, sys
ASKED = {"connect": 1, "sendto": 1, "sendmsg": 1, "getaddrinfo": 0, "gethostbyname": 0}
def note(event, given):
    module, _, call = event.partition(".")
    if module == "socket" and call in ASKED:
        asked = given[ASKED[call]]
        host = asked[0] if isinstance(asked, tuple) else asked
        line = f"{call} {os.fsdecode(host) if isinstance(host, (str, bytes)) else host}\\n"
        with open(os.environ["ASKED_FOR"], "a") as file:
            file.write(line)
sys.addaudithook(note)
"""


def _story(workbook: Workbook, visit: Visit) -> None:
    """Opens a page, types, saves, sees it drawn, and goes on to the next page."""
    visit.open(workbook.page_address("check-in.ipynb"))
    form = visit.form("Today")
    for asked, answer in (("How is your mood today?", "6"), ("How close do you feel", "3")):
        group = form.get_by_role("group", name=asked)
        group.get_by_role("radio", name=answer, exact=True).check()
    form.get_by_label("A word about today").fill(WORDS)
    expect(form.get_by_role("status")).to_contain_text("Draft saved")
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form.get_by_role("status")).to_have_text("Saved")
    visit.page.locator(".js-plotly-plot .main-svg").first.wait_for()
    visit.page.get_by_role("link", name="Reflect").first.click()
    visit.form("What do I truly want?")
    kept = workbook.home / "data" / "me" / "checkin.csv"
    assert WORDS in kept.read_text("utf-8-sig")


class Recorder:
    """Writes down whom a program and those it starts speak to, in Python and in the system."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        folder.mkdir()
        self.calls, self.asked = folder / "calls", folder / "asked"
        (folder / "sitecustomize.py").write_text(HOOK, "utf-8")
        paths = [str(folder), *filter(None, [os.environ.get("PYTHONPATH")])]
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join(paths))
        monkeypatch.setenv("ASKED_FOR", str(self.asked))
        if shutil.which("strace"):
            # Detached, so that the signals of a test reach the program itself.
            watched = f"strace -D -f -qq -e {CALLS} -o {shlex.quote(str(self.calls))}"
            program = folder / "python"
            program.write_text(f'#!/bin/sh\nexec {watched} {shlex.quote(sys.executable)} "$@"\n')
            program.chmod(0o700)
            monkeypatch.setattr(sys, "executable", str(program))

    def in_python(self) -> set[str]:
        """Hosts and paths that were asked for in Python, by name or address."""
        lines = self.asked.read_text("utf-8").splitlines() if self.asked.is_file() else []
        return {line.partition(" ")[2] for line in lines}

    def in_system(self) -> set[str]:
        """What the operating system was asked to reach: addresses, and paths of sockets."""
        text = self.calls.read_text("utf-8", "replace") if self.calls.is_file() else ""
        found = (
            r'inet_addr\("([^"]+)|inet_pton\(AF_INET6, "([^"]+)|sun_path=@?"([^"]+)|(htons\(53\))'
        )
        return {next(filter(None, one)) for one in re.findall(found, text)}


def _outside(asked: set[str]) -> set[str]:
    """Those that are neither this machine's loopback nor a file; but a resolver's file counts."""
    inside = {"127.0.0.1", "::1", "localhost", "None", ""}
    return {one for one in asked - inside if not one.startswith("/") or "resolve" in one}


@pytest.fixture
def recorder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Recorder:
    return Recorder(tmp_path / "recorded", monkeypatch)


def test_page_server_and_kernel_speak_with_this_machine_alone(
    tmp_path: Path, visit: Visit, recorder: Recorder
) -> None:
    with started(tmp_path / "home") as workbook:
        _story(workbook, visit)
        port = str(urlsplit(workbook.address).port)
    assert elsewhere(visit.requests) == []
    assert not visit.errors
    assert "127.0.0.1" in recorder.in_python(), "nothing was recorded"
    assert _outside(recorder.in_python()) == set()
    assert _outside(recorder.in_system()) == set()
    assert any(f":{port}/" in url for url in visit.requests)


@pytest.mark.parametrize(
    "attempt",
    [
        f"socket.socket(type=socket.SOCK_DGRAM).connect(('{NOWHERE}', 9))",
        f"socket.socket(type=socket.SOCK_DGRAM).sendto(b'', ('{NOWHERE}', 9))",
        f"urllib.request.urlopen('http://{NOWHERE}:9', timeout=0.2)",
    ],
)
def test_the_recorder_would_have_seen_an_attempt(
    tmp_path: Path, recorder: Recorder, attempt: str
) -> None:
    command = [sys.executable, "-c", f"import socket, urllib.request\n{attempt}"]
    subprocess.run(command, check=False, stderr=subprocess.DEVNULL)
    assert _outside(recorder.in_python()) == {NOWHERE}
    if recorder.calls.is_file():
        assert _outside(recorder.in_system()) == {NOWHERE}


def test_the_recorder_would_have_seen_a_name_looked_up(tmp_path: Path, recorder: Recorder) -> None:
    attempt = "import socket; socket.getaddrinfo('workbook.invalid', 80)"
    subprocess.run([sys.executable, "-c", attempt], check=False, stderr=subprocess.DEVNULL)
    assert "workbook.invalid" in recorder.in_python()


@pytest.fixture
def without_route() -> Iterator[None]:
    """Lets a test run only where a process can be cut off from every network."""
    if not shutil.which("unshare") or not shutil.which("ip"):
        pytest.skip("only Linux, with unshare and ip, can cut a process off from the network")
    tried = subprocess.run(
        [*WITHOUT_ROUTE, f"{LOOPBACK_UP} true"], check=False, capture_output=True
    )
    if tried.returncode:
        pytest.skip("this account may not cut a process off from the network")


def test_everything_works_where_there_is_no_network_at_all(without_route: None) -> None:
    here = f"{Path(__file__)}::test_page_server_and_kernel_speak_with_this_machine_alone"
    command = shlex.join([sys.executable, "-m", "pytest", "-p", "no:cacheprovider", here])
    ran = subprocess.run(
        [*WITHOUT_ROUTE, f"{LOOPBACK_UP} exec {command}"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout
    assert "." in ran.stdout


def test_where_there_is_no_network_even_an_attempt_fails(without_route: None) -> None:
    attempt = f"import socket; socket.create_connection(('{NOWHERE}', 9), 1)"
    command = shlex.join([sys.executable, "-c", attempt])
    ran = subprocess.run(
        [*WITHOUT_ROUTE, f"{LOOPBACK_UP} exec {command}"], capture_output=True, check=False
    )
    assert b"Network is unreachable" in ran.stderr


@pytest.mark.skipif(os.name != "posix", reason="elsewhere kernels are reached by ports, with keys")
def test_one_port_is_open_and_kernels_are_reached_by_files_of_ones_own(tmp_path: Path) -> None:
    with started(tmp_path / "home") as workbook:
        (kernel,) = workbook.kernels()
        until(lambda: len(_files_of(kernel)) == 5 and not kernel.net_connections("inet"))
        files = _files_of(kernel)
        server = psutil.Process(workbook.process.pid)
        listening = [one for one in server.net_connections("inet") if one.status == "LISTEN"]
        port = urlsplit(workbook.address).port
        assert [tuple(one.laddr) for one in listening] == [("127.0.0.1", port)]
        assert all(path.parent.stat().st_mode & 0o077 == 0 for path in files)
        (record,) = (workbook.home / ".workbook" / "runtime").glob("kernel-*.json")
        assert record.stat().st_mode & 0o777 == 0o600
        assert '"transport": "ipc"' in record.read_text("utf-8")
    assert not any(path.exists() for path in files)


def _files_of(kernel: psutil.Process) -> set[Path]:
    """The files through which a kernel is reached."""
    return {Path(one.laddr) for one in kernel.net_connections("unix") if one.laddr}


def test_the_server_listens_on_no_address_but_the_loopback_one(tmp_path: Path) -> None:
    addresses = {one.address for many in psutil.net_if_addrs().values() for one in many}
    others = [one for one in addresses if re.fullmatch(r"[\d.]+", one) and one != "127.0.0.1"]
    with started(tmp_path / "home") as workbook:
        port = urlsplit(workbook.address).port
        for other in others:
            with socket.socket() as attempt:
                assert attempt.connect_ex((other, port)) != 0, other
