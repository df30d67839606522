"""How easy a Spanish text is to read.

Perspicuity as Szigriszt Pazos defined it (1993), read on the INFLESZ scale (Barrio-Cantalejo and
others 2008, Anales del Sistema Sanitario de Navarra 31:135): over 80 very easy, over 65 quite easy
(primary school), over 55 normal (the general press), over 40 somewhat hard.

Syllables are counted by our own rules. ``textstat.szigriszt_pazos`` takes the places where a line
may be broken for the ends of syllables; as no line is broken after one letter, it finds two in
“amigo” and one in “día”, and every text comes out easier than it is.
"""

import re

QUITE_EASY = 65
"What an exercise, or a section of words, reaches: a reader with primary school follows it."
NORMAL = 55
"What a single paragraph reaches at least."

_STRONG = "aeoáéó"
_ACCENTED = "íú"
_VOWELS = _STRONG + _ACCENTED + "iuü"


def syllables(word: str) -> int:
    """The syllables of a word: its vowels, but for those that glide into their neighbour."""
    plain = re.sub(r"qu|gu(?=[eéií])", "q", word.lower())
    plain = re.sub(r"y(?![aeiouáéíóú])", "i", plain)
    count = 0
    before = ""
    for letter in plain:
        if letter in _VOWELS and not _glides(before, letter):
            count += 1
        before = letter
    return max(1, count)


def _glides(before: str, letter: str) -> bool:
    """Whether two vowels make one syllable: one of them at least is a weak i or u."""
    if before not in _VOWELS or not before:
        return False
    if before in _STRONG and letter in _STRONG:
        return False
    return before not in _ACCENTED and letter not in _ACCENTED


def ease(texts: list[str]) -> float:
    """The perspicuity of some texts, each ending its sentence."""
    plain = [re.sub(r"\{[^}]*\}", "algo", text) for text in texts]
    ended = " ".join(text if re.search(r"[.?!…:]$", text) else f"{text}." for text in plain)
    words = re.findall(r"[^\W\d_]+", ended)
    sentences = len(re.findall(r"[.?!…:]+(?=\s|$|»)", ended))
    spoken = sum(syllables(word) for word in words)
    return 206.835 - 62.3 * spoken / len(words) - len(words) / max(1, sentences)
