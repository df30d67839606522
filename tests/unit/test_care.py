"""The rules of care that every text, exercise and style sheet keeps."""

import re
import socket
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NoReturn

import pytest

import workbook as wb
from workbook import words
from workbook.content.faults import Place
from workbook.content.model import Exercise
from workbook.content.quality import cards, notebooks, reading_grade, texts, tone
from workbook.content.quality.texts import Part, Text
from workbook.content.questions.scales import Steps
from workbook.content.reading import content
from workbook.content.wording import Words
from workbook.store.home import shipped_notebooks

PACKAGE = Path(words.__file__).parent
ENGLISH = words.FOLDER / "en"
EXERCISES = content().all_exercises

PRACTICES = tomllib.loads((PACKAGE.parent / "docs/practices.toml").read_text("utf-8"))["practice"]
NOTEBOOKS = notebooks.written_in(shipped_notebooks(), words.FALLBACK)
SPOKEN = list(texts.all_in(content(), NOTEBOOKS, words.FALLBACK))
"Every text a person can meet."
FILES = sorted({one.place.file for one in SPOKEN})


def paragraphs(notebook: str) -> str:
    """The prose of one notebook."""
    return " ".join(one.words for one in SPOKEN if one.place.file == notebook)


def wordings(one: Words | None) -> list[str]:
    """A text in all its variants."""
    return [one.default, *one.variants.values()] if one else []


RULES = {one.id: one for one in tone.never(words.FALLBACK)}
"What is never said, by the name of the rule."


def said(name: str) -> list[str]:
    """Where a text says what the rule of that name forbids."""
    return [f"{one.place}: {one.words}" for one in SPOKEN if RULES[name].found_in(one)]


def by_id(exercise: Exercise) -> str:
    """The name of a test's case."""
    return exercise.id


# What there is


def test_the_exercises_are_those_of_the_practices_in_their_order() -> None:
    for stage, exercises in content().exercises.items():
        taught = [one["exercise"] for one in PRACTICES if one["stage"] == stage]
        assert [one.id for one in exercises] == taught


def test_there_are_ten_stages_each_with_a_notebook_of_its_own() -> None:
    names = [stage.notebook for stage in content().stages]
    assert [name[:2] for name in names] == [f"{number:02}" for number in range(10)]
    assert [name[3:-6] for name in names] == [stage.id for stage in content().stages]


@pytest.mark.parametrize("exercise", EXERCISES, ids=by_id)
def test_every_exercise_has_a_plain_evidence_card_and_examples_for_many(exercise: Exercise) -> None:
    assert not [str(one) for one in cards.lacking("", exercise, words.FALLBACK)]


def lacking(**changed: Any) -> str:
    """What is found wrong with a good exercise that was changed."""
    good = content().exercise("reflect.readiness")
    assert good
    card = {
        name: value for name, value in changed.items() if name in type(good.evidence).model_fields
    }
    rest = {name: value for name, value in changed.items() if name not in card}
    evidence = good.evidence.model_copy(update=card)
    worse = good.model_copy(update={"evidence": evidence} | rest)
    return "\n".join(map(str, cards.lacking("reflect.toml", worse, words.FALLBACK)))


def test_a_card_that_says_too_little_and_examples_for_few_would_be_found() -> None:
    good = content().exercise("reflect.readiness")
    assert good
    by_kind = {one.relationship: one for one in good.examples}
    assert "reflect.toml › reflect.readiness" in lacking(sources=())
    assert "nothing under “sources”" in lacking(sources=())
    assert "nothing under “rests_on”" in lacking(rests_on=" ")
    assert "not tested" in lacking(rests_on="Our own questions, not a validated scale.")
    assert "whose" in lacking(rests_on="From counsellors; not tested.", why=good.title)
    assert all(f"“{field}”" in lacking(tested=True) for field in ("who", "effect", "left_out"))
    assert "come from 1 kinds" in lacking(examples=good.examples[:1])
    assert "two examples for" in lacking(examples=(*good.examples, good.examples[0]))
    couples = tuple(
        good.examples[0].model_copy(update={"relationship": one})
        for one in ("partner", "former-partner")
    )
    assert "come from 2 kinds" in lacking(examples=couples)
    assert len(by_kind) >= 3
    assert lacking() == ""


def test_the_examples_are_not_all_about_couples_nor_all_of_one_gender() -> None:
    told_of = Counter(one.relationship for each in EXERCISES for one in each.examples)
    known = {one.id for one in content().relationships}
    assert len(set(told_of) & known) >= 6
    whole = " ".join(one.who for each in EXERCISES for one in each.examples)
    for who in ("a man", "a woman", "a person", "his husband", "her wife"):
        assert who in whole


# S6, S18, S20, T10: what is never said


def test_nothing_treats_reunion_as_success() -> None:
    assert not said("reunion")


def test_to_pause_to_let_go_and_to_love_from_afar_are_good_endings_from_the_first_page() -> None:
    first = paragraphs("00-welcome.ipynb")
    assert "Not every bond should be rebuilt" in first
    assert "To go on, to pause, to let go, to love from afar: here all of these are good" in first


def test_nobody_is_diagnosed_nothing_foretold_and_no_effect_promised() -> None:
    assert not said("verdict")


def test_it_says_that_it_is_no_therapy_and_cannot_tell_what_will_happen() -> None:
    first = paragraphs("00-welcome.ipynb")
    assert "This is not therapy. It cannot tell you what will happen." in first


def test_a_test_is_called_validated_only_to_say_that_ours_is_not() -> None:
    assert not said("test")


def test_nothing_invites_to_watch_the_other_person() -> None:
    assert not said("watching")


def test_no_question_asks_for_a_score_of_the_other_person() -> None:
    for exercise, question in _questions():
        if isinstance(question, Steps):
            label = question.label.default
            assert re.search(r"\b(you|your)\b", label), f"{exercise.id}: {label}"
            assert not re.search(r"\b(does|is|are|do) (\{name\}|they|he|she)\b", label)


def test_no_picture_is_said_to_show_the_cause_of_anything() -> None:
    assert not said("cause")


def test_nobody_is_told_that_they_are_safe() -> None:
    assert not said("safe")


def test_nothing_counts_days_in_a_row_compares_with_others_or_scolds() -> None:
    assert not said("contest")


NEVER = {
    "You felt better because you wrote.": "cause",
    "This will bring you back together, a success.": "reunion",
    "Look at her profile and note when she was last online.": "watching",
    "A seven-day streak. Well done!": "contest",
    "This is a validated test.": "test",
    "It predicts how it ends; your symptoms are toxic.": "verdict",
    "This will help. {name} will forgive.": "verdict",
    "Good: you are safe.": "safe",
}


@pytest.mark.parametrize("words_said", NEVER)
def test_words_that_must_not_be_said_would_be_found(words_said: str) -> None:
    one = Text(Place("x.toml"), words_said, Part.WORDING, charts=True)
    assert RULES[NEVER[words_said]].found_in(one)
    assert [fault.place.file for fault in tone.said_after_all([one], words.FALLBACK)]


def test_every_rule_has_been_tried_and_says_what_to_do() -> None:
    assert set(RULES) == set(NEVER.values())
    for one in RULES.values():
        assert "{given}" in one.wrong
        assert len(one.right.split()) > 4


def test_a_phrase_may_stand_where_it_is_denied_and_a_cause_where_nothing_is_drawn() -> None:
    denied = Text(Place("x.toml"), "Our own questions, not a validated test.", Part.ASKED)
    felt = Text(Place("x.toml"), "I felt sad because you left.", Part.ASKED)
    assert not list(tone.said_after_all([denied, felt], words.FALLBACK))


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
    if question.kind == "rows":
        return [{question.columns[0].id: _some(question.columns[0])}]
    if question.kind in {"several", "cards"}:
        return [question.options[0].id]
    if question.kind in {"feelings", "weights"}:
        return {question.options[0].id: 1}
    if question.kind == "choice":
        return question.options[0].id
    kinds = {"line": "words", "long": "words", "scale": 5, "closeness": 5, "date": "2026-05-03"}
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


@pytest.mark.parametrize("file", FILES)
def test_every_text_can_be_read_at_grade_7(file: str) -> None:
    there = [one for one in SPOKEN if one.place.file == file]
    found = reading_grade.too_hard(there, words.FALLBACK)
    assert not [f"{one.place}: {one.wrong}" for one in found]


def test_much_was_measured() -> None:
    long = [one for one in SPOKEN if len(one.words.split()) >= 8]
    assert len(long) > 500
    assert {one.part for one in long} == set(Part)
    assert {"care.toml", "interface.toml", "reflect.toml", "01-reflect.ipynb"} <= set(FILES)


@pytest.mark.parametrize("part", Part)
def test_a_hard_text_would_be_found_with_its_hard_words(part: Part) -> None:
    hard = (
        "Interpersonal reconciliation necessitates considerable emotional vulnerability and care."
    )
    found = list(reading_grade.too_hard([Text(Place("x.toml", "y"), hard, part)], words.FALLBACK))
    assert found
    assert "Hard words: reconciliation, vulnerability" in found[0].wrong
    assert hard in found[-1].right


# Nothing twice


def test_no_question_is_asked_twice_in_a_stage() -> None:
    for stage, exercises in content().exercises.items():
        labels = [one.label.default for each in exercises for one in each.questions]
        twice = [label for label, count in Counter(labels).items() if count > 1]
        assert not twice, stage


def test_no_long_sentence_stands_in_two_places() -> None:
    places: dict[str, list[str]] = {}
    for one in SPOKEN:
        for sentence in re.split(r"(?<=[.?!])\s+", one.words):
            if len(sentence.split()) >= 12 and not re.search(r"\{(?!name\})|…", sentence):
                places.setdefault(sentence.strip(), []).append(str(one.place))
    assert len(places) > 100
    assert not {one: found for one, found in places.items() if len(found) > 1}


def test_no_feeling_and_no_option_stands_twice_under_one_question() -> None:
    for exercise, question in _questions():
        labels = [one.label.default for one in getattr(question, "options", ())]
        assert len(set(labels)) == len(labels), f"{exercise.id}: {question.id}"
