"""How many years of school a text asks for, and which of its words are hard."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from workbook.content.faults import Fault, Place, fault
from workbook.content.quality.texts import Part, Text
from workbook.errors import NotInstalledError

HIGHEST = 7
"The grade that no exercise, paragraph or section may pass (care.md, rule S17)."
HIGHEST_ALONE = HIGHEST + 2
"The grade that no single text of an exercise may pass: one long word weighs much in a short text."
LANGUAGE = "en"
"The language that the measure, Flesch and Kincaid’s, was made for; no other is measured."

_KEYS = {
    Part.ASKED: "grade-asked",
    Part.TOLD: "grade-told",
    Part.GROUNDS: "grade-grounds",
    Part.WORDING: "grade-wording",
}
"How a fault of several texts together is worded."
_LONG_ALONE = 8
"Words that a single text of an exercise must have to be measured by itself."
_LONG_PARAGRAPH = 5
"Words that a paragraph of a notebook must have."
_HARD = 3
"Syllables that make a word hard."
_NAMED = 8
"How many hard words are named."


def grade(texts: Iterable[str]) -> float:
    """The grade of some texts, each ending its sentence (Flesch-Kincaid; 7: seven years)."""
    plain = (re.sub(r"\{[^}]*\}", "it", text).strip() for text in texts)
    ended = (text if re.search(r"[.?!…:]$", text) else f"{text}." for text in plain)
    return _measured(" ".join(ended))


@cache
def _measured(text: str) -> float:
    return float(_textstat().flesch_kincaid_grade(text))


def hard_words(texts: Iterable[str]) -> list[str]:
    """The words with the most syllables, the longest first."""
    count = _textstat().syllable_count
    words = {word.lower() for text in texts for word in re.findall(r"[^\W\d_]+", text)}
    weighed = sorted(((count(word), word) for word in words), key=lambda one: (-one[0], one[1]))
    return [word for syllables, word in weighed if syllables >= _HARD][:_NAMED]


def _textstat() -> Any:
    try:
        # It takes long to load, and only authors need it.
        import textstat
    except ModuleNotFoundError as error:
        raise NotInstalledError(package=error.name, extra="authors") from error
    return textstat


def too_hard(texts: Iterable[Text], language: str) -> Iterator[Fault]:
    """The exercises, sections, paragraphs and single texts above the highest grade."""
    if language != LANGUAGE:
        return
    _textstat()  # that it is missing is said before anything else
    together: dict[tuple[Place, Part], list[str]] = {}
    for text in texts:
        yield from _alone(text)
        if text.part is not Part.PROSE:
            together.setdefault((_whole(text), text.part), []).append(text.words)
    for (place, part), group in together.items():
        reached = grade(group)
        if reached > HIGHEST:
            yield _fault(place, _KEYS[part], reached, HIGHEST, group)


def _alone(text: Text) -> Iterator[Fault]:
    """A paragraph that is too hard, or a single text that is much too hard."""
    most, long = HIGHEST_ALONE, _LONG_ALONE
    if text.part is Part.PROSE:
        most, long = HIGHEST, _LONG_PARAGRAPH
    elif text.part not in (Part.ASKED, Part.TOLD):
        return
    if len(text.words.split()) >= long and (reached := grade([text.words])) > most:
        yield _fault(text.place, "grade-alone", reached, most, [text.words])


def _whole(text: Text) -> Place:
    """What a text is measured together with: its exercise, its section of care, its file."""
    place = text.place
    if text.part is not Part.WORDING:
        return Place(place.file, place.exercise)
    section = place.exercise.partition(".")[0] if place.file == "care.toml" else ""
    return Place(place.file, section)


def _fault(place: Place, key: str, reached: float, most: int, texts: list[str]) -> Fault:
    hardest = max(texts, key=lambda text: grade([text]) if len(text.split()) >= _HARD else 0.0)
    return fault(
        place,
        key,
        grade=f"{reached:.1f}",
        most=most,
        words=", ".join(hard_words(texts)),
        text=hardest,
    )
