"""A text in plain words: lower case, contractions written out, each tied to its origin."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

_FOLDED = {
    **dict.fromkeys("’‘ʼ‛´`＇ʹ′", "'"),
    **dict.fromkeys("‐‑‒−", "-"),
    **dict.fromkeys("–—―", " - "),
    "…": "...",
    "؟": "?",
    "،": ",",
    "؛": ";",
    "？": "?",
    "！": "!",
    "。": ". ",
}
_UNSEEN = frozenset({"Mn", "Me", "Cf"})
"Combining marks, and the characters that only steer how others are shown."

_PIECE = re.compile(
    r"(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)"
    r"|(?P<number>\d+(?:[.,:]\d+)*)"
    r"|(?P<line>\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]\s*)"
    r"|(?P<end>[.!?]+(?!\w))(?P<on>(?=[ .!]*(?:but|however)\b))?"
    r"|(?P<pause>[,;:()]|(?<![^\W_])-+|-+(?![^\W_])|[^\x00-\xff])"
)
_LONG_DRAWN = re.compile(r"([a-z])\1{2,}")
_ENDINGS = {"re": "are", "ve": "have", "ll": "will", "d": "would", "m": "am"}
_IRREGULAR = {"can't": "can not", "won't": "will not", "shan't": "shall not", "let's": "let us"}
_IS = frozenset([
    "it", "that", "what", "who", "here", "there", "he", "she", "how", "where", "when", "this",
    "nobody", "everything", "everyone", "nothing", "something", "someone", "somebody",
])  # fmt: skip
"Words after which ’s stands for “is”, not for what belongs to somebody."

COMMA, STOP, CALL, ASK = ",", ".", "!", "?"
"What may stand between words: a pause, and the three ends of a sentence."

_ENDS = frozenset({STOP, CALL, ASK})

_LONGEST = 150
"At most so many words without an end are one sentence, so that no text takes long."


Words = tuple[str, ...]
Place = tuple[int, int]


@dataclass(frozen=True)
class Folded:
    """A text in lower case; the letter at ``i`` is from ``starts[i]`` to ``ends[i]`` of it."""

    letters: str
    starts: Sequence[int]
    ends: Sequence[int]


@dataclass(frozen=True)
class Sentence:
    """The words and marks of one sentence; each stands at ``places`` of the text as given."""

    words: Words
    places: tuple[Place, ...]

    def origin(self, first: int, after: int) -> Place:
        """Where the words from ``first`` to before ``after`` stand in the text; not empty."""
        return self.places[first][0], max(end for _, end in self.places[first:after])


@dataclass(frozen=True)
class Slip:
    """A word that is often written for others: “your” for “you are” before some words."""

    meant: Words
    before: frozenset[str]


def sentences(text: str, same: Mapping[str, str], slips: Mapping[str, Slip]) -> Iterator[Sentence]:
    """Every sentence of a text; ``same`` gives for a spelling the words that are meant by it."""
    words: list[str] = []
    places: list[tuple[int, int]] = []
    for group, place in _words(_fold(text), same):
        for word in group:
            if words and words[-1] in slips and word in slips[words[-1]].before:
                meant = slips[words[-1]].meant
                words[-1:] = meant
                places[-1:] = [places[-1]] * len(meant)
            words.append(word)
            places.append(place)
        if words and (not group or group[0] in _ENDS or len(words) >= _LONGEST):
            yield Sentence(tuple(words), tuple(places))
            words, places = [], []
    if words:
        yield Sentence(tuple(words), tuple(places))


def _words(folded: Folded, same: Mapping[str, str]) -> Iterator[tuple[Words, Place]]:
    """Words and marks with their place in the text; none where a line ends."""
    letters, starts, ends = folded.letters, folded.starts, folded.ends
    known: dict[str, Words] = {}
    for piece in _PIECE.finditer(letters):
        begin, end = piece.span()
        place = (starts[begin], ends[end - 1])
        old, kind = piece[0], piece.lastgroup
        if kind == "word":
            words = known.get(old)
            if words is None:
                words = known[old] = tuple(_written_out(old, same).split())
            yield words, place
        elif kind == "number":
            yield (old,), place
        elif kind == "line":
            if _ends_a_line(piece):
                yield (), place
        else:
            yield (_mark(piece),), place


def _mark(piece: re.Match[str]) -> str:
    """What a sign between words stands for; “I am sorry. But …” is one thought."""
    end = piece["end"]
    if not end or (piece["on"] is not None and ASK not in end):
        return COMMA
    if ASK in end:
        return ASK
    if CALL in end:
        return CALL
    goes_on = len(end) > 1 and piece.end() < len(piece.string.rstrip())
    return COMMA if goes_on else STOP


def _ends_a_line(piece: re.Match[str]) -> bool:
    """Whether white space parts two thoughts, and is no line that was only too long."""
    lines = len(re.findall(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", piece[0]))
    return lines > 1 or piece.string[max(0, piece.start() - 1)] in '.!?,;:)"'


def _fold(text: str) -> Folded:
    """Lower case, without accents and unseen characters, with straight quotes and dashes."""
    if text.isascii():
        return Folded(text.lower(), range(len(text)), range(1, len(text) + 1))
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for run in re.finditer(r"[\x00-\x7f]+|[^\x00-\x7f]", text):
        begin, end = run.span()
        if run[0].isascii():
            letters.append(run[0].lower())
            starts.extend(range(begin, end))
            ends.extend(range(begin + 1, end + 1))
        elif fold := _folded(run[0]):
            letters.append(fold)
            starts.extend([begin] * len(fold))
            ends.extend([end] * len(fold))
        elif ends:  # an unseen character belongs to the one before it
            ends[-1] = end
    return Folded("".join(letters), starts, ends)


@cache
def _folded(letter: str) -> str:
    if letter in _FOLDED:
        return _FOLDED[letter]
    parts = unicodedata.normalize("NFKD", letter).casefold()
    return "".join(one for one in parts if unicodedata.category(one) not in _UNSEEN)


def _written_out(word: str, same: Mapping[str, str]) -> str:
    if word in same:
        return same[word]
    if "'" in word:
        word = _without_apostrophe(word)
    shorter = _LONG_DRAWN.sub(r"\1", word)
    return same.get(shorter, shorter)


def _without_apostrophe(word: str) -> str:
    if "'" not in word:
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    head, _, tail = word.rpartition("'")
    if tail == "t" and head.endswith("n"):
        return f"{head[:-1]} not"
    if tail in _ENDINGS:
        return f"{_without_apostrophe(head)} {_ENDINGS[tail]}"
    if tail == "s" and head in _IS:
        return f"{head} is"
    return word.replace("'", "")
