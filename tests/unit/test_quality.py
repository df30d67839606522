"""Somebody who writes exercises asks the workbook to look them over."""

import sys

import pytest

from tests.author import Author
from workbook.errors import NotInstalledError

HARD = "Interpersonal reconciliation necessitates considerable emotional vulnerability from you."


def test_with_the_words_that_ship_there_is_nothing_to_mend_and_one_calm_line_says_so(
    author: Author,
) -> None:
    assert author.told() == ""
    result = author.doctor()
    assert result.exit_code == 0
    assert result.output == "The words are well: nothing to mend.\n"


MISTAKES = {
    "a promise": (
        ("reflect.toml", 'why = "Under the first wish', 'why = "This will help. Under the wish'),
        "reflect.toml › reflect.intentions: It says “This will help”",
        "Leave open what comes of it.",
    ),
    "a diagnosis in a hint": (
        ("reflect.toml", "Tell it as a camera would have seen it.", "Was it trauma?"),
        "reflect.toml › reflect.my-part › moment: It says “trauma”",
        "Say what one does",
    ),
    "a look at their phone": (
        ("reflect.toml", "Tell it as a camera would have seen it.", "Check their messages."),
        "reflect.toml › reflect.my-part › moment: It says “Check their messages”",
        "your reader’s own side",
    ),
    "a cause in a picture": (
        ("charts.toml", "[journey]", '[journey]\nmore = "You felt well because you wrote."'),
        "charts.toml › journey.more: It says “because”",
        "on days when … also tended to",
    ),
    "a promise in a notebook": (
        ("01-reflect.ipynb", "This stage is for you alone.", "You will feel better."),
        "01-reflect.ipynb › for-you-alone: It says “You will feel”",
        "Leave open",
    ),
    "a hard hint": (
        ("reflect.toml", "You could begin: if I had that, I would feel …", HARD),
        "reflect.toml › reflect.intentions › under: One text reads at grade",
        f"shorter words and sentences: “{HARD}”",
    ),
    "a hard paragraph": (
        ("01-reflect.ipynb", "This stage is for you alone.", HARD),
        "01-reflect.ipynb › for-you-alone: One text reads at grade",
        "shorter words",
    ),
    "a hard evidence card": (
        ("reflect.toml", "Three of the five articles advise it:", f"{HARD} {HARD} {HARD}"),
        "reflect.toml › reflect.intentions: Its evidence card reads at grade",
        "The hardest text: “From counsellors’ experience",
    ),
    "a card that calls itself tested": (
        ("reflect.toml", "tested = false", "tested = true"),
        "reflect.toml › reflect.intentions: The evidence card says nothing under “left_out”",
        "be plain where little is known",
    ),
    "an empty evidence card": (
        ("reflect.toml", 'rests_on = "From counsellors', 'rests_on = ""\nwho = "From counsellors'),
        "reflect.toml › reflect.feelings: The evidence card says nothing under “rests_on”",
        "Fill it in",
    ),
    "a card that does not say that it is not tested": (
        ("reflect.toml", "; not tested.", "."),
        "reflect.toml › reflect.intentions: The evidence card does not say",
        "not tested.",
    ),
    "examples of two kinds": (
        ("reflect.toml", 'relationship = "friend"', 'relationship = "partner"'),
        "reflect.toml › reflect.my-part: It has two examples for “partner”",
        "Keep one",
    ),
    "an exercise that no notebook shows": (
        ("01-reflect.ipynb", 'wb.form(\\"reflect.readiness\\")', "wb.checkin()"),
        "reflect.toml › reflect.readiness: No notebook shows it.",
        'Add a cell to 01-reflect.ipynb: wb.form("reflect.readiness")',
    ),
    "an exercise misspelt in a notebook": (
        ("01-reflect.ipynb", "reflect.readiness", "reflect.redyness"),
        "01-reflect.ipynb › readiness: It asks for the exercise “reflect.redyness”",
        "reflect.intentions, reflect.my-part",
    ),
    "a stage misspelt in a notebook": (
        ("01-reflect.ipynb", 'wb.stage(\\"reflect\\")', 'wb.stage(\\"reflekt\\")'),
        "01-reflect.ipynb › opening: It asks for the stage “reflekt”",
        "welcome, reflect",
    ),
    "a cell that is no Python": (
        ("01-reflect.ipynb", 'wb.form(\\"reflect.readiness\\")', 'wb.form(\\"reflect.readiness'),
        "01-reflect.ipynb: The file cannot be read",
        "Mend that place",
    ),
    "a key that nothing looks up": (
        ("interface.toml", "[status]", '[status]\nsvaed = "Saved"'),
        "interface.toml › status.svaed: Nothing looks these words up.",
        "spelling",
    ),
    "a key that is gone": (
        ("interface.toml", 'clear = "Clear"', ""),
        "interface.toml › clear: There are no words here, and widgets/control.py",
        "Put them back",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_found_with_its_place_and_what_to_do(author: Author, mistake: str) -> None:
    edit, wrong, right = MISTAKES[mistake]
    author.write(*edit)
    found = [str(one) for one in author.findings()]
    assert [one for one in found if wrong in one and right in one], "\n".join(found)


def test_hard_words_are_listed_the_longest_first(author: Author) -> None:
    author.write("reflect.toml", "You could begin: if I had that, I would feel …", HARD)
    assert "Hard words: reconciliation, vulnerability, considerable, interpersonal" in author.told()


def test_too_few_kinds_of_example_and_couples_alone_are_named(author: Author) -> None:
    for kind in ("parent", "sibling", "friend", "adult-child"):
        author.write("reflect.toml", f'relationship = "{kind}"', 'relationship = "partner"')
    assert "reflect.my-part: Its examples come from 1 kinds of relationship." in author.told()


WAITING = 'when = { question = "gone", any_of = ["yes"] }'


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        ('[[exercise.question]]\nid = "x"\nkind = "line"\nlabel = "L"\n', ""),
        ('[[exercise.question]]\nid = "x"\nkind = "poem"\nlabel = "L"\n', "no such kind"),
        ('[[exercise.question]]\nid = "x"\nkind = "long"\nlabel = "L"\n' + WAITING, "“gone”"),
        ('[[exercise.tool]]\nkind = "coach"\nreads = ["gone"]\n', "“gone”"),
        ('[[exercise.tool]]\nkind = "recall"\nexercise = "welcome.gone"\n', "“welcome.gone”"),
    ],
)
def test_questions_and_tools_that_refer_to_nothing_are_faults(
    author: Author, lines: str, wrong: str
) -> None:
    author.add("reflect.toml", f"\n{lines}")
    assert wrong in author.told()
    if wrong:
        assert "reflect.toml › reflect.readiness" in author.told()


def test_findings_are_lines_with_their_cure_and_the_exit_code_says_so(author: Author) -> None:
    author.write("reflect.toml", "Tell it as a camera would have seen it.", "Was it trauma?")
    result = author.doctor()
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[0].startswith("✗ reflect.toml › reflect.my-part › moment: It says “trauma”")
    assert lines[1].startswith("    Say what one does")
    assert lines[-1] == "Things that need a look: 1."


def test_a_content_file_that_cannot_be_read_gives_its_faults_and_no_traceback(
    author: Author,
) -> None:
    author.add("reflect.toml", "\nminutes = = 3\n")
    result = author.doctor()
    assert result.exit_code == 1
    assert "✗ reflect.toml: The file cannot be read" in result.output


def test_without_the_measure_it_says_what_to_install(
    author: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "textstat", None)
    with pytest.raises(NotInstalledError):
        author.findings()
    result = author.doctor()
    assert result.exit_code == 1
    assert 'pip install ".[authors]"' in result.output
    assert "textstat" in result.output


def test_a_translation_is_looked_over_by_itself(
    author: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = author.content.parent / "xx"
    folder.mkdir()
    text = (author.content / "reflect.toml").read_text("utf-8")
    text = text.replace('relationship = "friend"', 'relationship = "partner"')
    (folder / "reflect.toml").write_text(text, "utf-8")
    (folder / "interface.toml").write_text('save = "Xx {much}"\nsvae = "Xx"\n', "utf-8")
    author.write("welcome.toml", 'relationship = "friend"', 'relationship = "partner"')
    monkeypatch.setenv("WORKBOOK_LANG", "xx")
    found = author.told()
    assert "reflect.toml › reflect.my-part: It has two examples for “partner”" in found
    assert "interface.toml › svae: Nothing looks these words up." in found
    assert "interface.toml › save: Nothing can be put in the place of “{much}”" in found
    assert "welcome.toml" not in found, "that one is English"
    assert "grade" not in found, "the measure is for English"
