"""An answer is in the data folder, and nowhere else on the disk, whatever went wrong on the way."""

import gzip
import json
import shutil
import signal
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import nbformat
import psutil
import pytest
from conftest import FLAGS, Visit, Workbook, started, until
from install import find_browser
from nbformat.v4 import new_code_cell, new_notebook, new_output
from playwright.sync_api import Browser, Page, expect

SAVED, LINE, NOTE = "zanzibar-lantern", "quince-harbour", "thimble-aurora"
DRAFTED, CUT_OFF, RAISED = "walnut-cathedral", "ember-tortoise", "velvet-icicle"
WORDS = (SAVED, LINE, NOTE, DRAFTED, CUT_OFF, RAISED)
"What is typed, each into another field; a name for the person is among them."


def holding(place: Path, words: tuple[str, ...] = WORDS) -> list[tuple[str, str]]:
    """Which files under a folder hold which words, also packed ones and as other programs write."""
    return [
        (str(path), word)
        for path in sorted(place.rglob("*"))
        if path.is_file()
        for word in words
        if _holds(path.read_bytes(), word) or word in str(path).lower()
    ]


def _holds(content: bytes, word: str) -> bool:
    written = (word.encode(), word.encode("utf-16-le"))
    return any(one in part.lower() for part in _unpacked(content) for one in written)


def _unpacked(content: bytes) -> Iterator[bytes]:
    yield content
    if content[:2] == b"\x1f\x8b":
        with suppress(OSError, EOFError):
            yield from _unpacked(gzip.decompress(content))
    if content[:2] == b"PK":
        with suppress(zipfile.BadZipFile), zipfile.ZipFile(BytesIO(content)) as packed:
            for name in packed.namelist():
                yield from _unpacked(packed.read(name))


def test_the_search_finds_a_word_wherever_it_is_hidden(tmp_path: Path) -> None:
    said = f"… {SAVED.title()} …"
    (tmp_path / "plain.log").write_text(said)
    (tmp_path / "wide.bin").write_text(said, "utf-16-le")
    (tmp_path / "log.gz").write_bytes(gzip.compress(said.encode()))
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("inner.gz", gzip.compress(said.encode()))
    base = sqlite3.connect(tmp_path / "history.sqlite")
    base.execute("create table history (source text)")
    base.execute("insert into history values (?)", (said,))
    base.commit()
    base.close()
    (tmp_path / f"{SAVED}.txt").touch()
    (tmp_path / "other").write_text("nothing of the kind")
    found = {Path(path).name for path, _ in holding(tmp_path)}
    assert found == {
        "plain.log", "wide.bin", "log.gz", "a.zip", "history.sqlite", f"{SAVED}.txt",
    }  # fmt: skip


@pytest.fixture
def own_account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folders of an account that has just been made: its own, and the temporary one."""
    account = Path(mkdtemp(prefix="wb-"))  # short, for the sockets of a browser
    folders = {"HOME": "", "TMPDIR": "temporary", "XDG_RUNTIME_DIR": "runtime"}
    for variable, name in folders.items():
        (account / name).mkdir(mode=0o700, exist_ok=True)
        monkeypatch.setenv(variable, str(account / name))
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("WORKBOOK_SNAPSHOTS", str(tmp_path / "snapshots"))
    yield account
    shutil.rmtree(account, ignore_errors=True)


@pytest.fixture
def own_profile(own_account: Path, browser: Browser) -> Iterator[Visit]:
    """A page of a browser that keeps its profile, as a person's does, in that account."""
    context = browser.browser_type.launch_persistent_context(
        str(own_account / "profile"),
        executable_path=find_browser(),
        args=FLAGS,
        env={"HOME": str(own_account), "TMPDIR": str(own_account / "temporary")},
    )
    page = context.pages[0]
    page.on("dialog", lambda dialog: dialog.accept())
    yield Visit(page)
    with suppress(Exception):
        context.close()


def test_an_answer_leaves_no_trace_outside_the_data_folder(
    tmp_path: Path, own_account: Path, own_profile: Visit
) -> None:
    shown: list[str] = []
    own_profile.page.on("framenavigated", lambda frame: shown.append(frame.url))
    home = tmp_path / "home"
    with started(home) as workbook:
        for step in (_names_somebody, _answers, _is_cut_off, _has_a_cell_that_fails):
            step(workbook, own_profile)
            shown += [own_profile.page.url, own_profile.page.title()]
        workbook.process.send_signal(signal.SIGINT)
        said = "".join(workbook.process.communicate(timeout=20))
    own_profile.page.context.close()
    for word in WORDS:
        assert word not in said
        assert word not in "".join(shown).lower()
    found = holding(home)
    kept = [one for one in found if Path(one[0]).is_relative_to(home / "data")]
    assert {word for _, word in kept} == set(WORDS), "what was typed is where it belongs"
    assert found == kept
    assert holding(own_account) == []


def _names_somebody(workbook: Workbook, visit: Visit) -> None:
    visit.open(workbook.address)
    form = visit.form("Who is this about?")
    form.get_by_label("A private name for this person").fill(LINE.title())
    _save(form)


def _answers(workbook: Workbook, visit: Visit) -> None:
    visit.open(workbook.page_address("check-in.ipynb"))
    form = visit.form("Today")
    form.get_by_label("A word about today").fill(NOTE)
    form.get_by_role("group", name="How is your mood today?").get_by_role("radio").nth(4).check()
    form.get_by_role("group", name="How close do you feel").get_by_role("radio").nth(4).check()
    _save(form)
    visit.open(workbook.page_address("01-reflect.ipynb"))
    form = _intentions(visit)
    _area(visit).fill(f"{SAVED} {RAISED}")
    _save(form)
    _area(visit).fill(f"{SAVED} {RAISED} {DRAFTED}")
    expect(form.get_by_role("status")).to_contain_text("Draft saved")


def _save(form: Any) -> None:
    expect(form.get_by_role("status")).to_contain_text("Draft saved")
    form.get_by_role("button", name="Save", exact=True).click()
    expect(form.get_by_role("status")).to_have_text("Saved")


def _is_cut_off(workbook: Workbook, visit: Visit) -> None:
    """The kernel crashes in mid-sentence, in a way that leaves a core file where one may."""
    (kernel,) = workbook.kernels()
    if hasattr(psutil, "RLIMIT_CORE"):
        assert kernel.rlimit(psutil.RLIMIT_CORE) == (0, 0)
    _area(visit).press_sequentially(f" {CUT_OFF}", delay=10)
    kernel.send_signal(signal.SIGSEGV)
    until(lambda: bool(holding(workbook.home / "data", (CUT_OFF,))), 40)


def _has_a_cell_that_fails(workbook: Workbook, visit: Visit) -> None:
    """A notebook of one's own fails over an answer, prints it, and is saved by hand."""
    sources = [
        "import workbook as wb\nwords = wb.form('reflect.intentions').answers['under']",
        "print(words)\nraise ValueError(words)",
        "%tb",
        "import logging\nlogging.getLogger().error(words)\nwords",
    ]
    notebook = new_notebook(
        cells=[new_code_cell(source) for source in sources],
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)"},
            "language_info": {"name": "python"},
            "workbook": {"stage": "reflect"},
        },
    )
    nbformat.write(notebook, workbook.home / "notebooks" / "own.ipynb")
    visit.page.goto(workbook.page_address("own.ipynb"))
    visit.page.get_by_role("button", name="Let it run").click()
    visit.page.get_by_role("dialog").get_by_text("Trust", exact=True).click()
    expect(visit.page.get_by_text("This part could not be shown.").first).to_be_visible()
    _save_by_hand(visit.page)


def _save_by_hand(page: Page) -> None:
    page.locator("#wb-bar").get_by_role("button", name="Show the code").click()
    page.locator(".jp-Notebook .jp-Cell:visible").first.click()
    with page.expect_response(lambda reply: reply.request.method == "PUT"):
        page.keyboard.press("Control+s")


def _intentions(visit: Visit) -> Any:
    return visit.form("What do I truly want?")


def _area(visit: Visit) -> Any:
    return _intentions(visit).get_by_label("What lies under that wish?")


class Api:
    """The server's interface for programs, with the token, as JupyterLab uses it."""

    def __init__(self, workbook: Workbook) -> None:
        parts = urlsplit(workbook.address)
        path = parts.path.partition("doc/")[0]
        self.address = f"http://{parts.netloc}{path}api/contents/"
        self.token = parts.query.partition("=")[2]

    def ask(self, method: str, path: str, /, **model: Any) -> None:
        """Sends one request; raises ``HTTPError`` where it is refused."""
        headers = {"Authorization": f"token {self.token}"}
        content = json.dumps(model).encode()
        with urlopen(Request(self.address + path, content, headers, method=method)):
            pass


def test_no_way_of_saving_puts_an_output_into_a_notebook(workbook: Workbook) -> None:
    api = Api(workbook)
    cell = new_code_cell("1", outputs=[new_output("stream", text=SAVED)], execution_count=1)
    state = {"application/vnd.jupyter.widget-state+json": {"state": {"a": {"value": NOTE}}}}
    notebook = new_notebook(cells=[cell], metadata={"widgets": state})
    text = nbformat.writes(notebook)
    api.ask("PUT", "notebooks/saved.ipynb", type="notebook", format="json", content=notebook)
    api.ask("PUT", "notebooks/sent.ipynb", type="file", format="text", content=text)
    api.ask("PUT", "other/../notebooks/01-reflect.ipynb", type="notebook", content=notebook)
    api.ask("POST", "notebooks", copy_from="notebooks/saved.ipynb")
    api.ask("POST", "notebooks/saved.ipynb/checkpoints")
    api.ask("PATCH", "notebooks/saved.ipynb", path="notebooks/renamed.ipynb")
    api.ask("POST", "notebooks/renamed.ipynb/checkpoints/checkpoint")
    notebooks = [path.name for path in (workbook.home / "notebooks").glob("*.ipynb")]
    assert {"renamed.ipynb", "sent.ipynb", "saved-Copy1.ipynb"} <= set(notebooks)
    assert holding(workbook.home) == []
