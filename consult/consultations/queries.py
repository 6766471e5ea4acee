"""Reads of consultations."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session, aliased, contains_eager, selectinload

from consult.consultations.models import Consultation, ConsultationDocument, ConsultationVersion
from consult.consultations.rules.stages import Stage
from consult.paging import Page, page_of


@dataclass(frozen=True)
class Listed:
    """A consultation with the version that a list shows."""

    consultation: Consultation
    version: ConsultationVersion


def find_consultation(session: Session, slug: str, *conditions: ColumnElement[bool]) -> Consultation | None:
    """Find a consultation by its address, among those that meet the conditions."""
    return session.scalar(select(Consultation).where(Consultation.slug == slug, *conditions))


def get_consultation(session: Session, consultation_id: UUID) -> Consultation:
    """Get a consultation that must be there, and hold it until the transaction ends."""
    return session.get_one(Consultation, consultation_id, with_for_update={"of": Consultation})


def find_begun_with(session: Session, request_key: str | None, authority_id: UUID) -> Consultation | None:
    """Find what a form with this key has begun in the authority already."""
    if request_key is None:
        return None
    return session.scalar(
        select(Consultation).where(Consultation.request_key == request_key, Consultation.authority_id == authority_id)
    )


def find_version(session: Session, consultation_id: UUID, number: int) -> ConsultationVersion | None:
    """Find a version by its number, with its documents."""
    return session.scalar(
        select(ConsultationVersion)
        .where(ConsultationVersion.consultation_id == consultation_id, ConsultationVersion.number == number)
        .options(selectinload(ConsultationVersion.documents))
    )


def find_in_force(session: Session, consultation: Consultation) -> ConsultationVersion | None:
    """Find the version that the public sees, if there is one."""
    if consultation.published_number is None:
        return None
    return find_version(session, consultation.id, consultation.published_number)


def find_preparing(session: Session, consultation_id: UUID, *, for_update: bool = False) -> ConsultationVersion | None:
    """Find the version in preparation, if there is one."""
    query = select(ConsultationVersion).where(
        ConsultationVersion.consultation_id == consultation_id, ConsultationVersion.published_at.is_(None)
    )
    if for_update:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalar(query)


def list_published_versions(session: Session, consultation_id: UUID) -> Sequence[ConsultationVersion]:
    """List what was published, latest first."""
    return session.scalars(
        select(ConsultationVersion)
        .where(ConsultationVersion.consultation_id == consultation_id, ConsultationVersion.published_at.is_not(None))
        .order_by(ConsultationVersion.number.desc())
    ).all()


def find_first_published_at(session: Session, consultation_id: UUID) -> datetime | None:
    """Find when a consultation was first announced here, whatever was corrected since."""
    return session.scalar(
        select(func.min(ConsultationVersion.published_at)).where(ConsultationVersion.consultation_id == consultation_id)
    )


def find_public_document(session: Session, consultation_id: UUID, document_id: UUID) -> ConsultationDocument | None:
    """Find a document of a published version."""
    return session.scalar(
        select(ConsultationDocument)
        .join(ConsultationDocument.version)
        .where(
            ConsultationDocument.id == document_id,
            ConsultationVersion.consultation_id == consultation_id,
            ConsultationVersion.published_at.is_not(None),
        )
    )


def find_document(session: Session, consultation_id: UUID, document_id: UUID) -> ConsultationDocument | None:
    """Find a document of any version."""
    return session.scalar(
        select(ConsultationDocument)
        .join(ConsultationDocument.version)
        .where(ConsultationDocument.id == document_id, ConsultationVersion.consultation_id == consultation_id)
    )


def page_public(
    session: Session, stage: Stage, now: datetime, *conditions: ColumnElement[bool], number: int = 1
) -> Page:
    """Give one page of what is open (what ends first, first), announced (what begins first, first) or closed.

    Of what is closed the latest comes first. The rows are `Listed`.
    """
    when, order = _STAGES[stage]
    query = _with_version_in_force().where(*when(now), *conditions).order_by(order, Consultation.id)
    return _listed(page_of(session, query, number))


def page_not_over(session: Session, since: datetime, *conditions: ColumnElement[bool], number: int = 1) -> Page:
    """Give one page of what is public and not yet closed at a moment, what ends first, first; rows are `Listed`."""
    query = _with_version_in_force().where(Consultation.closes_at > since, *conditions)
    return _listed(page_of(session, query.order_by(Consultation.closes_at, Consultation.id), number))


def find_first_closing(session: Session, *conditions: ColumnElement[bool]) -> datetime | None:
    """Find when the first of these consultations was closed, or will be."""
    return session.scalar(select(Consultation.closes_at).where(*conditions).order_by(Consultation.closes_at).limit(1))


def list_on_desk(session: Session, *conditions: ColumnElement[bool]) -> list[Listed]:
    """List an office's consultations with their latest version, the last changed first."""
    versions = session.scalars(_with_latest_version(*conditions))
    return [Listed(version.consultation, version) for version in versions.unique()]


def page_on_desk(session: Session, *conditions: ColumnElement[bool], number: int = 1) -> Page:
    """Give one page of that list; its rows are `Listed`."""
    return _listed(page_of(session, _with_latest_version(*conditions), number))


def _with_latest_version(*conditions: ColumnElement[bool]) -> Select[ConsultationVersion]:
    other = aliased(ConsultationVersion)
    newest = select(func.max(other.number)).where(other.consultation_id == Consultation.id).scalar_subquery()
    return (
        select(ConsultationVersion)
        .join(ConsultationVersion.consultation)
        .options(contains_eager(ConsultationVersion.consultation))
        .where(ConsultationVersion.number == newest, *conditions)
        .order_by(ConsultationVersion.edited_at.desc(), Consultation.id)
    )


def _with_version_in_force() -> Select[ConsultationVersion]:
    return (
        select(ConsultationVersion)
        .join(
            Consultation,
            and_(
                ConsultationVersion.consultation_id == Consultation.id,
                ConsultationVersion.number == Consultation.published_number,
            ),
        )
        .options(contains_eager(ConsultationVersion.consultation))
    )


def _listed(page: Page) -> Page:
    return replace(page, rows=[Listed(version.consultation, version) for version in page.rows])


_STAGES: dict[Stage, Any] = {
    Stage.PUBLISHED: (lambda now: (Consultation.opens_at > now,), Consultation.opens_at),
    Stage.OPEN: (
        lambda now: (Consultation.opens_at <= now, Consultation.closes_at > now),
        Consultation.closes_at,
    ),
    Stage.CLOSED: (lambda now: (Consultation.closes_at <= now,), Consultation.closes_at.desc()),
}
"""The stages told in SQL; a test checks that they agree with `rules.stages`."""
