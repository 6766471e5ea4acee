"""Paper: typed in by one person, a sample read again by another."""

import io

import pytest
from sqlalchemy import select

from consult.questionnaires.models import PaperSheet, Questionnaire
from consult.questionnaires.operations import sheets
from tests.factories.consultations import signed_in
from tests.page_checks import words
from tests.questionnaires.conftest import ADDRESS, OPEN
from tests.questionnaires.test_views import FORM

DESK = f"/urzad{ADDRESS}/przyjmowanie"
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def always(monkeypatch):
    monkeypatch.setattr(sheets, "ONE_IN", 1)


def entered(read):
    with read() as session:
        return session.scalars(select(PaperSheet)).all()


def test_a_sheet_with_blanks_and_its_scan(signed, asked, stored, read, app, kielce, write, always):
    asked("sections")
    clerk = signed("clerk")
    page = clerk.visit(f"{DESK}?lang=en")
    page = clerk.visit(page.select_one("main a.button")["href"])
    assert page.select_one("form[data-sheet]")
    sent = {tag["name"]: tag.get("value", "") for tag in page.select(f"{FORM} input[type=hidden]")}
    sent |= {"received_on": "2026-03-10", "a.b": "z papieru", "scan": (io.BytesIO(PDF), "skan.pdf")}
    answer = clerk.client.post(f"{DESK}/arkusz", data=sent)
    assert answer.status_code == 302, answer.text
    again = clerk.client.post(f"{DESK}/arkusz", data={k: v for k, v in sent.items() if k != "scan"})
    assert again.status_code == 302
    (sheet,) = entered(read)
    assert (sheet.number, sheet.is_sampled) == (1, True)
    assert [(row.channel, row.answers, str(row.submitted_on)) for row in stored()] == [
        ("paper", {"b": "z papieru"}, "2026-03-10")
    ]
    with clerk.client.get(f"{DESK}/1/skan") as scan:
        assert scan.data == PDF
    page = clerk.visit(f"{DESK}?lang=en")
    assert "yes: the public results wait" in words(page.main)
    assert not page.select(f"a[href='{DESK}/1/sprawdzenie']")


def test_a_second_person_reads_it_again(signed, asked, stored, read, always):
    asked("text")
    clerk, second = signed("clerk"), signed("editor")
    page = clerk.visit(f"{DESK}/arkusz")
    clerk.send(page, {"received_on": "2026-03-10", "a.name": "Zielony"}, form=FORM)
    assert clerk.visit(f"{DESK}/1/sprawdzenie").url.endswith("/przyjmowanie")
    page = second.visit(f"{DESK}/1/sprawdzenie?lang=en")
    assert "Zielony" not in words(page.main)
    page = second.send(page, {"a.name": "Zielone"}, form=FORM)
    assert "Zielony" in words(page.main)
    page = second.send(page, button="second")
    assert [row.answers for row in stored()] == [{"name": "Zielone"}]
    (sheet,) = entered(read)
    assert sheet.difference_count == 1
    assert second.visit(f"{DESK}/1/sprawdzenie").url.endswith("/przyjmowanie")


def test_a_mistake_stays_on_the_page_with_all_that_was_typed(signed, asked, stored):
    asked("text")
    clerk = signed("clerk")
    page = clerk.visit(f"{DESK}/arkusz")
    page = clerk.send(page, {"received_on": "2026-03-10", "a.name": "x" * 40, "a.why": "bo tak"}, form=FORM)
    assert page.find(id="a.name")["value"] == "x" * 40
    assert page.find(id="a.why").get_text() == "bo tak"
    assert page.select(".problems a")
    page = clerk.send(page, {"received_on": "2026-03-11", "a.name": "x"}, form=FORM)
    assert page.select("#received_on-error")
    assert stored() == []


def test_results_wait_until_all_paper_is_in(signed, asked, read):
    asked("single")
    clerk = signed("clerk")
    page = clerk.send(clerk.visit(DESK), form="form[action$='/komplet']")
    with read() as session:
        assert session.scalar(select(Questionnaire.awaits_paper))
    clerk.send(page, form="form[action$='/komplet']")
    with read() as session:
        assert not session.scalar(select(Questionnaire.awaits_paper))


def test_only_clerks_of_the_office(app, write, kielce, signed, asked):
    asked("single")
    signed("analyst").visit(DESK, 404)
    with write() as session:
        stranger = signed_in(app, session, [], now=OPEN)
    stranger.visit(DESK, 404)
