"""Who may ask the server for anything: the page it has served, and whoever holds the token.

Jupyter checks much of this too, but in each of its many handlers by itself, and not for all that
a page elsewhere can ask for without reading the reply. Here it is one rule before all of them. A
refusal says nothing, as even the path of a home is a secret (see ``running.Server``).
"""

import secrets
from typing import Any

from tornado.httputil import HTTPServerRequest
from tornado.routing import Matcher, Rule
from tornado.web import RequestHandler

from workbook.launcher.running import LOOPBACK, Server

_NAMES = {LOOPBACK, "localhost"}
_OWN_SITES = {"same-origin", "none"}
"What a browser says of a request by a page of ours, and by the person: an address, a bookmark."


def stand_before(application: Any, server: Server) -> None:
    """Has a Tornado application refuse, with an empty page, what others ask for."""
    application.default_router.rules.insert(0, Rule(_Foreign(server), _Refusal))


class _Refusal(RequestHandler):
    def prepare(self) -> None:
        """Answers, whatever was asked."""
        self.write_error(403)

    def write_error(self, status_code: int, **_: Any) -> None:  # noqa: ARG002 - always the same
        """Says nothing."""
        self.set_status(403)
        self.finish()


class _Foreign(Matcher):
    """Requests that are not for this server, or that somebody else's page has caused."""

    def __init__(self, server: Server) -> None:
        self.server = server

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        """Nothing where a request may pass, as it then matches none of these."""
        if request.host_name not in _NAMES or not request.path.startswith(self.server.path):
            return {}
        return {} if _is_from_elsewhere(request) and not self._has_token(request) else None

    def _has_token(self, request: HTTPServerRequest) -> bool:
        given = request.query_arguments.get("token", [b""])[-1]
        return secrets.compare_digest(given, self.server.token.encode())


def _is_from_elsewhere(request: HTTPServerRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site", "none")
    origin = request.headers.get("Origin", f"http://{request.host}")
    return site not in _OWN_SITES or origin != f"http://{request.host}"
