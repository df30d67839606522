"""What is looked for on every page: names, and faults of access."""

import re

from playwright.sync_api import Page

NAMELESS = re.compile(r"^\s*- (textbox|radio|checkbox|button|combobox|link|table|img)\s*(:|$)")
"A control in an accessibility tree that has no name."


def serious(page: Page, axe_script: str) -> list[tuple[str, ...]]:
    """What axe-core finds serious in our own controls, names unlike their labels included."""
    page.evaluate(axe_script)
    found = page.evaluate(
        """() => axe.run(
          { include: [['.wb'], ['.wb-bar']] },
          { rules: { 'label-content-name-mismatch': { enabled: true } } },
        )"""
    )
    assert found["passes"], "axe looked at nothing"
    return [
        (one["id"], one["help"], node["html"][:160], node.get("failureSummary", "")[:300])
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:3]
    ]
