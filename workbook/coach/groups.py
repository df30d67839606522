"""Groups of words that patterns name, each with a mark that its words carry in a sentence."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from workbook.coach.forms import BASE, ING, PAST, forms

FIRST_MARK = 0xE000
"Marks are characters that no language uses; none is a letter."


class Groups:
    """The groups of a language.

    ``marks`` gives for each word the marks of the groups and forms it belongs to; ``sizes`` how
    many words carry a mark; ``phrases`` gives for each group its entries of several words, each
    with its form.
    """

    def __init__(self, raw: Mapping[str, Any], irregular: Mapping[str, str]) -> None:
        """The groups of a content file, with the forms of verbs that follow no rule."""
        self._raw = raw
        self._irregular = irregular
        self.of_group = {name: chr(FIRST_MARK + number) for number, name in enumerate(raw)}
        after = FIRST_MARK + len(raw)
        self.of_form = {form: chr(after + n) for n, form in enumerate((BASE, PAST, ING))}
        self.phrases: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)
        found: dict[str, set[str]] = defaultdict(set)
        for name, mark in self.of_group.items():
            for word, form in self._entries(name):
                if " " in word:
                    self.phrases[name].append((form, word.split()))
                else:
                    found[word] |= {mark, self.of_form.get(form, mark)}
        self.marks = {word: "".join(sorted(marks)) for word, marks in found.items()}
        self.sizes = Counter(mark for marks in self.marks.values() for mark in marks)

    def _entries(self, name: str) -> Iterator[tuple[str, str]]:
        """Every entry of a group with its form; the form is empty where it is no verb."""
        raw = self._raw[name]
        for entry in _listed(raw.get("words", "")):
            if entry.startswith("{"):
                yield from self._entries(entry.strip("{}"))
            else:
                yield entry, ""
        for entry in _listed(raw.get("verbs", "")):
            verb, _, rest = entry.partition(" ")
            for form, kind in forms(verb, self._irregular):
                yield f"{form} {rest}".strip(), kind


def _listed(text: str) -> list[str]:
    return [one for one in (" ".join(part.split()) for part in text.split(",")) if one]
