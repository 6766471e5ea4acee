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


def list_public(
    session: Session, stage: Stage, now: datetime, *conditions: ColumnElement[bool], limit: int = 200
) -> list[Listed]:
    """List what is open (what ends first, first), announced (what begins first, first) or closed (latest first)."""
    when, order = _STAGES[stage]
    query = _with_version_in_force().where(*when(now), *conditions).order_by(order, Consultation.id)
    return _listed(session, query.limit(limit))


def page_open(session: Session, now: datetime, number: int, *conditions: ColumnElement[bool]) -> Page:
    """Give one page of what is open, what ends first, first; its rows are `Listed`."""
    when, order = _STAGES[Stage.OPEN]
    query = _with_version_in_force().where(*when(now), *conditions).order_by(order, Consultation.id)
    page = page_of(session, query, number)
    return replace(page, rows=[Listed(version.consultation, version) for version in page.rows])


def list_on_desk(session: Session, *conditions: ColumnElement[bool], limit: int = 500) -> list[Listed]:
    """List an office's consultations with their latest version, the last changed first."""
    other = aliased(ConsultationVersion)
    newest = select(func.max(other.number)).where(other.consultation_id == Consultation.id).scalar_subquery()
    query = (
        select(ConsultationVersion)
        .join(ConsultationVersion.consultation)
        .options(contains_eager(ConsultationVersion.consultation))
        .where(ConsultationVersion.number == newest, *conditions)
        .order_by(ConsultationVersion.edited_at.desc(), Consultation.id)
    )
    return _listed(session, query.limit(limit))


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


def _listed(session: Session, query: Select[ConsultationVersion]) -> list[Listed]:
    return [Listed(version.consultation, version) for version in session.scalars(query).unique()]


_STAGES: dict[Stage, Any] = {
    Stage.PUBLISHED: (lambda now: (Consultation.opens_at > now,), Consultation.opens_at),
    Stage.OPEN: (
        lambda now: (Consultation.opens_at <= now, Consultation.closes_at > now),
        Consultation.closes_at,
    ),
    Stage.CLOSED: (lambda now: (Consultation.closes_at <= now,), Consultation.closes_at.desc()),
}
"""The stages told in SQL; a test checks that they agree with `rules.stages`."""
