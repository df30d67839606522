"""The server of a home: whether one runs already, and which port a new one can have."""

import http.client
import json
import os
import re
import secrets
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from workbook.errors import StartError
from workbook.launcher import stages
from workbook.store import durable
from workbook.store.home import Home
from workbook.words import say

LOOPBACK = "127.0.0.1"
_PORTS = range(8888, 9088)
_SECONDS_TO_ANSWER = 10


@dataclass(frozen=True)
class Server:
    """Which folder a server serves, where it listens, and the token it asks for.

    ``path`` begins every address of it, and only its own pages know it: a browser hands a cookie
    to whoever listens on any port of this machine, but only below the path it was made for.
    """

    root: Path
    port: int
    token: str
    path: str

    def link(self, home: Home, page: Path) -> str:
        """The address that opens a notebook of home in the browser."""
        path = quote(stages.address(home, page))
        query = urlencode({"token": self.token})
        return f"http://{LOOPBACK}:{self.port}{self.path}doc/tree/{path}?{query}"

    def answers(self, seconds: float = _SECONDS_TO_ANSWER) -> bool:
        """Whether it is really there within so many seconds, and is the one whose token this is."""
        connection = http.client.HTTPConnection(LOOPBACK, self.port, timeout=seconds)
        try:
            headers = {"Authorization": f"token {self.token}"}
            connection.request("GET", f"{self.path}api/status", headers=headers)
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def new(home: Home, port: int) -> Server:
    """A server that is not running yet: with a token of its own, and with the path of its home."""
    return Server(home.root, port, secrets.token_hex(24), _path(home))


def _path(home: Home) -> str:
    """The same at each start, so that a page left open finds the server again."""
    file = home.private / "path"
    kept = durable.read(file).decode(errors="replace")
    if not re.fullmatch("/[0-9a-f]{16}/", kept):
        kept = f"/{secrets.token_hex(8)}/"
        durable.write(file, kept.encode())
    return kept


def runtime(home: Home) -> Path:
    """The folder in which a running server says how to reach it."""
    return home.private / "runtime"


def find(home: Home) -> Server | None:
    """The server that serves this home already, if one does; a dead one's traces are removed."""
    for file, server in _recorded(home):
        if _same_folder(server.root, home.root) and server.answers():
            return server
        if is_free(server.port):
            file.unlink(missing_ok=True)
    return None


def _same_folder(one: Path, other: Path) -> bool:
    return one.exists() and one.samefile(other)


def _recorded(home: Home) -> Iterator[tuple[Path, Server]]:
    for file in runtime(home).glob("jpserver-*.json"):
        try:
            found = json.loads(file.read_text(encoding="utf-8"))
            root, port = Path(found["root_dir"]), int(found["port"])
            yield file, Server(root, port, str(found["token"]), str(found["base_url"]))
        except (OSError, ValueError, KeyError):
            continue


def choose_port(wanted: int | None) -> int:
    """The port to listen on: the wanted one, else the first free one.

    Raises ``StartError``, naming a free port, where the wanted one is taken.
    """
    if not wanted:
        return _first_free()
    if not is_free(wanted):
        raise port_taken(wanted)
    return wanted


def port_taken(port: int) -> StartError:
    """The error that says that a port is in use and names one that is not."""
    reason = say("errors.cannot-start.port", port=port)
    return StartError(reason=reason, cure=say("errors.cure.port", port=_first_free()))


def _first_free() -> int:
    return next((port for port in _PORTS if is_free(port)), 0)


def is_free(port: int) -> bool:
    """Whether nobody on this machine listens on a port."""
    with socket.socket() as probe:
        if os.name == "posix":
            # A port that was in use a moment ago is free; on Windows this would say "free" always.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True
