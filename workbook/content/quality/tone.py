"""What no text says (verdicts, promises, watching, contests), and what some texts always say."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from workbook import words
from workbook.content.faults import Fault
from workbook.content.quality.texts import Text
from workbook.words import fill


@dataclass(frozen=True)
class Rule:
    """One phrase to look for, what is wrong with it, and what to write in its place."""

    id: str
    said: re.Pattern[str]
    unless: re.Pattern[str]
    charts: bool
    wrong: str
    right: str

    def found_in(self, text: Text) -> str:
        """What the text says and should not; empty where it is well."""
        if self.charts and not text.charts:
            return ""
        # A value filled in is no word of ours, but for the name of the person.
        ours = re.sub(r"\{(?!name\})[^}]*\}", "…", text.words)
        match = self.said.search(self.unless.sub("", ours))
        return match[0] if match else ""


def never(language: str) -> tuple[Rule, ...]:
    """The rules of a language; none where it has no file of them."""
    return tuple(
        Rule(
            one["id"],
            re.compile(one["said"], re.IGNORECASE),
            re.compile(one.get("unless", "(?!)"), re.IGNORECASE),
            one.get("charts", False),
            one["wrong"],
            one["right"],
        )
        for one in _tone(language).get("never", ())
    )


def always(what: str, language: str) -> re.Pattern[str]:
    """What every text of that sort says; anything will do where the language has no such rule."""
    said = _tone(language).get("always", {}).get(what, "")
    return re.compile(said, re.IGNORECASE)


def said_after_all(texts: Iterable[Text], language: str) -> Iterator[Fault]:
    """What some texts say and should not."""
    rules = never(language)
    for text in texts:
        for rule in rules:
            given = rule.found_in(text)
            if given:
                yield Fault(text.place, fill(rule.wrong, given=given), rule.right)


def _tone(language: str) -> dict[str, Any]:
    there = (words.FOLDER / language / "tone.toml").is_file()
    return words.table("tone", language) if there else {}
