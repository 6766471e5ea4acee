"""A mail server, messages to send, and a way to put mails in."""

import socket
from contextlib import contextmanager

import pytest
from aiosmtpd.controller import Controller
from jinja2 import ChoiceLoader, DictLoader

from consult import clock
from consult.jobs.runner import do_all_due
from consult.mail import outbox
from consult.mail.models import Mail

MESSAGES = {
    "tests/mail/notice.txt": "Subject: Konsultacje: {{ title }}\n\nDzień dobry,\n{{ text }}\n",
    "tests/mail/bare.txt": "No subject at all\n\nText\n",
}


class Postbox:
    """Takes mails as a mail server does; `answer` is what it says to each."""

    def __init__(self):
        self.taken = []
        self.answer = "250 OK"
        self.answer_to_recipient = "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd names it
        if self.answer_to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer_to_recipient

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd names it
        if self.answer.startswith("250"):
            self.taken.append(envelope)
        return self.answer


@contextmanager
def serving(**options):
    """Run a mail server on this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(Postbox(), hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield controller
    finally:
        controller.stop()


@pytest.fixture(scope="module")
def server():
    with serving() as controller:
        yield controller


@pytest.fixture
def postbox(server):
    server.handler.__init__()
    return server.handler


@pytest.fixture
def smtp_url(server, postbox):
    return f"smtp://127.0.0.1:{server.port}"


@pytest.fixture
def environment(environment, smtp_url):
    return environment | {"CONSULT_SMTP_URL": smtp_url, "CONSULT_MAIL_FROM": "Consult <konsultacje@example.org>"}


@pytest.fixture
def app(app):
    app.jinja_env.loader = ChoiceLoader([DictLoader(MESSAGES), app.jinja_env.loader])
    return app


@pytest.fixture
def put(write):
    """Put a mail in; give its id."""

    def put_mail(to="jan@example.org", message="tests/mail/notice", *, is_secret=False, authority_id=None, **values):
        with write() as session:
            given = {"title": "Park Żeromskiego", "text": "Zażółć gęślą jaźń."} | values
            return outbox.put(
                session, to=to, message=message, values=given, language="pl",
                authority_id=authority_id, now=clock.now(), is_secret=is_secret,
            ).id  # fmt: skip

    return put_mail


@pytest.fixture
def work(app):
    """Do all jobs that are due."""

    def do_all():
        with app.app_context():
            return do_all_due(app)

    return do_all


@pytest.fixture
def kept(read):
    """Give a mail as it is stored."""

    def find(mail_id):
        with read() as session:
            mail = session.get_one(Mail, mail_id)
            session.expunge(mail)
            return mail

    return find
