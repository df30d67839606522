"""The quick exit: it leaves at once, and forgets what was answered about safety."""

import pytest
from conftest import Visit, Workbook


@pytest.mark.parametrize("where", ["bar", "header"])
def test_leaving_forgets_the_safety_pause_and_asks_nothing(
    visit: Visit, workbook: Workbook, where: str
) -> None:
    visit.open(workbook.page_address("04-reach-out.ipynb"))
    asked = "Are you ever afraid of this person?"
    pause = visit.form("A pause to think about safety")
    pause.get_by_role("group", name=asked).get_by_role("radio", name="Yes").check()
    visit.page.get_by_text("Support comes first").wait_for()
    button = ".wb-bar button" if where == "bar" else ".wb-leave"
    leave = visit.page.locator(button, has_text="Leave this page").first
    leave.evaluate("(one) => one.click()")
    visit.page.wait_for_url("about:blank")
    visit.open(workbook.page_address("04-reach-out.ipynb"))
    pause = visit.form("A pause to think about safety")
    answers = pause.get_by_role("group", name=asked).get_by_role("radio")
    assert not any(answers.nth(place).is_checked() for place in range(answers.count()))
    assert visit.page.get_by_text("Support comes first").count() == 0
