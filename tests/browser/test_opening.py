"""A page opens on forms that have run; what is not ours does not; nothing is left in a notebook."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlparse

import pytest
from conftest import READY, Visit, Workbook, free_port, started, until
from playwright.sync_api import Page, expect

REFLECT = "01-reflect.ipynb"
CHECK_IN = "check-in.ipynb"
NOT_OURS = "This notebook did not come with the workbook"


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbook]:
    """One workbook for all tests that leave it as they found it."""
    with started(tmp_path_factory.mktemp("opening") / "home") as running:
        yield running


def _notebook(home: Path, name: str, *sources: str) -> None:
    """Drops a notebook into home that calls itself one of the workbook's."""
    cells = [
        {
            "cell_type": "code",
            "id": f"cell-{at}",
            "metadata": {"trusted": True},
            "execution_count": None,
            "outputs": [],
            "source": source,
        }
        for at, source in enumerate(sources)
    ]
    metadata = {
        "kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)"},
        "language_info": {"name": "python"},
        "workbook": {"stage": "reflect"},
    }
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    (home / "notebooks" / name).write_text(json.dumps(notebook), encoding="utf-8")


def _trust(page: Page) -> None:
    page.get_by_role("button", name="Let it run").click()
    page.get_by_role("dialog").get_by_text("Trust", exact=True).click()


def _code_button(page: Page):
    return page.locator("#wb-bar").get_by_role("button", name="Show the code")


def _save(page: Page) -> None:
    """Saves the notebook as a facilitator would: with the code shown, by the keyboard."""
    _code_button(page).click()
    page.locator(".jp-Notebook .jp-Cell:visible").first.click()
    with page.expect_response(lambda reply: reply.request.method == "PUT"):
        page.keyboard.press("Control+s")
    _code_button(page).click()


def test_a_page_opens_on_forms_and_nothing_else(workbook: Workbook, visit: Visit) -> None:
    visit.open(workbook.page_address(REFLECT))
    expect(visit.page.locator(".wb-form:visible").first).to_be_visible()
    for hidden in (".cm-editor", ".jp-InputPrompt", "#jp-menu-panel", ".jp-NotebookPanel-toolbar"):
        expect(visit.page.locator(f"{hidden}:visible")).to_have_count(0)
    expect(visit.page.get_by_text("Run All Cells").locator("visible=true")).to_have_count(0)
    expect(visit.page.get_by_role("dialog")).to_have_count(0)
    expect(visit.page).to_have_title("Workbook")
    assert not visit.errors


def test_the_code_is_one_button_away_and_goes_again(workbook: Workbook, visit: Visit) -> None:
    visit.open(workbook.page_address(REFLECT))
    button = _code_button(visit.page)
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    for shown in (".cm-editor", "#jp-menu-panel", ".jp-NotebookPanel-toolbar"):
        expect(visit.page.locator(f"{shown}:visible").first).to_be_visible()
    button.click()
    expect(visit.page.locator(".cm-editor:visible")).to_have_count(0)
    assert not visit.errors


def test_a_link_opens_in_place_and_back_and_forward_work(workbook: Workbook, visit: Visit) -> None:
    page = visit.page
    visit.open(workbook.page_address(REFLECT))
    page.locator(".wb").get_by_role("link", name="Check in").first.click()
    expect(page).to_have_url(workbook.page_address(CHECK_IN).partition("?")[0])
    expect(page.get_by_role("heading", name="Check in", exact=True).first).to_be_visible()
    expect(page.locator(".jp-NotebookPanel")).to_have_count(1)
    page.go_back()
    expect(page.get_by_role("heading", name="Reflect", exact=True).first).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("heading", name="Check in", exact=True).first).to_be_visible()
    page.locator("#wb-bar").get_by_role("link", name="Workbook").click()
    expect(page.get_by_role("heading", name="Welcome", exact=True).first).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert not visit.errors


def test_all_pages_share_one_kernel_which_remembers_nothing(
    workbook: Workbook, visit: Visit
) -> None:
    for name in (REFLECT, CHECK_IN):
        visit.open(workbook.page_address(name))
    assert len(workbook.kernels()) == 1
    assert not list(workbook.home.rglob("history.sqlite*"))


def test_a_letter_typed_beside_a_form_changes_nothing(workbook: Workbook, visit: Visit) -> None:
    page = visit.page
    visit.open(workbook.page_address(REFLECT))
    cells = page.locator(".jp-Notebook .jp-Cell").count()
    prose = page.locator(".jp-MarkdownCell:visible p").first
    prose.click()
    for key in ("x", "d", "d", "a", "b", "m", "y", "Enter", "Shift+Enter", "Control+s"):
        page.keyboard.press(key)
    prose.dblclick()
    expect(page.locator(".jp-Notebook .jp-Cell")).to_have_count(cells)
    expect(page.locator(".cm-editor:visible")).to_have_count(0)


def test_the_tab_key_goes_from_control_to_control(workbook: Workbook, visit: Visit) -> None:
    visit.open(workbook.page_address(REFLECT))
    for _ in range(12):
        visit.page.keyboard.press("Tab")
        stop = visit.page.evaluate("() => document.activeElement.className")
        assert "jp-Cell" not in stop


def test_the_theme_is_remembered(workbook: Workbook, visit: Visit) -> None:
    visit.open(workbook.page_address(REFLECT))
    bar = visit.page.locator("#wb-bar")
    bar.get_by_role("button", name="Dark").click()
    expect(visit.page.locator("body")).to_have_attribute("data-jp-theme-light", "false")
    visit.reload()
    expect(visit.page.locator("body")).to_have_attribute("data-jp-theme-light", "false")
    bar.get_by_role("button", name="Light").click()
    expect(visit.page.locator("body")).to_have_attribute("data-jp-theme-light", "true")


@pytest.mark.parametrize("width", [420, 640, 900, 1280])
def test_a_page_fits_its_window(workbook: Workbook, visit: Visit, width: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": 800})
    visit.open(workbook.page_address(REFLECT))
    too_wide = "node => node.scrollWidth > node.clientWidth"
    assert not visit.page.locator(".jp-WindowedPanel-outer").evaluate(too_wide)
    for button in visit.page.locator("#wb-bar").get_by_role("button").all():
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24
        assert box["x"] + box["width"] <= width


def test_leaving_shows_an_empty_page_at_once(workbook: Workbook, visit: Visit) -> None:
    visit.open(workbook.page_address(REFLECT))
    visit.page.locator("#wb-bar").get_by_role("button", name="Leave this page").click()
    expect(visit.page).to_have_url("about:blank")


def test_a_page_asks_this_machine_alone_and_may_ask_no_other(
    workbook: Workbook, visit: Visit
) -> None:
    visit.open(workbook.page_address(REFLECT))
    hosts = {urlparse(url).hostname for url in visit.requests if url.startswith("http")}
    assert hosts == {"127.0.0.1"}
    outside = f"http://127.0.0.1:{free_port()}/"
    refused = "url => fetch(url).then(() => false, () => true)"
    with visit.page.expect_console_message(lambda said: "Content Security Policy" in said.text):
        assert visit.page.evaluate(refused, outside)


def test_a_notebook_that_is_not_ours_does_not_run_even_after_it_was_saved(
    workbook: Workbook, visit: Visit, tmp_path: Path
) -> None:
    page, ran = visit.page, tmp_path / "ran"
    _notebook(workbook.home, "strange.ipynb", f"open({str(ran)!r}, 'w').close()")
    page.goto(workbook.page_address("strange.ipynb"))
    expect(page.get_by_text(NOT_OURS)).to_be_visible()
    _save(page)
    page.reload()
    expect(page.get_by_text(NOT_OURS)).to_be_visible()
    page.wait_for_timeout(2000)
    assert not ran.exists()


def test_a_notebook_that_a_person_trusts_runs_from_then_on(
    workbook: Workbook, visit: Visit, tmp_path: Path
) -> None:
    page, ran = visit.page, tmp_path / "ran"
    _notebook(workbook.home, "trusted.ipynb", f"open({str(ran)!r}, 'w').close()")
    page.goto(workbook.page_address("trusted.ipynb"))
    _trust(page)
    until(ran.exists)
    expect(page.get_by_text(NOT_OURS)).to_be_hidden()
    _save(page)
    ran.unlink()
    page.reload()
    until(ran.exists)


def test_no_output_is_kept_in_a_notebook_or_in_a_copy_of_it(
    workbook: Workbook, visit: Visit
) -> None:
    page = visit.page
    source = "import ipywidgets\nipywidgets.Text(value='zanzibar' + '-lantern')"
    _notebook(workbook.home, "telling.ipynb", "print('zanzibar' + '-lantern')", source)
    page.goto(workbook.page_address("telling.ipynb"))
    _trust(page)
    expect(page.get_by_text("zanzibar-lantern")).to_be_visible()
    _save(page)

    def kept() -> list[Path]:
        return [path for path in workbook.home.rglob("*telling*") if path.is_file()]

    until(lambda: len(kept()) == 2)  # the notebook and its checkpoint, once both are in place
    everything = [path.read_bytes() for path in workbook.home.rglob("*") if path.is_file()]
    assert not any(b"zanzibar-lantern" in held for held in everything)


def test_a_cell_that_fails_says_so_in_a_plain_sentence(workbook: Workbook, visit: Visit) -> None:
    page = visit.page
    _notebook(
        workbook.home, "failing.ipynb", "1 / 0", "import warnings; warnings.warn('hm')", "40 + 2"
    )
    page.goto(workbook.page_address("failing.ipynb"))
    _trust(page)
    expect(page.get_by_text("This part could not be shown.")).to_be_visible()
    expect(page.get_by_text("42", exact=True)).to_be_visible()
    for unwanted in ("ZeroDivisionError", "UserWarning"):
        expect(page.get_by_text(unwanted).first).to_be_hidden()
    _code_button(page).click()
    expect(page.get_by_text("ZeroDivisionError").first).to_be_visible()


def test_a_page_runs_again_by_itself_when_its_kernel_died(tmp_path: Path, visit: Visit) -> None:
    page = visit.page
    with started(tmp_path / "home") as workbook:
        visit.open(workbook.page_address(REFLECT))
        form = visit.form("What do I truly want?")
        area = form.get_by_label("What lies under that wish?")
        area.press_sequentially("In mid-sentence", delay=20)
        (before,) = [kernel.pid for kernel in workbook.kernels()]
        workbook.kill_kernels()
        until(lambda: [k.pid for k in workbook.kernels()] not in ([], [before]))
        expect(form.get_by_role("status")).to_contain_text("Draft saved")
        page.wait_for_timeout(2500)
        expect(area).to_be_focused()
        expect(area).to_have_value("In mid-sentence")
        expect(page.get_by_role("dialog")).to_have_count(0)


def test_ctrl_c_ends_everything_at_once_and_leaves_no_traces(tmp_path: Path) -> None:
    with started(tmp_path / "home") as workbook:
        kernels = workbook.kernels()
        workbook.process.send_signal(signal.SIGINT)
        _, said = workbook.process.communicate(timeout=10)
        assert workbook.process.returncode == 0
        assert len(said.splitlines()) == 1, said
        assert not any(kernel.is_running() for kernel in kernels)
        left = [path.name for path in (workbook.home / ".workbook" / "runtime").iterdir()]
        assert left == ["jupyter_cookie_secret"]


def _start(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "workbook", "start", "--no-browser", "--home", str(home)]
    return subprocess.run(
        [*command, *arguments], capture_output=True, text=True, timeout=60, check=False
    )


def test_a_second_start_opens_the_first_server(workbook: Workbook) -> None:
    second = _start(workbook.home, "reflect")
    assert second.returncode == 0
    assert second.stdout == f"{READY}{workbook.page_address(REFLECT)}\n"


def test_a_port_in_use_is_refused_with_the_cure(workbook: Workbook, tmp_path: Path) -> None:
    port = str(urlparse(workbook.address).port)
    refused = _start(tmp_path / "other", "--port", port)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert f"port {port} is already in use" in refused.stderr
    assert "workbook start --port" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


@pytest.mark.parametrize("stage", ["nowhere", "../reflect", "/etc/passwd", "01-reflect"])
def test_an_unknown_stage_is_refused_with_those_there_are(workbook: Workbook, stage: str) -> None:
    refused = _start(workbook.home, stage)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "reflect" in refused.stderr


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such permissions")
def test_jupyters_folders_are_private(workbook: Workbook) -> None:
    private = workbook.home / ".workbook"
    assert private.stat().st_mode & 0o077 == 0
    assert {"config", "share", "runtime", "settings"} <= {path.name for path in private.iterdir()}
