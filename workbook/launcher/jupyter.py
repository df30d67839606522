"""How Jupyter is set up for the workbook: its folders, its configuration, what its page is told."""

import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from workbook import words
from workbook.launcher import sockets, stages
from workbook.launcher.running import LOOPBACK, Server, runtime
from workbook.store import settings
from workbook.store.home import Home
from workbook.words import fill, found

_HERE = Path(__file__).parent
_OWN_EXTENSION = "workbook"
# Whatever else is installed for JupyterLab would cost time, and might call the network.
_EXTENSIONS = {_OWN_EXTENSION, "@jupyter-widgets/jupyterlab-manager", "anywidget"}


def set_environment(home: Home) -> None:
    """Points Jupyter, IPython and the notebooks to home; call it before importing any of them.

    From then on nobody else can open what this process and its kernels write, and no memory of
    theirs is written to the disk when they crash.
    """
    os.umask(0o077)
    if os.name == "posix":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    folders = {
        "JUPYTER_CONFIG_DIR": home.private / "config",
        "JUPYTER_DATA_DIR": home.private / "share",
        "JUPYTER_RUNTIME_DIR": runtime(home),
        "JUPYTERLAB_SETTINGS_DIR": home.private / "settings",
        "JUPYTERLAB_WORKSPACES_DIR": home.private / "workspaces",
        "IPYTHONDIR": home.private / "ipython",
    }
    for variable, folder in folders.items():
        folder.mkdir(mode=0o700, exist_ok=True)
        os.environ[variable] = str(folder)
    os.environ["JUPYTER_CONFIG_PATH"] = str(_HERE / "jupyter_config")
    os.environ["WORKBOOK_HOME"] = str(home.root)


def leave_out_what_only_costs_time() -> None:
    """Keeps Jupyter from building a grammar of web addresses; call it before importing Jupyter.

    It takes half of the time until the server answers. ``jsonschema`` does without where the
    module is missing, and the schemas that are checked here hold no such address.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type] # "there is none"


def lay_out_opening(home: Home) -> None:
    """Writes the style that JupyterLab puts on a page at once, long before our own can be there."""
    folder = home.private / "config" / "custom"
    folder.mkdir(mode=0o700, exist_ok=True)
    style = (_HERE / "opening.css").read_text(encoding="utf-8")
    word = found("launcher.opening").replace("\\", "").replace('"', "")
    (folder / "custom.css").write_text(fill(style, opening=word), encoding="utf-8")


def configuration(home: Home, server: Server, *, invented: bool) -> dict[str, Any]:
    """Jupyter's traits: this machine alone, a token, no network, no terminal, no trash."""
    from jupyterlab.handlers.announcements import NeverCheckForUpdate

    from workbook.launcher.contents import BareContents
    from workbook.launcher.kernel import OwnKernel, QuietKernels

    return {
        "Application": {"log_level": "CRITICAL"},
        "ServerApp": {
            "ip": LOOPBACK,
            "port": server.port,
            "port_retries": 0,
            "base_url": server.path,
            # The browser is opened when the server answers, and by a link that carries the token.
            "open_browser": False,
            # Not our business to forbid; nobody but this machine can reach the server.
            "allow_root": True,
            "root_dir": str(home.root),
            "contents_manager_class": BareContents,
            "kernel_manager_class": QuietKernels,
            "kernel_spec_manager_class": OwnKernel,
            "terminals_enabled": False,
            "tornado_settings": {
                "page_config_hook": _page_hook(home, invented=invented),
                **_replies(server),
            },
        },
        "IdentityProvider": {
            "token": server.token,
            "cookie_options": {"samesite": "Strict"},
        },
        "QuietKernels": {"sockets": sockets.folder(home), "transport_encryption": "auto"},
        "FileContentsManager": {"delete_to_trash": False},
        # A kernel that died is noticed within a second, not three.
        "KernelRestarter": {"time_to_dead": 1.0},
        "KernelManager": {"shutdown_wait_time": 1.0},
        "LabApp": {
            "extra_labextensions_path": [str(_HERE / "labextension")],
            "extension_manager": "readonly",
            "custom_css": True,
            "news_url": None,
            "check_for_updates_class": NeverCheckForUpdate,
        },
    }


def _replies(server: Server) -> dict[str, Any]:
    """How the server answers a browser."""
    return {
        # Between two programs on one machine packing costs more than it saves.
        "compress_response": False,
        "headers": _headers(server),
        "xsrf_cookie_kwargs": {"path": server.path, "samesite": "Strict"},
    }


def _headers(server: Server) -> dict[str, str]:
    """What every reply tells the browser to keep from pages that are not ours, and from others."""
    return {
        "Content-Security-Policy": _policy(server),
        # No other page may hold this one, or include what it is made of, or learn its address.
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "same-origin",
        # A browser would else look up the name behind every link, before anybody clicks on it.
        "X-DNS-Prefetch-Control": "off",
    }


def _policy(server: Server) -> str:
    """What the browser lets a page do: neither prose nor code can reach beyond this server."""
    inline = "'unsafe-inline' 'unsafe-eval' data: blob:"
    return (
        f"default-src 'self' {inline}; "
        f"connect-src 'self' ws://{LOOPBACK}:{server.port} data: blob:; "
        "frame-ancestors 'self'; form-action 'self'"
    )


def told(home: Home) -> dict[str, Any]:
    """What a page is told: its words, its language, where to begin, which notebook is nearest."""
    words.speak(settings.read(home).language)
    return {
        "words": found("launcher.page"),
        "language": words.language(),
        "welcome": stages.address(home, stages.notebook(home)),
        "nearest": stages.nearest(home),
    }


def _send_to_nearest(handler: Any, nearest: dict[str, str]) -> None:
    """Sends a browser that asks for a page to the one of it in the chosen language."""
    from tornado.web import Finish

    way, _, asked = unquote(handler.request.path).partition("/tree/")
    if asked in nearest:
        query = f"?{handler.request.query}" if handler.request.query else ""
        handler.redirect(f"{way}/tree/{quote(nearest[asked])}{query}")
        raise Finish


def _page_hook(home: Home, *, invented: bool) -> Any:
    """What JupyterLab calls to complete the settings it writes into each page."""
    told(home)  # a fault is said now, and not by a page that stays empty

    def complete(handler: Any, page: dict[str, Any]) -> dict[str, Any]:
        now = told(home)
        _send_to_nearest(handler, now["nearest"])
        extensions = page["federated_extensions"]
        page["federated_extensions"] = [e for e in extensions if e["name"] in _EXTENSIONS]
        page["buildAvailable"] = page["buildCheck"] = False
        page["workbook"] = now | {"invented": invented}
        return page

    return complete
