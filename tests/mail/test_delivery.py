import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from consult import clock
from consult.config import Settings
from consult.jobs.models import Job
from consult.jobs.runner import do_next
from consult.mail import delivery, outbox, transport
from consult.mail.models import Mail
from tests.factories.authorities import make_authority

HOSTILE = [
    "Park\r\nBcc: eve@example.org",
    "Park\nBcc: eve@example.org\n\nbody",
    "Park\rBcc: eve@example.org",
    "Park\u2028Bcc: eve@example.org",
    "Park\u2029\u0085\x0b\x0c\x1c\x1d\x1eBcc: eve@example.org",
    "Park%0aBcc: eve@example.org",
    'Park" <eve@example.org>, "x',
    "=?utf-8?q?x=0D=0ABcc:_eve=40example.org?=",
    "{{ 7*7 }} ${7*7} {% include 'x' %} {{config}}",
    "ż" * 10_000,
]


def parsed(envelope):
    return message_from_bytes(envelope.content, policy=policy.default)


@pytest.mark.both_databases
def test_a_mail_is_sent_in_polish(put, work, postbox, kept, database):
    mail_id = put()
    work()
    (envelope,) = postbox.taken
    message = parsed(envelope)
    assert envelope.rcpt_tos == ["jan@example.org"]
    assert envelope.mail_from == "konsultacje@example.org"
    assert message["Subject"] == "Konsultacje: Park Żeromskiego"
    assert b"=?utf-8?q?=C5=BBeromskiego?=" in envelope.content
    assert message["From"].addresses[0].display_name == "Consult"
    assert message["To"] == "jan@example.org"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"] == f"<{mail_id}@localhost>"
    assert message["Date"].datetime.utcoffset() == timedelta(0)
    assert message.get_content().replace("\r", "") == "Dzień dobry,\nZażółć gęślą jaźń.\n"
    assert kept(mail_id).state == "sent"
    assert kept(mail_id).sent_at is not None


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ('Urząd "Kielce"\r\nBcc: eve@example.org', 'Urząd "Kielce" Bcc: eve@example.org'),
        ("=?utf-8?q?x=0D=0ABcc:_eve?=", "= ?utf-8?q?x=0D=0ABcc:_eve?="),
    ],
)
def test_the_office_is_the_sender(put, work, postbox, write, name, shown):
    with write() as session:
        authority_id = make_authority(session, name=name).id
    put(authority_id=authority_id)
    work()
    message = parsed(postbox.taken[0])
    (sender,) = message["From"].addresses
    assert sender.display_name == shown
    assert sender.addr_spec == "konsultacje@example.org"
    assert "Bcc" not in message


@pytest.mark.parametrize("typed", HOSTILE)
def test_no_value_adds_a_header(put, work, postbox, typed):
    put(title=typed, text="Text")
    work()
    (envelope,) = postbox.taken
    message = parsed(envelope)
    assert envelope.rcpt_tos == ["jan@example.org"]
    assert sorted(message.keys()) == sorted([
        "Auto-Submitted", "Content-Transfer-Encoding", "Content-Type", "Date", "From", "MIME-Version",
        "Message-ID", "Subject", "To",
    ])  # fmt: skip
    said = " ".join("".join(c if c.isprintable() else " " for c in typed).split()).replace("=?", "= ?")
    assert message["Subject"].startswith(f"Konsultacje: {said}"[:199])
    assert message.get_content().replace("\r", "") == "Dzień dobry,\nText\n"


@pytest.mark.parametrize(
    "address",
    [
        "jan@example.org\r\nBcc: eve@example.org",
        "a@b@example.org",
        "jan@",
        "@x.pl",
        "jan@ex\u2028ample.org",
        "a,b@x.pl",
        "=?utf-8?q?x=0D=0ABcc:_eve?=@x.pl",
    ],
)
def test_an_address_that_cannot_be_is_not_tried_again(put, work, postbox, kept, address):
    mail_id = put(to=address)
    work()
    assert not postbox.taken
    assert kept(mail_id).state == "failed"


def test_a_domain_with_polish_letters(put, work, postbox):
    put(to="jan@gęś.example.org")
    work()
    assert postbox.taken[0].rcpt_tos == ["jan@xn--g-1ia2r.example.org"]


def test_a_sent_mail_is_never_sent_again(app, put, work, postbox):
    mail_id = put()
    work()
    with app.app_context():
        delivery.deliver({"mail_id": str(mail_id)})
    assert len(postbox.taken) == 1


def test_a_process_killed_before_the_note_sends_the_same_mail_again(put, work, postbox, kept, monkeypatch, at):
    class Killed(BaseException):
        """The process ends here."""

    def killed(*_args, **_more):
        raise Killed

    mail_id = put()
    with monkeypatch.context() as broken, pytest.raises(Killed):
        broken.setattr(outbox, "note_sent", killed)
        work()
    assert kept(mail_id).state == "waiting"
    assert work() == 0, "somebody else may be doing it"
    at(clock.now() + timedelta(minutes=6))
    work()
    assert [parsed(envelope)["Message-ID"] for envelope in postbox.taken] == [f"<{mail_id}@localhost>"] * 2
    assert kept(mail_id).state == "sent"


@pytest.mark.both_databases
def test_two_workers_send_each_mail_once(app, put, postbox, database):
    for number in range(12):
        put(title=str(number))

    def all_jobs(_worker):
        with app.app_context():
            while do_next(app.extensions["work"]):
                pass

    with ThreadPoolExecutor(3) as workers:
        list(workers.map(all_jobs, range(3)))
    assert len(postbox.taken) == 12
    assert len({parsed(envelope)["Message-ID"] for envelope in postbox.taken}) == 12


def test_the_network_is_outside_any_transaction(app, put, work, monkeypatch):
    seen = []

    def send(*_args, **_more):
        session = delivery.db.session()
        seen.append((session.in_transaction(), session.info.get("writing")))

    monkeypatch.setattr(transport, "send", send)
    put()
    work()
    assert seen == [(False, False)]


def test_a_server_that_is_away_is_tried_again(put, work, kept, postbox, at, read):
    postbox.answer = "451 later"
    mail_id = put(text="secret words")
    work()
    assert kept(mail_id).state == "waiting"
    assert kept(mail_id).try_count == 1
    with read() as session:
        assert "secret" not in session.scalars(delivery.db.select(Job.last_error)).one()
    postbox.answer = "250 OK"
    assert work() == 0
    at(clock.now() + timedelta(seconds=31))
    work()
    assert kept(mail_id).state == "sent"
    assert kept(mail_id).last_error is None


def test_after_eight_tries_it_waits_for_a_person(put, work, kept, postbox, at, write, read):
    postbox.answer = "451 later"
    mail_id = put()
    for hour in range(1, 9):
        work()
        at(clock.now() + timedelta(hours=hour))
    assert kept(mail_id).state == "failed"
    with read() as session:
        assert not session.scalars(delivery.db.select(Job)).all(), "the mail says it, so the job need not"
    postbox.answer = "250 OK"
    with write() as session:
        assert outbox.try_again(session, mail_id, now=clock.now())
    work()
    assert kept(mail_id).state == "sent"


def test_a_refused_recipient_is_final(put, work, kept, postbox):
    postbox.answer_to_recipient = "550 nobody here"
    mail_id = put()
    work()
    assert kept(mail_id).state == "failed"
    assert "550" in kept(mail_id).last_error


@pytest.mark.parametrize("message", ["tests/mail/bare", "tests/mail/absent"])
def test_a_message_that_cannot_be_rendered_is_noted(put, work, kept, postbox, message):
    mail_id = put(message=message)
    work()
    assert not postbox.taken
    assert kept(mail_id).last_error


@pytest.mark.both_databases
def test_a_secret_mail_is_erased_when_handed_over(put, work, kept, postbox, database):
    mail_id = put(text="kod 123456", is_secret=True)
    work()
    assert "123456" in parsed(postbox.taken[0]).get_content()
    assert kept(mail_id).values == {}
    assert kept(mail_id).erased_at is not None


def test_what_is_rolled_back_is_never_sent(write, work, postbox, read):
    def put_and_fail():
        with write() as session:
            outbox.put(
                session, to="jan@example.org", message="tests/mail/notice", values={"title": "x", "text": "y"},
                language="pl", authority_id=None, now=clock.now(),
            )  # fmt: skip
            raise RuntimeError

    with pytest.raises(RuntimeError):
        put_and_fail()
    work()
    assert not postbox.taken
    with read() as session:
        assert session.scalars(delivery.db.select(Mail)).all() == []


def set_smtp(app, environment, url):
    app.extensions["settings"] = Settings.from_environment(environment | {"CONSULT_SMTP_URL": url})


@pytest.mark.both_databases
def test_mails_wait_for_a_server_to_be_set(app, put, work, postbox, kept, environment, smtp_url, database):
    set_smtp(app, environment, "")
    mail_id = put()
    work()
    assert kept(mail_id).state == "waiting"
    assert kept(mail_id).is_parked
    assert kept(mail_id).try_count == 0
    set_smtp(app, environment, smtp_url)
    work()  # takes it up
    work()
    assert kept(mail_id).state == "sent"
    assert len(postbox.taken) == 1


def test_mails_can_be_files(app, put, work, environment, kept, tmp_path):
    folder = tmp_path / "mails"
    app.extensions["settings"] = Settings.from_environment(
        environment | {"CONSULT_SMTP_URL": "", "CONSULT_MAIL_DIR": str(folder)}
    )
    mail_id = put()
    work()
    (written,) = folder.iterdir()
    assert written.suffix == ".eml"
    assert written.stat().st_mode & 0o777 == 0o600
    message = message_from_bytes(written.read_bytes(), policy=policy.default)
    assert message["Subject"] == "Konsultacje: Park Żeromskiego"
    assert kept(mail_id).state == "sent"


def test_nobody_answers(app, put, work, kept, environment):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        set_smtp(app, environment, f"smtp://127.0.0.1:{closed.getsockname()[1]}")
        mail_id = put()
        work()
    assert kept(mail_id).state == "waiting"
    assert "Refused" in kept(mail_id).last_error
