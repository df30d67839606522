"""A draft can be put away, and brought back as long as nothing else was begun."""

import workbook as wb
from tests.screen import press, seen


def test_a_draft_that_is_put_away_shows_what_was_saved_and_can_be_brought_back(at_home) -> None:
    form = wb.form("reflect.intentions")
    form.answers = {"sentence": "peace"}
    form.save()
    form.answers = {"sentence": "something I regret"}
    form.new()
    press(form._notice, "Open that draft")
    assert form.answers["sentence"] == "something I regret"
    press(form._notice, "Put this draft away")
    assert form.answers["sentence"] == "peace"
    assert not list(at_home.data.glob("*/drafts/*.json"))
    assert "That draft is put away." in seen(form._notice)
    press(form._notice, "Bring it back")
    assert form.answers["sentence"] == "something I regret"
    assert len(list(at_home.data.glob("*/drafts/*.json"))) == 1


def test_pages_do_not_pile_up_when_cells_run_again(at_home) -> None:
    assert wb.stage("reflect") is wb.stage("reflect")
    assert wb.stage("reflect").ending() is wb.stage("reflect").ending()
    assert wb.stage("reflect") is not wb.stage("welcome")
    assert wb.journey() is wb.journey()
