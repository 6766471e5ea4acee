"""The operator looks after mail, jobs and the log; an admin reads the log of the own authority."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from jinja2 import ChoiceLoader, DictLoader
from sqlalchemy import event, select

from consult import clock
from consult.accounts.models import Account
from consult.audit import log
from consult.audit.models import AuditEntry
from consult.authorities.models import Authority
from consult.config import Settings
from consult.consultations.operations import prepare
from consult.desks import health
from consult.extensions import db
from consult.jobs import queue
from consult.jobs.models import Job
from consult.jobs.runner import do_all_due
from consult.mail import outbox
from consult.mail.models import Mail
from tests.factories.accounts import CHEAP, make_account, sign_in
from tests.factories.authorities import POWIAT_KIELECKI, make_authority
from tests.factories.published import make_published
from tests.page_checks import words
from tests.pages import Visitor

NOW = datetime(2026, 9, 18, 7, 40, tzinfo=UTC)
OPERATOR = "operator@example.org"
HOSTILE = '"><svg onload=alert(1)>{{ 7*7 }}'


@pytest.fixture
def app(app, at):
    at(NOW)
    app.extensions["passwords"] = CHEAP
    app.jinja_env.loader = ChoiceLoader(
        [DictLoader({"x/mail/y.txt": "Subject: About {{ title }}\n\nOpen {{ url }}\n"}), app.jinja_env.loader]
    )
    return app


@pytest.fixture
def operator(visitor, write):
    """Give the operator's browser."""
    with write() as session:
        make_account(session, OPERATOR, "operator", name="Ola Operator", language="en", now=NOW)
    sign_in(visitor, OPERATOR)
    return visitor


@pytest.fixture
def offices(write):
    with write() as session:
        return make_authority(session).id, make_authority(session, POWIAT_KIELECKI, "Powiat kielecki").id


@pytest.fixture
def mail(write):
    """Put a mail in."""

    def put(title="parking", to="jan@example.org", **more):
        with write() as session:
            found = outbox.put(
                session, to=to, message="x/mail/y", values={"title": title, "url": "http://localhost/l/abc"},
                language="pl", authority_id=None, now=NOW,
            )  # fmt: skip
            for name, value in more.items():
                setattr(found, name, value)
            return found.id

    return put


@pytest.fixture
def record(write):
    """Record an act."""

    def write_entry(
        action="mail.read", actor_id=None, authority_id=None, at=NOW, subject_id=None, kind="mail", **details
    ):
        with write() as session:
            log.record(
                session, action=action, subject_kind=kind, subject_id=subject_id or uuid4(), actor_id=actor_id,
                authority_id=authority_id, now=at, details=details,
            )  # fmt: skip

    return write_entry


def actions(read):
    with read() as session:
        return session.scalars(select(AuditEntry.action).where(AuditEntry.action.not_like("account.%"))).all()


def set_smtp(app, environment):
    app.extensions["settings"] = Settings.from_environment(
        environment | {"CONSULT_SMTP_URL": "smtp://127.0.0.1:1", "CONSULT_DATABASE_URL": ""}
    )


PAGES = ("/admin", "/admin/poczta", "/admin/zadania", "/admin/dziennik")


@pytest.mark.parametrize("address", PAGES)
def test_a_stranger_signs_in_first(visitor, address):
    visitor.visit(address, 401)


@pytest.mark.parametrize("address", [*PAGES[:-1], f"/admin/poczta/{UUID(int=1)}"])
@pytest.mark.parametrize("role", ["admin", "editor"])
def test_others_learn_nothing(visitor, write, offices, address, role):
    with write() as session:
        make_account(session, "anna@example.org", role, authority_id=offices[0], now=NOW)
    sign_in(visitor)
    visitor.visit(address, 404)


def test_an_editor_does_not_read_the_log(visitor, write, offices):
    with write() as session:
        make_account(session, "anna@example.org", "editor", authority_id=offices[0], now=NOW)
    sign_in(visitor)
    visitor.visit("/admin/dziennik", 404)


@pytest.mark.both_databases
def test_the_overview_says_what_needs_the_operator(operator, database):
    page = operator.visit("/admin?lang=en")
    rows = {words(row.th): row for row in page.select("tbody tr")}
    assert "up to date" in words(rows["Database"])
    assert "CONSULT_SMTP_URL" in words(rows["Mail server"])
    assert words(page.h1) in {"Everything is in order", "1 thing needs you"}  # the disk of this machine may be full


def test_a_job_that_nobody_does_is_told(operator, write, at):
    with write() as session:
        queue.put(session, "count", {}, due_at=NOW)
    at(NOW + timedelta(minutes=11))
    assert "consult worker" in words(operator.visit("/admin?lang=en").select_one("main"))


def test_a_database_without_tables_is_told(app, settings):
    with app.test_request_context("/?lang=en"):
        db.session().execute(db.text("DROP TABLE alembic_version"))
        found = {check.title: check for check in health.checks(db.session(), settings, NOW)}
    assert not found["Database"].is_ok
    assert "Mails" not in found


@pytest.mark.both_databases
def test_a_mail_is_read_and_the_look_recorded(operator, mail, read, database):
    mail(title=HOSTILE)
    listed = operator.visit("/admin/poczta?lang=en")
    assert "jan@example.org" in words(listed.table)
    assert actions(read) == []
    page = operator.visit(listed.table.a["href"] + "?lang=en")
    assert HOSTILE in words(page.select_one("main"))
    assert "http://localhost/l/abc" in words(page.select_one(".kept"))
    assert actions(read) == ["mail.read"]
    operator.visit(listed.table.a["href"])
    assert actions(read) == ["mail.read"] * 2


def test_no_mail_is_read_where_a_server_is_set(app, environment, operator, mail, read):
    mail_id = mail()
    set_smtp(app, environment)
    page = operator.visit(f"/admin/poczta/{mail_id}?lang=en")
    assert "/l/abc" not in str(page)
    assert actions(read) == []


def test_an_erased_mail_says_so(operator, mail, read):
    mail_id = mail(values={}, erased_at=NOW, sent_at=NOW, state="sent", is_secret=True)
    assert "erased" in words(operator.visit(f"/admin/poczta/{mail_id}?lang=en").select_one("main"))
    assert actions(read) == []


def test_mails_by_state_and_in_pages(operator, mail):
    for number in range(51):
        mail(to=f"jan{number}@example.org", state="sent")
    mail(to="waiting@example.org")
    page = operator.visit("/admin/poczta?stan=sent&lang=en")
    assert len(page.select("tbody tr")) == 50
    assert "waiting@example.org" not in words(page)
    page = operator.visit("/admin/poczta" + page.select_one("a[rel=next]")["href"])
    assert len(page.select("tbody tr")) == 1
    assert "nothing" not in operator.visit("/admin/poczta?stan=nothing&strona=9")
    assert "There are no mails" in words(operator.visit("/admin/poczta?stan=failed&lang=en"))


def test_a_failed_mail_is_tried_again(operator, mail, read):
    mail_id = mail(state="failed", last_error=HOSTILE, try_count=8)
    page = operator.visit(f"/admin/poczta/{mail_id}?lang=en")
    assert HOSTILE in words(page.select_one(".note--no"))
    operator.send(page, button="Try again")
    with read() as session:
        assert session.get_one(Mail, mail_id).state == "waiting"
    assert "mail.retried" in actions(read)


@pytest.mark.both_databases
def test_a_test_mail_goes_to_the_operator(app, operator, read, database):
    operator.send("/admin/poczta?lang=en", button="Send a test mail to me")
    with read() as session:
        found = session.scalars(select(Mail)).one()
        assert (found.recipient, found.language, found.message) == (OPERATOR, "en", "desks/mail/test")
    page = operator.visit(f"/admin/poczta/{found.id}?lang=en")
    assert "http://localhost can send mails to you" in words(page.select_one(".kept"))
    with app.app_context():
        do_all_due(app)
    with read() as session:
        assert session.get_one(Mail, found.id).is_parked


@pytest.mark.both_databases
def test_a_job_given_up_is_tried_again(operator, write, read, database):
    with write() as session:
        job = queue.put(session, "count", {}, due_at=NOW)
        job.given_up_at, job.last_error, job.try_count = NOW, HOSTILE, 8
        job_id = job.id
    page = operator.visit("/admin/zadania?lang=en")
    assert words(page.h1) == "1 job was given up"
    assert HOSTILE in words(page.table)
    page = operator.send(page, button="Try again")
    assert "job.revived" in actions(read)
    with read() as session:
        assert session.get_one(Job, job_id).given_up_at is None
    assert "No job was given up" in words(operator.visit("/admin/zadania?lang=en").h1)


@pytest.mark.both_databases
def test_the_log_is_searched(operator, write, record, offices, database):
    with write() as session:
        zofia = make_account(
            session, "zofia@example.org", "admin", name="Zofia Żak", authority_id=offices[0], now=NOW
        ).id
    subject = uuid4()
    record("authority.changed", zofia, offices[0], NOW - timedelta(days=2), subject, field="host")
    record("mail.tested", None, None, NOW - timedelta(days=1))
    record("unheard.of", zofia, offices[1], NOW)

    def found(**asked):
        asked |= {"lang": "en"}
        page = operator.visit("/admin/dziennik?" + "&".join(f"{name}={value}" for name, value in asked.items()))
        return [words(row) for row in page.select("tbody tr") if "account" not in words(row.th).lower()]

    mine = found(subject=subject)
    assert len(mine) == 1
    assert "Zofia Żak" in mine[0]
    assert "The settings of an authority were changed" in mine[0]
    assert "Kielce" in mine[0]
    assert "field=host" in mine[0]
    assert len(found(person="zak", from_on="2026-09-16", until_on="2026-09-18")) == 2
    assert len(found(person="ZOFIA@example.org", action="authority.changed")) == 1
    assert found(person="nobody") == []
    assert len(found(office=offices[1], from_on="2026-09-18")) == 1
    assert len(found(action="mail.tested", from_on="2026-09-17", until_on="2026-09-17")) == 1
    assert found(action="mail.tested", until_on="2026-09-16") == []
    assert "unheard.of" in found(office=offices[1])[0]


def test_the_log_speaks_in_words(app, operator, write, record, offices):
    with write() as session:
        admin = make_account(session, "anna@example.org", "admin", name="Anna", authority_id=offices[0], now=NOW).id
        office = session.get_one(Authority, offices[0])
        public = make_published(session, office, "Park", date(2026, 9, 7), date(2026, 9, 28)).id
        hidden = prepare(session, office, {"pl": "Hala"}, actor=session.get_one(Account, admin), now=NOW).id
    done = {"action": "consultation.published", "actor_id": admin, "authority_id": offices[0], "kind": "consultation"}
    for subject in (public, hidden, uuid4()):
        record(**done, subject_id=subject, version=2, single_handed=False)
    sign_in(reader := Visitor(app.test_client()))
    cells = reader.visit("/admin/dziennik?action=consultation.published&lang=en").select("tbody td:nth-of-type(3)")
    assert sorted(words(cell).partition(" all acts")[0] for cell in cells) == [
        "consultation version 2",
        "consultation: Hala version 2",
        "consultation: Park version 2",
    ]
    assert {link["href"] for cell in cells for link in cell.select("a[href^='/urzad']")} == {
        "/urzad/k/park",
        "/urzad/k/hala",
    }
    page = operator.visit("/admin/dziennik?action=consultation.published&lang=en")
    assert "Hala" not in words(page.table)
    assert page.select_one("a[href='/k/park']")


@pytest.mark.parametrize(
    "asked",
    ["subject=x", "from_on=9999", "until_on=9999-12-31", "from_on=0001-01-01", "action=x", "office=x"],
)
def test_a_search_that_cannot_be_is_told(operator, record, asked):
    record()
    page = operator.visit(f"/admin/dziennik?{asked}&lang=en")
    assert page.select_one(".problems")
    assert not page.table


@pytest.mark.both_databases
def test_an_admin_reads_the_own_authority_only(visitor, write, record, offices, database):
    kielce, powiat = offices
    with write() as session:
        make_account(session, "anna@example.org", "admin", authority_id=kielce, now=NOW)
        make_account(session, "anna2@example.org", "editor", authority_id=powiat, now=NOW)
    for authority_id, action in ((kielce, "of.kielce"), (powiat, "of.powiat"), (None, "of.nobody")):
        record(action, None, authority_id)
    sign_in(visitor)
    page = visitor.visit("/admin/dziennik?lang=en")
    assert "of.kielce" in words(page.table)
    assert "of.powiat" not in words(page)
    assert "of.nobody" not in words(page)
    assert "Powiat" not in words(page.select_one("select[name=office]"))
    assert visitor.visit(f"/admin/dziennik?office={powiat}&lang=en").select_one(".problems")


def test_a_long_log_costs_few_statements(app, operator, write, record, offices):
    with write() as session:
        people = [make_account(session, f"p{n}@example.org", name=f"P {n}", now=NOW).id for n in range(30)]
    for person in people:
        record(actor_id=person, authority_id=offices[0])
    counted = []
    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", lambda *args: counted.append(args[2]))
    operator.visit("/admin/dziennik?action=mail.read")
    seen = [statement for statement in counted if "audit_entries" in statement or "FROM accounts" in statement]
    assert len([statement for statement in counted if "audit_entries" in statement]) == 1, seen
    assert len([statement for statement in counted if "FROM accounts" in statement]) <= 2, seen
    assert len(counted) <= 12, counted


def test_the_time_of_an_entry_is_that_of_the_office(operator, record):
    record("mail.tested", at=clock.datetime(2026, 9, 17, 22, 30, tzinfo=UTC))
    page = operator.visit("/admin/dziennik?action=mail.tested&from_on=2026-09-18&lang=en")
    assert "18 September 2026, 00:30" in words(page.table)
