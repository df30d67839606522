"""A private name gives a plain folder, and no name reaches outside the data folder."""

import os

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from workbook.errors import (
    BondNameError,
)
from workbook.store import bonds

NAMES = {
    "Mum": "mum",
    "  My Mum!  ": "my-mum",
    "Anna & Bob": "anna-bob",
    "a.b_c": "a-b-c",
    "../x": "x",
    "..\\..\\x": "x",
    "/etc/passwd": "etc-passwd",
    "C:\\x": "c-x",
    "x\0y": "x-y",
    "x\ny": "x-y",
    "me": "me-1",
    "ME": "me-1",
    "earlier": "earlier-1",
    "drafts": "drafts-1",
    "con": "con-1",
    "CON": "con-1",
    "Nul.": "nul-1",
    "com1": "com1-1",
    "com\u00b9": "com1-1",
    "LPT9": "lpt9-1",
    "console": "console",
    "\u041c\u0430\u043c\u0430": "\u043c\u0430\u043c\u0430",
    "\u092e\u093e\u0901": "\u092e\u093e\u0901",
    "\u092e\u0940": "\u092e\u0940",
    "\u0623\u0645\u064a": "\u0623\u0645\u064a",
    "\u6bcd": "\u6bcd",
    "Stra\u00dfe": "strasse",
    "e\u0301": "\u00e9",
    "mum \u2764\ufe0f": "mum",
    "\u202emum": "mum",
    "a" * 300: "a" * 40,
    "a" * 39 + " b": "a" * 39,
    "!" + "a" * 40: "a" * 40,
}


@pytest.mark.parametrize("alias", NAMES)
def test_an_alias_gives_a_plain_folder_name(alias: str) -> None:
    assert bonds.folder_name(alias) == NAMES[alias]


@pytest.mark.parametrize(
    "alias", ["", "  ", "...", "../..", "\u2764\ufe0f", "\U0001f642", "\u0301"]
)
def test_an_alias_without_a_letter_or_digit_is_refused(alias: str) -> None:
    with pytest.raises(BondNameError, match="no letter or digit") as refused:
        bonds.folder_name(alias)
    assert f"“{alias}”" in str(refused.value)


@given(st.text(min_size=1))
@example("\u0130")
def test_no_alias_reaches_outside_the_data_folder(alias: str) -> None:
    try:
        name = bonds.folder_name(alias)
    except BondNameError:
        return
    assert name == os.path.basename(name)  # noqa: PTH119 - exactly what the system calls a name
    assert not set(name) & set('/\\:*?"<>|. \0\n')
    assert 0 < len(name.encode()) < 255
    assert name not in {"me", "con", "nul", "earlier", "drafts"}
    assert bonds.folder_name(name) == name
