"""Ways out: a mail server, or a folder of files."""

import os
import smtplib
import ssl
from pathlib import Path
from urllib.parse import unquote, urlsplit
from uuid import uuid4

from consult.config import LOOPBACK

TIMEOUT = 20
"""Seconds that the mail server may take for each answer; all together stay below the lease of a job."""
PERMANENT = 500


class PasswordInTheClear(Exception):
    """The mail server offers no encryption, so it is not given a password."""


def send(url: str, *, sender: str, to: str, message: bytes, host: str) -> None:
    """Hand a message to the mail server; `host` is how we introduce ourselves."""
    with _connect(url, host) as server:
        server.sendmail(sender, [to], message)


def write(folder: Path, message: bytes) -> Path:
    """Write a message into a folder, under a random name and at once as a whole."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{uuid4().hex}.eml"
    unfinished = path.with_suffix(".part")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(message)
        file.flush()
        os.fsync(file.fileno())
    return unfinished.rename(path)


def is_permanent(error: Exception) -> bool:
    """Tell whether the mail server will never take this mail."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= PERMANENT for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= PERMANENT


def _connect(url: str, host: str) -> smtplib.SMTP:
    """Connect, encrypt (the certificate is checked) and sign in."""
    parts = urlsplit(url)
    name = parts.hostname or "localhost"
    context = ssl.create_default_context()
    server: smtplib.SMTP
    if parts.scheme == "smtps":
        server = smtplib.SMTP_SSL(name, parts.port or 465, host, timeout=TIMEOUT, context=context)
    else:
        server = smtplib.SMTP(name, parts.port or 587, host, timeout=TIMEOUT)
    try:
        if parts.username and parts.scheme == "smtp":
            _encrypt(server, name, context)
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _encrypt(server: smtplib.SMTP, name: str, context: ssl.SSLContext) -> None:
    """Encrypt before a password is given; only a server on this machine may do without."""
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=context)
    elif name not in LOOPBACK:
        raise PasswordInTheClear
