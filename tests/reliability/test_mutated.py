"""Files that disks, editors and spreadsheets changed: what can be read is read, nothing is lost."""

import os
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reliability.mutating import MARK
from tests.reliability.trying import try_one
from tests.samples import DAY, exercise
from workbook.errors import WorkbookError
from workbook.store import entries, keeping
from workbook.store.home import Home

pytestmark = pytest.mark.damaged
FILES, SEED = 400, 20260505


def test_what_was_not_touched_is_read_and_a_save_loses_nothing(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)  # no power cut comes: this is about content
    report: dict[str, Any] = {"files": 0, "rows": 0, "saved": 0, "refused": 0}
    tried = [
        try_one(Home(home.root / str(number)), Random(f"{SEED} {number}"), report)
        for number in range(FILES)
    ]
    print(report)
    assert [fault for fault in tried if fault] == []
    assert report["files"] == FILES
    assert report["rows"] > FILES, "hardly a row was to be read"
    assert report["saved"] > FILES / 2, "hardly anything could be saved"


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    content=st.binary(max_size=400)
    | st.text(st.sampled_from('entry,onsavd_at\r\n"; \t0\0éT-'), max_size=400).map(str.encode)
    | st.lists(st.sampled_from(["entry", "on", "saved_at", "words", ",", "\n", '"', "2026-05-03"]))
    .map("".join).map(str.encode),
    marked=st.booleans(),
)  # fmt: skip
def test_no_file_whatever_makes_a_form_stumble(
    folder: Any, content: bytes, *, marked: bool
) -> None:
    one = exercise("all.one")
    path = entries.path_of(folder, one)
    path.write_bytes(MARK * marked + content)
    before = path.read_bytes()
    read = {entry.id: entry.answers for entry in entries.load(folder, one).entries}
    home = Home(folder.parent.parent)
    try:
        _, entry = keeping.save(home, "me", one, {"words": "new"}, DAY)
    except WorkbookError:
        assert path.read_bytes() == before
    else:
        now = {entry.id: entry.answers for entry in entries.load(folder, one).entries}
        assert now == read | {entry.id: entry.answers}
