"""The language is the one asked for, else the one chosen in this home, else English; no word of the
person's is lost when it changes."""

import os
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import workbook as wb
from tests.conftest import forget_open_pages
from tests.screen import each, on_screen, seen, typed
from workbook import words
from workbook.content.dates_in_words import day
from workbook.errors import NotSavedError
from workbook.launcher import jupyter, server, stages
from workbook.launcher.commands import main
from workbook.pages import choices
from workbook.store import durable, settings
from workbook.store.home import Home
from workbook.widgets.block import Block
from workbook.words import language, say


def workbook(*given: str) -> Result:
    """What a command prints and its exit code."""
    return CliRunner().invoke(main, list(given), prog_name="workbook")


def choose(home: Home, chosen: str) -> None:
    """As if the language had been chosen on the first page, some time ago."""
    home.data.mkdir(exist_ok=True)
    settings.change(home, language=chosen)


def links(block: Block) -> dict[str, str]:
    """Where each link of a block leads, by its words."""
    pieces = list(each(block.pieces))
    steps = [one for piece in pieces if piece["is"] == "path" for one in piece["items"]]
    return {one["text"]: one["href"] for one in [*pieces, *steps] if one.get("href")}


def row(header: Block) -> dict[str, Any]:
    """The languages to choose from, in the header of the first stage."""
    return next(piece for piece in each(header.pieces) if piece["is"] == "languages")


def pressed(header: Block, called: str) -> None:
    """Presses a language as the page does."""
    item = next(one for one in row(header)["items"] if one["text"] == called)
    header._handle_custom_msg({"action": item["action"]}, [])


# Which language


def test_what_is_asked_for_comes_before_what_was_chosen(
    at_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Stages:" in workbook("status").stdout
    choose(at_home, "es")
    assert "Etapas:" in workbook("status").stdout
    monkeypatch.setenv("WORKBOOK_LANG", "en")
    assert "Stages:" in workbook("status").stdout
    assert "Etapas:" in workbook("--lang", "es", "status").stdout
    assert "Etapas:" in workbook("status", "--lang", "es").stdout
    assert os.environ["WORKBOOK_LANG"] == "en"


@pytest.mark.usefixtures("at_home")
def test_status_is_spanish_from_end_to_end() -> None:
    told = workbook("--lang", "es", "status").stdout
    for said in (
        "Carpeta: ",
        "Vínculo: aún sin nombre",
        "· Bienvenida: sin empezar",
        "Entradas: 0",
    ):
        assert said in told
    assert not re.search(r"\b(Home|Stages|Welcome|Entries|yet)\b", told)


def test_the_language_of_another_home_is_that_home_s(at_home: Home, tmp_path: Path) -> None:
    other = Home(tmp_path / "other")
    other.root.mkdir()
    choose(other, "es")
    assert "Etapas:" in workbook("status", "--home", str(other.root)).stdout
    assert "Etapas:" in workbook("--home", str(other.root), "status").stdout
    assert "Stages:" in workbook("status").stdout


@pytest.mark.usefixtures("at_home")
@pytest.mark.parametrize("before", [True, False])
def test_an_unknown_language_is_one_line_with_the_ones_there_are(*, before: bool) -> None:
    asked = ["--lang", "xx"]
    result = workbook(*asked, "status") if before else workbook("status", *asked)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == "There is no language called “xx”. The languages are: en, es.\n"


@pytest.mark.usefixtures("at_home")
def test_an_unknown_language_in_the_environment_is_said_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("WORKBOOK_LANG", "xx")
    result = workbook("status")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    assert "Etapas:" in workbook("--lang", "es", "status").stdout
    assert language() == "en"


@pytest.mark.parametrize("wanted", ["es", "ES", "es-MX", "es_ES.UTF-8", " es "])
def test_a_country_is_no_obstacle(wanted: str) -> None:
    assert words.known(wanted) == "es"


@pytest.mark.parametrize("wanted", ["", "e", "../es", "/es", "questions", "es/..", "."])
def test_what_is_no_language_is_none(wanted: str) -> None:
    assert words.known(wanted) == ""


@pytest.mark.usefixtures("at_home")
def test_help_is_in_the_language_asked_for() -> None:
    whole = workbook("--lang", "es", "--help").stdout
    for said in ("Uso:", "Opciones:", "Órdenes:", "Abre el cuaderno", "en este equipo"):
        assert said in whole
    one = workbook("start", "--lang", "es", "--help").stdout
    for said in ("Uso:", "Ejemplos:", "workbook start", "El puerto", "La carpeta del cuaderno"):
        assert said in one
    assert "Usage:" in workbook("--help").stdout


def test_help_is_in_the_language_chosen_in_this_home(at_home: Home) -> None:
    choose(at_home, "es")
    assert "Uso:" in workbook("--help").stdout


@pytest.mark.usefixtures("at_home")
def test_a_refusal_is_in_that_language(monkeypatch: pytest.MonkeyPatch) -> None:
    result = workbook("--lang", "es", "check-in", "--mood", "11", "--closeness", "3")
    assert result.exit_code == 1
    assert "no admite" in result.stderr
    assert "un número entero de 0 a 10" in result.stderr


def test_dates_are_in_that_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBOOK_LANG", "es")
    assert day(date(2019, 5, 3)) == "3 de mayo de 2019"
    assert day(date.today().replace(month=5, day=3)) == "3 de mayo"
    monkeypatch.setenv("WORKBOOK_LANG", "en")
    assert day(date(2019, 5, 3)) == "3 May 2019"


# Opening it


def test_starting_in_a_language_keeps_it_so_that_page_and_kernel_follow(
    at_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBOOK_LANG", "es")
    server._keep_language(at_home)
    assert settings.read(at_home).language == "es"
    assert "WORKBOOK_LANG" not in os.environ
    assert language() == "es"
    assert stages.notebook(at_home).relative_to(at_home.notebooks).as_posix() == (
        "es/00-welcome.ipynb"
    )
    assert stages.notebook(at_home, "review") == at_home.notebooks / "review.ipynb"
    server._keep_language(at_home)
    assert settings.read(at_home).language == "es"


def test_starting_as_always_keeps_nothing(at_home: Home) -> None:
    server._keep_language(at_home)
    assert not (at_home.data / "settings.json").exists()
    assert stages.notebook(at_home) == at_home.notebooks / "00-welcome.ipynb"


def test_a_page_is_told_its_words_and_the_nearest_notebooks(at_home: Home) -> None:
    english = jupyter.told(at_home)
    assert english["language"] == "en"
    assert english["welcome"] == "notebooks/00-welcome.ipynb"
    assert english["nearest"]["notebooks/es/01-reflect.ipynb"] == "notebooks/01-reflect.ipynb"
    choose(at_home, "es")
    spanish = jupyter.told(at_home)
    assert spanish["language"] == "es"
    assert spanish["welcome"] == "notebooks/es/00-welcome.ipynb"
    assert spanish["words"]["title"] == "Cuaderno"
    assert spanish["words"].keys() == english["words"].keys()
    assert spanish["nearest"] == {
        f"notebooks/{name}": f"notebooks/es/{name}"
        for name in ("00-welcome.ipynb", "01-reflect.ipynb", "check-in.ipynb")
    }


def test_a_notebook_of_one_s_own_is_left_where_it_is(at_home: Home) -> None:
    own = at_home.notebooks / "mine"
    own.mkdir()
    (own / "00-welcome.ipynb").write_text("{}")
    choose(at_home, "es")
    assert "notebooks/mine/00-welcome.ipynb" not in jupyter.told(at_home)["nearest"]


# On the page


def test_the_first_page_offers_the_languages_there_are(at_home: Home) -> None:
    items = row(wb.stage("welcome"))["items"]
    assert [(one["text"], one["lang"], one["here"]) for one in items] == [
        ("English", "en", True),
        ("Español", "es", False),
    ]
    assert [one["href"] for one in items] == ["00-welcome.ipynb", "es/00-welcome.ipynb"]
    assert not [p for p in each(wb.stage("reflect").pieces) if p["is"] == "languages"]
    choose(at_home, "es")
    items = row(wb.stage("welcome"))["items"]
    assert [one["href"] for one in items] == ["../00-welcome.ipynb", "00-welcome.ipynb"]


def test_where_there_is_one_language_nothing_is_offered(at_home: Home) -> None:
    (at_home.notebooks / "es" / "00-welcome.ipynb").unlink()
    assert not [p for p in each(wb.stage("welcome").pieces) if p["is"] == "languages"]


def test_to_press_a_language_keeps_it_and_draws_every_page_in_it(at_home: Home) -> None:
    header, ending = wb.stage("welcome"), wb.stage("reflect").ending()
    journey = wb.journey()
    pressed(header, "Español")
    assert settings.read(at_home).language == "es"
    assert header.pieces[0]["text"] == "Bienvenida"
    assert header.lang == ending.lang == "es"
    assert "Aún no has guardado nada aquí" in seen(ending)
    assert "Ánimo y cercanía" in seen(journey._caption)
    pressed(header, "English")
    assert settings.read(at_home).language == "en"
    assert header.pieces[0]["text"] == "Welcome"
    assert "Mood and closeness" in seen(journey._caption)


def test_a_language_pressed_outlives_the_kernel(at_home: Home) -> None:
    pressed(wb.stage("welcome"), "Español")
    forget_open_pages()
    assert wb.stage("welcome").pieces[0]["text"] == "Bienvenida"


def test_a_language_pressed_counts_where_the_environment_asked_for_another(
    at_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBOOK_LANG", "es")
    header = wb.stage("welcome")
    assert header.pieces[0]["text"] == "Bienvenida"
    pressed(header, "English")
    assert header.pieces[0]["text"] == "Welcome"
    assert settings.read(at_home).language == "en"


def test_a_language_that_cannot_be_kept_changes_nothing(
    at_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise NotSavedError(file="settings.json", reason="the disk is full", cure="Make room.")

    header = wb.stage("welcome")
    monkeypatch.setattr(durable, "write", full)
    pressed(header, "Español")
    assert "the disk is full" in seen(header)
    assert (header.lang, language()) == ("en", "en")


def test_links_lead_from_folder_to_folder(at_home: Home) -> None:
    choose(at_home, "es")
    spanish, english = links(wb.stage("reflect")), links(wb.stage("review"))
    assert spanish["Bienvenida"] == "00-welcome.ipynb"
    assert spanish["Registro"] == "check-in.ipynb"
    assert spanish["Mirar atrás"] == "../review.ipynb"
    assert spanish["Entender"] == "../02-understand.ipynb"
    assert english["Bienvenida"] == "es/00-welcome.ipynb"
    assert english["Entender"] == "02-understand.ipynb"
    ending = links(wb.stage("reflect").ending())
    assert "../02-understand.ipynb" in ending.values()
    for name, found in (("01-reflect.ipynb", spanish), ("review.ipynb", english)):
        folder = stages.notebook(at_home, name[3:-6] if name[0] == "0" else name[:-6]).parent
        assert all((folder / href).is_file() for href in found.values())


def test_what_is_still_in_english_says_so(at_home: Home) -> None:
    note = "Esta etapa todavía está en inglés."
    assert note not in seen(wb.stage("understand"))
    choose(at_home, "es")
    assert note in seen(wb.stage("understand"))
    assert "Esta página todavía está en inglés." in seen(wb.stage("review"))
    for name in ("welcome", "reflect", "check-in"):
        assert "todavía está en inglés" not in seen(wb.stage(name))


def test_every_control_says_in_which_language_it_is(at_home: Home) -> None:
    choose(at_home, "es")
    form = wb.form("reflect.intentions")
    parts = [form._above, form._notice, form._below, form._saver, *form.controls.values()]
    assert {part.lang for part in parts} == {"es"}
    other = wb.form("understand.lifeline")
    assert {control.lang for control in other.controls.values()} == {"en"}
    assert other._saver.lang == "es", "its button is Spanish all the same"
    assert other._saver.words["save"] == "Guardar"


# No word is lost


def test_a_draft_is_there_in_the_other_language(at_home: Home) -> None:
    form = wb.form("reflect.intentions")
    typed(form, "under", "to be heard, señora")
    typed(form, "want", ["peace"])
    choices.speak(at_home, "es")
    spanish = wb.form("reflect.intentions")
    assert spanish.controls["under"].label == "¿Qué hay debajo de ese deseo?"
    assert spanish.answers["under"] == "to be heard, señora"
    assert "Este es tu borrador" in on_screen(spanish)
    typed(spanish, "under", "que me escuche")
    choices.speak(at_home, "en")
    english = wb.form("reflect.intentions")
    assert english.controls["under"].label == "What lies under that wish?"
    assert (english.answers["under"], english.answers["want"]) == ("que me escuche", ["peace"])
    assert not english.writing.others()


def test_an_entry_saved_in_one_language_is_the_same_in_the_other(at_home: Home) -> None:
    choices.speak(at_home, "es")
    form = wb.form("reflect.feelings")
    form.answers = {"feelings": {"longing": 3}, "motives": ["miss"]}
    entry = form.save()
    assert form._saver.status == "Guardado"
    choices.speak(at_home, "en")
    english = wb.form("reflect.feelings")
    assert english.answers["feelings"] == {"longing": 3}
    assert english.save() == entry
    assert wb.entries("reflect.feelings")["motives"].tolist() == [["miss"]]


def test_answers_of_the_safety_pause_stay_and_are_still_written_nowhere(at_home: Home) -> None:
    form = wb.form("welcome.safety")
    typed(form, "fear", "yes")
    choices.speak(at_home, "es")
    spanish = wb.form("welcome.safety")
    assert spanish.answers["fear"] == "yes"
    assert say("care.safety.concern_title") in on_screen(spanish)
    assert "Primero, el apoyo" in on_screen(spanish)
    kept = [path for path in at_home.root.rglob("*") if path.is_file() and path.suffix != ".ipynb"]
    assert [path.name for path in kept if b"fear" in path.read_bytes()] == []


def test_a_cell_that_runs_again_in_the_same_language_gives_the_same_form(at_home: Home) -> None:
    choices.speak(at_home, "es")
    assert wb.form("reflect.my-part") is wb.form("reflect.my-part")
