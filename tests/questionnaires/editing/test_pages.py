"""An official builds a questionnaire on pages, without a file and without a script."""

import pytest

from consult.questionnaires.editing.library import library
from consult.questionnaires.operations import NothingAsked, publish_version
from consult.questionnaires.queries import find_questionnaire, list_versions
from consult.questionnaires.rules.compiling import lint
from consult.questionnaires.rules.editing import changes
from consult.questionnaires.rules.editing.members import SORTS
from tests.factories.consultations import NOW, official
from tests.page_checks import words

LIST = "/urzad/k/park-nad-silnica/ankieta"
BUILD = f"{LIST}/2/budowa"
EN = "?lang=en"


def main(page):
    return words(page.select_one("main"))


@pytest.fixture
def document(read):
    """Give the latest document of a questionnaire."""

    def latest(number=2):
        with read() as session:
            found = find_questionnaire(session, "park-nad-silnica", number)
            return list_versions(session, found.id)[0].document

    return latest


@pytest.fixture
def editor(signed, asked):
    """Sign an editor in, who has begun an empty questionnaire."""
    asked()
    editor = signed("editor")
    editor.send(f"{LIST}/nowa{EN}", {"title-pl": "Ławki", "title-en": "Benches"}, languages_too=["en"])
    return editor


def test_from_nothing_to_questions(editor, document):
    page = editor.send(f"{BUILD}/czesc/pytania/pytanie/single", {
        "text-pl": "Czy bywasz w parku?", "text-en": "Do you visit the park?", "required": True,
        "options-0-pl": "tak", "options-0-en": "yes", "options-1-pl": "nie", "options-1-en": "no",
    }, button="Save")  # fmt: skip
    assert "Do you visit the park?" in main(page)
    page = editor.send(f"{BUILD}/czesc/pytania/pytanie/text", {"text-pl": "Dlaczego?", "long": True}, button="Save")
    assert "One text is not translated yet: English" in main(page)
    said = document()["sections"][0]["questions"]
    assert [one["key"] for one in said] == ["czy-bywasz-w-parku", "dlaczego"]
    assert said[0]["options"][1] == {"key": "nie", "text": {"pl": "nie", "en": "no"}}
    page = editor.send(f"{BUILD}/pytanie/dlaczego/warunek", {"what-0": "czy-bywasz-w-parku.=.nie"})
    assert "Only if the answer to question 1 is “no”" in main(page)
    editor.visit(f"{LIST}/2")


def add(editor, sort, section="pytania", button="Save", **fields):
    """Add a question; the names of fields have _ for -."""
    typed = {name.replace("_", "-"): value for name, value in fields.items()}
    return editor.send(f"{BUILD}/czesc/{section}/pytanie/{sort}{EN}", typed, button=button)


@pytest.mark.complete
def test_every_sort_can_be_added_and_opened_again(editor, document):
    rows = {"rows_0_pl": "ławki", "rows_1_pl": "kosze"}
    options = {"options_0_pl": "tak", "options_1_pl": "nie"}
    needed = {
        "single": options, "multiple": options, "scale": {}, "scale_words": options, "matrix": rows,
        "matrix_words": rows | options, "ranking": options, "text": {}, "number": {}, "date": {"precision": "day"},
        "shares": {"parts_0_pl": "drogi", "parts_1_pl": "parki"}, "grid": rows | options | {"cells": "text"},
        "consent": {}, "note": {}, "period": {"precision": "day"}, "duration": {},
        "address": {"asks": ["postcode", "town"]}, "hidden": options, "calculated": {"value": "2 * (3 + 1,5)"},
    }  # fmt: skip
    assert needed.keys() == SORTS.keys()
    for sort, fields in needed.items():
        add(editor, sort, text_pl=f"Rodzaj {sort}", **fields)
    before = document()
    for question in before["sections"][0]["questions"]:
        editor.send(f"{BUILD}/pytanie/{question['key']}", button="Save")
    assert document() == before
    editor.visit(f"{LIST}/2")


def test_a_mistake_stands_beside_its_field(editor, document):
    page = add(editor, "multiple", text_pl="", options_0_en="yes", max="dużo")
    assert page.select_one("#text-pl")["aria-invalid"] == "true"
    assert page.select_one("#options-0-pl")["aria-invalid"] == "true"
    assert page.select_one("#max")["value"] == "dużo"
    page = editor.send(page, {"text-pl": "Podoba się?", "options-0-pl": "tak"}, button="Save")
    assert page.select_one("#max")["aria-invalid"] == "true"
    page = editor.send(page, {"max": "1", "text-pl": "Twój PESEL?"}, button="Save")
    assert "Podoba się" not in main(page)
    assert document()["sections"][0]["questions"][0]["max"] == 1
    page = add(editor, "text", text_pl="Podaj PESEL")
    assert "art. 5 GDPR" in main(page)
    assert page.select_one("#text-pl")["aria-invalid"] == "true"
    page = add(editor, "scale", text_pl="Ile?", min="1", max="100")
    assert page.select_one("#max")["aria-invalid"] == "true"


def test_lines_move_and_nothing_typed_is_lost(editor):
    page = add(editor, "single", button="More lines", text_pl="Co?", options_0_pl="a", options_pasted="b | bee\nc")
    assert [page.select_one(f"#options-{n}-pl")["value"] for n in range(3)] == ["a", "b", "c"]
    assert page.select_one("#options-1-en")["value"] == "bee"
    page = editor.send(page, button="options:down:0")
    assert [page.select_one(f"#options-{n}-pl")["value"] for n in range(3)] == ["b", "a", "c"]
    assert page.select_one("#text-pl")["value"] == "Co?"
    assert page.select_one("[autofocus]")["id"] == "options-1-pl"


def test_somebody_else_was_quicker(editor, signed, document):
    add(editor, "text", text_pl="Pierwsze")
    mine = editor.visit(f"{BUILD}/pytanie/pierwsze{EN}")
    built = editor.visit(f"{BUILD}{EN}")
    other = signed("editor")
    add(other, "text", text_pl="Drugie")
    page = editor.send(mine, {"text-pl": "Moje słowa"}, button="Save")
    assert "Somebody changed the questionnaire while you wrote" in main(page)
    assert page.select_one("#text-pl")["value"] == "Moje słowa"
    assert "was changed after you read it" in main(editor.send(built, form="form[action$='/kopiuj']"))
    editor.send(page, button="Save")
    assert [one["text"]["pl"] for one in document()["sections"][0]["questions"]] == ["Moje słowa", "Drugie"]


def test_a_double_click_adds_one_question(editor, document):
    page = editor.visit(f"{BUILD}/czesc/pytania/pytanie/text")
    for _click in range(2):
        editor.send(page, {"text-pl": "Raz"}, button="Save")
    assert len(document()["sections"][0]["questions"]) == 1


def test_questions_and_sections_move_and_go(editor, document):
    for name in ("A", "B"):
        add(editor, "text", text_pl=name)
    editor.send(f"{BUILD}/czesc", {"title-pl": "Koniec"})
    editor.send(f"{BUILD}{EN}", form="form[action$='/pytanie/b/nizej']")
    assert [len(part["questions"]) for part in document()["sections"]] == [1, 1]
    editor.send(f"{BUILD}/pytanie/b", {"place": "pytania."}, button="Save")
    editor.send(f"{BUILD}/pytanie/b", form="form[action$='/kopiuj']")
    assert [one["key"] for one in document()["sections"][0]["questions"]] == ["b", "b-2", "a"]
    editor.send(f"{BUILD}/pytanie/a/warunek", {"what-0": "b.answered.True"})
    page = editor.send(f"{BUILD}/pytanie/b{EN}", form="form[action$='/usun']")
    assert "has to stand behind it: “A”" in main(page)
    editor.send(f"{BUILD}/pytanie/b-2", form="form[action$='/usun']")
    editor.send(f"{BUILD}/czesc/pytania", {"title-pl": "Początek"})
    editor.send(BUILD, form="form[action$='/czesc/koniec/wyzej']")
    assert [part["title"]["pl"] for part in document()["sections"]] == ["Koniec", "Początek"]
    editor.send(f"{BUILD}/czesc/pytania", form="form[action$='/usun']")
    editor.send(f"{BUILD}/czesc/koniec", form="form[action$='/usun']")
    assert document()["sections"] == [{"key": "koniec", "title": {"pl": "Koniec"}, "questions": []}]


def test_ready_questions(editor, document):
    page = editor.send(f"{BUILD}/czesc/pytania/gotowe{EN}")
    assert "Tick at least one." in main(page)
    editor.send(page, people=["plec", "wiek"], opinions=["zadowolenie"], end=["zgoda"])
    editor.send(f"{BUILD}/czesc/pytania/gotowe", people=["plec"])
    asked = document()["sections"][0]["questions"]
    assert [one["key"] for one in asked] == ["plec", "wiek", "zadowolenie", "zgoda", "plec-2"]
    assert asked[0]["text"] == {"pl": "Płeć", "en": "Sex"}


def test_every_ready_question_compiles_in_three_languages():
    said = {"consult": 1, "title": {"pl": "T", "en": "T", "uk": "T"}, "languages": ["pl", "en", "uk"]}
    plan, advice = lint(said | {"sections": [{"key": "s", "questions": [one for _group, one in library().values()]}]})
    assert plan
    assert not advice


def test_what_is_published_is_corrected_with_a_reason(signed, asked, document):
    asked("single")
    editor, approver = signed("editor"), signed("approver")
    assert editor.visit(f"{LIST}/1/budowa").url.endswith("/poprawka")
    page = editor.visit(f"{LIST}/1/budowa/poprawka{EN}")
    before = document(1)
    page = editor.send(editor.send(page), {"reason-pl": "Literówka"})
    assert page.h1.text == before["title"]["pl"]
    key = before["sections"][0]["questions"][0]["key"]
    editor.send(f"{LIST}/1/budowa/pytanie/{key}", {"text-pl": "Poprawione?"}, button="Save")
    with_both = signed("editor", "approver")
    with_both.send(f"{LIST}/1/budowa/tytul", {"title-pl": "Poprawiony"})
    assert not with_both.visit(f"{LIST}/1").select("form[action$='/opublikuj']")
    page = approver.send(approver.visit(f"{LIST}/1{EN}"), form="form[action$='/opublikuj']")
    assert "Literówka" in main(page)
    assert (
        before["sections"][0]["questions"][0] | {"text": {"pl": "Poprawione?"}}
        == (document(1)["sections"][0]["questions"][0])
    )
    editor.visit(f"{LIST}/1/budowa/pytanie/{key}")


def test_who_may_build(signed, asked, visitor):
    asked()
    signed("analyst").visit(f"{LIST}/1/budowa", 404)
    signed("approver").visit(f"{LIST}/nowa", 404)
    visitor.visit(f"{LIST}/1/budowa", 401, cookie=True)
    editor = signed("editor")
    editor.visit(f"{LIST}/9/budowa", 404)
    editor.visit("/urzad/k/nie-ma/ankieta/nowa", 404)


def test_nothing_is_published_that_asks_nothing(editor, signed, write):
    page = signed("approver").visit(f"{LIST}/2{EN}")
    assert not page.select("form[action$='/opublikuj']")
    with write() as session:
        found = find_questionnaire(session, "park-nad-silnica", 2)
        version = list_versions(session, found.id)[0]
        approver = official(found.consultation.authority, "approver")
        with pytest.raises(NothingAsked):
            publish_version(session, found, edit_count=version.edit_count, actor=approver, now=NOW)


def test_a_condition_from_a_file_is_shown_and_replaced(signed, asked, document):
    asked("routing")
    editor = signed("editor")
    editor.send(f"{LIST}/1/budowa/poprawka{EN}", {"reason-pl": "Zmiana"})
    asked_if = [one for one in changes.questions_of(document(1)) if "all" in one.get("if", {})]
    key = asked_if[0]["key"]
    page = editor.visit(f"{LIST}/1/budowa/pytanie/{key}/warunek{EN}")
    assert "more than this page can show" in main(page)
    page = editor.send(page)
    assert "if" not in changes.find_question(document(1), key)


def test_a_number_in_a_condition(editor, document):
    add(editor, "number", text_pl="Ile lat?")
    add(editor, "date", text_pl="Kiedy?", precision="day")
    add(editor, "text", text_pl="Dlaczego?")
    address = f"{BUILD}/pytanie/dlaczego/warunek"
    page = editor.send(address, {"what-0": "ile-lat.>=.", "value-0": "sto"})
    assert page.select_one("#value-0")["aria-invalid"] == "true"
    editor.send(page, {"value-0": "18", "what-1": "kiedy.<.", "value-1": "2026-01-31"}, how="any")
    assert changes.find_question(document(), "dlaczego")["if"] == {
        "any": [
            {"question": "ile-lat", "op": ">=", "value": 18},
            {"question": "kiedy", "op": "<", "value": "2026-01-31"},
        ]
    }
    page = editor.visit(address)
    assert page.select_one("#value-1")["value"] == "2026-01-31"
