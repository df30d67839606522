"""One's own lines over time: what is drawn, and what is not said."""

import re

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook.charts.scales import scales_over_time

NAMES = {"heard": "Heard", "open": "Open"}
BANNED = re.compile(
    r"\b(because|caused|led to|improved your|better|worse|success)\b", re.IGNORECASE
)


def logged(heard: list[float | None], opened: list[float | None]) -> pd.DataFrame:
    """A log with one entry a week."""
    weeks = pd.date_range("2026-03-01", periods=len(heard), freq="7D").astype("datetime64[s]")
    columns = {"on": weeks, "heard": pd.Series(heard, dtype="Int64")}
    return pd.DataFrame(columns | {"open": pd.Series(opened, dtype="Int64")})


def test_each_scale_has_a_panel_of_its_own_from_0_to_10() -> None:
    figure = scales_over_time(logged([3, 5, 4], [7, None, 6]), NAMES, "Lines").figure
    assert [list(trace.y) for trace in figure.data] == [[3, 5, 4], [7, None, 6]]
    assert {trace.yaxis for trace in figure.data} == {"y", "y2"}
    assert list(figure.layout.yaxis.range) == list(figure.layout.yaxis2.range) == [0, 10]
    assert all("markers" in trace.mode for trace in figure.data)


def test_a_line_joins_weeks_that_follow_each_other_and_breaks_over_a_gap() -> None:
    weeks = logged([3, 5, None, 4], [1, 1, 1, 1])
    figure = scales_over_time(weeks, NAMES, "Lines").figure
    assert list(figure.data[0].y) == [3, 5, None, 4]
    assert list(figure.data[1].y) == [1, 1, 1, 1]


def test_the_caption_says_the_days_the_last_and_the_range() -> None:
    caption = scales_over_time(logged([3, 5, 4], [7, None, 6]), NAMES, "Lines").caption
    assert caption.startswith("3 days are recorded. Heard: last 4, and so far between 3 and 5.")
    assert "Open: last 6, and so far between 6 and 7." in caption


def test_one_day_is_simply_that_day() -> None:
    assert "One day" in scales_over_time(logged([3], [None]), NAMES, "Lines").caption


def test_several_entries_about_one_day_are_drawn_as_their_mean() -> None:
    twice = logged([3, 6], [1, 1]).assign(on=pd.Timestamp("2026-03-01"))
    figure = scales_over_time(twice, NAMES, "Lines").figure
    assert list(figure.data[0].y) == [4.5]


def test_the_table_holds_every_day_and_leaves_blanks_blank() -> None:
    table = scales_over_time(logged([3, 5], [7, None]), NAMES, "Lines").table
    assert table["Heard"].tolist() == [3, 5]
    assert table["Open"].isna().tolist() == [False, True]


def test_before_there_are_data_a_faint_example_stands_there() -> None:
    picture = scales_over_time(logged([], []), NAMES, "Lines")
    assert picture.caption.startswith("Nothing to draw yet.")
    assert all(trace.opacity < 0.5 for trace in picture.figure.data)


ANSWERS = st.lists(st.none() | st.integers(0, 10), max_size=30)


@settings(deadline=None)
@given(ANSWERS)
def test_whatever_the_series_nothing_is_said_about_why_or_what_comes(answers: list[int]) -> None:
    picture = scales_over_time(logged(answers, answers), NAMES, "Lines")
    assert not BANNED.search(picture.caption)
