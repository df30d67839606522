"""The look of the controls: targets, focus, motion, type, contrast (rule S16)."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbook import words

STYLES = Path(words.__file__).parent / "widgets"


def rules() -> Iterator[tuple[str, str, str]]:
    """Selector, body and surrounding media query of every style rule of the controls."""
    for path in sorted(STYLES.glob("*.css")):
        text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        for media, inner in re.findall(r"@media ([^{]+)\{((?:[^{}]*\{[^{}]*\})*)\s*\}", text):
            for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", inner):
                yield selector.strip(), body, media.strip()
        bare = re.sub(r"@media [^{]+\{(?:[^{}]*\{[^{}]*\})*\s*\}", "", text)
        for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", bare):
            yield selector.strip(), body, ""


TARGETS = {
    r"^\.wb button$": "buttons",
    r"\.wb-quiet$": "quiet buttons",
    r"input\[type=\"text\"\]": "fields",
    r"^\.wb-option$": "options, the whole label",
    r"\.wb-steps.*\+ span$": "steps of a scale",
    r"summary$": "folds",
    r"\.wb-step > :first-child$": "the path",
}


@pytest.mark.parametrize("pattern", TARGETS, ids=TARGETS.values())
def test_whatever_one_clicks_is_at_least_24_pixels_high(pattern: str) -> None:
    sizes = [
        float(size)
        for selector, body, _ in rules()
        for one in [re.sub(r"\s+", " ", selector)]
        if re.search(pattern, one) and "::" not in one
        for size in re.findall(r"min-height: ([\d.]+)rem", body)
    ]
    assert sizes
    assert min(sizes) * 16 >= 24


def test_focus_is_always_seen() -> None:
    seen_on = " ".join(selector for selector, body, _ in rules() if "outline: 2px" in body)
    assert ":focus-visible" in seen_on
    for kind in ("button", "a,", "input", "textarea", "select", "summary"):
        assert kind in seen_on
    # A radio button that lies unseen under its picture shows its focus on the picture.
    for shape in (".wb-steps", ".wb-circles"):
        assert re.search(rf"{shape}[^{{]*input:focus-visible \+ span", seen_on)
    assert not [body for _, body, _ in rules() if re.search(r"outline:\s*(0|none)", body)]


def test_nothing_moves_where_motion_is_reduced() -> None:
    moving = [
        (selector, media)
        for selector, body, media in rules()
        if re.search(r"\b(transition|animation|scroll-behavior):", body)
    ]
    assert moving
    assert all("prefers-reduced-motion: no-preference" in media for _, media in moving)
    for path in STYLES.glob("*.css"):
        assert "@keyframes" not in path.read_text("utf-8")


def test_type_grows_with_the_reader_s_own_size() -> None:
    for selector, body, _ in rules():
        assert not re.search(r"font-size:[^;]*\dpx|line-height:[^;]*\dpx", body), selector
        assert not re.search(r"user-select: none|maximum-scale", body), selector


def colours(dark: bool) -> dict[str, str]:
    """The colours of the look in one theme, those of JupyterLab's themes filled in."""
    text = (STYLES / "look.css").read_text("utf-8")
    light, night = re.findall(r"\.wb \{([^}]*)\}", text)[:2]
    found = dict(re.findall(r"(--wb-[a-z-]+):[^;]*(#[0-9a-f]{3,6})", light))
    if dark:
        found |= {"--wb-ground": "#111111", "--wb-ink": "#ffffff", "--wb-soft": "#b3b3b3"}
        found |= dict(re.findall(r"(--wb-[a-z-]+):\s*(#[0-9a-f]{3,6})", night))
    return found


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 defines it."""

    def light(colour: str) -> float:
        digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
        parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_colour_can_be_told_from_what_it_stands_on(dark: bool) -> None:
    shown = colours(dark)
    for text in ("ink", "soft", "accent", "fault"):
        assert contrast(shown[f"--wb-{text}"], shown["--wb-ground"]) >= 4.5, text
    assert contrast(shown["--wb-on-accent"], shown["--wb-accent"]) >= 4.5
    for edge in ("edge", "mood", "closeness"):
        assert contrast(shown[f"--wb-{edge}"], shown["--wb-ground"]) >= 3, edge
