"""One sitting through all the stages: one kernel, and every control stands on every page."""

from pathlib import Path

from conftest import Visit, started

from workbook.content.model import Stage
from workbook.content.reading import content


def controls_of(stage: Stage) -> int:
    """How many questions the forms of a stage ask that need no pause before them."""
    forms = [one for one in content().exercises.get(stage.id, ()) if not one.contact]
    return sum(len(form.questions) for form in forms)


def test_no_control_is_missing_after_all_stages_were_open(visit: Visit, tmp_path: Path) -> None:
    said: list[str] = []
    visit.page.on("console", lambda message: said.append(message.text))
    stages = [*content().stages, content().stages[0]]
    with started(tmp_path / "home") as workbook:
        for stage in stages:
            visit.open(workbook.page_address(stage.notebook))
            least = controls_of(stage)
            shown = "document.querySelectorAll('.wb-control').length"
            visit.page.wait_for_function(f"{shown} >= {least}", timeout=60_000)
        assert len(workbook.kernels()) == 1
    assert not [one for one in said if "[anywidget] Failed" in one]
    assert not visit.errors
