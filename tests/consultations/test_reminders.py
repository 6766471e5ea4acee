"""Officials are reminded of what the law wants by a day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from consult.accounts.models import Account, RoleGrant
from consult.authorities.models import Authority
from consult.consultations.models import Consultation
from consult.consultations.reminders import REMIND
from consult.jobs.models import Job
from consult.jobs.runner import do_all_due
from consult.mail.letters import render
from consult.mail.models import Mail
from tests.factories.consultations import NOW, Official, approve, correct, make_preparing

MESSAGE = "consultations/mail/day_near"
THIRTY_BEFORE = datetime(2026, 10, 31, 7, tzinfo=UTC)
"""Eight o'clock in Poland, in winter, before 30 November."""


@pytest.fixture
def people(write, kielce):
    """Have an approver and somebody else in the office; give their ids."""
    with write() as session:
        found = [
            Account(
                email=f"{name}@example.org",
                email_key=name,
                name=name,
                language=language,
                created_at=NOW,
                roles=[RoleGrant(role="approver", authority_id=kielce)],
            )
            for name, language in (("ewa", "uk"), ("jan", "pl"))
        ]
        session.add_all(found)
        session.flush()
        return [one.id for one in found]


@pytest.fixture
def programme(write, kielce, people):
    """Have the programme of cooperation published by the first of them."""
    with write() as session:
        begun = make_preparing(session, session.get_one(Authority, kielce), procedures=["program_wspolpracy"])
        approve(session, begun, approver=Official(kielce, frozenset({"approver"}), people[0]))
        return begun.id


def reminders(session):
    jobs = session.scalars(select(Job).where(Job.kind == REMIND).order_by(Job.due_at)).all()
    return [(job.payload["event"], job.payload["day"], job.payload["ahead"], job.due_at) for job in jobs]


def mails(session):
    return session.scalars(select(Mail).where(Mail.message == MESSAGE).order_by(Mail.created_at)).all()


@pytest.fixture
def work(app, at, read):
    """Let the worker do what is due at a moment; give who was written to."""

    def do(moment):
        at(moment)
        with app.app_context():
            do_all_due(app)
        with read() as session:
            return [mail.recipient for mail in mails(session)]

    return do


def test_ninety_sixty_and_thirty_days_before_a_date_of_the_calendar(programme, read):
    with read() as session:
        left = reminders(session)
    assert [one[2] for one in left if one[:2] == ("adopted", "2026-11-30")] == [90, 60, 30]
    assert ("adopted", "2026-11-30", 30, THIRTY_BEFORE) in left
    assert [one[2] for one in left if one[:2] == ("annual_report_published", "2028-05-31")] == [90, 60, 30]
    assert [one[1:3] for one in left if one[0] == "report_published"] == [("2026-04-30", 7)]


def test_who_published_it_is_written_to_in_their_language(app, programme, work, read):
    assert not work(datetime(2026, 4, 20, tzinfo=UTC))
    assert work(datetime(2026, 4, 23, 8, tzinfo=UTC)) == ["ewa@example.org"]
    with read() as session:
        (mail,) = mails(session)
    with app.test_request_context():
        letter = render(mail.message, mail.values, mail.language, "Kielce")
    assert "30 квітня 2026" in letter.subject
    assert "/urzad/k/park-nad-silnica" in letter.body


def test_the_office_is_written_to_where_nobody_of_them_is_left(programme, people, work, write):
    with write() as session:
        session.get_one(Account, people[0]).is_disabled = True
    assert work(datetime(2026, 4, 23, 8, tzinfo=UTC)) == ["jan@example.org"]


def test_a_reminder_that_comes_much_too_late_is_left_out(programme, work):
    assert not work(datetime(2026, 4, 28, tzinfo=UTC))


def test_only_the_version_in_force_reminds(programme, work, write, read):
    with write() as session:
        begun = session.get_one(Consultation, programme)
        correct(session, begun)
        approve(session, begun, now=NOW + timedelta(days=1))
    with read() as session:
        assert len([one for one in reminders(session) if one[0] == "report_published"]) == 2
    assert len(work(datetime(2026, 4, 23, 8, tzinfo=UTC))) == 2, "once each: the approver of the correction is gone"


def test_what_is_over_is_not_put(write, read, kielce):
    with write() as session:
        office = session.get_one(Authority, kielce)
        begun = make_preparing(
            session,
            office,
            procedures=["program_wspolpracy"],
            opens_on=date(2026, 10, 12),
            last_day=date(2026, 11, 2),
        )
        approve(session, begun, now=datetime(2026, 10, 1, 9, tzinfo=UTC))
    with read() as session:
        assert [one[2] for one in reminders(session) if one[0] == "adopted"] == [30]
