"""Pages of the operator: health, the outbox, jobs given up; and the log, which admins read too."""

from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.orm import Session

from consult import clock
from consult.audit import log
from consult.config import Settings
from consult.desks import acts, health, queries
from consult.desks.forms import SearchForm
from consult.desks.words import MAIL_STATES, action_words, message_words
from consult.extensions import db
from consult.jobs import queue
from consult.mail import delivery, outbox
from consult.mail.models import Mail
from consult.mail.queries import count_by_state, find_mail, newest_first
from consult.paging import Page, page_of
from consult.web.access import allow, holding
from consult.web.paging import page_number
from consult.web.transaction import transaction

bp = Blueprint("operator", __name__)
EMPTY = Page([], 1, 0)


@bp.get("/admin")
@allow(holding("operator"))
def overview() -> ResponseReturnValue:
    """Show how the installation stands."""
    checks = health.checks(db.session(), _settings(), clock.now())
    wrong = [check for check in checks if not check.is_ok and not check.is_optional]
    return render_template("desks/overview.html", checks=checks, wrong=wrong)


@bp.get("/admin/poczta")
@allow(holding("operator"))
def mails() -> ResponseReturnValue:
    """List the mails, newest first."""
    state = request.args.get("stan")
    page = page_of(db.session(), newest_first(state), page_number())
    return render_template(
        "desks/mails.html",
        page=page,
        offices=queries.office_names(db.session(), {mail.authority_id for mail in page.rows if mail.authority_id}),
        counts=count_by_state(db.session()),
        chosen=state,
        states=MAIL_STATES,
        message_words=message_words,
        can_send=delivery.can_send(),
    )


@bp.post("/admin/poczta/proba")
@allow(holding("operator"))
def test_mail() -> ResponseReturnValue:
    """Send a mail to the operator's own address."""
    with transaction() as session:
        mail = outbox.put(
            session,
            to=current_user.email,
            message="desks/mail/test",
            values={"address": _settings().base_url},
            language=current_user.language,
            authority_id=None,
            now=clock.now(),
        )
        _record(session, "mail.tested", "mail", mail.id)
    flash(_("A test mail to %(address)s is on its way.", address=current_user.email), "yes")
    return redirect(url_for("operator.mails"))


@bp.get("/admin/poczta/<uuid:mail_id>")
@allow(holding("operator"))
def mail(mail_id: UUID) -> ResponseReturnValue:
    """Show one mail; what it says only where no mail server is set, and each such look is recorded."""
    found = find_mail(db.session(), mail_id) or abort(404)
    letter = None
    if _is_readable(found):
        with transaction() as session:
            _record(session, "mail.read", "mail", mail_id, found.authority_id)
        letter = delivery.read(found)
    return render_template(
        "desks/mail.html", mail=found, letter=letter, states=MAIL_STATES, title=message_words(found.message)
    )


@bp.post("/admin/poczta/<uuid:mail_id>/ponow")
@allow(holding("operator"))
def retry_mail(mail_id: UUID) -> ResponseReturnValue:
    """Try a mail again that was not sent."""
    with transaction() as session:
        found = find_mail(session, mail_id) or abort(404)
        if outbox.try_again(session, mail_id, now=clock.now()):
            _record(session, "mail.retried", "mail", mail_id, found.authority_id)
    flash(_("The mail is tried again now."), "yes")
    return redirect(url_for("operator.mail", mail_id=mail_id))


@bp.get("/admin/zadania")
@allow(holding("operator"))
def jobs() -> ResponseReturnValue:
    """List the jobs that were given up."""
    return render_template(
        "desks/jobs.html", jobs=queue.list_given_up(db.session()), counts=queries.count_jobs(db.session())
    )


@bp.post("/admin/zadania/<uuid:job_id>/ponow")
@allow(holding("operator"))
def retry_job(job_id: UUID) -> ResponseReturnValue:
    """Give a job another chance."""
    with transaction() as session:
        if queries.find_given_up(session, job_id):
            queue.revive(session, job_id, now=clock.now())
            _record(session, "job.revived", "job", job_id)
    flash(_("The job is tried again now."), "yes")
    return redirect(url_for("operator.jobs"))


@bp.get("/admin/dziennik")
@allow(holding("admin", "operator"))
def audit() -> ResponseReturnValue:
    """Search the log: an admin sees what was done in the own authority, the operator everything."""
    session = db.session()
    form = SearchForm(queries.offices_seen_by(session, current_user), formdata=request.args)
    page = EMPTY
    if form.validate():
        page = page_of(session, queries.entries_seen_by(session, current_user, form.search()), page_number())
    return render_template(
        "desks/audit.html",
        form=form,
        page=page,
        lines=acts.in_words(session, page.rows, current_user),
        action_words=action_words,
    )


def _is_readable(mail: Mail) -> bool:
    return not _settings().smtp_url and mail.erased_at is None


def _record(session: Session, action: str, kind: str, subject_id: UUID, authority_id: UUID | None = None) -> None:
    log.record(
        session,
        action=action,
        subject_kind=kind,
        subject_id=subject_id,
        actor_id=current_user.id,
        authority_id=authority_id,
        now=clock.now(),
    )


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
