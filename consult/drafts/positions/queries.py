"""Reads of positions."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, selectinload

from consult.accounts.models import Account
from consult.actor import Actor
from consult.consultations.models import Consultation
from consult.drafts.access import is_public
from consult.drafts.models import Draft
from consult.drafts.positions.access import is_writer, readable_by
from consult.drafts.positions.models import Position, PositionPart, Signature
from consult.organisations.access import own_memberships
from consult.organisations.models import Membership, Organisation

MOST_OFFERED = 30


def list_mine(session: Session, actor: Actor) -> list[Membership]:
    """List the memberships by which a person writes positions, in alphabetical order of the organisations."""
    query = select(Membership).join(Membership.organisation).where(own_memberships(actor))
    found = session.scalars(query.options(contains_eager(Membership.organisation)).order_by(Organisation.sort_key))
    return [one for one in found if is_writer(one)]


def list_positions(session: Session, organisation_ids: list[UUID]) -> Sequence[Position]:
    """List the positions that these organisations write or are asked to sign, the latest first."""
    query = select(Position).where(readable_by(organisation_ids)).options(selectinload(Position.signatures))
    return session.scalars(query.order_by(Position.begun_at.desc())).all()


def find_position(
    session: Session, position_id: UUID, organisation_ids: list[UUID], *, for_update: bool = False
) -> Position | None:
    """Find a position that one of these organisations may read, with all that stands in it."""
    query = select(Position).where(Position.id == position_id, readable_by(organisation_ids))
    if for_update:
        query = query.with_for_update(of=Position).execution_options(populate_existing=True)
    parts = selectinload(Position.parts).selectinload(PositionPart.earlier)
    signatures = selectinload(Position.signatures).joinedload(Signature.organisation)
    return session.scalar(query.options(parts, signatures))


def list_open_drafts(session: Session, now: datetime) -> Sequence[Draft]:
    """List the drafts on which one can remark now, what closes first at the head."""
    is_open = (Consultation.opens_at <= now) & (Consultation.closes_at > now)
    query = select(Draft).join(Draft.consultation).where(is_public(), is_open, Draft.decisions_published_at.is_(None))
    ordered = query.options(contains_eager(Draft.consultation).joinedload(Consultation.authority))
    return session.scalars(ordered.order_by(Consultation.closes_at, Draft.number).limit(MOST_OFFERED)).all()


def name_writers(session: Session, position: Position) -> Mapping[UUID | None, str]:
    """Name everybody who wrote in a position, by their accounts."""
    ids = {part.edited_by_id for part in position.parts}
    ids |= {edit.edited_by_id for part in position.parts for edit in part.earlier}
    ids |= {position.sent_by_id, *(one.confirmed_by_id for one in position.signatures)}
    known = {one for one in ids if one}
    return dict(iter(session.execute(select(Account.id, Account.name).where(Account.id.in_(known))))) if known else {}
