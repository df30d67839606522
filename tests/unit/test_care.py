"""The rules of care that every text, exercise and style sheet keeps."""

import itertools
import json
import re
import socket
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NoReturn

import pytest
from textstat import flesch_kincaid_grade

import workbook as wb
from workbook import words
from workbook.content.model import Exercise
from workbook.content.questions import Feelings, Rows
from workbook.content.questions.scales import Steps
from workbook.content.reading import content
from workbook.content.wording import Words
from workbook.store.home import shipped_notebooks

PACKAGE = Path(words.__file__).parent
ENGLISH = words.FOLDER / "en"
EXERCISES = content().all_exercises
HIGHEST_GRADE = 7
"Flesch-Kincaid grade that no exercise, paragraph or section may pass."

THE_MAP = {
    "welcome": ["welcome.safety", "welcome.bond", "welcome.baseline", "welcome.supports"],
    "reflect": [
        "reflect.intentions",
        "reflect.my-part",
        "reflect.feelings",
        "reflect.readiness",
    ],
    "check-in": ["checkin", "weekly"],
}
SILENT = {"id", "kind", "notebook", "address", "number", "emergency", "sources", "stage", "any_of"}
"Fields of content files that are no prose."
PATTERNS = {"coach.toml"}
"Files of phrases that somebody else may have written, to be noticed; not what the workbook says."


def prose(node: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a content file with the field it stands in; names of helplines left out."""
    if isinstance(node, dict):
        for name, inner in node.items():
            if name not in SILENT and not (name == "name" and "number" in node):
                yield from prose(inner, f"{key}.{name}")
    elif isinstance(node, list):
        for inner in node:
            yield from prose(inner, key)
    elif isinstance(node, str):
        yield key, node


def spoken() -> Iterator[tuple[str, str]]:
    """Every text a person can meet, with its place: content files and notebooks."""
    for path in sorted(path for path in ENGLISH.glob("*.toml") if path.name not in PATTERNS):
        for key, text in prose(tomllib.loads(path.read_text("utf-8"))):
            yield f"{path.name}{key}", re.sub(r"\{(?!name\})[^}]*\}", "…", text)
    yield from paragraphs()


def paragraphs() -> Iterator[tuple[str, str]]:
    """Every paragraph and list item of every notebook, without its marks."""
    for path in sorted(shipped_notebooks().glob("*.ipynb")):
        for cell in json.loads(path.read_text("utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                for part in re.split(r"\n\s*\n|\n(?=- )", "".join(cell["source"])):
                    linked = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", part)
                    yield path.name, re.sub(r"[*#_`]+|^- ", "", linked).strip()


def wordings(one: Words | None) -> list[str]:
    """A text in all its variants."""
    return [one.default, *one.variants.values()] if one else []


def asked(exercise: Exercise) -> list[str]:
    """What an exercise asks and offers: titles, hints, options, the keepsake."""
    texts = [*wordings(exercise.title), *wordings(exercise.why), *wordings(exercise.keepsake)]
    for question in exercise.questions:
        texts += [*wordings(question.label), *wordings(question.hint)]
        for option in getattr(question, "options", ()):
            texts += wordings(option.label)
        if isinstance(question, Steps):
            texts += [*wordings(question.low), *wordings(question.high)]
        if isinstance(question, Feelings):
            texts += question.strengths
            for family in question.families:
                texts += wordings(family.label)
                texts += [word for one in family.feelings for word in wordings(one.label)]
        if isinstance(question, Rows):
            texts += wordings(question.row)
            texts += [word for column in question.columns for word in wordings(column.label)]
    return texts


def told(exercise: Exercise) -> list[str]:
    """What its invented people wrote."""
    return [text for one in exercise.examples for text in (one.who, one.text)]


def grounds(exercise: Exercise) -> list[str]:
    """Its evidence card, citations left out."""
    card = exercise.evidence
    return [text for text in (card.rests_on, card.who, card.effect, card.left_out) if text]


def grade(texts: list[str]) -> float:
    """The reading grade of some texts, each ending its sentence."""
    ended = (text if re.search(r"[.?!…:]$", text) else f"{text}." for text in texts)
    return float(flesch_kincaid_grade(" ".join(ended)))


def offending(pattern: str, *, but: str = "(?!)") -> list[str]:
    """Where a text says something it must not; ``but`` takes out what may be said."""
    return [
        f"{place}: {text}"
        for place, text in spoken()
        if re.search(pattern, re.sub(but, "", text, flags=re.IGNORECASE), re.IGNORECASE)
    ]


def by_id(exercise: Exercise) -> str:
    """The name of a test's case."""
    return exercise.id


# What there is


def test_every_exercise_of_the_map_is_there_in_its_order_and_no_other() -> None:
    assert {stage: [one.id for one in found] for stage, found in content().exercises.items()} == (
        THE_MAP
    )


def test_there_are_ten_stages_each_with_a_notebook_of_its_own() -> None:
    names = [stage.notebook for stage in content().stages]
    assert [name[:2] for name in names] == [f"{number:02}" for number in range(10)]
    assert [name[3:-6] for name in names] == [stage.id for stage in content().stages]


@pytest.mark.parametrize("exercise", EXERCISES, ids=by_id)
def test_every_exercise_has_an_evidence_card_that_is_plain_about_itself(
    exercise: Exercise,
) -> None:
    card = exercise.evidence
    assert card.sources
    if card.tested:
        assert card.who
        assert card.effect
        assert card.left_out
    else:
        assert re.search(r"\bnot (been )?tested|not a validated test", card.rests_on)


@pytest.mark.parametrize("exercise", EXERCISES, ids=by_id)
def test_every_exercise_has_examples_from_several_kinds_of_relationship(
    exercise: Exercise,
) -> None:
    kinds = [one.relationship for one in exercise.examples]
    assert len(set(kinds)) >= 3
    assert len(set(kinds)) == len(kinds)
    assert any(kind not in {"partner", "former-partner"} for kind in kinds)


def test_the_examples_are_not_all_about_couples_nor_all_of_one_gender() -> None:
    told_of = Counter(one.relationship for each in EXERCISES for one in each.examples)
    known = {one.id for one in content().relationships}
    assert len(set(told_of) & known) >= 6
    whole = " ".join(one.who for each in EXERCISES for one in each.examples)
    for who in ("a man", "a woman", "a person", "his husband", "her wife"):
        assert who in whole


# S6, S18, S20, T10: what is never said


def test_nothing_treats_reunion_as_success() -> None:
    assert not offending(
        r"\b(reunions?|reunited?|success\w*|win (them|him|her|\{name\}) back|failed?)\b"
        r"|\bsave your (bond|relationship|marriage|family)\b|\bback together\b",
        but=r"does not try to bring the two of you back together|you have not failed"
        r"|nothing failed",
    )


def test_to_pause_to_let_go_and_to_love_from_afar_are_good_endings_from_the_first_page() -> None:
    first = " ".join(text for name, text in paragraphs() if name.startswith("00-"))
    assert "Not every bond should be rebuilt" in first
    assert "To go on, to pause, to let go, to love from afar: here all of these are good" in first


def test_nobody_is_diagnosed_nothing_foretold_and_no_effect_promised() -> None:
    assert not offending(
        r"\b(diagnos\w+|disorder\w*|symptoms?|prognos\w+|predict\w*|guarantee\w*|proven|heals?"
        r"|cures?|scientific(ally)?|clinically|toxic|narcissis\w+|abusers?|victims?|codependen\w+"
        r"|trauma\w*)\b|\bthis will (help|make|bring|change)\b|\byou will feel\b"
        r"|\b(they|he|she|\{name\}) will (come back|forgive|answer|understand|love)\b",
        # The people of a study are described as it describes them; the finder is a proper name.
        but=r"people with depression or bipolar disorder",
    )


def test_it_says_that_it_is_no_therapy_and_cannot_tell_what_will_happen() -> None:
    first = " ".join(text for name, text in paragraphs() if name.startswith("00-"))
    assert "This is not therapy. It cannot tell you what will happen." in first


@pytest.mark.parametrize("exercise", EXERCISES, ids=by_id)
def test_scales_are_called_our_own_questions(exercise: Exercise) -> None:
    scales = [one for one in exercise.questions if isinstance(one, Steps)]
    if scales:
        said = f"{exercise.why.default} {exercise.evidence.rests_on}"
        assert re.search(r"our own questions,? not a validated test", said)


def test_a_test_is_called_validated_only_to_say_that_ours_is_not() -> None:
    assert not offending(r"\bvalidated\b", but=r"not a validated test")


def test_nothing_invites_to_watch_the_other_person() -> None:
    watching = (
        r"\b(check|look(ing)? at|read|watch|track|follow|monitor|search)(ing|ed)?\b"
        r"[^.?!]{0,20}\b(their|his|her|\{name\}.?s?) (phone|messages?|mails?|posts?|profiles?"
        r"|accounts?|location|calendar|photos?|status)\b"
        r"|\blook(ing)? (them|him|her|\{name\}) up\b|\bwhere (they|he|she|\{name\}) (is|are)\b"
        r"|\b(last|when) (seen|online)\b|\bask(ing)? others about (them|him|her)\b"
    )
    assert not offending(watching, but=r"it means not looking them up")


def test_no_question_asks_for_a_score_of_the_other_person() -> None:
    for exercise, question in _questions():
        if isinstance(question, Steps):
            label = question.label.default
            assert re.search(r"\b(you|your)\b", label), f"{exercise.id}: {label}"
            assert not re.search(r"\b(does|is|are|do) (\{name\}|they|he|she)\b", label)


def test_nothing_is_called_the_cause_of_anything() -> None:
    assert not offending(r"\b(because|caused|led to|improved your)\b")


def test_nothing_counts_days_in_a_row_compares_with_others_or_scolds() -> None:
    assert not offending(
        r"\bstreaks?\b|\bin a row\b|\bmost people your\b|\bbetter than (others|most)\b|\bbadges?\b"
        r"|\bkeep it up\b|\bwell done\b|\bcongratulations\b|\bgreat job\b|\bon track\b|\boverdue\b"
        r"|\byou (have )?missed\b|\btry harder\b|\bdon.t give up\b",
        but=r"you do not have to try harder",
    )


def test_words_that_must_not_be_said_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = [
        ("x", "You felt better because you wrote."),
        ("x", "This will bring you back together, a success."),
        ("x", "Look at her profile and note when she was last online."),
        ("x", "A seven-day streak. Well done!"),
        ("x", "This is a validated test that predicts how it ends."),
    ]
    rules = [
        test_nothing_is_called_the_cause_of_anything,
        test_nothing_treats_reunion_as_success,
        test_nothing_invites_to_watch_the_other_person,
        test_nothing_counts_days_in_a_row_compares_with_others_or_scolds,
        test_nobody_is_diagnosed_nothing_foretold_and_no_effect_promised,
    ]
    for one, rule in zip(bad, rules, strict=True):
        monkeypatch.setitem(globals(), "spoken", lambda one=one: iter([one]))
        with pytest.raises(AssertionError):
            rule()


# S8, S9: every question can be left out, and nobody reads this


def _questions() -> Iterator[tuple[Exercise, Any]]:
    for exercise in EXERCISES:
        for question in exercise.questions:
            yield exercise, question


def test_every_question_can_be_skipped() -> None:
    for exercise, question in _questions():
        assert question.check(None) is None, exercise.id
        assert question.from_cell("") is None
        assert question.to_cell(None) == ""


def test_no_question_looks_like_a_duty() -> None:
    for exercise, question in _questions():
        texts = " ".join([*wordings(question.label), *wordings(question.hint)])
        assert not re.search(r"\b(required|must|mandatory)\b|\*$", texts, re.IGNORECASE), (
            exercise.id
        )


def test_beside_free_text_it_says_that_nobody_reads_it_and_it_cannot_call_for_help() -> None:
    notice = words.found("care.notice.nobody_reads")
    assert "Nobody reads" in notice
    assert "cannot call for help" in notice
    assert "emergency number" in notice


def test_the_grounding_is_short_and_may_be_left() -> None:
    assert 4 <= len(words.found("care.grounding.steps")) <= 8
    assert "leave it out" in words.found("care.grounding.intro")


# S10: where to find help


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
    assert "stand alone" not in (ENGLISH / "helplines.toml").read_text("utf-8").lower()


def test_there_is_a_finder_for_the_rest_of_the_world_that_is_only_named() -> None:
    finder = words.found("helplines.finder")
    assert finder["address"] == "findahelpline.com"
    assert "does not connect to anything" in words.found("interface.help.finder")


# S11, S12: who can read this; nothing leaves the machine


def test_the_way_out_claims_nothing_about_erasing() -> None:
    assert not re.search(
        r"eras|delet|hid|clear|safe|secret", words.found("care.leave.label"), re.IGNORECASE
    )


def test_the_words_before_the_first_save_are_honest() -> None:
    said = " ".join([words.found("care.first_save.text"), *words.found("care.first_save.points")])
    for told_of in ("may be able to read", "drafts", "erase", "cannot undo", "backups", "lock"):
        assert told_of.lower() in said.lower()


def test_using_every_page_asks_nothing_of_the_network(
    at_home: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise AssertionError("something called the network")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for stage in content().stages + content().pages:
        wb.stage(stage.id).ending()
    for exercise in EXERCISES:
        form = wb.form(exercise.id)
        if exercise.kept:
            question = exercise.questions[0]
            form.answers = {question.id: _some(question)}
            form.save()
    wb.journey()
    assert len(wb.entries("checkin")) == 1


def _some(question: Any) -> Any:
    kinds = {"line": "words", "long": "words", "scale": 5, "closeness": 5}
    if question.kind == "several":
        return [question.options[0].id]
    if question.kind == "rows":
        return [{question.columns[0].id: "words"}]
    if question.kind == "feelings":
        return {question.feelings[0].id: 1}
    return kinds[question.kind]


def test_no_address_outside_this_machine_stands_in_the_code() -> None:
    known = r"(https?|ws)://(127\.0\.0\.1|localhost|\{LOOPBACK\}|www\.w3\.org/2000/svg)"
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in {".py", ".js", ".css"}:
            text = re.sub(known, "", path.read_text("utf-8"))
            assert not re.search(r"https?://|\bwss?://|@import|//cdn\.|navigator\.sendBeacon", text)


# S16: targets, focus, motion, contrast


def rules() -> Iterator[tuple[str, str, str]]:
    """Selector, body and surrounding media query of every style rule of the controls."""
    for path in sorted((PACKAGE / "widgets").glob("*.css")):
        text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        for media, inner in re.findall(r"@media ([^{]+)\{((?:[^{}]*\{[^{}]*\})*)\s*\}", text):
            for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", inner):
                yield selector.strip(), body, media.strip()
        bare = re.sub(r"@media [^{]+\{(?:[^{}]*\{[^{}]*\})*\s*\}", "", text)
        for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", bare):
            yield selector.strip(), body, ""


TARGETS = {
    r"^\.wb button$": "buttons",
    r"\.wb-quiet$": "quiet buttons",
    r"input\[type=\"text\"\]": "fields",
    r"^\.wb-option$": "options, the whole label",
    r"\.wb-steps.*\+ span$": "steps of a scale",
    r"summary$": "folds",
    r"\.wb-step > :first-child$": "the path",
}


@pytest.mark.parametrize("pattern", TARGETS, ids=TARGETS.values())
def test_whatever_one_clicks_is_at_least_24_pixels_high(pattern: str) -> None:
    sizes = [
        float(size)
        for selector, body, _ in rules()
        for one in [re.sub(r"\s+", " ", selector)]
        if re.search(pattern, one) and "::" not in one
        for size in re.findall(r"min-height: ([\d.]+)rem", body)
    ]
    assert sizes
    assert min(sizes) * 16 >= 24


def test_focus_is_always_seen() -> None:
    seen_on = " ".join(selector for selector, body, _ in rules() if "outline: 2px" in body)
    assert ":focus-visible" in seen_on
    for kind in ("button", "a,", "input", "textarea", "select", "summary"):
        assert kind in seen_on
    # A radio button that lies unseen under its picture shows its focus on the picture.
    for shape in (".wb-steps", ".wb-circles"):
        assert re.search(rf"{shape}[^{{]*input:focus-visible \+ span", seen_on)
    assert not [body for _, body, _ in rules() if re.search(r"outline:\s*(0|none)", body)]


def test_nothing_moves_where_motion_is_reduced() -> None:
    moving = [
        (selector, media)
        for selector, body, media in rules()
        if re.search(r"\b(transition|animation|scroll-behavior):", body)
    ]
    assert moving
    assert all("prefers-reduced-motion: no-preference" in media for _, media in moving)
    for path in (PACKAGE / "widgets").glob("*.css"):
        assert "@keyframes" not in path.read_text("utf-8")


def test_type_grows_with_the_reader_s_own_size() -> None:
    for selector, body, _ in rules():
        assert not re.search(r"font-size:[^;]*\dpx|line-height:[^;]*\dpx", body), selector
        assert not re.search(r"user-select: none|maximum-scale", body), selector


def colours(dark: bool) -> dict[str, str]:
    """The colours of the look in one theme, those of JupyterLab's themes filled in."""
    text = (PACKAGE / "widgets/look.css").read_text("utf-8")
    light, night = re.findall(r"\.wb \{([^}]*)\}", text)[:2]
    found = dict(re.findall(r"(--wb-[a-z-]+):[^;]*(#[0-9a-f]{3,6})", light))
    if dark:
        found |= {"--wb-ground": "#111111", "--wb-ink": "#ffffff", "--wb-soft": "#b3b3b3"}
        found |= dict(re.findall(r"(--wb-[a-z-]+):\s*(#[0-9a-f]{3,6})", night))
    return found


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 defines it."""

    def light(colour: str) -> float:
        digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
        parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_colour_can_be_told_from_what_it_stands_on(dark: bool) -> None:
    shown = colours(dark)
    for text in ("ink", "soft", "accent", "fault"):
        assert contrast(shown[f"--wb-{text}"], shown["--wb-ground"]) >= 4.5, text
    assert contrast(shown["--wb-on-accent"], shown["--wb-accent"]) >= 4.5
    for edge in ("edge", "mood", "closeness"):
        assert contrast(shown[f"--wb-{edge}"], shown["--wb-ground"]) >= 3, edge


# S17: reading grade


@pytest.mark.parametrize("part", [asked, told, grounds], ids=["asked", "told", "grounds"])
@pytest.mark.parametrize("exercise", EXERCISES, ids=by_id)
def test_every_part_of_every_exercise_can_be_read_at_grade_7(exercise: Exercise, part: Any) -> None:
    assert grade(part(exercise)) <= HIGHEST_GRADE


@pytest.mark.parametrize("exercise", EXERCISES, ids=by_id)
def test_no_single_text_of_an_exercise_is_hard(exercise: Exercise) -> None:
    long = [text for text in asked(exercise) + told(exercise) if len(text.split()) >= 8]
    assert long
    for text in long:
        assert grade([text]) <= HIGHEST_GRADE + 2, text


def test_every_paragraph_of_every_notebook_can_be_read_at_grade_7() -> None:
    long = [(name, text) for name, text in paragraphs() if len(text.split()) >= 5]
    assert len(long) > 50
    for name, text in long:
        assert grade([text]) <= HIGHEST_GRADE, f"{name}: {text}"


@pytest.mark.parametrize("section", sorted(words.table("care")))
def test_every_section_of_care_can_be_read_at_grade_7(section: str) -> None:
    texts = [text for _, text in prose(words.table("care")[section])]
    assert grade(texts) <= HIGHEST_GRADE


@pytest.mark.parametrize(
    "file", ["interface", "errors", "commands", "charts", "launcher", "stages", "helplines"]
)
def test_every_other_file_of_words_can_be_read_at_grade_7(file: str) -> None:
    texts = [re.sub(r"\{[^}]*\}", "it", text) for _, text in prose(words.table(file))]
    assert grade(texts) <= HIGHEST_GRADE


def test_a_hard_text_would_be_found() -> None:
    hard = "Interpersonal reconciliation necessitates considerable emotional vulnerability."
    assert grade([hard]) > HIGHEST_GRADE


# Nothing twice


def test_no_question_is_asked_twice_in_a_stage() -> None:
    for stage, exercises in content().exercises.items():
        labels = [one.label.default for each in exercises for one in each.questions]
        twice = [label for label, count in Counter(labels).items() if count > 1]
        assert not twice, stage


def test_no_long_sentence_stands_in_two_places() -> None:
    places: dict[str, list[str]] = {}
    for place, text in spoken():
        for sentence in re.split(r"(?<=[.?!])\s+", text):
            if len(sentence.split()) >= 12 and "…" not in sentence:
                places.setdefault(sentence.strip(), []).append(place)
    assert len(places) > 100
    assert not {one: found for one, found in places.items() if len(found) > 1}


def test_no_feeling_and_no_option_stands_twice_under_one_question() -> None:
    for exercise, question in _questions():
        options = list(getattr(question, "options", ()))
        options += itertools.chain(*(f.feelings for f in getattr(question, "families", ())))
        labels = [one.label.default for one in options]
        assert len(set(labels)) == len(labels), f"{exercise.id}: {question.id}"
