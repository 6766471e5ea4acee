"""Whatever is edited, and in whatever order: the document parses, its keys are unique, nothing hangs in the air."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.questionnaires.rules.compiling import compile_plan
from consult.questionnaires.rules.conditions import holds
from consult.questionnaires.rules.editing import changes, conditions, lines
from consult.questionnaires.rules.editing.keys import key_of, new_key, texts_of
from consult.questionnaires.rules.editing.lines import FormLine
from consult.questionnaires.rules.editing.members import SORTS, filled, made, sort_of
from consult.questionnaires.rules.kinds import KINDS
from consult.questionnaires.rules.shape import NOTE, Either, Not
from consult.questionnaires.rules.shape import Test as Compared
from tests.questionnaires.sampling import SAMPLES, document

QUESTIONS = [
    pytest.param(name, number, id=f"{name}-{number}")
    for name in SAMPLES
    for number in range(len(changes.questions_of(document(name))))
]
ACTS = ("add", "copy", "delete", "ask_if", "up", "down", "place", "section", "drop_section", "raise_section", "change")


@pytest.mark.parametrize(("name", "number"), QUESTIONS)
def test_a_form_that_is_saved_unchanged_changes_nothing(name, number):
    said = document(name)
    question = changes.questions_of(said)[number]
    sort = sort_of(question)
    again = changes.with_question_changed(said, made(sort, filled(sort, question), question, {}))
    assert compile_plan(again) == compile_plan(said)


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_any_edits_in_any_order(data):
    said = changes.begun({"pl": "T"}, ["pl"], {"pl": "Część"})
    for _number in range(data.draw(st.integers(1, 25))):
        try:
            said = edited(said, data)
        except (changes.StillNeeded, changes.NotThere):
            continue
        plan = compile_plan(said)
        keys = [key_of(one) for one in changes.questions_of(said)]
        assert len(keys) == len(set(keys)) == len(plan.items)


def edited(said, data):
    act = data.draw(st.sampled_from(ACTS))
    section = data.draw(st.sampled_from([key_of(one) for one in said["sections"]]))
    keys = [key_of(one) for one in changes.questions_of(said)]
    if act == "add" or not keys:
        sort = data.draw(st.sampled_from(["single", "note", "text"]))
        return changes.with_question_at_end(said, new(said, sort), section)
    if act == "section":
        return changes.with_section(said, {"pl": "Część"})
    if act == "drop_section":
        return changes.without_section(said, section)
    if act == "raise_section":
        return changes.with_section_moved(said, section, -1)
    return edited_question(said, data, act, section, data.draw(st.sampled_from(keys)))


def edited_question(said, data, act, section, key):
    if act == "copy":
        return changes.with_question_copied(said, key, [key_of(one) for one in changes.questions_of(said)])[0]
    if act == "delete":
        return changes.without_question(said, key)
    if act == "ask_if":
        return changes.with_condition(said, key, condition(said, data, key))
    if act == "change":
        question = changes.find_question(said, key)
        kept = [option for option in question.get("options", ()) if data.draw(st.booleans())]
        return changes.with_question_changed(said, question | ({"options": kept} if kept else {}))
    if act == "place":
        return changes.with_question_placed(said, key, section=section, after=data.draw(st.sampled_from(["", key])))
    return changes.with_question_moved(said, key, -1 if act == "up" else 1)


def condition(said, data, key):
    before = []
    for one in changes.questions_of(said):
        if key_of(one) == key:
            break
        before += [one] if one["kind"] != NOTE else []
    if not before:
        return None
    asked = data.draw(st.sampled_from(before))
    if asked["kind"] == "single":
        return {"question": key_of(asked), "op": "=", "value": key_of(asked["options"][0])}
    return {"all": [{"question": key_of(asked), "op": "answered", "value": True}]}


def new(said, sort):
    taken = [key_of(one) for one in changes.questions_of(said)]
    options = [FormLine(texts={"pl": words}) for words in ("tak", "nie", "5")]
    values = {"text": {"pl": "Pytanie?"}, "required": True, "options": options, "look": "circles", "long": False}
    return made(sort, values, {"key": new_key("Pytanie?", taken, "pytanie"), "kind": SORTS[sort].kind}, {})


def test_what_others_depend_on_stays_before_them():
    said = document("routing")
    asked = changes.questions_of(said)
    decides = next(key_of(one) for one in asked if any(key_of(one) in changes.needed_by(other) for other in asked))
    with pytest.raises(changes.StillNeeded) as refused:
        changes.without_question(said, decides)
    assert refused.value.by
    with pytest.raises(changes.LostOption):
        question = changes.find_question(said, decides)
        changes.with_question_changed(said, question | {"options": [{"key": "nic", "text": {"pl": "nic"}}]})


def test_a_date_limited_by_another_depends_on_it():
    limited = {"key": "b", "kind": "date", "text": "B", "min": {"question": "a"}}
    assert changes.needed_by(limited) == {"a"}
    assert "min" not in filled("date", limited)
    assert made("date", {"text": {"pl": "B"}, "precision": "day", "max": ""}, limited, {})["min"] == {"question": "a"}


def test_a_key_is_never_used_for_something_else():
    kept = FormLine("tak", {"pl": "TAK!"})
    added = FormLine(texts={"pl": "nie"})
    assert [key_of(item) for item in lines.items_of([kept, added], {"nie"}, "odp")] == ["tak", "nie-2"]
    assert new_key("5", (), "odp") == "odp-5"
    assert new_key("…", {"odp"}, "odp") == "odp-2"


def test_lines_are_pasted_and_moved():
    found = lines.pasted("tak | yes\n\n nie\tno \n|x", ["pl", "en"])
    assert [line.texts for line in found] == [{"pl": "tak", "en": "yes"}, {"pl": "nie", "en": "no"}, {"en": "x"}]
    assert lines.acted(found, "up:1") == [found[1], found[0], found[2]]
    assert lines.acted(found, "drop:0") == found[1:]
    for nothing in ("up:0", "down:2", "drop:9", "drop:-1", "drop:", "up:999999", "fly:1"):
        assert lines.acted(found, nothing) == found


def test_the_words_at_the_ends_move_with_the_steps():
    question = {"key": "q", "kind": "scale", "text": "Q", "options": [
        {"key": "1", "text": "źle"}, {"key": "3", "text": "średnio"}, {"key": "5", "text": "dobrze"},
        {"key": "nw", "text": "nie wiem"},
    ]}  # fmt: skip
    values = filled("scale", question)
    assert (values["min"], values["max"], values["last_words"]) == ("1", "5", {"pl": "dobrze"})
    longer = made("scale", values | {"max": "7"}, question, {})
    assert [key_of(option) for option in longer["options"]] == ["1", "3", "7", "nw"]
    assert made("scale", values | {"max": "siedem"}, question, {})["max"] == "siedem"


@pytest.mark.parametrize("name", SAMPLES)
def test_every_statement_can_be_a_condition(name):
    said = document(name)
    for question in compile_plan(said).questions:
        offered = {one.name: one for one in conditions.statements(question)}
        typed = {"day": "2026-11-30", "month": "2026-11", "year": "2026", "time": "09:40"}.get(question.holds, "5")
        sorts = {question.key: question.holds} if question.kind == "date" else {}
        for statement in offered:
            condition = conditions.joined("all", [(statement, typed), ("", "")], offered, sorts)
            asked = {"key": "koniec", "kind": "text", "text": "?", "if": condition}
            plan = compile_plan(changes.with_question_at_end(said, asked, key_of(said["sections"][-1])))
            read = plan.question("koniec").own_condition
            assert conditions.stated(read, question)[0] == statement


def test_what_is_simple():
    test = Compared("a", "answered", value=True)
    assert conditions.simple(None) == ("all", ())
    assert conditions.simple(Either((test, test))) == ("any", (test, test))
    assert conditions.simple(Not(test)) is None
    assert conditions.simple(Either((Not(test),))) is None
    assert holds(test, {"a": 1})
    assert conditions.joined("any", [], {}, {}) is None
    assert conditions.stated(Compared("a", ">", 5), compile_plan(document("text")).questions[0]) is None


def test_every_kind_can_be_built():
    assert {sort.kind for sort in SORTS.values()} == KINDS.keys()


def test_a_plain_text_is_polish():
    assert texts_of({"text": "Tak"}, "text") == {"pl": "Tak"}
