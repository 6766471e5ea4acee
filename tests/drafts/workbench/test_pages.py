"""The workbench: many remarks assigned at once, topics, agreement, templates, what is due first."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from consult.drafts import queries
from consult.drafts.models import Draft, Remark
from consult.drafts.operations import decisions
from consult.mail.models import Mail
from tests.factories.consultations import official, signed_in
from tests.factories.drafts import OPEN, make_remark, stay_signed_in
from tests.page_checks import words

QUEUE = "/urzad/k/park-nad-silnica/rozpatrywanie/1"


@pytest.fixture
def person(app, write, kielce):
    def sign_in(*roles, name="Anna Nowak"):
        with write() as session:
            browser = signed_in(app, session, [kielce], *roles, name=name)
            stay_signed_in(session, OPEN)
        browser.client.set_cookie("lang", "en")
        return browser

    return sign_in


@pytest.fixture
def three(write, draft):
    with write() as session:
        found = session.get_one(Draft, draft)
        for key in ("par-1-ust-1", "par-2", "calosc"):
            make_remark(session, found, key)
    return draft


def test_remarks_are_assigned_and_put_under_topics(person, three, read):
    editor, other = person("editor"), person("editor", name="Jan Wilk")
    page = editor.send(f"{QUEUE}/ustawienia", {"topic-name": "Godziny"}, button="Add the topic")
    page = editor.send(page, {"topic-name": "godziny"}, button="Add the topic")
    assert "There is one of this name already." in words(page.main)
    editor.send(
        page, {"department-name": "Kultura", "department-email": "kultura@example.org"}, button="Add the department"
    )
    page = editor.send(QUEUE, remark=["1", "2"], button="Mark as registered", form="form[action*='/przydziel']")
    assert "2 remarks are registered." in words(page.body)
    jan = next(
        one["value"] for one in page.select("form[action*='/przydziel'] [name=person] option") if "Jan" in one.text
    )
    kultura = page.select("form[action*='/przydziel'] [name=department] option")[1]["value"]
    topic = page.select("form[action*='/przydziel'] [name=topic] option")[1]["value"]
    chosen = {"remark": ["1", "3"], "person": jan, "department": kultura, "due_on": "2026-03-01"}
    page = editor.send(page, chosen, button="Assign", form="form[action*='/przydziel']")
    assert "2 remarks are assigned." in words(page.body)
    page = editor.send(page, remark=["3"], topic=topic, button="Put under the topic", form="form[action*='/przydziel']")

    assert len(other.visit(f"{QUEUE}?osoba=ja").select(".queue a")) == 2
    page = editor.visit(f"{QUEUE}?termin=po&kolejnosc=termin&temat={topic}")
    assert [words(one.span) for one in page.select(".queue a")] == ["3"]
    assert "overdue" in words(page.select_one(".queue"))
    assert len(editor.visit(f"{QUEUE}?osoba=nikt").select(".queue a")) == 1
    page = other.visit(f"{QUEUE}/3?osoba=ja")
    assert "Jan Wilk, Kultura" in words(page.main)
    with read() as session:
        mails = session.scalars(select(Mail).order_by(Mail.recipient)).all()
        assert {one.values["count"] for one in mails} == {2}
        assert [one.message for one in mails] == ["drafts/mail/assigned"] * 2
        assert {one.state for one in session.scalars(select(Remark))} == {"assigned", "registered"}


@pytest.mark.complete
def test_somebody_agrees_before_it_is_approved(person, three):
    editor, lawyer, approver = person("editor"), person("analyst", name="Ewa Lis"), person("approver", name="Jan Wilk")
    editor.send(f"{QUEUE}/ustawienia", needs_agreement=True, answers_due_on="2026-04-30", button="Keep the rules")
    text = {
        "template-name": "Bez zmian",
        "template-verdict": "not_accepted",
        "template-reason": "Uchwała tego nie obejmuje.",
    }
    editor.send(f"{QUEUE}/ustawienia", text, button="Add the template")
    page = editor.visit(f"{QUEUE}/1")
    assert "left unconsidered" not in words(page.main), "only where a statute says so"
    page = editor.visit(page.select_one("a[href*='wzor=']")["href"])
    assert page.select_one("[name=reason]").text.strip() == "Uchwała tego nie obejmuje."
    page = editor.send(page, verdict="out_of_scope")
    assert "Write to whom it was forwarded." in words(page.main)
    editor.send(page, forwarded_to="Powiat kielecki")
    assert not approver.visit(f"{QUEUE}/1").select("form[action*='/zatwierdz']")
    page = lawyer.send(f"{QUEUE}/1", form="form[action*='/uzgodnij']")
    page = approver.send(f"{QUEUE}/1", form="form[action*='/zatwierdz']")
    assert "agreed by Ewa Lis" in words(page.main)
    assert "Forwarded to: Powiat kielecki" in words(page.main)


def test_no_remark_is_left_unconsidered_without_a_statute(write, three):
    with write() as session:
        remark = session.scalars(select(Remark).order_by(Remark.number)).first()
        remark.is_late = True
        editor = official(remark.draft.consultation.authority, "editor")
        with pytest.raises(decisions.NotLawful):
            decisions.propose(
                session, remark, "left_unconsidered", "Po terminie.", edit_count=0, actor=editor, now=OPEN
            )
        remark.draft.consultation.versions[-1].procedures = ["oos_dokument"]
        decisions.propose(session, remark, "left_unconsidered", "Po terminie.", edit_count=0, actor=editor, now=OPEN)


@pytest.mark.both_databases
def test_the_next_one_by_the_day_that_is_due(write, three):
    with write() as session:
        kept = session.scalars(select(Remark).order_by(Remark.number)).all()
        kept[0].due_on, kept[1].due_on = date(2026, 4, 2), date(2026, 4, 1)
        session.flush()
        wanted = queries.Wanted(by_due=True)
        assert [one.number for one in queries.list_beside(session, three, wanted, kept[1], 5)] == [2, 1, 3]
        assert queries.find_next(session, three, wanted, kept[2]) == 2
        soon = queries.Wanted(due_before=date(2026, 4, 1) + timedelta(days=1))
        assert session.scalars(queries.queue(three, soon)).all() == [kept[1]]
