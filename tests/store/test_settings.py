"""The few choices a person makes stay as chosen, and a broken file of them does no harm."""

import json

import pytest

from tests.samples import files
from workbook.store import durable, settings
from workbook.store.home import Home
from workbook.store.settings import Settings


@pytest.fixture
def file(home: Home):
    home.data.mkdir()
    return home.data / "settings.json"


def test_at_first_nothing_is_chosen(home: Home) -> None:
    assert settings.read(home) == Settings(bond="", charts_hidden=False, invented=False)
    assert files(home.root) == {}


def test_a_choice_is_kept_and_the_others_stay(home: Home) -> None:
    with durable.locked(home.data):
        settings.change(home, bond="mum")
        changed = settings.change(home, charts_hidden=True)
    assert settings.read(home) == changed == Settings(bond="mum", charts_hidden=True)


def test_choices_of_another_version_of_the_workbook_stay(home: Home, file) -> None:
    file.write_text('{"bond": "mum", "font": "large"}', "utf-8")
    settings.change(home, bond="dad")
    assert json.loads(file.read_text("utf-8"))["font"] == "large"
    assert settings.read(home).bond == "dad"


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'"bond"', b"null", b"5", b"\xff", b"[" * 100_000, b'["bond"]']
)
def test_a_file_that_cannot_be_read_is_as_at_first_and_can_be_chosen_anew(
    home: Home, file, content: bytes
) -> None:
    file.write_bytes(content)
    assert settings.read(home) == Settings()
    settings.change(home, bond="mum")
    assert settings.read(home) == Settings(bond="mum")


@pytest.mark.parametrize("wrong", ['"yes"', "1", "null", "[]"])
def test_a_choice_of_the_wrong_type_is_as_at_first_and_the_others_count(
    home: Home, file, wrong: str
) -> None:
    file.write_text(f'{{"charts_hidden": {wrong}, "bond": "mum"}}', "utf-8")
    assert settings.read(home) == Settings(bond="mum", charts_hidden=False)


def test_while_the_answers_are_locked_the_language_alone_is_known(home: Home, file) -> None:
    settings.change(home, bond="mum", language="es")
    left = settings.left_language(home)
    assert left == {home.root / ".workbook" / "language.json": b'{"language": "es"}\n'}
    home.private.mkdir()
    for path, content in left.items():
        path.write_bytes(content)
    (home.root / "data.zip.age").write_bytes(b"locked")
    assert settings.read(home) == Settings(language="es")


def test_the_file_of_choices_is_easy_to_read(home: Home, file) -> None:
    settings.change(home, bond="mamá")
    assert file.read_text("utf-8").splitlines()[:2] == ["{", ' "bond": "mamá",']
    assert file.read_bytes().endswith(b"\n}\n")


def test_a_folder_in_place_of_the_file_is_as_at_first(home: Home, file) -> None:
    file.mkdir()
    assert settings.read(home) == Settings()


def test_a_choice_there_is_not_is_a_mistake_of_the_program(home: Home, file) -> None:
    with pytest.raises(TypeError):
        settings.change(home, no_such_choice=True)
    assert files(home.root) == {}
