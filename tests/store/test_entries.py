"""What a person saved is kept: as it was written, in its place, with its earlier versions."""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.answers import answers_to
from tests.one_thing import FILE, earlier_in, one, save, words_in
from tests.samples import exercise, files, temporaries
from workbook.errors import (
    AnswerError,
    ChangedElsewhereError,
    NotReadError,
    NotSavedError,
    UnknownEntryError,
)
from workbook.store import entries
from workbook.store.home import Home
from workbook.store.reading_once import each_read_once
from workbook.store.sheets import parse, render


class Clock(datetime):
    """A clock that a test sets."""

    moment = datetime(2026, 5, 3, 12, 0, 0, tzinfo=UTC)

    @classmethod
    def now(cls, tz: Any = None) -> datetime:
        return cls.moment


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    monkeypatch.setattr(entries, "datetime", Clock)
    Clock.moment = datetime(2026, 5, 3, 12, 0, 0, tzinfo=UTC)
    return Clock


def test_a_saved_entry_stands_in_its_file_as_the_contract_says(home: Home, folder: Path) -> None:
    entry = save(home, 'I said "yes",\nand stayed')
    stamp = entry.saved_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert (folder / FILE).read_bytes().decode() == (
        "\ufeffentry,on,saved_at,words\r\n"
        f'{entry.id},2026-05-03,{stamp},"I said ""yes"",\nand stayed"\r\n'
    )


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_all_answers_of_an_entry_come_back_as_they_were_given(
    home: Home, folder: Path, data: Any
) -> None:
    answers = data.draw(answers_to(exercise()))
    before = entries.load(folder, exercise()).entries
    on = data.draw(st.dates(date(1900, 1, 1), date.today() + timedelta(days=366)))
    saved = entries.save(folder, exercise(), entries.check(exercise(), answers), on)
    loaded = entries.load(folder, exercise())
    assert loaded.set_aside == []
    assert loaded.entries == [*before, saved]
    assert loaded.entries[-1].answers == answers
    assert loaded.entries[-1].on == on
    assert loaded.entries[-1].cells == saved.cells


def test_entries_stand_in_the_order_of_first_saving(home: Home, folder: Path) -> None:
    for words in ("first", "second", "third"):
        save(home, words)
    assert words_in(folder) == ["first", "second", "third"]


def test_a_changed_entry_keeps_its_id_and_its_place(home: Home, folder: Path) -> None:
    first = save(home, "first")
    save(home, "second")
    changed = save(home, "first, said better", first, date(2026, 5, 1))
    assert changed.id == first.id
    assert words_in(folder) == ["first, said better", "second"]
    assert entries.load(folder, one()).entries[0].on == date(2026, 5, 1)


def test_the_earlier_version_of_a_changed_entry_is_kept_with_when_it_was_replaced(
    home: Home, folder: Path, clock: type[Clock]
) -> None:
    first = save(home, "first")
    clock.moment = datetime(2026, 5, 4, 9, 30, 0, tzinfo=UTC)
    second = save(home, "second", first)
    clock.moment = datetime(2026, 5, 5, 9, 30, 0, tzinfo=UTC)
    save(home, "third", second)
    kept = [(row["entry"], row["words"], row["saved_at"], row["replaced_at"])
            for row in earlier_in(folder)]  # fmt: skip
    assert kept == [
        (first.id, "first", "2026-05-03T12:00:00Z", "2026-05-04T09:30:00Z"),
        (first.id, "second", "2026-05-04T09:30:00Z", "2026-05-05T09:30:00Z"),
    ]
    content = (folder / "earlier" / FILE).read_bytes()
    assert content.startswith("\ufeffentry,on,saved_at,words,replaced_at\r\n".encode())


def test_saving_an_unchanged_entry_again_changes_nothing(home: Home, folder: Path) -> None:
    first = save(home, "first")
    before = files(home.data)
    assert save(home, "first", first) == first
    assert files(home.data) == before


def test_an_entry_can_be_changed_again_at_once_without_loading_it_anew(
    home: Home, folder: Path
) -> None:
    entry = save(home, "one")
    for words in ("two", "three", "four"):
        entry = save(home, words, entry)
    assert words_in(folder) == ["four"]
    assert [row["words"] for row in earlier_in(folder)] == ["one", "two", "three"]


def test_columns_of_another_version_of_the_workbook_survive(home: Home, folder: Path) -> None:
    header = ["entry", "colour", "on", "saved_at", "words"]
    row = {"entry": "20250101T120000000-abcdef", "colour": "blue, dark", "on": "2025-01-01",
           "saved_at": "2025-01-01T12:00:00Z", "words": "old"}  # fmt: skip
    (folder / FILE).write_bytes(render(header, [row]))
    new = save(home, "new")
    save(home, "newer", new)
    old = entries.load(folder, one()).entries[0]
    save(home, "old, changed", old)
    sheet = parse((folder / FILE).read_bytes())
    assert sheet.header == ["entry", "on", "saved_at", "words", "colour"]
    assert [(one["words"], one["colour"]) for one in sheet.rows] == [
        ("old, changed", "blue, dark"),
        ("newer", ""),
    ]
    assert [(one["words"], one["colour"]) for one in earlier_in(folder)] == [
        ("new", ""),
        ("old", "blue, dark"),
    ]


def test_a_question_that_is_new_leaves_old_entries_as_skipped(home: Home, folder: Path) -> None:
    row = {"entry": "20250101T120000000-abcdef", "on": "2025-01-01",
           "saved_at": "2025-01-01T12:00:00Z"}  # fmt: skip
    (folder / FILE).write_bytes(render(list(row), [row]))
    opened = entries.load(folder, one()).entries[0]
    assert opened.answers == {"words": None}
    save(home, "now answered", opened)
    assert words_in(folder) == ["now answered"]


def test_ids_sort_by_time_even_if_the_clock_goes_back(
    home: Home, folder: Path, clock: type[Clock]
) -> None:
    for moment in (
        datetime(2026, 10, 25, 2, 59, 59, 999_999, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 0, 0, tzinfo=UTC),
        datetime(2020, 1, 1, tzinfo=UTC),
        datetime(2020, 1, 1, tzinfo=UTC),
        datetime(2026, 10, 25, 3, 0, 0, 500_000, tzinfo=UTC),
    ):
        clock.moment = moment
        save(home, moment.isoformat())
    ids = [entry.id for entry in entries.load(folder, one()).entries]
    assert len(set(ids)) == len(ids)
    assert ids == sorted(ids)
    assert ids[0].startswith("20261025T025959999-")
    assert ids[-1].startswith("20261025T030000500-")


def test_an_id_from_elsewhere_does_not_disturb_the_order_of_new_ones(
    home: Home, folder: Path
) -> None:
    rows = [{"entry": odd, "on": "2025-01-01", "saved_at": "2025-01-01T12:00:00Z", "words": odd}
            for odd in ("zebra", "20269999T999999999", "007")]  # fmt: skip
    (folder / FILE).write_bytes(render(list(rows[0]), rows))
    ids = [save(home, str(number)).id for number in range(3)]
    assert ids == sorted(ids)
    assert all(identifier.startswith("20") for identifier in ids)


def test_an_entry_changed_in_another_window_is_refused_and_nothing_changes(
    home: Home, folder: Path, clock: type[Clock]
) -> None:
    opened = save(home, "first")
    save(home, "from the other window", opened)
    before = files(home.root)
    with pytest.raises(ChangedElsewhereError) as refused:
        save(home, "from this window", opened)
    assert files(home.root) == before
    assert "another window" in str(refused.value)
    assert f"3 May at {clock.moment.astimezone():%H:%M}" in str(refused.value)


def test_after_such_a_refusal_saving_over_the_newest_version_keeps_all_three(
    home: Home, folder: Path
) -> None:
    opened = save(home, "first")
    save(home, "from the other window", opened)
    newest = entries.load(folder, one()).entries[0]
    save(home, "from this window", newest)
    assert words_in(folder) == ["from this window"]
    assert [row["words"] for row in earlier_in(folder)] == ["first", "from the other window"]


def test_an_entry_erased_in_another_window_is_refused_and_nothing_changes(
    home: Home, folder: Path
) -> None:
    opened = save(home, "first")
    save(home, "second")
    content = (folder / FILE).read_bytes().decode()
    (folder / FILE).write_text("".join(content.splitlines(keepends=True)[::2]), "utf-8", newline="")
    before = files(home.root)
    with pytest.raises(UnknownEntryError) as refused:
        save(home, "changed", opened)
    assert files(home.root) == before
    assert f"“{opened.id}” in {folder / FILE}" in str(refused.value)


def test_a_save_that_failed_half_way_does_not_keep_an_earlier_version_twice(
    home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = save(home, "first")
    replace, broken = os.replace, []

    def breaks_once_at_the_entry(source: Any, target: Any) -> None:
        if target == folder / FILE and not broken:
            broken.append(target)
            raise OSError(5, "Input/output error")
        replace(source, target)

    monkeypatch.setattr(os, "replace", breaks_once_at_the_entry)
    with pytest.raises(OSError, match="could not be written"):
        save(home, "second", opened)
    assert words_in(folder) == ["first"]
    assert temporaries(home.root) == []
    save(home, "second", opened)
    assert words_in(folder) == ["second"]
    assert [row["words"] for row in earlier_in(folder)] == ["first"]


@pytest.mark.parametrize("on", [date(2, 5, 3), date(1899, 12, 31), date(2027, 5, 5)])
def test_a_day_that_cannot_be_meant_is_refused_and_nothing_changes(
    home: Home, folder: Path, clock: type[Clock], on: date
) -> None:
    first = save(home, "first")
    before = files(home.data)
    for opened in (None, first):
        with pytest.raises(AnswerError, match=r"\(on\).*a day from 1900 on") as refused:
            save(home, "second", opened, on)
        assert refused.value.values["question"] == "on"
        assert str(on) in str(refused.value)
    with pytest.raises(AnswerError):
        entries.add(folder, one(), [(on, {"words": "told"}, clock.moment)])
    assert files(home.data) == before


@pytest.mark.parametrize("on", [date(1900, 1, 1), date(2027, 5, 4)])
def test_a_day_long_ago_or_planned_is_kept(
    home: Home, folder: Path, clock: type[Clock], on: date
) -> None:
    save(home, "words", on=on)
    assert [entry.on for entry in entries.load(folder, one()).entries] == [on]


def test_a_day_may_lie_a_year_ahead_of_the_moment_of_a_change(
    home: Home, folder: Path, clock: type[Clock]
) -> None:
    first = save(home, "first")
    clock.moment = datetime(2026, 6, 3, 12, tzinfo=UTC)
    save(home, "planned", first, date(2027, 6, 4))
    assert [entry.on for entry in entries.load(folder, one()).entries] == [date(2027, 6, 4)]


def test_a_clock_that_went_back_for_years_refuses_no_entry_and_hides_none(
    home: Home, folder: Path, clock: type[Clock]
) -> None:
    first = save(home, "first")
    clock.moment = datetime(2020, 1, 1, tzinfo=UTC)
    save(home, "first, changed", first)
    for number in range(3):
        save(home, str(number))
    assert words_in(folder) == ["first, changed", "0", "1", "2"]


def test_after_the_clock_went_back_a_day_may_lie_a_year_ahead_of_where_it_was(
    home: Home, folder: Path, clock: type[Clock]
) -> None:
    save(home, "first")
    clock.moment = datetime(2020, 1, 1, tzinfo=UTC)
    save(home, "planned", on=date(2027, 5, 4))
    assert words_in(folder) == ["first", "planned"]


def test_rows_written_by_hand_are_given_ids_and_become_entries(
    home: Home, folder: Path, clock: type[Clock]
) -> None:
    save(home, "saved")
    path = folder / FILE
    path.write_bytes(path.read_bytes() + b",2026-05-01,,by hand\r\nx,2026-05-02,,too\r\n")
    before = path.read_bytes()
    assert words_in(folder) == ["saved"]
    assert entries.give_ids(folder, one()) == 2
    loaded = entries.load(folder, one())
    assert [entry.answers["words"] for entry in loaded.entries] == ["saved", "by hand", "too"]
    assert [entry.saved_at for entry in loaded.entries] == [clock.moment] * 3
    assert loaded.entries[1].id > loaded.entries[0].id
    assert loaded.entries[2].id == "x"
    (copy,) = (folder / "damaged").iterdir()
    assert copy.read_bytes() == before


def test_where_every_row_has_an_id_none_is_given_and_nothing_changes(
    home: Home, folder: Path
) -> None:
    save(home, "saved")
    before = files(home.data)
    assert entries.give_ids(folder, one()) == 0
    assert files(home.data) == before


def test_for_many_pages_drawn_at_one_moment_a_file_is_read_once(home: Home, folder: Path) -> None:
    save(home, "first")
    with each_read_once():
        first = entries.load(folder, one())
        save(home, "second")
        assert entries.load(folder, one()) is first
        assert entries.load(folder, exercise("checkin")).entries == []
    assert words_in(folder) == ["first", "second"]


@pytest.mark.damaged
def test_a_folder_in_place_of_a_file_is_named(home: Home, folder: Path) -> None:
    (folder / FILE).mkdir()
    with pytest.raises(NotReadError, match=r"all\.one\.csv could not be read"):
        entries.load(folder, one())
    with pytest.raises(NotSavedError, match=r"all\.one\.csv could not be written"):
        save(home, "words")


def test_an_entry_that_is_gone_cannot_be_taken_out(home: Home, folder: Path) -> None:
    save(home, "first")
    before = files(home.data)
    with pytest.raises(UnknownEntryError) as refused:
        entries.take_out(folder, one(), "no-such-id")
    assert f"“no-such-id” in {folder / FILE}" in str(refused.value)
    assert files(home.data) == before


def test_an_earlier_version_that_a_killed_save_kept_is_not_kept_twice(
    home: Home, folder: Path
) -> None:
    opened = save(home, "first")
    before = (folder / FILE).read_bytes()
    save(home, "second", opened)
    (folder / FILE).write_bytes(before)  # as if killed before the last of both files
    save(home, "second", opened)
    assert [row["words"] for row in earlier_in(folder)] == ["first"]
