"""Questions answered on our own 0 to 10 scales; not validated tests."""

from typing import Any, ClassVar, Literal

from workbook.content.questions.base import Question, legend, skipped
from workbook.content.wording import Wording
from workbook.words import say

LOWEST, HIGHEST = 0, 10

_STEPS = {str(step): step for step in range(LOWEST, HIGHEST + 1)}


class Steps(Question):
    """A whole number from 0 to 10 whose two ends are named."""

    low: Wording
    high: Wording

    dtype: ClassVar[str] = "Int64"

    def check(self, value: Any) -> int | None:
        """The step; text that reads as a whole number counts as one."""
        if skipped(value):
            return None
        step = _STEPS.get(str(value).strip().removesuffix(".0"))
        if step is None:
            raise self.refuse(say("errors.reason.whole", low=LOWEST, high=HIGHEST), value)
        return step

    def schema_type(self) -> dict[str, Any]:
        """A whole number from 0 to 10."""
        return {"type": "integer", "constraints": {"minimum": LOWEST, "maximum": HIGHEST}}

    def legend(self) -> str:
        """The names of the two ends."""
        return legend({LOWEST: self.low, HIGHEST: self.high})


class Scale(Steps):
    """Eleven numbered steps."""

    kind: Literal["scale"]


class Closeness(Steps):
    """Eleven pictures of two circles, from far apart to nearly one.

    The idea is the Inclusion of Other in the Self scale (Aron, Aron and Smollan 1992); the
    drawing is our own, with low steps that differ visibly.
    """

    kind: Literal["closeness"]
