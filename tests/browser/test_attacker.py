"""A stranger's page, open in the same browser beside the workbook, gets at nothing.

It knows everything but the token: the port, the path of the home, the names of files, the kernel.
"""

import base64
import http.client
import json
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from conftest import FLAGS, Visit, Workbook, started
from install import find_browser
from playwright.sync_api import Browser, Page

from tests.samples import files

SECRET = "zanzibar-lantern"
STRANGE = "evil.test"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PLANTED = {
    "secret.csv": f"note\r\n{SECRET}\r\n".encode(),
    "pixel.png": PIXEL,
    "script.js": f"window.leaked = '{SECRET}'".encode(),
    "style.css": b"html { --leaked: yes }",
    "page.html": f"<script>document.title = '{SECRET}'</script>".encode(),
}
"""What lies in the data folder; each could be got at by another element of a page."""

ATTACK, STEER = (
    Path(__file__).with_name(name).read_text("utf-8") for name in ("attack.js", "steer.js")
)


@dataclass
class Stranger:
    """A web server on another port of this machine; it keeps the cookies that it is given."""

    port: int
    cookies: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def stranger() -> Iterator[Stranger]:
    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            kept.cookies.extend(self.headers.get_all("Cookie", []))
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>Win a prize</title><body>")

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    kept = Stranger(server.server_port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield kept
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbook]:
    """One workbook for all, as nothing can be done to it; with files that a stranger may want."""
    home = tmp_path_factory.mktemp("attacked") / "home"
    with started(home) as running:
        for name, content in PLANTED.items():
            (home / "data" / name).write_bytes(content)
        yield running


@pytest.fixture(scope="module")
def browser(browser: Browser) -> Iterator[Browser]:
    """A Chromium for which a stranger's name leads to this machine, as after DNS rebinding.

    Newer ones keep pages of the internet from asking this machine at all; not every browser does.
    """
    rules = f"--host-resolver-rules=MAP {STRANGE} 127.0.0.1"
    lenient = "--disable-features=LocalNetworkAccessChecks"
    flags = [*FLAGS, rules, lenient]
    running = browser.browser_type.launch(executable_path=find_browser(), args=flags)
    yield running
    running.close()


@dataclass
class Target:
    """How the workbook is reached: with everything a stranger could have found out."""

    workbook: Workbook

    def __post_init__(self) -> None:
        parts = urlsplit(self.workbook.address)
        self.port = parts.port
        self.path = parts.path.partition("doc/")[0]
        self.token = parts.query.partition("=")[2]

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[int, bytes, str]:
        """The status, content and headers of a reply to a request that no browser makes."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=names)
        reply = connection.getresponse()
        found = reply.status, reply.read(), str(reply.headers)
        connection.close()
        return found

    def running(self) -> list[Any]:
        """The kernels and sessions there are."""
        token = {"Authorization": f"token {self.token}"}
        lists = (self.ask(f"{self.path}api/{one}", **token)[1] for one in ("kernels", "sessions"))
        kernels, sessions = (json.loads(one) for one in lists)
        return [[one["id"] for one in kernels], [(one["id"], one["path"]) for one in sessions]]

    def aims(self, host: str = "127.0.0.1") -> dict[str, str]:
        """What the scripts above need to know."""
        address = f"//{host}:{self.port}{self.path}"
        kernel = self.running()[0][0]
        page = "notebooks/01-reflect.ipynb"
        return {
            "base": f"http:{address}",
            "socket": f"ws:{address}",
            "kernel": kernel,
            "page": page,
        }


@pytest.fixture
def target(workbook: Workbook) -> Target:
    return Target(workbook)


def _kept(home: Path) -> dict[str, bytes]:
    """Every answer and notebook, and what is written about them."""
    return files(home / "data") | files(home / "notebooks")


def test_a_strangers_page_reads_changes_and_runs_nothing(
    target: Target, visit: Visit, stranger: Stranger, tmp_path: Path
) -> None:
    file = tmp_path / "prize.html"
    file.write_text("<!doctype html><title>Win a prize</title><body>", "utf-8")
    visit.open(target.workbook.page_address("check-in.ipynb"))
    before, running = _kept(target.workbook.home), target.running()
    other = visit.page.context.new_page()
    for address in (
        f"http://127.0.0.1:{stranger.port}{target.path}",
        f"http://{STRANGE}:{stranger.port}{target.path}",
        file.as_uri(),
        "data:text/html,<body>",
    ):
        other.goto(address)
        assert other.evaluate(ATTACK, target.aims()) == {}, address
        assert other.evaluate(STEER, target.aims()) == "", address
        assert [one.title() for one in _shown(other) if SECRET in one.content()] == [], address
    assert _kept(target.workbook.home) == before
    assert target.running() == running
    visit.reload()  # and one is still known there


def test_the_same_would_get_at_it_in_a_page_of_the_workbook(target: Target, visit: Visit) -> None:
    visit.open(target.workbook.page_address("check-in.ipynb"))
    reached = visit.page.evaluate(ATTACK, target.aims())
    assert SECRET in reached["fetch files/data/secret.csv include"]
    assert "fetch files/data/secret.csv omit" in reached, "which shows a refusal"
    assert {"<img>", "<script>", "<link>", "<iframe>", "script", "style"} <= set(reached)
    assert [one for one in reached if one.startswith("WebSocket")]


def _shown(page: Page) -> list[Any]:
    """Every frame of every window that is open in the browser."""
    strange = [one for one in page.context.pages if one != page.context.pages[0]]
    return [frame for one in strange for frame in one.frames]


def test_a_name_that_is_led_to_this_machine_gets_at_nothing(target: Target, visit: Visit) -> None:
    visit.open(target.workbook.page_address("check-in.ipynb"))
    before, running = _kept(target.workbook.home), target.running()
    other = visit.page.context.new_page()
    # Its page comes from the stranger at first, and then the name is led here.
    other.route("**/prize", lambda route: route.fulfill(body="<body>", content_type="text/html"))
    other.goto(f"http://{STRANGE}:{target.port}{target.path}prize")
    reached = other.evaluate(ATTACK, target.aims(STRANGE))
    assert reached, "it may read what it is told"
    assert set(reached.values()) == {"403 "}, "but is told nothing"
    assert _kept(target.workbook.home) == before
    assert target.running() == running


def test_no_other_port_of_this_machine_is_given_a_cookie_and_no_page_shows_the_token(
    target: Target, visit: Visit, stranger: Stranger
) -> None:
    visit.open(target.workbook.page_address("check-in.ipynb"))
    assert target.token not in visit.page.url
    stranger.cookies.clear()
    for path in ("/", "/doc/tree/", "/api/contents"):
        visit.page.goto(f"http://127.0.0.1:{stranger.port}{path}")
    assert stranger.cookies == []
    cookies = visit.page.context.cookies()
    assert {one["path"] for one in cookies} == {target.path}
    assert {one["sameSite"] for one in cookies} == {"Strict"}
    (login,) = [one for one in cookies if one["name"] != "_xsrf"]
    assert login["httpOnly"]


@pytest.mark.parametrize("host", [STRANGE, "127.0.0.1.evil.test", "0.0.0.0", "192.0.2.1:8888", ""])
def test_a_host_that_is_not_this_machine_is_refused_even_with_the_token(
    target: Target, host: str
) -> None:
    authorization = f"token {target.token}"
    reply = target.ask(f"{target.path}api/contents", Host=host, Authorization=authorization)
    assert reply[0] in (400, 403)
    assert not reply[1]


@pytest.mark.parametrize(
    "path", ["", "api/contents", "api/kernels", "files/data/secret.csv", "lab", "doc", "api/status"]
)
def test_without_a_token_nothing_is_shown(target: Target, path: str) -> None:
    for given in ("", "?token=", "?token=wrong", f"?token={target.token[:-1]}"):
        status, content, _ = target.ask(f"{target.path}{path}{given}")
        assert status in (302, 403)
        assert SECRET.encode() not in content
        assert target.token.encode() not in content


@pytest.mark.parametrize(
    "path", ["doc/tree/notebooks/01-reflect.ipynb", "api/contents/data", "files/data/secret.csv"]
)
def test_every_reply_tells_the_browser_to_keep_other_pages_away(target: Target, path: str) -> None:
    status, _, headers = target.ask(f"{target.path}{path}?token={target.token}")
    assert status == 200
    said = dict(line.lower().split(": ", 1) for line in headers.splitlines() if line)
    assert said["cross-origin-opener-policy"] == said["cross-origin-resource-policy"]
    assert said["cross-origin-opener-policy"] == said["referrer-policy"] == "same-origin"
    assert said["x-content-type-options"] == "nosniff"
    assert said["x-dns-prefetch-control"] == "off"
    assert "frame-ancestors 'self'" in said["content-security-policy"]
    assert said.get("access-control-allow-origin", "") == ""


@pytest.mark.parametrize("asked", ["/", "/lab", "/api", "/login", "/static/x", "/nothing", "/..;/"])
def test_nobody_is_told_the_path_of_a_home(target: Target, asked: str) -> None:
    status, content, headers = target.ask(asked)
    assert (status, content) == (403, b"")
    assert target.path.strip("/") not in headers


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": f"http://{STRANGE}"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_what_a_browser_says_of_a_strangers_request_is_heeded(
    target: Target, headers: dict[str, str]
) -> None:
    asked = f"{target.path}api/contents"
    status, _, given = target.ask(f"{asked}?token={target.token}", **headers)
    assert status in (200, 404), "whoever has the token may ask from anywhere"
    cookie = re.findall("(?i)set-cookie: ([^;]+)", given)[0]
    assert target.ask(asked, Cookie=cookie)[0] == 200
    assert target.ask(asked, Cookie=cookie, **headers)[:2] == (403, b"")
