"""How large a share is, and how sure one can be of it."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

CERTAINTY = 1.959964
"""Standard errors that hold 95 of 100 chance differences."""


@dataclass(frozen=True)
class Share:
    """``count`` of ``of``, and the interval around it, each end from 0 to 1."""

    count: int
    of: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The share itself, from 0 to 1."""
        return self.count / self.of


def share(count: int, of: int) -> Share:
    """A share with its 95 % interval by Wilson's method.

    ``count`` is from 0 to ``of``, and ``of`` at least 1; raises ``ValueError`` otherwise. Wilson
    1927, Journal of the American Statistical Association 22:209; among the ways to give such an
    interval it is the one to use for few cases (Brown, Cai and DasGupta 2001, Statistical
    Science 16:101). Promises to one person hang together, so it is a yardstick, no test.
    """
    if not 0 <= count <= of or of < 1:
        raise ValueError(count, of)
    squared = CERTAINTY**2
    middle = (count + squared / 2) / (of + squared)
    half = CERTAINTY / (of + squared) * sqrt(count * (of - count) / of + squared / 4)
    return Share(count, of, max(0.0, middle - half), min(1.0, middle + half))
