"""The questionnaire on paper: for everybody while it is open, before that for its office."""

import pytest

from consult.questionnaires.paper import END, Sheet
from consult.questionnaires.rules.compiling import compile_plan
from tests.factories.accounts import english
from tests.factories.consultations import NOW, make_office, signed_in
from tests.page_checks import words
from tests.questionnaires.conftest import ADDRESS, CLOSES
from tests.questionnaires.sampling import SAMPLES, asking, document, options

PRINT = f"{ADDRESS}/druk"


def everything():
    """Put all samples into one document; of questions with one key, the first."""
    said, taken = document("about"), set()
    said["sections"] = []
    for name in SAMPLES:
        for place, section in enumerate(document(name)["sections"]):
            asked = [question for question in section["questions"] if question["key"] not in taken]
            taken |= {question["key"] for question in asked}
            if asked:
                said["sections"].append({"key": f"{name}{place}", "title": {"pl": name}, "questions": asked})
    return said


def test_everything_can_be_printed(app, asked):
    asked(everything())
    page = english(app).visit(PRINT)
    assert words(page.h1).startswith("Kto i skąd")
    assert not page.select("main form, main input, main button")
    assert "The sheet has no number" in words(page.main)
    assert "until 31 March 2026" in words(page.main)
    assert page.select_one(f"main a[href='{PRINT}?lang=pl']") or page.select("nav a")
    intro = english(app).visit(ADDRESS)
    assert intro.select_one(f"main a[href='{PRINT}']")


def test_where_an_answer_leads():
    why = {"key": "why", "kind": "text", "text": {"pl": "Dlaczego?"}, "if": {"question": "q", "op": "=", "value": "no"}}
    said = asking(kind="single", options=options("yes", "no"))
    said["sections"][0]["questions"].append(why)
    leads = [one.goes_to for _page, printed in Sheet(compile_plan(said)).pages for one in printed]
    assert leads == [{"yes": END}, {}]
    said["sections"][0]["questions"].append({"key": "last", "kind": "text", "text": {"pl": "Coś jeszcze?"}})
    first = Sheet(compile_plan(said)).pages[0][1][0]
    assert first.goes_to == {"yes": 3}


def test_each_language_has_its_sheet(visitor, asked):
    asked("lists")
    page = visitor.visit(f"{PRINT}?lang=uk", cookie=True)
    assert "Звідки?" in words(page.main)
    assert page.select_one(f"main a[href='{PRINT}?lang=pl']")
    assert "The questions are in Polish." in words(visitor.visit(f"{PRINT}?lang=en", cookie=True).main)


def test_when_it_is_over_there_is_nothing_to_print(visitor, asked, at):
    asked("single")
    at(CLOSES)
    assert visitor.visit(PRINT).url.endswith(ADDRESS)


@pytest.mark.parametrize("role", ["editor", "analyst"])
def test_the_office_sees_it_before_the_others(app, write, asked, at, visitor, role):
    asked("single")
    at(NOW)
    with write() as session:
        other = make_office(session, "2604", name="Powiat kielecki")
        stranger = signed_in(app, session, [other.id], role, now=NOW)
    assert visitor.visit(PRINT).url.endswith(ADDRESS)
    assert stranger.visit(PRINT).url.endswith(ADDRESS)


def test_in_preparation_it_says_so(signed, asked, at):
    asked("single")
    official = signed("editor")
    at(NOW)
    page = official.visit(f"{PRINT}?lang=en")
    assert "Do not hand it out" in words(page.main)
