"""Where to find help: by country, checked within the year, and never only abroad (rule S10)."""

import re
from datetime import date, timedelta
from typing import Any

from workbook import words


def helplines() -> list[dict[str, Any]]:
    """The helplines by country."""
    found: list[dict[str, Any]] = words.found("helplines.country")
    return found


def test_the_helplines_were_checked_within_the_year() -> None:
    checked = words.found("helplines.checked")
    assert isinstance(checked, date)
    assert checked <= date.today() + timedelta(days=1)
    assert date.today() - checked <= timedelta(days=365), "Look every number up again."


def test_every_country_has_its_emergency_number_first_and_lines_that_can_be_called() -> None:
    assert len(helplines()) >= 20
    for country in helplines():
        assert re.search(r"\d{2,}", country["emergency"]), country["name"]
        assert list(country).index("emergency") < list(country).index("lines")
        assert country["lines"], country["name"]
        for line in country["lines"]:
            assert line["name"]
            assert len(re.sub(r"\D", "", line["number"])) >= 3, line
            assert line["for"], line


def test_in_every_country_there_is_a_line_for_a_crisis_and_one_for_harm() -> None:
    for country in helplines():
        purposes = " ".join(line["for"] for line in country["lines"]).lower()
        assert re.search(r"crisis|suicide|any worry", purposes), country["name"]
        assert re.search(r"harm", purposes), country["name"]


def test_no_country_and_no_line_stands_twice() -> None:
    for key in ("id", "name"):
        assert len({country[key] for country in helplines()}) == len(helplines())
    for country in helplines():
        names = [line["name"] for line in country["lines"]]
        assert len(set(names)) == len(names)
    names = [country["name"] for country in helplines()]
    assert names == sorted(names)


def test_a_service_that_has_closed_is_not_listed() -> None:
    file = words.FOLDER / words.FALLBACK / "helplines.toml"
    assert "stand alone" not in file.read_text("utf-8").lower()


def test_there_is_a_finder_for_the_rest_of_the_world_that_is_only_named() -> None:
    finder = words.found("helplines.finder")
    assert finder["address"] == "findahelpline.com"
    assert "does not connect to anything" in words.found("interface.help.finder")
