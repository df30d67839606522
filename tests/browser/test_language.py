"""Somebody chooses Spanish on the first page, writes, saves, and goes back to English."""

import csv
import json
from pathlib import Path

from conftest import PATIENCE, Visit, Workbook, started
from playwright.sync_api import Locator, expect

WISH = "Que me escuche una vez, sin prisa. «Así», con ñ y ¿todo?"


def _choose(visit: Visit, language: str) -> None:
    """Presses a language and waits for the page that speaks it."""
    languages = visit.page.locator(".wb-languages:visible")
    with visit.page.expect_navigation():
        languages.get_by_role("button", name=language, exact=True).click()
    visit.wait()
    _whole(visit)
    here = visit.page.locator(".wb-languages:visible [aria-current]")
    expect(here).to_have_text(language, timeout=PATIENCE)


def _whole(visit: Visit) -> None:
    """Waits until the page has run to its end, as a reader would."""
    outputs = ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell .jp-OutputArea-output"
    visit.page.wait_for_function(
        """([cells, outputs]) => {
            const all = [...document.querySelectorAll(outputs)];
            const shown = all.filter(one => one.innerText.trim());
            return shown.length > 1 && shown.length === document.querySelectorAll(cells).length;
        }""",
        arg=[".jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell", outputs],
        timeout=PATIENCE,
    )


def _saved(form: Locator, save: str, said: str) -> None:
    form.get_by_role("button", name=save, exact=True).click()
    expect(form.get_by_role("status")).to_have_text(said)


def _rows(home: Path, exercise: str) -> list[dict[str, str]]:
    path = home / "data" / "roble" / f"{exercise}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_somebody_chooses_spanish_writes_saves_and_goes_back(
    workbook: Workbook, visit: Visit
) -> None:
    visit.open(workbook.address)
    english = visit.form("Who is this about?")
    english.get_by_label("A private name for this person").fill("Roble")
    _choose(visit, "Español")
    _sees_only_spanish(visit)
    _names_the_bond_with_the_words_typed_before(visit, workbook.home)
    _writes_on_the_next_page(visit, workbook.home)
    _meets_a_page_that_is_still_in_english(visit)
    _goes_back_to_english_with_the_same_answers(visit, workbook.home)
    assert not visit.errors


def _sees_only_spanish(visit: Visit) -> None:
    page = visit.page
    assert page.url.partition("?")[0].endswith("/notebooks/es/00-welcome.ipynb")
    expect(page).to_have_title("Cuaderno")
    expect(page.get_by_role("heading", name="Qué es esto, y qué no es")).to_be_visible()
    expect(
        page.locator("#wb-bar").get_by_role("button", name="Salir de esta página")
    ).to_be_visible()
    expect(page.get_by_role("button", name="Guardar").first).to_be_visible()
    assert page.locator(".wb:visible:not([lang=es])").count() == 0
    expect(page.locator(".jp-NotebookPanel:visible")).to_have_attribute("lang", "es")
    for left in ("Save", "Welcome", "What this rests on", "Where to find help"):
        expect(page.locator(".wb-desk-page").get_by_text(left, exact=True)).to_have_count(0)


def _names_the_bond_with_the_words_typed_before(visit: Visit, home: Path) -> None:
    form = visit.form("¿De quién se trata?")
    expect(form.get_by_label("Un nombre privado para esta persona")).to_have_value("Roble")
    expect(form.get_by_text("Este es tu borrador del")).to_be_visible()
    form.get_by_role("radio", name="Mi madre o mi padre", exact=True).check()
    _saved(form, "Guardar", "Guardado")
    row = _rows(home, "welcome.bond")[-1]
    assert (row["alias"], row["relationship"]) == ("Roble", "parent")
    expect(visit.page.get_by_text("Esto trata de Roble.").first).to_be_visible()


def _writes_on_the_next_page(visit: Visit, home: Path) -> None:
    visit.page.get_by_role("link", name="Mirarse").first.click()
    form = visit.form("¿Qué quiero de verdad?")
    _whole(visit)
    assert visit.page.url.partition("?")[0].endswith("/notebooks/es/01-reflect.ipynb")
    form.get_by_label("¿Qué hay debajo de ese deseo?").fill(WISH)
    form.get_by_role("checkbox", name="Cercanía").check()
    expect(form.get_by_role("status")).to_contain_text("Borrador guardado")
    _saved(form, "Guardar", "Guardado")
    row = _rows(home, "reflect.intentions")[-1]
    assert (row["under"], row["want"]) == (WISH, "closeness")
    package = json.loads((home / "data/roble/datapackage.json").read_text("utf-8"))
    assert package["title"] == "Lo que escribí en el cuaderno"


def _meets_a_page_that_is_still_in_english(visit: Visit) -> None:
    page = visit.page
    page.locator(".wb-path:visible").get_by_role("link", name="Mirar atrás").click()
    expect(page.get_by_text("Esta página todavía está en inglés.")).to_be_visible()
    assert page.url.partition("?")[0].endswith("/notebooks/review.ipynb")
    expect(page.locator(".jp-NotebookPanel:visible")).to_have_attribute("lang", "en")
    _whole(visit)
    # A link in English prose leads to the page that is there in Spanish.
    page.locator(".jp-RenderedMarkdown").get_by_role("link", name="check").first.click()
    expect(page.get_by_role("heading", name="Registro", exact=True).first).to_be_visible()
    assert page.url.partition("?")[0].endswith("/notebooks/es/check-in.ipynb")
    _whole(visit)
    page.locator("#wb-bar").get_by_role("link", name="Cuaderno").click()
    expect(page.get_by_role("heading", name="Bienvenida", exact=True).first).to_be_visible()
    assert page.url.partition("?")[0].endswith("/notebooks/es/00-welcome.ipynb")
    _whole(visit)


def _goes_back_to_english_with_the_same_answers(visit: Visit, home: Path) -> None:
    form = visit.form("¿De quién se trata?")
    form.get_by_label("La historia, en pocas líneas").fill("Una fiesta, y una puerta.")
    _choose(visit, "English")
    assert visit.page.url.partition("?")[0].endswith("/notebooks/00-welcome.ipynb")
    expect(visit.page).to_have_title("Workbook")
    form = visit.form("Who is this about?")
    expect(form.get_by_label("A private name for this person")).to_have_value("Roble")
    expect(form.get_by_label("The story, in a few lines")).to_have_value(
        "Una fiesta, y una puerta."
    )
    expect(form.get_by_role("radio", name="A parent", exact=True)).to_be_checked()
    visit.page.locator(".wb-path:visible").get_by_role("link", name="Reflect").click()
    form = visit.form("What do I truly want?")
    expect(form.get_by_label("What lies under that wish?")).to_have_value(WISH)
    expect(form.get_by_role("checkbox", name="Closeness")).to_be_checked()
    assert len(_rows(home, "reflect.intentions")) == 1


def test_it_opens_in_the_language_asked_for_and_stays_in_it(tmp_path: Path, visit: Visit) -> None:
    home = tmp_path / "home"
    with started(home, "--lang", "es") as workbook:
        assert "/notebooks/es/00-welcome.ipynb" in workbook.address
        visit.open(workbook.address)
        visit.form("¿De quién se trata?")
        # A page that is there in Spanish is opened in Spanish, whatever the address says.
        visit.open(workbook.page_address("../01-reflect.ipynb"))
        visit.form("¿Qué quiero de verdad?")
        expect(visit.page.get_by_role("heading", name="Debajo del primer deseo")).to_be_visible()
        assert visit.page.url.partition("?")[0].endswith("/notebooks/es/01-reflect.ipynb")
        workbook.kill_kernels()
        visit.reload()
        visit.form("¿Qué quiero de verdad?")
    with started(home, "reflect") as workbook:
        assert "/notebooks/es/01-reflect.ipynb" in workbook.address
    assert not visit.errors
