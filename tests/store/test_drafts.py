"""Words that are typed and not yet saved are kept, whatever else happens beside them."""

import json
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.answers import answers_to
from tests.samples import DAY, TEXTS, blank, exercise, files, temporaries
from workbook.errors import AnswerError, NotKeptError, NotSavedError
from workbook.store import bonds, drafts
from workbook.store.drafts import Draft
from workbook.store.home import Home


def keep(folder: Path, words: str, writer: str = "one", entry: str = "") -> Draft:
    """Keeps a draft of the exercise with one answer."""
    return drafts.keep(folder, exercise("all.one"), writer, DAY, {"words": words}, entry)


def words_waiting(folder: Path) -> list[str]:
    """The words of all drafts, newest first."""
    return [draft.answers["words"] for draft in drafts.waiting(folder, exercise("all.one"))]


def path_of(folder: Path, writer: str = "one") -> Path:
    """The file of one draft."""
    return folder / "drafts" / f"all.one~{writer}.json"


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_a_draft_comes_back_as_it_was_typed(folder: Path, data: Any) -> None:
    answers, on = data.draw(answers_to(exercise())), data.draw(st.dates())
    kept = drafts.keep(folder, exercise(), "one", on, answers, "an-entry")
    assert drafts.waiting(folder, exercise()) == [kept]
    assert (kept.answers, kept.on, kept.entry, kept.writer) == (answers, on, "an-entry", "one")
    assert kept.version == ""


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: ascii(text)[:20])
def test_special_characters_come_back_from_a_draft(folder: Path, text: str) -> None:
    keep(folder, text)
    assert words_waiting(folder) == [text]


def test_half_an_emoji_in_a_draft_becomes_a_mark_and_the_rest_stays(folder: Path) -> None:
    keep(folder, "still \ud83d here\0")
    assert words_waiting(folder) == [
        "still \N{REPLACEMENT CHARACTER} here\N{REPLACEMENT CHARACTER}"
    ]


def test_a_draft_is_a_file_that_anybody_can_read(folder: Path) -> None:
    told = exercise("all.one"), "one", DAY, {"words": "for Zoë 💛"}, "an-entry"
    kept = drafts.keep(folder, *told, "2026-05-03T10:00:00Z")
    assert path_of(folder).read_text("utf-8").split("\n") == [
        "{",
        ' "turn": 1,',
        f' "kept_at": "{kept.kept_at.isoformat()}",',
        ' "entry": "an-entry",',
        ' "version": "2026-05-03T10:00:00Z",',
        ' "on": "2026-05-03",',
        ' "answers": {',
        '  "words": "for Zoë 💛"',
        " }",
        "}",
    ]
    assert drafts.waiting(folder, exercise("all.one")) == [kept]


def test_a_draft_can_be_kept_before_anything_was_ever_saved(home: Home) -> None:
    home.root.rmdir()
    keep(bonds.folder_to_write(home, bonds.UNNAMED), "my first words")
    assert words_waiting(bonds.folder(home, bonds.UNNAMED)) == ["my first words"]


def test_typing_on_replaces_ones_own_draft(folder: Path) -> None:
    for words in ("I", "I am", "I am here"):
        keep(folder, words)
    assert words_waiting(folder) == ["I am here"]


def test_two_windows_never_overwrite_each_others_words(folder: Path) -> None:
    keep(folder, "from the left", "left")
    keep(folder, "from the right", "right")
    keep(folder, "from the left, longer", "left")
    assert words_waiting(folder) == ["from the left, longer", "from the right"]


def test_every_open_form_has_a_name_of_its_own() -> None:
    assert len({drafts.new_writer() for _ in range(1000)}) == 1000


def test_drafts_of_another_exercise_are_not_mixed_in(folder: Path) -> None:
    keep(folder, "mine")
    drafts.keep(folder, exercise("checkin"), "one", DAY, {"mood": 3}, "")
    assert words_waiting(folder) == ["mine"]
    assert set(drafts.last_typed(folder)) == {"all.one", "checkin"}


def test_a_draft_is_gone_after_it_was_saved(folder: Path) -> None:
    drafts.drop(folder, exercise("all.one"), keep(folder, "saved by now"))
    assert words_waiting(folder) == []
    assert not drafts.last_typed(folder)


def test_words_typed_since_are_not_dropped_with_the_old_ones(folder: Path) -> None:
    old = keep(folder, "I am")
    keep(folder, "I am here for")
    drafts.drop(folder, exercise("all.one"), old)
    assert words_waiting(folder) == ["I am here for"]


def test_words_typed_within_the_same_tick_of_the_clock_are_not_dropped(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = datetime(2026, 5, 3, 12, tzinfo=UTC)

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return moment

    monkeypatch.setattr(drafts, "datetime", Stopped)
    old = keep(folder, "I am")
    keep(folder, "I am here for")
    drafts.drop(folder, exercise("all.one"), old)
    assert words_waiting(folder) == ["I am here for"]


def test_dropping_a_draft_that_is_gone_is_fine(folder: Path) -> None:
    draft = keep(folder, "words")
    for _ in range(2):
        drafts.drop(folder, exercise("all.one"), draft)
    assert words_waiting(folder) == []


def test_the_newest_draft_comes_first_whatever_the_time_zone(folder: Path) -> None:
    keep(folder, "older", "a")
    keep(folder, "newer", "b")
    moment = datetime.now(UTC) - timedelta(hours=1)
    naive = moment.astimezone().replace(tzinfo=None)
    for writer, kept_at in (("a", naive), ("b", datetime.now(UTC))):
        record = json.loads(path_of(folder, writer).read_text("utf-8"))
        del record["turn"]  # as drafts were written before they were counted
        record["kept_at"] = kept_at.isoformat()
        path_of(folder, writer).write_text(json.dumps(record), "utf-8")
    assert words_waiting(folder) == ["newer", "older"]
    keep(folder, "typed since", "c")
    assert words_waiting(folder) == ["typed since", "newer", "older"]


def test_what_was_typed_last_comes_first_though_the_clock_went_back(folder: Path) -> None:
    for hour, writer in enumerate("abc"):
        with time_machine.travel(datetime(2026, 5, 3, 12 - hour, tzinfo=UTC)):
            keep(folder, f"typed by {writer}", writer)
    assert words_waiting(folder) == ["typed by c", "typed by b", "typed by a"]


def test_a_draft_from_before_they_were_counted_comes_after_those_that_are(folder: Path) -> None:
    keep(folder, "counted", "a")
    record = json.loads(path_of(folder, "a").read_text("utf-8"))
    del record["turn"], record["version"]
    record |= {"kept_at": "2101-01-01T12:00:00", "answers": {"words": "not counted"}}
    path_of(folder, "b").write_text(json.dumps(record), "utf-8")
    assert words_waiting(folder) == ["counted", "not counted"]
    before = drafts.waiting(folder, exercise("all.one"))[1]
    assert before.version == ""
    assert before.kept_at.tzinfo is UTC


@pytest.mark.parametrize("last", ["a", "b"])
def test_an_exercise_was_typed_into_when_its_newest_draft_was(folder: Path, last: str) -> None:
    moment = datetime(2026, 5, 3, 12, tzinfo=UTC)
    for writer in "ab":
        keep(folder, "words", writer)
        kept_at = moment if writer == last else moment - timedelta(hours=1)
        os.utime(path_of(folder, writer), (kept_at.timestamp(), kept_at.timestamp()))
    assert drafts.last_typed(folder) == {"all.one": moment}


def test_a_draft_that_is_saved_while_one_looks_when_it_was_typed_is_passed_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Path, "glob", lambda *_: [path_of(folder)])
        assert drafts.last_typed(folder) == {}


UNREADABLE = {
    "empty": b"",
    "torn": b'{"kept_at": "2026-05',
    "not UTF-8": b'{"kept_at": "\xe9"}',
    "a list": b"[]",
    "nothing": b"null",
    "a number": b"5",
    "answers that are none": b'{"kept_at": "2026-05-03T12:00:00+00:00", "on": "2026-05-03", '
    b'"entry": "", "answers": ["words"]}',
    "a cell that is no text": b'{"kept_at": "2026-05-03T12:00:00+00:00", "on": "2026-05-03", '
    b'"entry": "", "answers": {"words": 5}}',
    "without a day": b'{"kept_at": "2026-05-03T12:00:00+00:00", "entry": "", "answers": {}}',
    "with a turn that is no number": b'{"kept_at": "2026-05-03T12:00:00+00:00", '
    b'"on": "2026-05-03", "entry": "", "answers": {}, "turn": Infinity}',
    "nested without end": b"[" * 100_000,
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_a_draft_that_cannot_be_read_is_left_alone(folder: Path, what: str) -> None:
    readable = keep(folder, "readable", "two")
    path_of(folder, "three").write_bytes(UNREADABLE[what])
    path_of(folder).write_bytes(UNREADABLE[what])
    assert words_waiting(folder) == ["readable"]
    assert drafts.unread(folder, exercise("all.one")) == [
        path_of(folder),
        path_of(folder, "three"),
    ]
    drafts.drop(folder, exercise("all.one"), Draft("one", readable.kept_at, DAY, {"words": "x"}))
    assert path_of(folder).read_bytes() == UNREADABLE[what]


def test_an_answer_that_does_not_fit_is_refused_and_the_draft_stays(folder: Path) -> None:
    drafts.keep(folder, exercise(), "one", DAY, blank(mood=3), "")
    before = files(folder)
    with pytest.raises(AnswerError):
        drafts.keep(folder, exercise(), "one", DAY, blank(mood=11), "")
    assert files(folder) == before


def test_what_must_not_be_written_down_is_not_kept_as_a_draft_either(folder: Path) -> None:
    before = files(folder)
    with pytest.raises(NotKeptError, match=r"“all\.unkept” is never written down"):
        drafts.keep(folder, exercise("all.unkept"), "one", DAY, {"fear": "him"}, "")
    assert files(folder) == before


def test_a_draft_clears_away_what_a_killed_one_left(folder: Path) -> None:
    keep(folder, "words")
    stray = folder / "drafts" / ".all.one~one.json.0a1b2c3d.tmp"
    stray.write_text("half")
    keep(folder, "more words")
    assert temporaries(folder) == []


def test_a_bond_that_was_erased_does_not_come_back_through_a_draft(home: Home) -> None:
    home.data.mkdir()
    with pytest.raises(NotSavedError):
        keep(bonds.folder(home, "mum"), "words")
    assert not (home.data / "mum").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_the_owner_can_open_a_draft(folder: Path) -> None:
    keep(folder, "words")
    assert stat.S_IMODE(path_of(folder).stat().st_mode) == 0o600
    assert stat.S_IMODE((folder / "drafts").stat().st_mode) == 0o700
