"""How the installation stands, and how to mend what is wrong."""

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from consult import schema
from consult.config import Settings
from consult.desks import queries
from consult.files.rules import size_words
from consult.mail.queries import count_by_state
from consult.web.locale import language

LEAST_FREE = 1_000_000_000
"""Bytes on the disk below which somebody should make room."""
TOO_LONG = timedelta(minutes=10)
"""How long a job may be due before we say that nobody works."""
MOST_UNCHAINED = 1000
DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: how it stands, and how to mend it where it is not in order."""

    title: str
    state: str
    is_ok: bool
    mending: str
    is_optional: bool = False
    """It works without, with what `state` says."""


def checks(session: Session, settings: Settings, now: datetime) -> list[Check]:
    """Look at everything that may need the operator."""
    database = _database(session)
    counted = [_jobs(session, now), _given_up(session), _mails(session), _log(session)] if database.is_ok else []
    return [database, _proxy(settings), _mail_server(settings), *counted, _disk(settings)]


def _database(session: Session) -> Check:
    title = _("Database")
    try:
        connection = session.connection()
        name = DATABASES[connection.dialect.name]
        is_current = schema.is_current(connection)
        is_empty = not inspect(connection).get_table_names()
    except SQLAlchemyError:
        session.rollback()
        return Check(title, _("cannot be reached"), is_ok=False, mending=_("Check CONSULT_DATABASE_URL."))
    if is_empty:
        return Check(title, _("%(name)s, empty", name=name), is_ok=False, mending=_("Run: consult init"))
    return Check(
        title,
        _("%(name)s, up to date", name=name) if is_current else _("%(name)s, of an older version", name=name),
        is_current,
        _("Stop the service, make a copy of the database, then run: consult init"),
    )


def _jobs(session: Session, now: datetime) -> Check:
    counts = queries.count_jobs(session)
    return Check(
        _("Jobs"),
        ngettext("%(num)d job waits", "%(num)d jobs wait", counts.waiting),
        counts.oldest_due_at is None or now - counts.oldest_due_at < TOO_LONG,
        _("Nobody does the jobs. Start the service again: consult serve. Or beside it: consult worker"),
    )


def _given_up(session: Session) -> Check:
    given_up = queries.count_jobs(session).given_up
    return Check(
        _("Jobs given up"),
        ngettext("%(num)d job was given up", "%(num)d jobs were given up", given_up),
        not given_up,
        _("Open the jobs, read what went wrong, mend it and try again."),
    )


def _proxy(settings: Settings) -> Check:
    """Look at whether the proxy that must stand before an https address is believed."""
    is_ok = not settings.is_secure or settings.trusted_proxies > 0
    return Check(
        _("Address"),
        settings.base_url,
        is_ok,
        _("Set CONSULT_TRUSTED_PROXIES to the number of proxies in front: without it every form is refused."),
    )


def _mail_server(settings: Settings) -> Check:
    if settings.smtp_url:
        state = _("mails are sent by a mail server")
    elif settings.mail_dir:
        state = _("mails are written as files")
    else:
        state = _("no mail server is set; mails wait in the outbox")
    return Check(
        _("Mail server"),
        state,
        bool(settings.smtp_url or settings.mail_dir),
        _("Set CONSULT_SMTP_URL, then start again."),
        is_optional=True,
    )


def _mails(session: Session) -> Check:
    counts = count_by_state(session)
    waiting = ngettext("%(num)d mail waits", "%(num)d mails wait", counts["waiting"])
    failed = ngettext("%(num)d was not sent", "%(num)d were not sent", counts["failed"])
    return Check(
        _("Mails"),
        f"{waiting}, {failed}",
        not counts["failed"],
        _("Open the outbox, read what went wrong, mend it and try again."),
    )


def _log(session: Session) -> Check:
    chained, waiting = queries.count_entries(session)
    said = ngettext("%(num)d entry is chained", "%(num)d entries are chained", chained)
    more = ngettext("%(num)d waits for its link", "%(num)d wait for their link", waiting)
    return Check(
        _("Log of acts"),
        f"{said}, {more}",
        waiting < MOST_UNCHAINED,
        _("Nobody does the jobs. Start the service again: consult serve. Or beside it: consult worker"),
    )


def _disk(settings: Settings) -> Check:
    free = shutil.disk_usage(settings.data_dir).free
    return Check(
        _("Disk"),
        _("%(size)s free", size=size_words(free, language())),
        free >= LEAST_FREE,
        _("Make room on the disk that holds the data folder."),
    )
