"""The journey as a person meets it: the picture, its sentence, its table."""

from __future__ import annotations

import random
import re
import tomllib
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import workbook
from workbook import trends
from workbook.charts import look
from workbook.charts.caption import journey_caption
from workbook.charts.journey import journey
from workbook.charts.marks import LANES, lanes, place
from workbook.charts.picture import Mark, Picture

START = date(2025, 3, 3)
NOTE = "I cried in the car & told nobody"
WORDS = tomllib.loads(
    (Path(workbook.__file__).parent / "content/en/charts.toml").read_text(encoding="utf-8")
)
BANNED = re.compile(r"\b(because|caused|led to|improved your)\b", re.IGNORECASE)
TREND = re.compile(
    r"\b(up|down|higher|lower|rose|fell|rising|falling|better|worse|trend|ordinary)\b",
    re.IGNORECASE,
)

Day = tuple[int, int | None, int | None]


def checkins(*days: Day, contact: str | None = "none", late: int = 0) -> pd.DataFrame:
    """Build check-ins from (day number, mood, closeness), written ``late`` days afterwards."""
    on = [START + timedelta(day) for day, _, _ in days]
    saved = [datetime(d.year, d.month, d.day, 12, tzinfo=UTC) + timedelta(late) for d in on]
    return pd.DataFrame(
        {
            "entry": pd.array([f"e{i}" for i in range(len(days))], dtype="string"),
            "on": pd.to_datetime(pd.Series(on, dtype=object)),
            "saved_at": pd.to_datetime(pd.Series(saved, dtype=object), utc=True),
            "mood": pd.array([mood for _, mood, _ in days], dtype="Int64"),
            "closeness": pd.array([closeness for _, _, closeness in days], dtype="Int64"),
            "contact": pd.array([contact] * len(days), dtype="string"),
            "acts": pd.Series([["thanked"] for _ in days], dtype=object),
            "note": pd.array([NOTE] * len(days), dtype="string"),
        }
    )


def each_day(
    moods: list[int], closenesses: list[int] | None = None, every: int = 1
) -> pd.DataFrame:
    """Build one check-in on every day, or on every second, third… day."""
    closenesses = closenesses or [3] * len(moods)
    pairs = zip(moods, closenesses, strict=True)
    return checkins(*[(i * every, mood, close) for i, (mood, close) in enumerate(pairs)])


def points(picture: Picture, name: str) -> Any:
    """The trace that holds the recorded days of ``name`` (Mood or Closeness)."""
    return next(trace for trace in picture.figure.data if trace.name == name)


def drawn(picture: Picture, name: str) -> dict[str, float]:
    """The markers of ``name`` by date."""
    trace = points(picture, name)
    return {x: float(y) for x, y in zip(trace.x, trace.y, strict=True) if not pd.isna(y)}


def said(picture: Picture) -> str:
    """Every word in the figure."""
    return " ".join(note.text for note in picture.figure.layout.annotations)


random_checkins = st.lists(
    st.tuples(st.integers(0, 60), st.none() | st.integers(0, 10), st.none() | st.integers(0, 10)),
    max_size=40,
)


class TestCaption:
    def test_before_anything_is_recorded(self) -> None:
        assert journey(checkins()).caption == (
            "Nothing is recorded yet. Your first check-in puts the first point here, "
            "and it takes less than half a minute."
        )

    def test_check_ins_without_numbers(self) -> None:
        assert journey(checkins((0, None, None), (1, None, None))).caption == (
            "Your check-ins are kept, but none has a number for mood or closeness yet. "
            "You can open one and add a number, or leave it as it is."
        )

    def test_one_day(self) -> None:
        assert journey(checkins((0, 4, 2))).caption == (
            "One day is recorded so far, with mood at 4 and closeness at 2."
        )

    def test_one_day_with_a_blank(self) -> None:
        assert journey(checkins((0, None, 2))).caption == (
            "One day is recorded so far, with mood left blank and closeness at 2."
        )

    def test_two_on_the_one_day(self) -> None:
        assert journey(checkins((0, 4, 2), (0, 5, 2))).caption == (
            "One day is recorded so far, with mood at 4.5 and closeness at 2."
        )

    def test_thirteen_days_say_nothing_of_a_direction_however_steep(self) -> None:
        caption = journey(each_day([10, 10, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0])).caption
        assert caption == (
            "You recorded 13 of 13 days. From 14 recorded days on, this picture can say more; "
            "until then each point is simply that day."
        )
        assert not TREND.search(caption)

    def test_enough_days_with_too_few_numbers_of_each(self) -> None:
        days = [(i, 5 if i % 2 else None, None if i % 2 else 3) for i in range(20)]
        assert journey(checkins(*days)).caption == (
            "You recorded 20 of 20 days, with mood on 10 and closeness on 10. "
            "From 14 days on, this picture can say more about each."
        )

    def test_constant(self) -> None:
        assert journey(each_day([5] * 20)).caption == (
            "Mood (5 each time) and closeness (3 each time) both stayed within ordinary ups and "
            "downs. You recorded 20 of 20 days, and small shifts come and go."
        )

    def test_noisy(self) -> None:
        moods = [1, 8, 3, 7, 2, 9, 4, 2, 8, 4, 9, 3, 7, 5, 8, 2, 6, 9]
        assert journey(each_day(moods, moods[::-1])).caption == (
            "Mood (around 5.5) and closeness (around 5.5) both stayed within ordinary ups and "
            "downs. You recorded 18 of 18 days, and small shifts come and go."
        )

    def test_rising(self) -> None:
        assert journey(each_day([3] * 7 + [4] * 6 + [6] * 7)).caption == (
            "From your first seven days to your last seven, mood went up by 3.0, from 3.0 to 6.0, "
            "and closeness stayed within ordinary ups and downs (3 each time). You recorded 20 of "
            "20 days. Days like these hang together, so take this as a hint, not as proof."
        )

    def test_falling_brings_kind_words_and_an_offer(self) -> None:
        assert journey(each_day([6] * 7 + [5] * 6 + [3] * 7)).caption == (
            "From your first seven days to your last seven, mood went down by 3.0, from 6.0 to "
            "3.0, and closeness stayed within ordinary ups and downs (3 each time). You recorded "
            "20 of 20 days. Days like these hang together, so take this as a hint, not as proof. "
            "This can be hard to see. You can pause for now, or lean on the people and places on "
            "your support card."
        )

    def test_gappy_counts_recorded_days_of_all_days(self) -> None:
        assert journey(each_day([3] * 7 + [4] * 6 + [6] * 7, every=3)).caption == (
            "From your first seven days to your last seven, mood went up by 3.0, from 3.0 to 6.0, "
            "and closeness stayed within ordinary ups and downs (3 each time). You recorded 20 of "
            "58 days. Days like these hang together, so take this as a hint, not as proof."
        )

    def test_two_a_day_are_half_as_many_days(self) -> None:
        days = [(i // 2, 4 + i % 2, 3) for i in range(30)]
        assert journey(checkins(*days)).caption == (
            "Mood (4.5 each time) and closeness (3 each time) both stayed within ordinary ups and "
            "downs. You recorded 15 of 15 days, and small shifts come and go."
        )

    def test_days_filled_in_later_count_on_the_day_they_are_about(self) -> None:
        assert journey(checkins((0, 4, 2), (2, 5, 3), late=9)).caption == (
            "You recorded 2 of 3 days. From 14 recorded days on, this picture can say more; "
            "until then each point is simply that day."
        )

    def test_one_of_the_two_left_blank(self) -> None:
        assert journey(checkins(*[(i, 5, None) for i in range(15)])).caption == (
            "So far, mood stayed within ordinary ups and downs (5 each time), and closeness was "
            "left blank. You recorded 15 of 15 days, and small shifts come and go."
        )

    def test_an_invented_story_says_so_first(self) -> None:
        caption = journey(checkins((0, 4, 2)), invented=True).caption
        assert caption.startswith("This is an invented story. One day")

    def test_the_size_agrees_with_the_numbers_beside_it(self) -> None:
        for seed in range(200):
            caption = journey_caption(random_days(random.Random(seed)))
            for size, before, after in re.findall(
                r"by (\d+\.\d), from (\d+\.\d) to (\d+\.\d)", caption
            ):
                assert float(size) == pytest.approx(abs(float(after) - float(before)), abs=1e-9)

    def test_no_caption_ever_gives_a_reason(self) -> None:
        seen = set()
        for seed in range(2_000):
            days = random_days(random.Random(seed))
            caption = journey_caption(days)
            assert not BANNED.search(caption), caption
            assert "{" not in caption
            seen |= {trends.change(days[name]).verdict for name in trends.MEASURES}
        assert seen == {"none", "too-early", "ordinary", "higher", "lower"}

    def test_no_caption_before_fourteen_days_speaks_of_a_direction(self) -> None:
        for seed in range(300):
            days = random_days(random.Random(seed)).iloc[:13]
            assert not TREND.search(journey_caption(days))

    def test_whatever_falls_is_met_with_kindness(self) -> None:
        for seed in range(300):
            days = random_days(random.Random(seed))
            fell = any(trends.change(days[name]).verdict == "lower" for name in trends.MEASURES)
            assert ("support card" in journey_caption(days)) == fell


def random_days(source: random.Random) -> pd.DataFrame:
    """Some weeks of made-up days: short or long, gappy, drifting either way, partly blank."""
    length, keep = source.randint(0, 60), source.choice([0.3, 0.7, 1])
    recorded = [day for day in range(length) if source.random() < keep]
    columns = {}
    for name in trends.MEASURES:
        level, drift, blank = (
            source.uniform(1, 9),
            source.uniform(-9, 9),
            source.choice([0, 0.4, 1]),
        )
        columns[name] = [
            float("nan")
            if source.random() < blank * 0.9
            else float(np.clip(round(source.gauss(level + drift * day / 60, 1)), 0, 10))
            for day in recorded
        ]
    index = pd.DatetimeIndex([START + timedelta(day) for day in recorded])
    return pd.DataFrame(columns, index=index, dtype=float)


class TestWords:
    def texts(self) -> list[str]:
        return [text for part in WORDS.values() for text in part.values()]

    def test_no_text_gives_a_reason(self) -> None:
        assert not [text for text in self.texts() if BANNED.search(text)]

    def test_no_text_praises_scolds_or_foretells(self) -> None:
        told = re.compile(
            r"streak|well done|try harder|will (rise|fall|improve)|keep it up|forecast"
        )
        assert not [text for text in self.texts() if told.search(text.lower())]

    def test_the_page_about_the_picture_names_its_limits(self) -> None:
        about = journey(checkins((0, 5, 5))).about
        assert "not a validated test" in about
        assert "not a significance test" in about
        assert "1.05" in about
        assert "{" not in about


class TestFigure:
    @settings(max_examples=40, deadline=None)
    @given(random_checkins)
    def test_every_recorded_day_has_its_marker_at_its_mean(self, rows: list[Day]) -> None:
        table = checkins(*rows)
        picture = journey(table, smooth=True, joined=True)
        if table[["mood", "closeness"]].notna().sum().sum() == 0:
            return
        for label, name in (("Mood", "mood"), ("Closeness", "closeness")):
            mean = table.dropna(subset=[name]).groupby("on")[name].mean()
            expected = {day.date().isoformat(): float(value) for day, value in mean.items()}
            assert drawn(picture, label) == pytest.approx(expected)
            assert "markers" in points(picture, label).mode

    @settings(max_examples=40, deadline=None)
    @given(random_checkins)
    def test_the_line_breaks_over_every_unrecorded_day(self, rows: list[Day]) -> None:
        picture = journey(checkins(*rows))
        for trace in picture.figure.data:
            if trace.name not in {"Mood", "Closeness"} or trace.hoverinfo == "skip":
                continue
            assert trace.connectgaps is False
            known = list(zip(trace.x, trace.y, strict=True))
            for (day, value), (after, next_value) in pairwise(known):
                joined = not pd.isna(value) and not pd.isna(next_value)
                step = date.fromisoformat(after) - date.fromisoformat(day)
                assert not joined or step == timedelta(1)

    def test_both_axes_are_fixed_from_0_to_10_whatever_the_numbers(self) -> None:
        for table in (checkins(), checkins((0, 10, 0)), each_day([5] * 40)):
            layout = journey(table).figure.layout
            for axis in (layout.yaxis, layout.yaxis2):
                assert tuple(axis.range) == (0, 10)
                assert axis.fixedrange

    def test_the_two_panels_share_their_days_and_do_not_overlap(self) -> None:
        picture = journey(each_day([5] * 20))
        mood, closeness = points(picture, "Mood"), points(picture, "Closeness")
        assert {mood.xaxis, closeness.xaxis} <= {None, "x"}
        assert (mood.yaxis, closeness.yaxis) == ("y", "y2")
        layout = picture.figure.layout
        assert layout.yaxis.domain[0] > layout.yaxis2.domain[1]
        heights = [axis.domain[1] - axis.domain[0] for axis in (layout.yaxis, layout.yaxis2)]
        assert heights[0] == pytest.approx(heights[1])

    def test_mood_and_closeness_differ_in_shape_and_not_by_colour_alone(self) -> None:
        picture = journey(each_day([5] * 20))
        assert points(picture, "Mood").marker.symbol == "circle"
        assert points(picture, "Closeness").marker.symbol == "diamond"

    @pytest.mark.parametrize("colour", [look.MOOD_COLOUR, look.CLOSENESS_COLOUR])
    @pytest.mark.parametrize("page", ["#ffffff", "#111111"])
    def test_markers_stand_out_on_light_and_dark_pages(self, colour: str, page: str) -> None:
        assert contrast(colour, page) >= 3

    def test_a_day_filled_in_later_has_an_open_marker(self) -> None:
        table = pd.concat([checkins((0, 5, 5)), checkins((1, 6, 6), late=3)])
        picture = journey(table)
        assert list(points(picture, "Mood").marker.symbol) == ["circle", "circle-open"]
        assert list(points(picture, "Closeness").marker.symbol) == ["diamond", "diamond-open"]

    def test_the_hover_card_has_numbers_and_dates_and_never_the_note(self) -> None:
        table = pd.concat([checkins((0, 5, 5), (0, 6, 5)), checkins((1, 6, 6), late=3)])
        picture = journey(table, smooth=True, joined=True, baseline={"mood": 3})
        mood = points(picture, "Mood")
        assert list(mood.text) == [", 2 check-ins that day", ", written on another day"]
        assert mood.hovertemplate == "Mood %{y:.1~f}%{text}<extra></extra>"
        assert NOTE not in picture.figure.to_json()
        assert "cried" not in picture.figure.to_json()

    def test_joining_and_smoothing_are_off_until_asked_for(self) -> None:
        table = checkins(*[(day, 5, 5) for day in (0, 1, 2, 3, 4, 9, 10)])
        assert {trace.name for trace in journey(table).figure.data} == {"Mood", "Closeness"}
        assert len(journey(table).figure.data) == 2

    def test_joined_lines_are_dashed_and_lie_over_the_gaps_alone(self) -> None:
        table = checkins(*[(day, day % 10, 5) for day in (0, 1, 5)])
        bridge = journey(table, joined=True).figure.data[0]
        assert bridge.line.dash == "dash"
        assert list(bridge.x) == ["2025-03-04", "2025-03-08", None]
        assert list(bridge.y) == [1, 5, None]

    def test_smoothing_is_labelled_and_leaves_the_points(self) -> None:
        table = each_day([3, 5, 4, 6, 5, 7, 4, 5])
        picture = journey(table, smooth=True)
        assert drawn(picture, "Mood") == drawn(journey(table), "Mood")
        assert said(picture).count("7-day average") == 2
        assert "average" not in said(journey(table))

    def test_smoothing_without_enough_days_says_so(self) -> None:
        assert said(journey(checkins((0, 5, 5)), smooth=True)).count("no 7-day average yet") == 2

    def test_the_smooth_line_never_crosses_a_gap_of_more_than_three_days(self) -> None:
        table = checkins(*[(day, 5, 5) for day in (0, 1, 2, 3, 4, 9, 10, 11, 12)])
        smooth = journey(table, smooth=True).figure.data[1]
        shown = {x: y for x, y in zip(smooth.x, smooth.y, strict=True) if not pd.isna(y)}
        assert sorted(shown) == ["2025-03-06", "2025-03-07", "2025-03-15"]
        assert smooth.connectgaps is False
        assert pd.isna(smooth.y[list(smooth.x).index("2025-03-10")])

    def test_the_starting_line_stands_at_the_first_answers(self) -> None:
        picture = journey(each_day([5] * 5), baseline={"mood": 3, "closeness-now": 2})
        dotted = [s for s in picture.figure.layout.shapes if s.line.dash == "dot"]
        assert [(s.yref, s.y0, s.y1) for s in dotted] == [("y", 3, 3), ("y2", 2, 2)]
        assert said(picture).count("start") == 2

    def test_a_starting_line_left_blank_is_left_out(self) -> None:
        picture = journey(each_day([5] * 5), baseline={"mood": None, "closeness-now": 0})
        assert [s.y0 for s in picture.figure.layout.shapes if s.line.dash == "dot"] == [0]

    def test_contact_is_shown_only_where_there_was_some(self) -> None:
        assert "Contact" not in said(journey(checkins((0, 5, 5), contact="none")))
        assert "Contact" not in said(journey(checkins((0, 5, 5), contact=None)))
        assert "Contact" in said(journey(checkins((0, 5, 5), contact="brief")))

    def test_an_invented_story_is_marked_on_the_picture(self) -> None:
        for table in (checkins(), checkins((0, 5, 5)), each_day([5] * 30)):
            assert "Invented story" in said(journey(table, invented=True))
            assert "Invented story" not in said(journey(table))

    def test_before_there_are_data_a_faint_example_shows_how_to_begin(self) -> None:
        for table in (checkins(), checkins((0, None, None))):
            picture = journey(table)
            assert "example" in said(picture).lower()
            assert "first check-in" in said(picture)
            assert all(trace.opacity < 0.5 for trace in picture.figure.data)
            assert picture.figure.layout.hovermode is False
            assert picture.figure.layout.xaxis.showticklabels is False

    def test_nothing_is_dragged_zoomed_or_hidden_behind_a_legend(self) -> None:
        layout = journey(each_day([5] * 5)).figure.layout
        assert layout.dragmode is False
        assert layout.xaxis.fixedrange
        assert layout.showlegend is False
        assert layout.width is None

    def test_ten_years_stay_plain_svg_and_small(self) -> None:
        moods = [int(value) for value in np.random.default_rng(1).integers(0, 11, 3_650)]
        figure = journey(each_day(moods, moods)).figure
        assert {trace.type for trace in figure.data} == {"scatter"}
        assert len(figure.to_json()) < 400_000


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


class TestMarks:
    def test_a_mark_is_a_grey_line_with_its_label_and_no_number(self) -> None:
        picture = journey(each_day([5] * 30), [Mark(START + timedelta(9), "Moved house")])
        assert "Moved house" in said(picture)
        upright = [s for s in picture.figure.layout.shapes if s.x0 == s.x1 and s.xref == "x"]
        assert {s.x0 for s in upright} == {"2025-03-12"}
        assert {s.line.color for s in upright} == {look.HAIRLINE_COLOUR}

    def test_marks_change_nothing_that_is_said(self) -> None:
        table = each_day([3] * 10 + [7] * 10)
        marked = journey(table, [Mark(START + timedelta(10), "Reach out")])
        assert marked.caption == journey(table).caption

    def test_a_label_cannot_smuggle_markup_into_the_picture(self) -> None:
        picture = journey(each_day([5] * 30), [Mark(START, '<a href="x">us</a>')])
        assert "<a" not in said(picture)

    def test_marks_far_outside_the_recorded_days_do_not_squash_the_picture(self) -> None:
        far = [Mark(date(1999, 1, 1), "Born"), Mark(date(2031, 1, 1), "Later")]
        picture = journey(each_day([5] * 30), far)
        assert "Born" not in said(picture)
        assert (
            picture.figure.layout.xaxis.range
            == journey(each_day([5] * 30)).figure.layout.xaxis.range
        )

    @given(
        st.lists(
            st.tuples(st.integers(0, 90), st.text("abc ", min_size=1, max_size=40)), max_size=15
        )
    )
    def test_no_label_covers_another_or_is_crossed_by_a_line(
        self, found: list[tuple[int, str]]
    ) -> None:
        marks = [Mark(START + timedelta(day), label) for day, label in found]
        placed = place(marks, START, START + timedelta(90))
        boxes = []
        for spot in placed:
            if spot.lane is None:
                continue
            line = Fraction((spot.mark.on - START).days * 350, 90)
            width = len(spot.label) * Fraction("6.2")
            boxes.append((spot.lane, line, line - width if spot.before else line, width))
        for i, (lane, line, left, width) in enumerate(boxes):
            for other_lane, other_line, other_left, other_width in boxes[i + 1 :]:
                if lane == other_lane:
                    assert left + width <= other_left or other_left + other_width <= left
                low, high_line = (
                    ((left, width), other_line)
                    if lane < other_lane
                    else ((other_left, other_width), line)
                )
                assert lane == other_lane or not low[0] < high_line < low[0] + low[1]
        assert lanes(placed) <= LANES
        assert len(placed) == len(marks)

    def test_a_crowd_of_marks_is_named_in_full_in_the_table(self) -> None:
        crowd = [
            Mark(START + timedelta(day), f"The {day}th small event of that week")
            for day in range(7)
        ]
        picture = journey(each_day([5] * 60), crowd)
        assert "The table names them all" in picture.about
        assert set(picture.table["Marked"]) - {""} == {mark.label for mark in crowd}


class TestTable:
    @settings(max_examples=40, deadline=None)
    @given(random_checkins)
    def test_it_holds_what_pandas_alone_would_give(self, rows: list[Day]) -> None:
        source = checkins(*rows, contact="brief")
        table = journey(source).table
        grouped = source.groupby("on")
        assert list(table) == [
            "Day",
            "Mood",
            "Closeness",
            "Check-ins that day",
            "Contact",
            "Written on another day",
        ]
        assert table["Day"].tolist() == sorted(source["on"].unique())
        for column, name in (("Mood", "mood"), ("Closeness", "closeness")):
            expected = grouped[name].mean().astype("Float64").round(1)
            pd.testing.assert_series_equal(
                table.set_index("Day")[column], expected, check_names=False, check_index_type=False
            )
        assert table["Check-ins that day"].tolist() == grouped.size().tolist()
        assert set(table["Contact"]) <= {"brief"}

    def test_a_day_filled_in_later_shows_both_dates(self) -> None:
        row = journey(checkins((0, 5, 5), late=2)).table.iloc[0]
        assert row["Day"] == pd.Timestamp(START)
        assert row["Written on another day"] == "2025-03-05"

    def test_a_marked_day_without_a_check_in_has_its_row(self) -> None:
        table = journey(
            checkins((0, 5, 5), (4, 6, 6)), [Mark(START + timedelta(2), "Listen")]
        ).table
        assert table["Marked"].tolist() == ["", "Listen", ""]
        assert table["Check-ins that day"].tolist() == [1, 0, 1]
        assert table["Mood"].isna().tolist() == [False, True, False]

    def test_it_never_holds_the_note(self) -> None:
        table = journey(each_day([5] * 20)).table
        assert NOTE not in table.to_csv()

    def test_it_is_there_and_empty_before_there_are_data(self) -> None:
        table = journey(checkins()).table
        assert table.empty
        assert "Mood" in table
