"""What is looked for on every page: names, and faults of access."""

import re
from urllib.parse import urlsplit

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


_ARMED = """() => [...document.querySelectorAll('*')]
  .filter((one) => one.getAttributeNames().some((name) => name.startsWith('on'))
    || /^\\s*javascript:/i.test(one.getAttribute('href') ?? one.getAttribute('src') ?? '')
    || (one.closest('.wb, .js-plotly-plot') && one.matches('script, iframe, object, embed, base')))
  .map((one) => one.outerHTML.slice(0, 200))"""


def armed(page: Page) -> list[str]:
    """Elements of a page that could run something, which our own never do."""
    found: list[str] = page.evaluate(_ARMED)
    return found


def elsewhere(requests: list[str]) -> list[str]:
    """Requests that were made of anybody but this machine."""
    inside = {"data", "blob", "about"}
    outside = (url for url in requests if urlsplit(url).scheme not in inside)
    return [url for url in outside if urlsplit(url).hostname != "127.0.0.1"]
