"""Disks that go away and come back, and disks that know less than others."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from tests.reliability.actions import ACTIONS, LONG
from tests.reliability.refusing import loaded, refuses
from tests.samples import files, temporaries
from workbook.errors import NotSavedError
from workbook.store import durable
from workbook.store.home import Home

# A folder that goes away and comes back


@pytest.mark.parametrize("call", ["fsync", "replace"])
@pytest.mark.parametrize("gone", ["data", "data/mum"])
def test_a_folder_that_goes_away_in_mid_write_is_as_it_was_when_it_comes_back(
    full_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, gone: str
) -> None:
    place, away, real = full_home.root / gone, tmp_path / "away", getattr(os, call)

    def goes_away(*given: Any) -> None:
        place.rename(away)
        monkeypatch.setattr(os, call, real)
        real(*given)

    before = files(full_home.root)
    monkeypatch.setattr(os, call, goes_away)
    with pytest.raises(NotSavedError, match="no longer there"):
        ACTIONS["a_new_entry"](full_home)
    away.rename(place)
    there = files(full_home.root)
    assert {path: there[path] for path in there if not path.endswith(durable.TEMPORARY)} == before
    ACTIONS["a_new_entry"](full_home)
    assert [one.answers["words"] for one in loaded(full_home)] == ["changed", LONG]
    assert temporaries(full_home.root) == []


# Disks that know less


def test_where_a_file_can_have_no_second_name_a_copy_serves_and_a_refusal_changes_nothing(
    full_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: Any, **__: Any) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", unknown)
    with monkeypatch.context() as patch:
        patch.setattr(durable, "_sync_folder", unknown)
        refuses(full_home, "a_changed_entry")
    ACTIONS["a_changed_entry"](full_home)
    assert loaded(full_home)[-1].answers["words"] == LONG
    assert temporaries(full_home.root) == []


def test_where_what_stood_there_cannot_be_put_back_either_no_word_is_lost(
    full_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, done = os.replace, []

    def breaks(*given: Any) -> None:
        if done:
            raise OSError(errno.EIO, "Input/output error")
        done.append(given)
        replace(*given)
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", breaks)
        with pytest.raises(NotSavedError, match="Input/output error"):
            ACTIONS["a_new_entry"](full_home)
    assert [one.answers["words"] for one in loaded(full_home)] == ["changed", LONG]
    assert temporaries(full_home.root) == []
