"""A question answered with a calendar date."""

import re
from datetime import date, datetime
from typing import Any, ClassVar, Literal

from workbook.content.dates_in_words import day
from workbook.content.questions.base import Question, skipped
from workbook.content.wording import Reader
from workbook.words import say

_LIKE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Day(Question):
    """A calendar date, without a time or a zone."""

    kind: Literal["date"]

    dtype: ClassVar[str] = "datetime64[s]"

    def check(self, value: Any) -> date | None:
        """The date, from a date or from ``YYYY-MM-DD``."""
        if skipped(value):
            return None
        try:
            return _date(value)
        except (TypeError, ValueError):
            raise self.refuse(say("errors.reason.date"), value) from None

    def to_cell(self, answer: date | None) -> str:
        """``YYYY-MM-DD``."""
        return answer.isoformat() if answer else ""

    def in_words(self, answer: date | None, reader: Reader) -> str:  # noqa: ARG002 - the same for all
        """The date with its month in words."""
        return day(answer) if answer else ""

    def schema_type(self) -> dict[str, Any]:
        """A date in ISO 8601."""
        return {"type": "date", "format": "%Y-%m-%d"}


def _date(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not _LIKE.fullmatch(value):
        raise ValueError(value)
    return date.fromisoformat(value)


def day_it_is_about() -> Day:
    """The question behind the column ``on`` that every file of answers has."""
    words = {"label": say("interface.form.on"), "hint": say("interface.form.on-hint")}
    return Day.model_validate({"kind": "date", "id": "on"} | words)
