"""The tools beside the questions: what each draws from the answers."""

import errno
from datetime import date

import pytest

import workbook as wb
from tests.conftest import forget_open_pages
from tests.screen import buttons, drawn, press, seen, tool, typed
from workbook.content.reading import content
from workbook.pages import choices, session
from workbook.pages.exercise import Form
from workbook.pages.tools.pictures import in_time
from workbook.store import durable, keeping
from workbook.store.home import Home
from workbook.words import say

pytestmark = pytest.mark.usefixtures("at_home")


def having(kind: str) -> list[str]:
    """The exercises that have a tool of that kind."""
    return [e.id for e in content().all_exercises if kind in {one.kind for one in e.tools}]


def carried(form: Form, kind: str = "sentences") -> list[str]:
    """The sentences that stand there to be read."""
    return [piece["text"] for piece in drawn(form, kind, "carry")]


# Sentences


def test_a_sentence_grows_as_one_types_and_shows_its_gaps() -> None:
    form = wb.form("reach-out.i-statements")
    assert carried(form) == []
    assert say("interface.tools.sentences-empty") in seen(tool(form, "sentences"))
    typed(form, "feeling", "sad")
    assert carried(form)[0].count("…") >= 2
    assert "sad" in carried(form)[0]
    for question in form.exercise.questions:
        if question.words_typed:
            typed(form, question.id, f"my {question.id}.")
    sentence = carried(form)[0]
    assert "…" not in sentence
    assert "my feeling" in sentence
    assert not sentence.count(".,")


def test_of_several_sentences_only_whole_ones_stand_and_each_can_be_copied() -> None:
    form = wb.form("reach-out.longing")
    for question in form.exercise.questions:
        if question.words_typed:
            typed(form, question.id, f"the {question.id}")
    copied = [piece["copied"] for piece in drawn(form, "sentences", "copy")]
    assert copied == carried(form)
    assert len(copied) == 3
    assert not any("{" in sentence or "…" in sentence for sentence in copied)


def test_braces_that_somebody_types_stay_braces() -> None:
    form = wb.form("reach-out.message")
    typed(form, "text", "I kept {name} and {text} and 5 { 6")
    assert "I kept {name} and {text} and 5 { 6" in carried(form)


def test_an_apology_is_one_paragraph_of_the_parts_that_are_there() -> None:
    form = wb.form("repair.apology")
    built = next(one for one in form.exercise.tools if one.kind == "sentences")
    asked = [one.id for one in form.exercise.questions if one.words_typed]
    parts = [name for name in asked if any(f"{{{name}}}" in s.default for s in built.sentences)]
    assert len(parts) == 6
    typed(form, parts[0], "I read your letters")
    typed(form, parts[2], "I am sorry.")
    assert carried(form) == ["I read your letters. I am sorry."]


# The coach


def test_the_coach_marks_a_text_says_why_and_gives_a_kinder_wording() -> None:
    form = wb.form("reach-out.message")
    typed(form, "text", "You never listen to me. I miss our walks.")
    words = seen(tool(form, "coach"))
    assert "“You never listen to me" in words or "“You never" in words
    assert "You could try:" in words
    segments = drawn(form, "coach", "marked")[0]["segments"]
    assert "".join(one["text"] for one in segments) == "You never listen to me. I miss our walks."
    assert {one.get("tone") for one in segments} >= {"again", "kind"}
    assert say("interface.coach.about") in words


def test_the_coach_never_scores() -> None:
    form = wb.form("reach-out.message")
    typed(form, "text", "You never listen. You made me cry. Answer me.")
    words = seen(tool(form, "coach")).lower()
    assert not any(word in words for word in ("score", "out of", "points", "%", "grade"))


def test_a_kind_message_is_left_in_peace() -> None:
    form = wb.form("reach-out.message")
    typed(form, "text", "I thought of you today. No need to answer.")
    assert say("interface.coach.nothing") in seen(tool(form, "coach"))


# Pictures


def test_moments_stand_in_time_and_at_its_distances() -> None:
    points = [{"x": "2020", "y": 1}, {"x": "2000-07", "y": 5}, {"x": " 2010 ", "y": 3}]
    placed = in_time(points)
    assert [one["y"] for one in placed] == [5, 3, 1]
    assert placed[0]["place"] == 0
    assert placed[2]["place"] == 1
    assert placed[1]["place"] == pytest.approx(9.5 / 19.5)


def test_moments_without_years_stand_as_they_were_written() -> None:
    points = [{"x": "school", "y": 1}, {"x": "1999", "y": 5}, {"x": "", "y": 3}]
    assert [(one["y"], one["place"]) for one in in_time(points)] == [(1, 0), (5, 0.5), (3, 1)]
    assert in_time([{"x": "1999", "y": 5}])[0]["place"] == 0.5
    assert in_time([]) == []


def test_the_lifeline_is_drawn_as_its_table_is_filled() -> None:
    form = wb.form("understand.lifeline")
    assert say("interface.tools.line-empty") in seen(tool(form, "line"))
    rows = [
        {"year": "2010", "what": "school", "closeness": 8},
        {"year": "2020", "what": "the fight", "closeness": 2},
        {"year": "2021", "what": "no number"},
    ]
    typed(form, "events", rows)
    points = drawn(form, "line", "line-picture")[0]["points"]
    assert [(one["x"], one["y"], one["text"]) for one in points] == [
        ("2010", 8, "school"),
        ("2020", 2, "the fight"),
    ]
    assert drawn(form, "line", "table")[0]["rows"][1] == ["2020", "2", "the fight"]


def test_causes_stand_by_their_weight_the_heaviest_first() -> None:
    form = wb.form("understand.causes")
    ids = [option.id for option in form.exercise.question("causes").options][:3]
    typed(form, "causes", {ids[0]: 1, ids[1]: 3, ids[2]: 2})
    items = drawn(form, "weights", "weights-picture")[0]["items"]
    assert [one["weight"] for one in items] == [3, 2, 1]
    assert all(one["text"] and one["words"] for one in items)


def test_resentment_stands_before_and_after_on_one_line() -> None:
    form = wb.form("repair.forgiveness")
    pair = next(one for one in form.exercise.tools if one.kind == "compare").pairs[0]
    typed(form, pair.before, 8)
    typed(form, pair.after, 5)
    picture = drawn(form, "compare", "compare-picture")[0]
    assert (picture["before"], picture["after"]) == (8, 5)
    assert picture["words"] == ["Before: 8", "After: 5"]


def test_looking_back_sets_the_first_baseline_beside_today() -> None:
    start = wb.form("welcome.baseline")
    start.answers = {"closeness-now": 2, "mood": 4}
    start.save()
    form = wb.form("choose.look-back")
    pairs = next(one for one in form.exercise.tools if one.kind == "compare").pairs
    circles = next(one for one in pairs if one.circles)
    typed(form, circles.after, 6)
    picture = next(p for p in drawn(form, "compare", "compare-picture") if p["circles"])
    assert (picture["before"], picture["after"]) == (2, 6)


# What was written elsewhere


def test_the_support_plan_shows_the_supports_of_welcome() -> None:
    form = wb.form("steady.support-plan")
    assert drawn(form, "recall", "link")[0]["href"].endswith("00-welcome.ipynb")
    supports = wb.form("welcome.supports")
    question = next(one.id for one in supports.exercise.questions if one.kind in {"line", "long"})
    supports.answers = {question: "my cousin in Leeds"}
    supports.save()
    forget_open_pages()
    assert "my cousin in Leeds" in seen_of_lists(wb.form("steady.support-plan"), "recall")


def test_the_way_to_what_is_recalled_leads_to_its_page_in_the_chosen_language(
    at_home: Home,
) -> None:
    choices.speak(at_home, "es")
    (link,) = drawn(wb.form("steady.support-plan"), "recall", "link")
    assert link["href"] == "es/00-welcome.ipynb"
    assert link["notebook"] == "es/00-welcome.ipynb"


def seen_of_lists(form: Form, kind: str) -> str:
    """The items of the lists that a tool has drawn."""
    return "\n".join(item for piece in drawn(form, kind, "list") for item in piece["items"])


def test_a_sample_shows_only_after_ones_own_words() -> None:
    form = wb.form("listen.reflecting")
    deck = form.exercise.question("card")
    card = deck.options[0]
    assert tool(form, "reveal").pieces == []
    typed(form, "card", [card.id])
    assert card.reveal[0].text.default not in seen(tool(form, "reveal"))
    typed(form, "mine", "You sound tired.")
    words = seen(tool(form, "reveal"))
    assert all(one.text.default in words for one in card.reveal)


# Logs


def log_of_moments() -> Form:
    """The log of small moments, with the pause behind one."""
    press(wb.stage("together").pause()._below, say("care.safety.go_on"))
    return wb.form("together.small-moments")


def test_one_tap_is_an_entry_and_can_be_taken_back() -> None:
    form = log_of_moments()
    first = form.exercise.question("moment").options[0]
    press(tool(form, "taps"), first.label.default)
    assert wb.entries("together.small-moments")["moment"].tolist() == [first.id]
    assert say("interface.tools.tapped", name=first.label.default) in seen(tool(form, "taps"))
    press(tool(form, "taps"), say("interface.tools.undo"))
    assert wb.entries("together.small-moments").empty
    assert say("interface.tools.undo") not in buttons(tool(form, "taps"))


def test_a_tap_takes_the_word_along_and_undoing_it_gives_the_word_back() -> None:
    form = log_of_moments()
    typed(form, "note", "by the bus stop")
    first = form.exercise.question("moment").options[0]
    press(tool(form, "taps"), first.label.default)
    table = wb.entries("together.small-moments")
    assert table[["moment", "note"]].to_numpy().tolist() == [[first.id, "by the bus stop"]]
    assert form.answers["note"] is None
    press(tool(form, "taps"), say("interface.tools.undo"))
    assert form.answers["note"] == "by the bus stop"
    assert form.answers["moment"] is None


def test_undoing_a_tap_gives_the_day_back_that_it_was_about() -> None:
    form = log_of_moments()
    typed(form, "on", "2026-01-02")
    press(tool(form, "taps"), form.exercise.question("moment").options[0].label.default)
    assert form.controls["on"].value is None
    press(tool(form, "taps"), say("interface.tools.undo"))
    assert form.controls["on"].value == "2026-01-02"


def test_a_tap_or_an_undo_that_the_disk_refuses_can_be_pressed_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    form = log_of_moments()
    first, second = form.exercise.question("moment").options[:2]
    noted = say("interface.tools.tapped", name=first.label.default)
    press(tool(form, "taps"), first.label.default)
    with monkeypatch.context() as full:
        full.setattr("workbook.store.durable.os.replace", _refuse)
        press(tool(form, "taps"), second.label.default)
        form.refresh()
        assert noted in seen(tool(form, "taps"))
        press(tool(form, "taps"), say("interface.tools.undo"))
    assert wb.entries("together.small-moments")["moment"].tolist() == [first.id]
    press(tool(form, "taps"), say("interface.tools.undo"))
    assert wb.entries("together.small-moments").empty


def _refuse(*_paths: object) -> None:
    raise OSError(errno.ENOSPC, "full")


def test_what_is_tapped_is_asked_only_where_an_entry_is_changed() -> None:
    form = log_of_moments()
    assert form.controls["moment"].away
    press(tool(form, "taps"), form.exercise.question("moment").options[0].label.default)
    assert form.controls["moment"].away
    press(form._below, next(one for one in buttons(form._below) if one.startswith("Open ")))
    assert not form.controls["moment"].away


def test_what_was_tapped_is_counted_by_kind_and_week() -> None:
    form = log_of_moments()
    assert say("interface.tools.counts-empty") in seen(tool(form, "counts"))
    options = form.exercise.question("moment").options
    for option in (options[0], options[0], options[1]):
        press(tool(form, "taps"), option.label.default)
    rows = drawn(form, "counts", "grid")[0]["rows"]
    assert [(row["text"], row["counts"][-1]) for row in rows] == [
        (options[0].label.default, 2),
        (options[1].label.default, 1),
    ]
    assert all(sum(row["counts"][:-1]) == 0 for row in rows)


def test_the_jar_gives_lines_that_were_saved_and_not_the_same_twice_running() -> None:
    press(wb.stage("together").pause()._below, say("care.safety.go_on"))
    form = wb.form("together.appreciation")
    assert say("interface.tools.jar-empty") in seen(tool(form, "jar"))
    form.answers = {"one": "you fed the cat", "two": "you asked me twice"}
    form.save()
    press(tool(form, "jar"), say("interface.tools.jar-draw"))
    first = carried(form, "jar")
    press(tool(form, "jar"), say("interface.tools.jar-again"))
    assert {*first, *carried(form, "jar")} == {"you fed the cat", "you asked me twice"}


@pytest.mark.parametrize("name", having("share") + having("over-time"))
def test_a_log_draws_itself_from_what_was_saved(name: str) -> None:
    form = wb.form(name)
    kind = "share" if name in having("share") else "over-time"
    chart = tool(form, kind).children[0]
    assert "Nothing to draw yet" in seen(chart._caption)
    asked = form.exercise.tools[[one.kind for one in form.exercise.tools].index(kind)]
    answers = {asked.question: asked.counts[0]} if kind == "share" else {asked.questions[0]: 6}
    form.answers = answers
    form.save()
    assert "Nothing to draw yet" not in seen(chart._caption)
    assert say("interface.journey.table") in buttons(chart._below)


# What is gathered


def test_the_mosaic_gathers_from_all_stages_in_tiles_of_one_kind() -> None:
    form = wb.form("choose.wins")
    assert say("interface.tools.mosaic-empty") in seen(tool(form, "mosaic"))
    other = wb.form("reflect.intentions")
    other.answers = {"sentence": "peace"}
    other.save()
    rows = form.exercise.questions[0]
    form.answers = {rows.id: [{rows.columns[0].id: "I did not send it"}]}
    form.save()
    texts = [item["text"] for item in drawn(form, "mosaic", "tiles")[0]["items"]]
    assert texts == [other.exercise.title.default, "I did not send it"]


def test_the_closing_page_gathers_the_lines_to_carry_and_credits_the_articles() -> None:
    other = wb.form("reflect.intentions")
    other.answers = {"sentence": "one calm talk"}
    other.save()
    form = wb.form("choose.closing")
    question = next(one.id for one in form.exercise.questions if one.words_typed)
    typed(form, question, "what I learned")
    words = seen(tool(form, "page"))
    assert "what I learned" in words
    assert "I am here for one calm talk" in words
    assert "Jennifer Jackson" in seen_of_lists(form, "page") + words
    assert drawn(form, "page", "print")


# Waiting


def test_the_timer_shows_the_phrase_as_it_is_typed() -> None:
    form = wb.form("listen.slow-down")
    asked = next(one for one in form.exercise.tools if one.kind == "timer")
    typed(form, asked.phrase, "I need a moment. I will be back.")
    assert tool(form, "timer").phrase == "I need a moment. I will be back."
    assert tool(form, "timer").minutes == list(asked.minutes)


def test_turns_have_their_prompts() -> None:
    form = wb.form("listen.check-in-together")
    assert len(tool(form, "turns").prompts) >= 2


# What changes elsewhere


def test_what_is_gathered_is_drawn_anew_when_something_is_saved_elsewhere() -> None:
    page, sentence = wb.form("choose.closing"), wb.form("reflect.intentions")
    typed(page, "take", "the walks")
    sentence.answers = {"sentence": "a calm goodbye"}
    sentence.save()
    assert carried(page, "page") == ["I am here for a calm goodbye"]


def test_a_cell_that_runs_again_draws_its_tools_anew_and_keeps_what_is_typed() -> None:
    form = wb.form("together.appreciation")
    typed(form, "one", "typed")
    said = {"one": "thank you", "two": None, "three": None}
    today = date(2026, 5, 3)
    keeping.save(session.current_home(), "me", form.exercise, said, today)
    assert say("interface.tools.jar-empty") in seen(tool(form, "jar"))
    assert wb.form("together.appreciation") is form
    assert say("interface.tools.jar-holds", count=1) in seen(tool(form, "jar"))
    assert form.answers["one"] == "typed"


def test_a_new_name_for_the_person_leaves_logs_and_their_charts_as_they_are() -> None:
    wb.form("welcome.bond").answers = {"alias": "Rain"}
    wb.form("welcome.bond").save()
    form = wb.form("trust.promises")
    form.answers = {"outcome": "kept"}
    form.save()
    (chart,) = tool(form, "share").children
    before = chart._caption.pieces
    wb.form("welcome.bond").answers = {"alias": "Oak"}
    wb.form("welcome.bond").save()
    assert chart._caption.pieces == before


def test_each_file_is_read_once_when_every_page_is_drawn_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("choose.wins", "choose.look-back", "choose.closing"):
        wb.form(name)
    wb.stage("choose").ending()
    read, real = [], durable.read
    monkeypatch.setattr(durable, "read", lambda path: read.append(path) or real(path))
    session.tell()
    files = [path for path in read if path.suffix == ".csv"]
    assert len(files) == len(set(files)) > 0


# Whatever happens to a tool


def test_a_tool_that_fails_leaves_the_words_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    form = wb.form("reach-out.message")

    def broken(_text: str) -> None:
        raise RuntimeError

    monkeypatch.setattr("workbook.coach.read", broken)
    typed(form, "text", "Still here.")
    assert carried(form) == ["Still here."]  # the other tools are drawn all the same
    assert form.answers["text"] == "Still here."
    assert form._saver.problem == say("interface.unexpected")
    assert form.save()
