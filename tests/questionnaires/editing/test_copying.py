"""An official takes over a questionnaire that asks nearly the same."""

import json

import pytest

from consult.authorities.models import Authority
from consult.questionnaires import operations
from consult.questionnaires.access import can_publish
from consult.questionnaires.queries import find_questionnaire, list_versions
from tests.factories.consultations import LAST_DAY, NOW, OPENS_ON, make_office, official
from tests.factories.published import make_published
from tests.factories.questionnaires import make_asked
from tests.page_checks import words
from tests.questionnaires.sampling import document

DESK = "/urzad/k/park-nad-silnica/ankieta"
EN = "?lang=en"


def latest(session, slug, number):
    return list_versions(session, find_questionnaire(session, slug, number).id)[0]


def another(session, office, title):
    return make_published(session, office, title, OPENS_ON, LAST_DAY)


@pytest.mark.both_databases
def test_another_questionnaire_comes_into_this_consultation(signed, asked, write, read, kielce):
    asked()
    with write() as session:
        other = make_office(session, "2604", "Powiat kielecki")
        make_asked(session, another(session, other, "Most Kamienny"), {"title": {"pl": "Obca"}} | document("text"))
        bus = another(session, session.get(Authority, kielce), "Linie autobusowe")
        source = make_asked(session, bus, "routing")
        operations.keep_report(source, {"lines": [], "conditions": 3})
        key = str(source.questionnaire_id)
    editor = signed("editor")
    page = editor.visit(f"{DESK}/skopiuj{EN}")
    assert {one["label"] for one in page.select("optgroup")} == {"Park nad Silnicą", "Linie autobusowe"}
    page = editor.send(page, source="")
    assert page.select_one("#source")["aria-invalid"] == "true"
    for _click in range(2):
        built = editor.send(page, source=key)
    assert built.h1.text == "Droga"
    assert "in preparation" in words(built.select_one("main"))
    with read() as session:
        copy = latest(session, "park-nad-silnica", 2)
        assert json.dumps(copy.document) == json.dumps(latest(session, "linie-autobusowe", 1).document)
        assert (copy.number, copy.published_at, copy.import_report) == (1, None, {})
        assert find_questionnaire(session, "park-nad-silnica", 3) is None
    page = editor.visit(f"{DESK}/2/skopiuj{EN}")
    assert page.select_one("#goal option[selected]").text == "Park nad Silnicą"
    assert editor.send(page, goal=page.select("#goal option")[-1]["value"]).h1.text == "Droga"
    signed("clerk").visit(f"{DESK}/skopiuj", 404)
    editor.visit("/urzad/k/most-kamienny/ankieta/1/skopiuj", 404)


def test_a_copy_of_what_nobody_approved_keeps_its_author(write, kielce):
    with write() as session:
        office = session.get(Authority, kielce)
        author, colleague = official(office, "editor", "approver"), official(office, "editor")
        park = another(session, office, "Park nad Silnicą")
        source = operations.import_version(session, park, document("single"), actor=author, now=NOW)
        copy = operations.copy_questionnaire(session, source, park, actor=colleague, now=NOW)
        assert copy.questionnaire.number == 2
        assert not can_publish(author, copy)
        assert can_publish(official(office, "approver"), copy)
