"""How sure one can be of a share, and the picture that says so."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.charts.shares import share_over_time
from workbook.shares import share


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        # Newcombe 1998, Statistics in Medicine 17:857, table I, method 3 (Wilson's).
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_the_published_one(count: int, of: int, low: float, high: float) -> None:
    found = share(count, of)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_it_holds_the_share_and_stays_within_none_and_all(case: tuple[int, int]) -> None:
    found = share(*case)
    assert 0 <= found.low <= found.value + 1e-12
    assert found.value - 1e-12 <= found.high <= 1


@given(st.integers(1, 200))
def test_it_narrows_as_cases_add_up(of: int) -> None:
    few, many = share(of, 2 * of), share(4 * of, 8 * of)
    assert many.high - many.low < few.high - few.low


@pytest.mark.parametrize(("count", "of"), [(0, 0), (3, 2), (-1, 4)])
def test_what_is_no_share_is_refused(count: int, of: int) -> None:
    with pytest.raises(ValueError, match=rf"^\({count}, {of}\)$"):
        share(count, of)


def logged(*outcomes: str) -> pd.DataFrame:
    """A log with one entry a day."""
    days = pd.date_range("2026-03-01", periods=len(outcomes)).astype("datetime64[s]")
    return pd.DataFrame({"on": days, "outcome": pd.Series(outcomes, dtype="string")})


SETTLED = ["kept", "late", "repaired", "not-kept"]


def test_the_picture_counts_what_came_to_its_end_and_says_how_sure_it_is() -> None:
    picture = share_over_time(
        logged("kept", "open", "late", "kept"), "outcome", ["kept"], SETTLED, "Kept"
    )
    assert picture.caption == (
        "So far 2 of 3 were kept. From that many, the true share could lie anywhere "
        "from 21 to 94 of 100."
    )
    assert picture.table.iloc[-1].tolist()[1:] == ["2 / 3", "21–94"]
    assert len(picture.table) == 3
    assert list(picture.figure.data[1].y) == [100.0, 50.0, 66.7]
    assert "Wilson" in picture.about


def test_several_on_one_day_are_one_point() -> None:
    twice = logged("kept", "late").assign(on=pd.Timestamp("2026-03-01"))
    picture = share_over_time(twice, "outcome", ["kept"], SETTLED, "Kept")
    assert picture.table.iloc[:, 1].tolist() == ["1 / 2"]


def test_before_there_are_data_a_faint_example_stands_there() -> None:
    picture = share_over_time(logged("open"), "outcome", ["kept"], SETTLED, "Kept")
    assert picture.caption.startswith("Nothing to draw yet.")
    assert picture.table.empty
    assert all(trace.opacity < 0.5 for trace in picture.figure.data)
    assert "An example" in picture.figure.layout.annotations[0].text


@pytest.mark.parametrize("day", ["0001-01-02", "0002-05-03", "9999-12-30"])
def test_a_year_typed_wrong_does_not_take_the_picture_away(day: str) -> None:
    days = pd.Series([day, "2026-05-03"], dtype="datetime64[s]")
    logged = pd.DataFrame({"on": days, "outcome": ["kept", "late"]})
    picture = share_over_time(logged, "outcome", ["kept"], ["kept", "late"], "Promises")
    assert len(picture.table) == 2
