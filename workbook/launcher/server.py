"""Opens the workbook: one server for a home, on this machine alone, until Ctrl-C."""

import asyncio
import logging
import os
import signal
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from workbook import words
from workbook.errors import HomeError, StartError, WorkbookError
from workbook.launcher import jupyter, running, stages
from workbook.launcher.running import Server
from workbook.store import durable, keeping, settings
from workbook.store.home import Home, prepare
from workbook.words import say

_SECONDS_TO_START = 60
_MILLISECONDS_UNTIL_HEEDED = 300
_ENDING_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


def start(
    home: Home,
    stage: str = "",
    *,
    port: int | None = None,
    browser: bool = True,
    invented: bool = False,
) -> None:
    """Opens the workbook at a stage and serves it until Ctrl-C, then returns.

    Where this home is being served already, the page is opened there and the call returns at
    once. ``invented`` is said on every page.
    Raises ``HomeError``, ``UnknownStageError`` or ``StartError``.
    """
    prepare(home)
    _look_after(home)
    _keep_language(home)
    page = stages.notebook(home, stage)
    with _one_at_a_time(home) as lock:
        server = running.find(home)
        if server:
            _announce(server.link(home, page), browser=browser)
            return
        server = running.new(home, running.choose_port(port))

        def ready() -> None:
            lock.release()
            _announce(server.link(home, page), browser=browser)
            print(say("launcher.how-to-end"), file=sys.stderr, flush=True)

        jupyter.set_environment(home)
        jupyter.lay_out_opening(home)
        jupyter.leave_out_what_only_costs_time()
        _serve(home, page, server, jupyter.configuration(home, server, invented=invented), ready)
    with suppress(WorkbookError):  # it ends all the same
        _look_after(home)


def _look_after(home: Home) -> None:
    """Has the answers whole, and in the snapshot of the day."""
    with keeping.in_hand(home):
        pass


def _keep_language(home: Home) -> None:
    """Makes a language that is asked for the one chosen in this home, as ``--bond`` does.

    From then on the page, the server and the kernel all follow that choice, and another one made
    on a page counts at once and outlives a restart of the kernel.
    """
    asked = words.known(os.environ.pop(words.ASKED, ""))
    if asked:
        with durable.locked(home.data):
            settings.change(home, language=asked)
    words.speak(settings.read(home).language)


@contextmanager
def _one_at_a_time(home: Home) -> Iterator[FileLock]:
    """Lets a second start wait until the first one is ready or has failed."""
    lock = FileLock(home.private / "start.lock", _SECONDS_TO_START, durable.FILE_MODE)
    try:
        lock.acquire()
    except Timeout as error:
        raise _too_slow() from error
    except OSError as error:
        cure = say("errors.cure.home")
        raise HomeError(folder=home.root, reason=error.strerror or error, cure=cure) from error
    try:
        yield lock
    finally:
        lock.release()


def _serve(
    home: Home,
    page: Path,
    server: Server,
    configuration: dict[str, Any],
    ready: Callable[[], None],
) -> None:
    """Runs JupyterLab in this process, calls ``ready`` once it answers, and returns at its end."""
    from workbook.launcher import kernel, trust

    app = _make_app(server, configuration)
    failures: list[Exception] = []

    async def open_workbook() -> None:
        try:
            await kernel.share(home, page, app)
            await asyncio.to_thread(_wait_for, server)
            ready()
        except Exception as error:  # noqa: BLE001 - else one would wait for a page for ever
            failures.append(error)
            app.stop()

    trust.sign_shipped(home, app.contents_manager.notary)
    _end_cleanly(app)
    app.io_loop.add_callback(open_workbook)
    app.start()
    app.clear_instance()
    if failures:
        raise _not_started(failures[0]) from failures[0]


def _make_app(server: Server, configuration: dict[str, Any]) -> Any:
    from jupyter_server.serverapp import ServerApp
    from traitlets.config import Config

    from workbook.launcher import guard

    # What goes wrong inside Jupyter is of no use in a person's terminal.
    logging.getLogger().addHandler(logging.NullHandler())
    app = ServerApp.instance(
        config=Config(configuration),
        jpserver_extensions={"jupyterlab": True},
        no_browser_open_file=True,
    )
    try:
        app.initialize(argv=[], starter_extension="lab", find_extensions=False)
    except SystemExit as error:
        # Jupyter leaves like this where somebody took the port since it was found to be free.
        raise running.port_taken(server.port) from error
    guard.stand_before(app.web_app, server)
    return app


def _wait_for(server: Server) -> None:
    if not server.answers(_SECONDS_TO_START):
        raise _too_slow()


def _too_slow() -> StartError:
    reason = say("errors.cannot-start.slow", seconds=_SECONDS_TO_START)
    return StartError(reason=reason, cure=say("errors.cure.other"))


def _not_started(failure: Exception) -> StartError:
    if isinstance(failure, StartError):
        return failure
    reason = say("errors.cannot-start.stopped", detail=failure)
    return StartError(reason=reason, cure=say("errors.cure.other"))


def _end_cleanly(app: Any) -> None:
    """Ends at the first Ctrl-C without a question; a second one does not wait for the kernels."""

    def end(number: int, _frame: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        app.stop(from_signal=True)

    for name in _ENDING_SIGNALS:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), end)
    if os.name == "nt":
        from tornado.ioloop import PeriodicCallback

        # There a signal is heeded only when the loop has something to do.
        PeriodicCallback(lambda: None, _MILLISECONDS_UNTIL_HEEDED).start()


def _announce(link: str, *, browser: bool) -> None:
    print(say("launcher.ready", url=link), flush=True)
    if browser:
        # Some browsers return only when they are closed.
        threading.Thread(target=webbrowser.open, args=(link,)).start()
