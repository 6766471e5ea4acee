"""What counts is the office's choice until the results are public; from then on nothing about them changes."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from consult.audit.models import AuditEntry
from consult.authorities.models import Authority
from consult.consultations.rules.stages import closing_moment
from consult.questionnaires.models import IncomingSubmission, Questionnaire
from consult.questionnaires.queries import REVIEW
from tests.factories.accounts import english
from tests.factories.consultations import LAST_DAY, make_office
from tests.page_checks import words
from tests.results.surveys import AFTER, DESK, PUBLIC
from tests.results.test_manage import run
from tests.results.town import people

pytestmark = pytest.mark.both_databases
COUNTING = f"{DESK}/1/liczenie"


@pytest.fixture
def label(write):
    """Mark some of the answers: `label(3, is_late=True)`."""

    def mark(count, **values):
        with write() as session:
            ids = session.scalars(
                select(IncomingSubmission.id)
                .where(IncomingSubmission.is_late.is_(False), IncomingSubmission.doubt.is_(None))
                .order_by(IncomingSubmission.receipt_hash)
                .limit(count)
            ).all()
            session.execute(update(IncomingSubmission).where(IncomingSubmission.id.in_(ids)).values(**values))

    return mark


def base(app, survey, *more):
    return run(app, survey, "--rows", "moves", *more)


def asked(found):
    return found["base"] + found["skipped"]


def test_late_answers_count_until_the_office_says_no(app, survey, official, label, read):
    survey.answer(people(80))
    label(12, is_late=True)
    browser = official("editor")
    page = browser.visit(f"{DESK}/1")
    assert "12 answers came after the end: counted" in words(page.main)
    assert asked(base(app, survey)) == 80
    page = browser.send(COUNTING, late=False, **{"reason-pl": "Regulamin konsultacji, par. 4"})
    assert "All results follow it" in words(page.main)
    assert asked(base(app, survey)) == 68
    page = browser.visit(f"{DESK}/1")
    assert "12 answers came after the end: not counted" in words(page.main)
    assert words(page.select_one(".figures dd")) == "68"
    assert words(english(app).visit(PUBLIC).h1) == "68 people have answered so far"
    with read() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "questionnaire.counting_chosen")).one()
        assert entry.details == {"late": False, "doubtful": True}


def test_who_leaves_something_out_says_why(survey, official, read):
    page = official("approver").send(COUNTING, late=False, status=200)
    assert "Write in Polish why some answers do not count." in words(page.main)
    with read() as session:
        assert session.get_one(Questionnaire, survey.questionnaire_id).counts_late


def test_an_analyst_sees_it_and_does_not_choose(survey, official, write):
    browser = official("analyst")
    assert not browser.visit(COUNTING).select("main form")
    browser.client.post(COUNTING, data={"late": "y"})
    with write() as session:
        other = make_office(session, "2604", "Powiat kielecki").id
    official("editor", office=other).visit(COUNTING, status=404)


def test_public_results_wait_for_a_decision_about_machines(app, survey, official, label, at, write):
    survey.answer(people(80))
    label(15, doubt="burst")
    official("editor").send(COUNTING)
    at(AFTER)
    survey.seal()
    page = english(app).visit(PUBLIC)
    assert "whether 15 answers count" in words(page.main), "what was decided while more could come is no decision"
    assert not page.select("figure")
    official("editor").send(COUNTING, doubtful=False, **{"reason-pl": "Ten sam tekst w dziesięć sekund"})
    survey.seal()
    page = english(app).visit(PUBLIC)
    assert page.select("figure")
    assert "65 people answered." in words(page.main)
    assert "15 answers may come from a machine: not counted" in words(page.main)
    assert "Ten sam tekst" in words(page.main)


def test_they_do_not_wait_for_ever(app, survey, label, at):
    survey.answer(people(80))
    label(15, doubt="trap")
    at(AFTER + REVIEW)
    survey.seal(AFTER + REVIEW)
    page = english(app).visit(PUBLIC)
    assert "80 people answered." in words(page.main)
    assert "15 answers may come from a machine: counted" in words(page.main)


def test_what_is_public_never_changes(app, survey, official, label, at, write):
    survey.answer(people(80))
    label(12, is_late=True)
    at(AFTER)
    survey.seal()
    before = english(app).visit(PUBLIC).main
    browser = official("editor")
    assert not browser.visit(COUNTING).select("main form")
    assert "The results are public" in words(browser.visit(COUNTING).main)
    with write() as session:
        session.execute(update(Authority).values(smallest_group=20))
    assert english(app).visit(PUBLIC).main == before
    assert base(app, survey, "--public")["rows"] != base(app, survey, "--where", "@class=resident")["rows"]


def test_a_choice_that_comes_too_late_is_refused(survey, official, at, read):
    survey.answer(people(80))
    at(closing_moment(LAST_DAY) + timedelta(minutes=1))
    browser = official("editor")
    page = browser.visit(COUNTING)
    survey.seal()
    page = browser.send(page, late=False, **{"reason-pl": "Bo tak"})
    assert "the results are public, and stay as they are" in words(page)
    with read() as session:
        assert session.get_one(Questionnaire, survey.questionnaire_id).counts_late


@pytest.mark.parametrize(("smallest", "is_shown"), [(5, True), (20, False)])
def test_the_smallest_group_is_the_offices(app, survey, official, write, smallest, is_shown):
    crowd = people(400)
    few = [one for one in crowd if one[2] == "business"][:12]
    survey.answer([one for one in crowd if one[2] != "business"] + few)
    with write() as session:
        session.execute(update(Authority).values(smallest_group=smallest))
    page = official("clerk").visit(f"{DESK}/1?kto=business")
    assert bool(page.select("#q-moves")) is is_shown
    assert f"fewer than {smallest} people" in words(page.main)
    found = run(app, survey, "--rows", "moves", "--where", "@class=business")
    assert (found["base"] is not None or any(row["count"] is not None for row in found["rows"])) is is_shown


@pytest.mark.parametrize("smallest", [4, 21])
def test_no_other_size_can_be_stored(survey, write, smallest):
    with pytest.raises(IntegrityError), write() as session:
        session.execute(update(Authority).values(smallest_group=smallest))
