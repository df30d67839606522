"""The invented story: it opens, says on its face that it is invented, and leaves nothing."""

import re
from pathlib import Path

from conftest import Visit, running
from playwright.sync_api import expect


def test_the_demo_says_that_it_is_invented_and_is_gone_afterwards(
    tmp_path: Path, visit: Visit
) -> None:
    with running("demo", "--days", "90", home=tmp_path / "nowhere") as demo:
        visit.open(demo.address)
        expect(visit.page.get_by_text("This is an invented story.").first).to_be_visible()
        expect(visit.page.locator(".js-plotly-plot").get_by_text("Invented story")).to_be_visible()
        demo.process.send_signal(2)
        said = demo.process.communicate(timeout=30)[1]
        assert demo.process.returncode == 0, said
    folder = re.search(r"It is in (\S+) and", said)
    assert folder, said
    assert not Path(folder[1]).exists()
    assert list(tmp_path.iterdir()) == []
