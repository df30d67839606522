"""The sentence under the journey: direction, size, number of days, how sure (T4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbook import trends
from workbook.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    Changes = Mapping[str, trends.Change]


def journey_caption(days: pd.DataFrame, *, invented: bool = False) -> str:
    """Say in one or two plain sentences what ``days`` (see ``trends.daily``) show.

    Where something fell, a kind sentence follows that offers a pause or support (T15).
    """
    changes = {name: trends.change(days[name]) for name in trends.MEASURES}
    sentences = [say("charts.shared.invented-caption")] if invented else []
    sentences.append(_seen(days, changes))
    if "lower" in _verdicts(changes):
        sentences.append(say("charts.journey.caption-kind"))
    return " ".join(sentences)


def _seen(days: pd.DataFrame, changes: Changes) -> str:
    covered = trends.coverage(days)
    if days.empty:
        return say("charts.journey.caption-empty")
    if covered.recorded == 0:
        return say("charts.journey.caption-no-numbers")
    if covered.recorded == 1:
        return say("charts.journey.caption-one", **_only_day(days))
    counted = {"days": covered.recorded, "total": covered.total}
    if _verdicts(changes) <= {"none", "too-early"}:
        return _too_early(changes, counted)
    return _compared(days, changes, counted)


def _verdicts(changes: Changes) -> set[trends.Verdict]:
    return {change.verdict for change in changes.values()}


def _only_day(days: pd.DataFrame) -> dict[str, str]:
    return {name: _value(days[name].dropna().tolist()) for name in trends.MEASURES}


def _value(values: list[float]) -> str:
    if not values:
        return say("charts.journey.value-blank")
    return say("charts.journey.value", value=_number(values[0]))


def _too_early(changes: Changes, counted: Mapping[str, int]) -> str:
    """Say how many days there are, and nothing of a direction (T6)."""
    each = counted["days"] >= trends.ENOUGH_DAYS
    return say(
        "charts.journey.caption-early-each" if each else "charts.journey.caption-early",
        enough=trends.ENOUGH_DAYS,
        mood_days=changes["mood"].days,
        closeness_days=changes["closeness"].days,
        **counted,
    )


def _compared(days: pd.DataFrame, changes: Changes, counted: Mapping[str, int]) -> str:
    verdicts = _verdicts(changes)
    levels = {name: _level(days[name]) for name in trends.MEASURES}
    if verdicts == {"ordinary"}:
        return say("charts.journey.caption-steady", **levels, **counted)
    kind = "moved" if verdicts & {"higher", "lower"} else "ordinary"
    phrases = {name: _phrase(name, changes[name], levels[name]) for name in trends.MEASURES}
    return say(f"charts.journey.caption-{kind}", **phrases, **counted)


def _phrase(name: str, change: trends.Change, level: str) -> str:
    # The size is taken between the numbers as shown, so that a reader's own sum agrees.
    before, after = round(change.before or 0, 1), round(change.after or 0, 1)
    return say(
        f"charts.journey.{name}-{change.verdict}",
        days=change.days,
        level=level,
        before=f"{before:.1f}",
        after=f"{after:.1f}",
        size=f"{abs(after - before):.1f}",
    )


def _level(series: pd.Series) -> str:
    level = trends.level(series)
    if level.median is None:
        return ""
    key = "constant" if level.constant else "around"
    return say(f"charts.journey.{key}", level=_number(level.median))


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
