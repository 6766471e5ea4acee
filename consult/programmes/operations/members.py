"""Authorities in a programme: invited, agreed, gone."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.accounts.queries import list_people
from consult.actor import Actor
from consult.authorities.models import Authority
from consult.consultations.models import Consultation
from consult.mail import outbox
from consult.programmes.access import can_decide
from consult.programmes.models import ACCEPTED, DECLINED, INVITED, JoinedConsultation, Member, Programme
from consult.programmes.operations.record import record
from consult.programmes.queries import find_member


class NotYourOffice(Exception):
    """Only an administrator of the authority decides for it."""


def invite(
    session: Session, programme: Programme, authority: Authority, *, base_url: str, actor: Actor, now: datetime
) -> bool:
    """Invite an authority, and write to its administrators; tell whether it was not there yet."""
    found = find_member(session, programme.id, authority.slug)
    if found is not None and found.state != DECLINED:
        return False
    if found is None:
        session.add(Member(programme_id=programme.id, authority_id=authority.id, invited_at=now))
    else:
        found.state, found.invited_at, found.decided_at, found.decided_by_id = INVITED, now, None, None
    session.flush()
    record(session, "authority_invited", programme, actor=actor, now=now, authority_id=authority.id)
    for person in list_people(session, authority.id):
        if person.holds("admin", authority_id=authority.id) and not person.is_disabled:
            outbox.put(
                session,
                to=person.email,
                message="programmes/mail/invited",
                values={"title": programme.title, "url": f"{base_url}/urzad/programy/{programme.slug}"},
                language=person.language,
                authority_id=authority.id,
                now=now,
            )
    return True


def decide(
    session: Session, programme: Programme, member: Member, *, agrees: bool, actor: Actor, now: datetime
) -> None:
    """Agree or decline in the name of an authority; raise `NotYourOffice`. What was decided stays."""
    if not can_decide(actor, member):
        raise NotYourOffice
    if member.state != INVITED:
        return
    member.state = ACCEPTED if agrees else DECLINED
    member.decided_at, member.decided_by_id = now, actor.id
    session.flush()
    act = "authority_agreed" if agrees else "authority_declined"
    record(session, act, programme, actor=actor, now=now, authority_id=member.authority_id)


def leave(session: Session, programme: Programme, member: Member, *, actor: Actor, now: datetime) -> None:
    """Leave with all consultations of the authority; raise `NotYourOffice`. The one that began it stays."""
    if not can_decide(actor, member) or member.authority_id == programme.authority_id:
        raise NotYourOffice
    member.state, member.decided_at, member.decided_by_id = DECLINED, now, actor.id
    own = select(Consultation.id).where(Consultation.authority_id == member.authority_id)
    session.execute(
        delete(JoinedConsultation)
        .where(JoinedConsultation.programme_id == programme.id, JoinedConsultation.consultation_id.in_(own))
        .execution_options(synchronize_session=False)
    )
    session.flush()
    record(session, "authority_left", programme, actor=actor, now=now, authority_id=member.authority_id)
