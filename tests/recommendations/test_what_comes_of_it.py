"""Reminders, the summary of a year, evidence that is counted, and what can be made into a recommendation."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from consult.authorities.queries import get_authority
from consult.consultations.origins import Link, Said
from consult.recommendations import operations
from consult.recommendations.destination import Recommendations
from consult.recommendations.models import Recommendation
from consult.recommendations.rules import State, Verdict
from tests.factories.accounts import english as english_browser
from tests.factories.consultations import NOW, official
from tests.factories.indicators import make_indicator
from tests.factories.recommendations import (
    COMPLETE,
    DUE_ON,
    answer,
    approve,
    make_begun,
    make_recommendation,
    report,
)
from tests.page_checks import words

A_DAY = timedelta(days=1)
SUMMARY = "/rekomendacje/kielce/rok/2026"


def test_the_year_is_summed_up(write, kielce, at, app):
    with write() as session:
        here = get_authority(session, kielce)
        kept = make_recommendation(session, here, "Zrobiona")
        answer(session, kept)
        report(session, kept)
        late = make_recommendation(session, here, "Spóźniona odpowiedź")
        answer(session, late, Verdict.REJECTED, now=NOW + timedelta(days=31))
        make_recommendation(session, here, "Bez odpowiedzi")
    at(NOW + timedelta(days=60))
    browser = english_browser(app)
    page = browser.visit(SUMMARY)
    figures = {words(one.dt): words(one.dd) for one in page.select(".figures > div")}
    assert figures == {
        "Recommended": "3",
        "Answered": "2",
        "Answered in time": "1",
        "Accepted, wholly or in part": "1",
        "Rejected": "1",
        "Put off": "0",
        "Done": "1",
        "Overdue": "1",
    }
    assert len(page.select("tbody tr")) == 3
    browser.visit("/rekomendacje/kielce/rok/2025", status=404)
    text = ZipFile(BytesIO(browser.fetch(f"{SUMMARY}/zestawienie.docx").data)).read("word/document.xml").decode()
    assert "Spóźniona odpowiedź" in text
    at(NOW + timedelta(days=365))
    with write() as session:
        make_recommendation(
            session,
            get_authority(session, kielce),
            "Nowa",
            now=NOW + timedelta(days=365),
            answer_due_on=DUE_ON.replace(year=2027),
        )
    assert "Still open from earlier years" in words(browser.visit("/rekomendacje/kielce/rok/2027").main)


@pytest.mark.complete
def test_the_summary_is_set_in_print(write, kielce, app):
    with write() as session:
        make_recommendation(session, get_authority(session, kielce))
    assert app.test_client().get(f"{SUMMARY}/zestawienie.pdf").data.startswith(b"%PDF")


@pytest.mark.complete
def test_an_indicator_is_shown_with_its_course(write, kielce, english):
    with write() as session:
        make_indicator(session)
        made = make_begun(session, get_authority(session, kielce)).id
    editor = english(kielce, "editor")
    page = editor.send(f"/urzad/rekomendacje/{made}/dowody", url="/wskazniki/2661011/dochod")
    assert "Indicator: Dochód na mieszkańca: Kielce" in words(page.main)
    page = editor.send(page, button="Take out: Dochód na mieszkańca: Kielce")
    editor.send(page, url="/wskazniki/2661011/dochod")
    with write() as session:
        approve(session, session.get_one(Recommendation, made))
    page = editor.visit("/rekomendacje/kielce/1")
    assert "Up from 180 in 2020 to 184 in 2024" in words(page.select_one(".indicator"))


def test_what_was_said_becomes_a_recommendation(write, kielce, app):
    destination = Recommendations()
    said = Said("idea", "7", kielce, None, "Wspólna sala", "Sala przy szkole stoi pusta.")
    with write() as session, app.test_request_context():
        here = get_authority(session, kielce)
        assert not destination.may_take(session, official(here, "clerk"), said)
        editor = official(here, "editor")
        assert destination.may_take(session, editor, said)
        url = destination.take(session, editor, NOW, said)
        made = session.scalars(select(Recommendation)).one()
        assert url == f"/urzad/rekomendacje/{made.id}/tekst"
        assert not destination.made_of(session, "idea", ["7"])
        operations.change(session, made, COMPLETE, edit_count=0, actor=editor, now=NOW)
        approve(session, made)
        assert destination.made_of(session, "idea", ["7", "8"]) == {
            "7": [Link("Wspólna sala", "/rekomendacje/kielce/1")]
        }
        assert made.state is State.WAITING
