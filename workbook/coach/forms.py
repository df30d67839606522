"""The forms of an English verb: “hurt, hurts, hurting” from “hurt”."""

import re
from collections.abc import Iterator, Mapping

BASE, THIRD, PAST, ING = "base", "third", "past", "ing"

_VOWEL_FREE = "[^aeiou]"
_DOUBLES = re.compile(rf"^{_VOWEL_FREE}*(?:qu)?[aeiou][^aeiouwxy]$")
"One short vowel before one consonant, as in “nag”: the consonant is doubled."

_EITHER = re.compile(r"[aeiou](?:el|al|il)$|[^aeiou]el$")
"Written with one l in America and with two in Britain, as “cancelled”."


def forms(verb: str, irregular: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Every form of a verb with what it is; irregular ones are given by verb, in one text."""
    yield verb, BASE
    yield _third(verb), THIRD
    given = irregular.get(verb, "").split()
    for form in given:
        yield form, ING if form.endswith("ing") and len(form) > len(verb) else PAST
    stems = _stems(verb)
    for stem in stems:
        if not any(form.endswith("ing") and len(form) > len(verb) for form in given):
            yield _ing(stem), ING
        if not given:
            yield _past(stem), PAST


def _stems(verb: str) -> list[str]:
    if _DOUBLES.search(verb):
        return [verb + verb[-1]]
    if _EITHER.search(verb):
        return [verb, verb + "l"]
    return [verb]


def _third(verb: str) -> str:
    if re.search(rf"{_VOWEL_FREE}y$", verb):
        return f"{verb[:-1]}ies"
    return f"{verb}es" if re.search(r"(?:s|x|z|ch|sh|o)$", verb) else f"{verb}s"


def _past(stem: str) -> str:
    if re.search(rf"{_VOWEL_FREE}y$", stem):
        return f"{stem[:-1]}ied"
    return f"{stem}d" if stem.endswith("e") else f"{stem}ed"


def _ing(stem: str) -> str:
    if stem.endswith("ie"):
        return f"{stem[:-2]}ying"
    silent = stem.endswith("e") and not stem.endswith(("ee", "oe", "ye"))
    return f"{stem[:-1]}ing" if silent else f"{stem}ing"
