"""Passwords go over encrypted connections only, and certificates are checked."""

import smtplib
import ssl
from pathlib import Path

import pytest
from aiosmtpd.smtp import AuthResult

from consult.mail import transport
from tests.mail.conftest import serving

SELF_SIGNED = Path(__file__).parent / "self_signed.pem"
MESSAGE = b"Subject: x\r\n\r\nx\r\n"


@pytest.fixture
def seen():
    return []


@pytest.fixture
def with_password(seen):
    def authenticate(server, session, envelope, mechanism, data):
        seen.append((data.login, data.password))
        return AuthResult(success=data.password == b"s3cret@", handled=False)

    with serving(authenticator=authenticate, auth_require_tls=False) as controller:
        yield controller


def send(url):
    transport.send(url, sender="a@example.org", to="b@example.org", message=MESSAGE, host="localhost")


def test_a_password_is_decoded_and_given_on_loopback(with_password, seen):
    send(f"smtp://me:s3cret%40@127.0.0.1:{with_password.port}")
    assert seen == [(b"me", b"s3cret@")]
    assert len(with_password.handler.taken) == 1


def test_a_wrong_password_is_told(with_password):
    with pytest.raises(smtplib.SMTPAuthenticationError):
        send(f"smtp://me:wrong@127.0.0.1:{with_password.port}")


def test_no_password_in_the_clear_to_another_machine(with_password, seen, monkeypatch):
    monkeypatch.setattr(transport, "LOOPBACK", frozenset())
    with pytest.raises(transport.PasswordInTheClear):
        send(f"smtp://me:s3cret%40@127.0.0.1:{with_password.port}")
    assert not seen


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_certificate_that_nobody_vouches_for_is_refused(scheme):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(SELF_SIGNED)
    how = {"tls_context": context} if scheme == "smtp" else {"ssl_context": context}
    with serving(**how) as controller, pytest.raises(ssl.SSLCertVerificationError):
        send(f"{scheme}://me:s3cret%40@127.0.0.1:{controller.port}")
    assert not controller.handler.taken


@pytest.mark.parametrize(
    ("error", "is_permanent"),
    [
        (smtplib.SMTPRecipientsRefused({"a@x.pl": (550, b"no")}), True),
        (smtplib.SMTPRecipientsRefused({"a@x.pl": (450, b"later")}), False),
        (smtplib.SMTPDataError(554, b"no"), True),
        (smtplib.SMTPDataError(451, b"later"), False),
        (smtplib.SMTPAuthenticationError(535, b"no"), False),
        (TimeoutError(), False),
    ],
)
def test_what_another_try_may_help(error, is_permanent):
    assert transport.is_permanent(error) is is_permanent
