"""Reads of programmes."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload, selectinload

from consult.authorities.models import Authority
from consult.consultations.models import Consultation
from consult.consultations.queries import Listed, list_on_desk
from consult.programmes.models import ACCEPTED, JoinedConsultation, Member, Programme
from consult.questionnaires.models import Questionnaire, QuestionnaireVersion

MOST = 500


def find_programme(session: Session, slug: str, *conditions: ColumnElement[bool]) -> Programme | None:
    """Find a programme by its address, with its members, among those that meet the conditions."""
    return session.scalar(
        select(Programme)
        .where(Programme.slug == slug, *conditions)
        .options(selectinload(Programme.members), joinedload(Programme.organisation))
    )


def get_programme(session: Session, programme_id: UUID) -> Programme:
    """Get a programme that must be there, and hold it until the transaction ends."""
    return session.get_one(Programme, programme_id, with_for_update={"of": Programme}, populate_existing=True)


def list_programmes(session: Session, *conditions: ColumnElement[bool]) -> Sequence[Programme]:
    """List programmes, the last changed first."""
    found = select(Programme).where(*conditions).options(selectinload(Programme.members))
    return session.scalars(found.order_by(Programme.edited_at.desc(), Programme.id).limit(MOST)).all()


def find_member(session: Session, programme_id: UUID, authority: str) -> Member | None:
    """Find an authority in a programme by the authority's address."""
    return session.scalar(
        select(Member).join(Member.authority).where(Member.programme_id == programme_id, Authority.slug == authority)
    )


def list_joined(session: Session, programme_id: UUID, *conditions: ColumnElement[bool]) -> Sequence[Consultation]:
    """List the consultations of a programme by authority and by when they end."""
    return session.scalars(
        select(Consultation)
        .join(JoinedConsultation, JoinedConsultation.consultation_id == Consultation.id)
        .join(Consultation.authority)
        .where(JoinedConsultation.programme_id == programme_id, *conditions)
        .order_by(Authority.sort_key, Consultation.closes_at, Consultation.id)
        .limit(MOST)
    ).all()


def find_joined(session: Session, consultation_id: UUID) -> JoinedConsultation | None:
    """Find to which programme a consultation belongs."""
    return session.get(JoinedConsultation, consultation_id)


def list_free(session: Session, authority_ids: set[UUID]) -> list[Listed]:
    """List the consultations of these authorities that belong to no programme, the last changed first."""
    taken = select(JoinedConsultation.consultation_id)
    return list_on_desk(session, Consultation.authority_id.in_(authority_ids), Consultation.id.not_in(taken))


def list_uninvited(session: Session, programme: Programme) -> Sequence[Authority]:
    """List the authorities that can be invited, by name."""
    here = [member.authority_id for member in programme.members]
    return session.scalars(select(Authority).where(Authority.id.not_in(here)).order_by(Authority.sort_key)).all()


def list_of_authority(session: Session, authority_id: UUID) -> Sequence[Programme]:
    """List the published programmes of which an authority is a member."""
    agreed = Programme.members.any((Member.state == ACCEPTED) & (Member.authority_id == authority_id))
    return session.scalars(
        select(Programme).where(Programme.published_at.is_not(None), agreed).order_by(Programme.title, Programme.id)
    ).all()


def list_titles(session: Session, consultation_id: UUID) -> set[str]:
    """List the Polish titles of a consultation's questionnaires, of all their versions."""
    versions = session.scalars(
        select(QuestionnaireVersion)
        .join(QuestionnaireVersion.questionnaire)
        .where(Questionnaire.consultation_id == consultation_id)
    )
    return {str(one.document["title"].get("pl", "")) for one in versions}


def slugs_like(session: Session, wanted: str) -> set[str]:
    """List the addresses that begin so."""
    return set(session.scalars(select(Programme.slug).where(Programme.slug.startswith(wanted, autoescape=True))))
