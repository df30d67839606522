"""Somebody writes a message, and the coach shows what its words may do to the reader."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textstat import flesch_kincaid_grade

import workbook.coach
from tests.unit.test_coach_kinds import CAUTIONS, KINDS, kinds, labelled
from workbook import words
from workbook.coach import Remark, read, reads_language
from workbook.coach.needs import Needs
from workbook.coach.plain import sentences
from workbook.coach.rules import rules


def phrases(text: str) -> list[tuple[str, str]]:
    """The kind and the phrase of every remark on a text."""
    return [(one.kind, text[one.start : one.end]) for one in read(text)]


def test_the_package_offers_two_calls_and_what_they_give() -> None:
    assert workbook.coach.__all__ == ["Remark", "read", "reads_language"]
    assert list(Remark.__annotations__) == ["kind", "start", "end", "why", "instead", "title"]


# Negation, quotation, questions, third persons, idioms


@pytest.mark.parametrize(
    "text",
    [
        "I don't think it was your fault.",
        "I’m not saying that you never tried.",
        "You are not selfish.",
        "you arent lazy at all",
        "It isn't true that you don't care.",
        "You said I never listen.",
        "You told me that I always run away.",
        "I once said that you are selfish.",
        "I was wrong to call you a coward.",
        '"You always leave," you said, and I had no answer.',
        "“Sorry, but I was busy” is what I used to say.",
        "Then I wrote 'you never call' and went to bed.",
        "> you never listen\nI read this line of yours many times.",
        "Do you always work late?",
        "Did you never get my letter?",
        "Have you always wanted to be a nurse?",
        "My boss always calls at dinner time.",
        "She never wrote to me either.",
        "Dad must answer the phone.",
        "You never know.",
        "Always yours, Jo",
        "As always, the tea was cold.",
        "I'll always love you.",
        "You will always be my brother.",
        "After all, I did grow up there.",
        "You must be so tired.",
        "I'm sorry for your loss.",
        "I missed the bus.",
        "I'm afraid I can't come on Friday.",
    ],
)
def test_what_is_denied_quoted_asked_or_only_an_idiom_is_no_accusation(text: str) -> None:
    assert not kinds(text) & set(CAUTIONS)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("You always make me smile.", "appreciation"),
        ("You never gave up on me.", "appreciation"),
        ("If you don't want to talk, I understand.", "no-pressure"),
        ("You don't have to answer.", "no-pressure"),
        ("I was wrong.", "ownership"),
    ],
)
def test_words_that_look_hard_may_be_kind(text: str, kind: str) -> None:
    assert kinds(text) == {kind}


@pytest.mark.parametrize(
    "text",
    [
        "You never listen.", "YOU NEVER LISTEN", "you  never\nlisten", "You *never* listen!",
        "u never listen", "You nevvver listen", "You never, ever listen",
    ],
)  # fmt: skip
def test_however_it_is_typed_it_is_the_same(text: str) -> None:
    assert kinds(text) == {"absolute"}


@pytest.mark.parametrize(
    "text",
    [
        "You're so selfish", "You’re so selfish", "youre so selfish", "your so selfish",
        "ur so selfish", "you are sooo selfish",
    ],
)  # fmt: skip
def test_an_apostrophe_more_or_less_changes_nothing(text: str) -> None:
    assert phrases(text) == [("label", text)]


def test_american_and_british_spelling_are_one() -> None:
    assert kinds("I apologize for criticizing you.") == kinds("I apologise for criticising you.")


# Several remarks at one place


def test_an_apology_with_a_but_is_an_excuse_and_no_specific_apology() -> None:
    assert kinds("I'm sorry for shouting.") == {"specific-apology"}
    assert kinds("I'm sorry for shouting, but you started it.") == {"excuse"}
    assert "specific-apology" not in kinds("I'm sorry for shouting. But I was tired.")


def test_what_is_good_and_what_asks_for_another_look_may_stand_side_by_side() -> None:
    found = kinds("I miss you. You never call.")
    assert found == {"longing", "absolute"}


def test_one_phrase_has_one_remark_of_a_kind() -> None:
    found = read("You always, always ruin everything and you never ever listen to me.")
    places = [(one.kind, one.start) for one in found]
    assert len(set(places)) == len(places)
    for kind in KINDS:
        same = [one for one in found if one.kind == kind]
        assert all(one.end <= other.start for one, other in pairwise(same))


# Offsets


def test_the_offsets_are_those_of_the_phrase_as_it_was_typed() -> None:
    for text in (
        "😀👨‍👩‍👧 You’re selfish! 😀",
        "e\u0301te\u0301 \u2014 You’re selfish!",
        "\u200fאמא, You’re selfish!",
        "One.\r\nTwo.\r\n\r\nYou’re selfish!\r\n",
        "ﬁne…  You’re selfish!",
        "İstanbul ßẞ You’re selfish!",
    ):
        assert phrases(text) == [("label", "You’re selfish")]


def test_marks_that_belong_to_a_letter_stay_with_it() -> None:
    text = "You are selfish\u0301\u0308!"
    assert phrases(text) == [("label", "You are selfish\u0301\u0308")]


PIECES = st.sampled_from(
    ["you", "You’re", "never", "always", "sorry", "but", "if", "I", "feel", "that", "'", "’", '"',
     "“", "”", "\r\n", "\n\n", ".", "?", ",", "😢", "\u0301", "\u200d", "מ", "ا", "ﬁ", "İ", "ß",
     "miss", "selfish", "your fault", "-", "*", "…", "\x00", "\u2028", " ", "  ", "don't"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(PIECES, max_size=30).map(" ".join),
    st.lists(PIECES, max_size=30).map("".join),
    st.sampled_from([one.text for one in labelled()]),
)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text_can_be_read_and_every_remark_lies_in_it(text: str) -> None:
    found = read(text)
    assert found == sorted(found, key=lambda one: (one.start, one.end, one.kind))
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip() == text[one.start : one.end]
        assert one.kind in KINDS


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([one.text for one in labelled()]), st.sampled_from(["😀", "👩‍👧", "❤️", "🇪🇺"])
)
def test_emoji_before_a_message_only_move_the_remarks(text: str, emoji: str) -> None:
    before = f"{emoji}\n\n"
    moved = [
        (one.kind, one.start - len(before), one.end - len(before)) for one in read(before + text)
    ]
    assert moved == [(one.kind, one.start, one.end) for one in read(text)]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([one.text for one in labelled()]))
def test_curly_quotes_and_line_ends_of_windows_make_no_difference(text: str) -> None:
    assert kinds(text.replace("'", "’")) == kinds(text)
    assert kinds(f"Hello.\r\n{text}\r\n") >= kinds(text)


def test_an_empty_message_has_no_remarks() -> None:
    assert read("") == []
    assert read(" \n😀") == []


# Languages


@pytest.mark.parametrize(
    "text",
    [
        "Nunca me escuchas. Siempre llegas tarde y no me quieres.",
        "Du hörst mir nie zu. Es tut mir leid, wenn ich dich verletzt habe.",
        "Tu ne m'écoutes jamais. Tu me manques, et je suis désolé.",
        "Ti voglio bene, mi manchi tanto. Sei sempre in ritardo.",
        "Jeg savner dig. Du er så dum.",
        "我很想你，对不起。",
        "أنا آسف، اشتقت إليك",
    ],
)
def test_a_message_in_another_language_has_no_remarks(text: str) -> None:
    assert read(text) == []


def test_where_the_language_has_no_rules_the_coach_says_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert reads_language()
    monkeypatch.setattr(words, "language", lambda: "es")
    assert not reads_language()
    assert read("You never listen to me. I miss you.") == []


# The words of the coach


def test_every_kind_says_why_and_only_a_caution_offers_other_words() -> None:
    told = words.found("coach.kind")
    assert list(told) == KINDS
    for kind, one in told.items():
        assert one["title"]
        assert one["why"]
        assert bool(one["instead"]) == (kind in CAUTIONS)


def test_a_remark_carries_its_words() -> None:
    caution, strength = read("You never call. I miss you.")
    assert caution.why == words.found("coach.kind.absolute.why")
    assert caution.instead == words.found("coach.kind.absolute.instead")
    assert strength.why == words.found("coach.kind.longing.why")
    assert strength.instead == ""


@pytest.mark.parametrize("kind", KINDS)
def test_the_words_can_be_read_at_grade_7(kind: str) -> None:
    told = words.found(f"coach.kind.{kind}")
    for one in (told, *told["rule"]):
        for text in (one.get("why", ""), one.get("instead", ""), one.get("title", "")):
            plain = re.sub("…", "it", text)
            assert not plain or flesch_kincaid_grade(plain) <= 7, plain


def test_the_coach_scores_nobody_claims_no_cause_and_pushes_nobody_to_write() -> None:
    said = " ".join(
        f"{kind['title']} {rule.why} {rule.instead}"
        for kind in words.found("coach.kind").values()
        for rule, _ in rules().patterns
    )
    assert not re.search(
        r"\b(score|points?|percent|good job|well done|because|caused|led to|toxic"
        r"|narciss\w+|abus\w+|diagnos\w+|disorder|send (it|this)|reach out|get in touch"
        r"|they will|wrong words)\b",
        said,
        re.IGNORECASE,
    )


def test_what_the_coach_offers_instead_gives_no_cause_for_another_look() -> None:
    for offered in {rule.instead for rule, _ in rules().patterns}:
        inside = " ".join(re.findall("“([^”]*)”", offered))
        assert not kinds(inside) & set(CAUTIONS), offered


# The rules


def test_no_rule_is_passed_over_for_want_of_a_word_it_needs() -> None:
    """A pattern is only tried where one of its words stands; it must not matter."""
    book = rules()
    for one in labelled()[::10]:
        for sentence in sentences(one.text, book.same, book.slips):
            line = book.line(sentence.words)
            tried = set(map(id, (pattern for _, pattern in book.to_try(sentence.words))))
            for rule, pattern in book.patterns:
                if id(pattern) not in tried:
                    assert not list(rule.spans(pattern, line)), (rule.kind.name, one.text)


def test_every_pattern_and_every_guard_can_be_read() -> None:
    needs = Needs(rules().groups)
    for rule, pattern in rules().patterns:
        assert pattern.compiled
        assert needs.of(pattern.text)
        for guard in rule.guards:
            for one in (guard.before, guard.after, guard.near):
                assert one is None or one.compiled


def test_the_rules_of_a_language_are_compiled_once() -> None:
    assert rules() is rules()
