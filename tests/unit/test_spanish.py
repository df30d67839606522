"""The Spanish is easy to read, keeps the rules of care, and suits readers wherever they live."""

import re
from functools import cache

import pytest
import textstat

from tests import spanish
from tests.unit.test_languages import TITLES
from workbook.content.quality import notebooks, texts, tone
from workbook.content.quality.texts import Part, Text
from workbook.content.reading import read_once
from workbook.store.home import shipped_notebooks


@cache
def said() -> list[Text]:
    """Every Spanish text with its place."""
    paths = notebooks.written_in(shipped_notebooks(), "es")
    found = texts.all_in(read_once("es"), paths, "es")
    return [one for one in found if one.place.file != "tone.toml" and not _is_title(one)]


def _is_title(text: Text) -> bool:
    return f"{text.place.file.removesuffix('.toml')}.{text.place.exercise}".startswith(TITLES)


def test_the_spanish_breaks_no_rule_of_care() -> None:
    assert len(tone.never("es")) == len(tone.never("en"))
    assert not [str(fault) for fault in tone.said_after_all(said(), "es")]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Tu ánimo subió porque escribiste.", "cause"),
        ("Así salvarás la relación: un éxito.", "reunion"),
        ("Esto te ayudará, está demostrado.", "verdict"),
        ("Es un test validado.", "test"),
        ("Mira su perfil por la noche.", "watching"),
        ("Siete días seguidos. ¡Bien hecho!", "contest"),
        ("Ahora estás a salvo.", "safe"),
    ],
)
def test_what_the_spanish_must_not_say_would_be_found(text: str, rule: str) -> None:
    one = Text(said()[0].place, text, Part.WORDING, charts=True)
    assert [each.id for each in tone.never("es") if each.found_in(one)] == [rule]


def test_the_spanish_is_at_home_on_both_sides_of_the_ocean_and_assumes_no_gender() -> None:
    regional = r"\b(vosotr[oa]s|vuestr[oa]s?|os|ustedes|usted|ordenador|computadora|móviles)\b"
    gendered = r"\w+[oa][/(]-?[oa]s?\b|\w@s?\b|\bquerid[oa]\b|\bbienvenid[oa] a\b"
    told = (Part.TOLD,)  # invented people speak as they speak
    for text in said():
        if text.part not in told:
            assert not re.search(f"{regional}|{gendered}", text.words, re.IGNORECASE), text


@pytest.mark.parametrize("part", [Part.ASKED, Part.TOLD, Part.GROUNDS])
def test_every_part_of_every_exercise_is_quite_easy_to_read(part: Part) -> None:
    together: dict[str, list[str]] = {}
    for one in said():
        if one.part is part:
            together.setdefault(one.place.exercise, []).append(one.words)
    assert len(together) == 10
    for exercise, group in together.items():
        assert spanish.ease(group) >= spanish.QUITE_EASY, exercise


def test_every_file_of_words_is_quite_easy_to_read() -> None:
    together: dict[str, list[str]] = {}
    for one in said():
        if one.part is Part.WORDING:
            together.setdefault(one.place.file, []).append(one.words)
    assert len(together) == 9
    for file, group in together.items():
        assert spanish.ease(group) >= spanish.QUITE_EASY, file


def test_no_single_text_is_harder_than_normal() -> None:
    long = [one for one in said() if len(one.words.split()) >= 9 and one.part is not Part.WORDING]
    assert len(long) > 150
    for one in long:
        assert spanish.ease([one.words]) >= spanish.NORMAL, one


def test_the_measure_of_ease_counts_syllables_as_people_do() -> None:
    counted = {"amigo": 3, "día": 2, "idea": 3, "quiero": 2, "siguiente": 3, "aéreo": 4, "reina": 2}
    assert {word: spanish.syllables(word) for word in counted} == counted
    hard = "La reconciliación interpersonal requiere una vulnerabilidad emocional considerable."
    assert spanish.ease([hard]) < 0


def test_the_measure_is_stricter_than_that_of_textstat() -> None:
    try:
        textstat.set_lang("es")
        for text in [one.words for one in said() if one.part is Part.PROSE]:
            if len(text.split()) >= 9:
                assert spanish.ease([text]) <= textstat.szigriszt_pazos(text) + 1, text
    finally:
        textstat.set_lang("en_US")
