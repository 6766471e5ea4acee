"""From the desk to the tracker: written by one, published by another, answered by whom it asks, kept or late."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.authorities.queries import get_authority
from consult.mail.models import Mail
from consult.recommendations import jobs
from consult.recommendations.models import Recommendation
from tests.factories.accounts import CHEAP, make_account, sign_in
from tests.factories.accounts import english as english_browser
from tests.factories.consultations import NOW, make_public, signed_in
from tests.factories.organisations import make_organisation
from tests.factories.recommendations import COMPLETE, DEADLINE, DUE_ON, TODAY, answer, make_recommendation
from tests.page_checks import words
from tests.recommendations.conftest import _now, english, kielce, powiat, signed

__all__ = ["_now", "english", "kielce", "powiat", "signed"]
pytestmark = pytest.mark.both_databases

A_DAY = timedelta(days=1)
DESK = "/urzad/rekomendacje"
ASKED = {
    "text": "Ogłaszać konkursy wcześniej.",
    "problem": "Organizacje zaczynają pracę w maju.",
    "kind": "organisational",
    "priority": "high",
    "indicator": "Konkursy ogłoszone do 30 listopada.",
}


@pytest.fixture
def organisation(app, write, kielce):
    app.extensions["passwords"] = CHEAP
    with write() as session:
        anna = make_account(session, "anna@example.org")
        office = get_authority(session, kielce)
        make_organisation(
            session, anna, authority=office, verified=True, name="Fundacja Dobry Las", number="0000000007"
        )


def test_an_official_recommends_and_an_organisation_answers(english, kielce, organisation, write, read, app, visitor):
    with write() as session:
        consultation = make_public(session, get_authority(session, kielce)).id
    editor, approver = english(kielce, "editor"), english(kielce, "approver")
    page = editor.visit(DESK)
    assert "No recommendations yet" in words(page.main)
    page = editor.send(f"{DESK}/nowa", title="Wcześniejsze konkursy")
    page = editor.send(page, ASKED, addressee_kind="ngo", addressee_name="Nie ma takiej")
    assert "No confirmed organisation" in words(page.select_one("#addressee_name-error"))
    page = editor.send(page, addressee_name="7", consultation=str(consultation))
    assert words(page.h1) == "On which evidence?"

    page = editor.send(page, url="https://example.org/raport")
    assert page.select_one("#title-error")
    page = editor.send(page, title="Raport z badania")
    page = editor.send(page, url="http://localhost/k/park-nad-silnica")
    assert "Consultation: Park nad Silnicą" in words(page.main)
    assert editor.send(page, url=DESK).select_one("#url-error")
    assert editor.send(page, url="/k/nie-ma").select_one("#url-error")

    overview = page.select_one("nav.crumbs li:last-child a")["href"]
    page = editor.send(overview, button="Send for approval")
    assert "It waits for approval" in words(page.main)
    approver.send(overview, button="Publish")
    public = english_browser(app).visit("/rekomendacje/kielce/1")
    assert "There is no answer yet. Asked: Fundacja Dobry Las." in words(public.main)
    assert not public.select("main a.button")
    with read() as session:
        asked = select(Mail.recipient).where(Mail.message == "recommendations/mail/asked")
        assert session.scalars(asked).all() == ["anna@example.org"]

    anna = english_browser(app)
    sign_in(anna, "anna@example.org")
    page = anna.send("/rekomendacje/kielce/1/odpowiedz", verdict="accepted")
    assert {"owner-error", "deadline-error"} <= {one["id"] for one in page.select(".error")}
    page = anna.send(page, owner="Zarząd fundacji", deadline="2026-09-30")
    assert "accepted, under way" in words(page.main)
    page = anna.send("/rekomendacje/kielce/1/postep", text="Gotowe.", outcome="kept")
    assert "done" in words(page.main)
    assert "Progress: done" in words(visitor.visit("/rekomendacje/kielce/1?lang=en").main)


def test_four_eyes_and_no_change_after_publication(english, kielce, write, read):
    both = english(kielce, "editor", "approver")
    with write() as session:
        made = make_recommendation(session, get_authority(session, kielce)).id
    page = both.send(f"{DESK}/{made}", button="Correct what was published")
    page = both.send(page, reason="Błąd w dacie.", title="Konkursy do października")
    page = both.send(page, button="Send for approval")
    assert "Another approver must publish this" in words(page.main)
    approver = english(kielce, "approver")
    approver.send(f"{DESK}/{made}", button="Publish")
    assert words(both.visit("/rekomendacje/kielce/1").h1) == "Konkursy do października"
    assert "It was corrected since" in words(both.visit("/rekomendacje/kielce/1/wersje/1").main)
    with read() as session:
        assert session.get_one(Recommendation, made).versions[0].title == "Wcześniejsze konkursy"


def test_another_office_sees_and_answers_nothing(english, kielce, powiat, write):
    with write() as session:
        made = make_recommendation(session, get_authority(session, kielce)).id
    stranger = english(powiat, "editor", "approver", "admin")
    for address in (f"{DESK}/{made}", f"{DESK}/{made}/tekst", "/rekomendacje/kielce/1/odpowiedz"):
        stranger.visit(address, status=404)
    assert "Wcześniejsze" not in stranger.visit(DESK).text
    assert not stranger.visit("/rekomendacje/kielce/1").select("main a.button")


def test_what_is_late_stands_first_and_can_be_chosen(write, kielce, powiat, at, app):
    with write() as session:
        here = get_authority(session, kielce)
        answer(session, make_recommendation(session, here, "Przyjęta"))
        make_recommendation(session, here, "Bez odpowiedzi")
        make_recommendation(session, get_authority(session, powiat), "Inna", answer_due_on=DUE_ON + timedelta(days=30))
    browser = english_browser(app)
    at(NOW + timedelta(days=40))
    page = browser.visit("/rekomendacje")
    assert words(page.h1) == "One recommendation is overdue"
    assert [words(one) for one in page.select(".rows h3")] == ["Bez odpowiedzi", "Inna", "Przyjęta"]
    page = browser.visit("/rekomendacje?urzad=kielce&stan=in_hand")
    assert [words(one) for one in page.select(".rows h3")] == ["Przyjęta"]
    assert [words(one) for one in browser.visit("/rekomendacje?stan=overdue&rodzaj=nic").select(".rows h3")] == [
        "Bez odpowiedzi"
    ]
    assert COMPLETE["addressee_name"] in words(page.main)
    browser.visit("/rekomendacje?urzad=%00&organizacja=%00&konsultacja=%00&strona=%00")


def test_each_reminder_is_sent_once(write, kielce, at, app, read):
    with write() as session:
        signed_in(app, session, [kielce], "editor")
        made = make_recommendation(session, get_authority(session, kielce)).id

    def sent_on(day):
        at(NOW + (day - TODAY))
        for _twice in range(2):
            with app.app_context():
                jobs.remind()
        with read() as session:
            return len(session.scalars(select(Mail).where(Mail.message == "recommendations/mail/due")).all())

    assert sent_on(DUE_ON - 8 * A_DAY) == 0
    assert sent_on(DUE_ON - 6 * A_DAY) == 1
    assert sent_on(DUE_ON) == 2
    assert sent_on(DUE_ON + A_DAY) == 3
    assert sent_on(DUE_ON + 9 * A_DAY) == 3
    with write() as session:
        answer(session, session.get_one(Recommendation, made))
    assert sent_on(DUE_ON + A_DAY) == 3
    assert sent_on(DEADLINE - 7 * A_DAY) == 4
