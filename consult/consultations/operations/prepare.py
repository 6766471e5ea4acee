"""Prepare a consultation."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.authorities.models import Authority
from consult.consultations.models import Consultation, ConsultationVersion
from consult.consultations.operations.record import record
from consult.consultations.queries import find_begun_with, find_preparing
from consult.consultations.rules.privacy import USUAL_RECIPIENTS
from consult.orm import Texts
from consult.texts.folding import slug

EDITABLE = (
    "title",
    "summary",
    "can_change",
    "cannot_change",
    "invited",
    "decision",
    "languages",
    "case_sign",
    "contact_name",
    "contact_role",
    "contact_email",
    "contact_phone",
    "opens_on",
    "last_day",
    "procedures",
    "target",
    "event_days",
    "meetings",
    "purpose",
    "legal_basis",
    "retention",
    "recipients",
    "transfer",
    "automated",
    "reason",
)
"""What an editor may change; everything else follows from acts."""
PAGES = frozenset({"nowa"})
"""Addresses of the desk's own pages, which no consultation may take."""
TRIES = 20
"""How often an address that somebody takes at the same moment is looked for again."""


class NotInPreparation(Exception):
    """There is no version in preparation: what was published never changes."""


class AddressTaken(Exception):
    """So many people took the same address at once that none was left."""


class ChangedMeanwhile(Exception):
    """Somebody else saved this version after the form was opened."""

    def __init__(self, edit_count: int) -> None:
        super().__init__()
        self.edit_count = edit_count


def prepare(
    session: Session,
    authority: Authority,
    title: Texts,
    *,
    languages: Sequence[str] = ("pl",),
    request_key: str | None = None,
    actor: Actor,
    now: datetime,
) -> Consultation:
    """Begin a consultation with its title; its address is made from the Polish one and stays.

    `request_key` is that of the form: sent twice, it begins one consultation.
    """
    consultation = _begin(session, authority, title["pl"], request_key, now)
    if consultation.versions:
        return consultation
    version = ConsultationVersion(
        number=1, title=dict(title), edited_at=now, edited_by_id=actor.id, author_ids=[str(actor.id)]
    )
    version.languages = list(languages)
    version.recipients = {code: USUAL_RECIPIENTS[code] for code in languages if code in USUAL_RECIPIENTS}
    consultation.versions.append(version)
    session.flush()
    record(session, "prepared", consultation, actor=actor, now=now)
    return consultation


def change(
    session: Session,
    consultation: Consultation,
    values: Mapping[str, Any],
    *,
    edit_count: int,
    actor: Actor,
    now: datetime,
) -> ConsultationVersion:
    """Save what an editor typed into the version in preparation.

    `edit_count` is the one with which the form was opened. A version that waited for approval waits no
    longer: what an approver read must be what is published. Raises `NotInPreparation`, `ChangedMeanwhile`.
    """
    version = in_preparation(session, consultation)
    if version.edit_count != edit_count:
        raise ChangedMeanwhile(version.edit_count)
    for name in EDITABLE:
        if name in values:
            setattr(version, name, values[name])
    touch(version, actor, now)
    session.flush()
    record(session, "changed", consultation, actor=actor, now=now, details={"version": version.number})
    return version


def touch(version: ConsultationVersion, actor: Actor, now: datetime) -> None:
    """Note who wrote in it; it is to be sent for approval anew."""
    version.edit_count += 1
    version.edited_at = now
    version.edited_by_id = actor.id
    version.author_ids = sorted({*version.author_ids, str(actor.id)})
    version.sent_at = None
    version.sent_by_id = None


def in_preparation(session: Session, consultation: Consultation) -> ConsultationVersion:
    """Get the version in preparation, and hold it; raises `NotInPreparation`."""
    version = find_preparing(session, consultation.id, for_update=True)
    if version is None:
        raise NotInPreparation
    return version


def _begin(session: Session, authority: Authority, title: str, request_key: str | None, now: datetime) -> Consultation:
    """Make a consultation at an address of its own, also where somebody takes the same one at this moment.

    Where the form was sent before, give what it began.
    """
    for _try in range(TRIES):
        begun = find_begun_with(session, request_key, authority.id)
        if begun is not None:
            return begun
        consultation = Consultation(
            authority=authority, slug=_free_slug(session, title), request_key=request_key, created_at=now
        )
        with suppress(IntegrityError), session.begin_nested():
            session.add(consultation)
            session.flush()
            return consultation
    raise AddressTaken


def _free_slug(session: Session, title: str) -> str:
    """Find an address nobody has: the title's words, with a number where they are taken."""
    wanted = slug(title) or "konsultacja"
    same = select(Consultation.slug).where(Consultation.slug.startswith(wanted, autoescape=True))
    taken = {*PAGES, *session.scalars(same)}
    free = wanted
    number = 2
    while free in taken:
        free = f"{wanted}-{number}"
        number += 1
    return free
