"""An official brings a questionnaire, reads it, has it published, corrects it."""

import json
from io import BytesIO

from consult.questionnaires.queries import find_questionnaire
from consult.questionnaires.rules.compiling import compile_plan
from consult.questionnaires.rules.imports.recognising import read_foreign
from tests.page_checks import words
from tests.questionnaires.sampling import SAMPLES, document, plan

LIST = "/urzad/k/park-nad-silnica/ankieta"
EN = "?lang=en"


def main(page):
    return words(page.select_one("main"))


def test_bring_a_file_and_have_it_published(signed, asked, visitor):
    asked()
    editor, approver = signed("editor"), signed("approver")
    with SAMPLES["routing"].open("rb") as file:
        page = editor.send(LIST + EN, file=(file, "ankieta.json"))
    assert page.h1.text == "Droga"
    assert "Only if the answer to question 1 is “nie”" in main(page)
    assert "“woda” is chosen in question 2 and not (the answer to question 1 is “nie”)" in main(page)
    assert "question 4 has no answer" in main(page)
    assert not page.select("form[action$='/opublikuj']")
    visitor.visit("/k/park-nad-silnica/ankieta/2", 404)
    approver.send(approver.visit(f"{LIST}/2"), form="form[action$='/opublikuj']")
    visitor.visit("/k/park-nad-silnica/ankieta/2")


def test_paste_one_with_mistakes(signed, asked):
    asked()
    editor = signed("editor")
    said = document("single")
    del said["sections"][0]["questions"][0]["kind"]
    page = editor.send(LIST + EN, document=json.dumps(said))
    assert "sections[0].questions[0].kind: must be one of these: single" in main(page)
    assert json.loads(page.select_one("textarea").get_text()) == said
    page = editor.send(LIST + EN, document="{")
    assert "is no JSON: line 1" in main(page)
    page = editor.send(LIST + EN, file=(BytesIO(b"\xff\xfe"), "x.json"))
    assert "is no text in UTF-8" in main(page)
    canary = '{"consult": 1, "title": {"pl": "T"}, "<svg onload=alert(1)>": 1, "sections": []}'
    page = editor.send(LIST + EN, document=canary)
    assert not page.select("main svg[onload]")


def test_a_correction_needs_its_reason(signed, asked, read):
    asked()
    editor = signed("editor")
    page = editor.send(f"{LIST}/1/wersja{EN}", document=json.dumps(document("text")))
    assert page.select("[aria-invalid=true]")
    page = editor.send(page, {"reason-pl": "Było złe pytanie."})
    assert "version 2" in main(page)
    with read() as session:
        assert find_questionnaire(session, "park-nad-silnica", 1).published_number == 1


def test_the_file_comes_back_in_order(signed, asked):
    asked("routing")
    answer = signed("clerk").fetch(f"{LIST}/1/plik")
    assert json.loads(answer.text) == document("routing")
    assert list(json.loads(answer.text))[:2] == ["consult", "title"]
    assert "attachment" in answer.headers["Content-Disposition"]


def test_the_file_for_odk_comes_back(signed, asked):
    asked("routing")
    answer = signed("clerk").fetch(f"{LIST}/1/plik/xlsform")
    assert answer.headers["Content-Disposition"].endswith(".xlsx")
    returned = compile_plan(read_foreign(answer.data, "f").document)
    assert [question.key for question in returned.items] == [question.key for question in plan("routing").items]


def test_who_may_do_what(signed, asked, visitor):
    asked()
    analyst = signed("analyst")
    assert not analyst.visit(LIST).select("main form")
    analyst.visit(f"{LIST}/1")
    analyst.visit(f"{LIST}/1/wersja", 404)
    analyst.visit(f"{LIST}/7", 404)
    visitor.visit(LIST, 401, cookie=True)


def test_published_meanwhile(signed, asked, read):
    asked()
    editor, approver = signed("editor"), signed("approver")
    editor.send(LIST, document=json.dumps(document("scale")))
    page = approver.visit(f"{LIST}/2{EN}")
    editor.send(f"{LIST}/2/wersja", document=json.dumps(document("text")))
    page = approver.send(page, form="form[action$='/opublikuj']")
    assert page.select(".note--no")
    with read() as session:
        assert find_questionnaire(session, "park-nad-silnica", 2).published_number is None


def test_the_desk_leads_there(signed, asked):
    asked()
    page = signed("editor").visit("/urzad/k/park-nad-silnica")
    assert page.select_one(f"main a[href='{LIST}']")


def test_every_kind_is_previewed(signed, asked):
    asked()
    editor = signed("editor")
    for name in SAMPLES:
        page = editor.send(LIST, document=json.dumps(document(name)))
        assert page.select_one("fieldset.phone[disabled]")
