"""Fixtures for all tests. No test, and no notebook run beside them, touches a real home."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import ipywidgets
import pytest

from tests import validating
from workbook import words
from workbook.pages import session
from workbook.store.home import Home, prepare

# nbval runs the notebooks in kernels of their own, which take over this environment.
_THROWN_AWAY = Path(tempfile.mkdtemp(prefix="workbook-tests-"))
atexit.register(shutil.rmtree, _THROWN_AWAY, ignore_errors=True)
os.environ["WORKBOOK_HOME"] = str(_THROWN_AWAY / "home")
os.environ["WORKBOOK_SNAPSHOTS"] = str(_THROWN_AWAY / "snapshots")
os.environ["IPYTHONDIR"] = str(_THROWN_AWAY / "ipython")
os.environ["JUPYTER_RUNTIME_DIR"] = str(_THROWN_AWAY / "runtime")


# The same examples each time; `make soak` looks for new ones.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None)
hypothesis.settings.register_profile("new", max_examples=2_000, deadline=None)
hypothesis.settings.load_profile(os.environ.get("WORKBOOK_EXAMPLES", "same"))


def forget_open_pages() -> None:
    """As after a kernel restart: no form is open and no page listens; the files stay."""
    session._forms.clear()
    session._pages.clear()
    session._pauses.clear()
    session._listeners.clear()
    words.speak(words.FALLBACK)
    ipywidgets.Widget.close_all()


@pytest.fixture
def at_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[Home]:
    """A fresh home with the shipped notebooks and words, and nothing open in this kernel.

    What the test leaves in it must be as it is described.
    """
    monkeypatch.setenv("WORKBOOK_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("WORKBOOK_BOND", raising=False)
    monkeypatch.delenv("WORKBOOK_LANG", raising=False)
    forget_open_pages()
    place = Home(tmp_path / "home")
    prepare(place)
    yield place
    forget_open_pages()
    validating.check(place, request)
