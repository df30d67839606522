"""Questions answered in one's own words: one line, or as long as it takes."""

from typing import Any, ClassVar, Literal

from workbook.content.questions.base import Question, skipped
from workbook.words import say

LONGEST = 1_000_000
"The most characters one answer may hold: some 400 pages."

_LOST = "\N{REPLACEMENT CHARACTER}"


class Text(Question):
    """Free text, kept exactly as typed.

    The two things no text file can hold, half an emoji and the NUL character, become ``�``.
    """

    dtype: ClassVar[str] = "string"
    words_typed: ClassVar[bool] = True

    def check(self, value: Any) -> str | None:
        """The text; empty counts as skipped."""
        if skipped(value):
            return None
        if not isinstance(value, str):
            raise self.refuse(say("errors.reason.text"), value)
        if len(value) > LONGEST:
            raise self.refuse(say("errors.reason.too-long", most=LONGEST), value)
        units = value.encode("utf-16-le", "surrogatepass")
        return units.decode("utf-16-le", "replace").replace("\0", _LOST)


class Line(Text):
    """One line of text."""

    kind: Literal["line"]


class Long(Text):
    """As much text as one likes."""

    kind: Literal["long"]
