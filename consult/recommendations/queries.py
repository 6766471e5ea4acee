"""Reads of recommendations. A list asks once for each kind of thing on it, however many rows it has."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased, contains_eager

from consult.authorities.models import Authority
from consult.meetings.models import Point, Protocol
from consult.organisations.models import Organisation
from consult.paging import Page, page_of
from consult.recommendations.access import is_public
from consult.recommendations.models import Answer, Progress, Recommendation, RecommendationVersion
from consult.recommendations.rules import UNDERTAKEN, Outcome, State, Verdict

AT_ONCE = 500


@dataclass(frozen=True)
class Listed:
    """A recommendation with the version that a list shows."""

    recommendation: Recommendation
    version: RecommendationVersion


def find_public(session: Session, authority: str, number: int) -> Listed | None:
    """Find what was published under this number of an authority, with the version in force."""
    version = session.scalar(
        _in_force().join(Recommendation.authority).where(Authority.slug == authority, Recommendation.number == number)
    )
    return Listed(version.recommendation, version) if version else None


def find_recommendation(
    session: Session, recommendation_id: UUID, *conditions: ColumnElement[bool]
) -> Recommendation | None:
    """Find a recommendation among those that meet the conditions."""
    return session.scalar(select(Recommendation).where(Recommendation.id == recommendation_id, *conditions))


def get_recommendation(session: Session, recommendation_id: UUID) -> Recommendation:
    """Get a recommendation that must be there, and hold it until the transaction ends."""
    return session.get_one(
        Recommendation, recommendation_id, with_for_update={"of": Recommendation}, populate_existing=True
    )


def find_preparing(
    session: Session, recommendation_id: UUID, *, for_update: bool = False
) -> RecommendationVersion | None:
    """Find the version in preparation, if there is one."""
    query = select(RecommendationVersion).where(
        RecommendationVersion.recommendation_id == recommendation_id, RecommendationVersion.published_at.is_(None)
    )
    if for_update:
        query = query.with_for_update(of=RecommendationVersion).execution_options(populate_existing=True)
    return session.scalar(query)


def find_version(session: Session, recommendation: Recommendation, number: int | None) -> RecommendationVersion | None:
    """Find a version by its number."""
    return session.scalar(
        select(RecommendationVersion).where(
            RecommendationVersion.recommendation_id == recommendation.id, RecommendationVersion.number == number
        )
    )


def find_in_force(session: Session, recommendation: Recommendation) -> RecommendationVersion | None:
    """Find the version that everybody reads, if there is one."""
    return find_version(session, recommendation, recommendation.published_number)


def list_published_versions(session: Session, recommendation_id: UUID) -> Sequence[RecommendationVersion]:
    """List what was published, latest first."""
    return session.scalars(
        select(RecommendationVersion)
        .where(
            RecommendationVersion.recommendation_id == recommendation_id,
            RecommendationVersion.published_at.is_not(None),
        )
        .order_by(RecommendationVersion.number.desc())
    ).all()


def list_answers(session: Session, recommendation_id: UUID) -> Sequence[Answer]:
    """List the answers, the last one first."""
    answers = select(Answer).where(Answer.recommendation_id == recommendation_id)
    return session.scalars(answers.order_by(Answer.number.desc())).all()


def list_progress(session: Session, recommendation_id: UUID) -> Sequence[Progress]:
    """List what was done, the last first."""
    told = select(Progress).where(Progress.recommendation_id == recommendation_id)
    return session.scalars(told.order_by(Progress.recorded_at.desc(), Progress.id).limit(AT_ONCE)).all()


def in_state(state: State) -> ColumnElement[bool]:
    """Select what stands so; in Python, `Recommendation.state`."""
    if state is State.WAITING:
        return and_(is_public(), Recommendation.verdict.is_(None))
    if state is State.IN_HAND:
        return and_(Recommendation.verdict.in_(UNDERTAKEN), Recommendation.outcome == Outcome.UNDER_WAY)
    if state in {State.KEPT, State.GIVEN_UP}:
        return and_(Recommendation.verdict.in_(UNDERTAKEN), Recommendation.outcome == state.value)
    return Recommendation.verdict == Verdict(state.value)


def overdue(today: date) -> ColumnElement[bool]:
    """Select what is late; in Python, `Recommendation.is_overdue`."""
    return Recommendation.due_on < today


def page_public(session: Session, today: date, *conditions: ColumnElement[bool], number: int = 1) -> Page:
    """Give one page of what is published: what is late first and longest, then what is due, then the rest.

    The rows are `Listed`.
    """
    is_late = case((overdue(today), 0), (Recommendation.due_on.is_not(None), 1), else_=2)
    order = (is_late, Recommendation.due_on, Recommendation.published_on.desc(), Recommendation.number.desc())
    page = page_of(session, _in_force().where(*conditions).order_by(*order, Recommendation.id), number)
    return replace(page, rows=_listed(page.rows))


def list_public(session: Session, *conditions: ColumnElement[bool]) -> list[Listed]:
    """List what is published in the order of its numbers."""
    query = _in_force().where(*conditions).order_by(Recommendation.number, Recommendation.id)
    return _listed(session.scalars(query.limit(AT_ONCE)).all())


def count_public(session: Session, today: date, *conditions: ColumnElement[bool]) -> tuple[int, int]:
    """Count what is published, and how much of it is late."""
    counts = select(func.count(), func.count().filter(overdue(today))).select_from(Recommendation)
    total, late = session.execute(counts.where(is_public(), *conditions)).one()
    return total, late


def page_on_desk(session: Session, *conditions: ColumnElement[bool], number: int = 1) -> Page:
    """Give one page of an office's recommendations with their latest version, the last changed first."""
    page = page_of(session, _with_latest().where(*conditions).order_by(*_LAST_CHANGED), number)
    return replace(page, rows=_listed(page.rows))


def list_on_desk(session: Session, *conditions: ColumnElement[bool]) -> list[Listed]:
    """List an office's recommendations with their latest version, the last changed first."""
    return _listed(session.scalars(_with_latest().where(*conditions).order_by(*_LAST_CHANGED).limit(AT_ONCE)).all())


def list_due(session: Session, until: date, *conditions: ColumnElement[bool]) -> list[Listed]:
    """List what is owed until a day, what was due first, first."""
    query = _in_force().where(Recommendation.due_on <= until, *conditions)
    return _listed(session.scalars(query.order_by(Recommendation.due_on, Recommendation.id).limit(AT_ONCE)).all())


def count_due(session: Session, until: date, *conditions: ColumnElement[bool]) -> int:
    """Count what is owed until a day."""
    due = select(func.count()).select_from(Recommendation).where(Recommendation.due_on <= until, *conditions)
    return session.scalar(due) or 0


def list_years(session: Session, authority_id: UUID) -> list[int]:
    """List the years in which an authority published recommendations, the last first."""
    days = select(Recommendation.published_on).where(Recommendation.authority_id == authority_id, is_public())
    return sorted({day.year for day in session.scalars(days.distinct()) if day}, reverse=True)


def list_authorities(session: Session) -> Sequence[Authority]:
    """List the authorities with published recommendations, by name."""
    having = select(Recommendation.authority_id).where(is_public())
    return session.scalars(select(Authority).where(Authority.id.in_(having)).order_by(Authority.sort_key)).all()


def last_answers(session: Session, recommendation_ids: Collection[UUID]) -> Mapping[UUID, Answer]:
    """Give the last answer to each of these recommendations, by the id of the recommendation."""
    last = (
        select(Answer.recommendation_id, func.max(Answer.number).label("number"))
        .where(Answer.recommendation_id.in_(recommendation_ids))
        .group_by(Answer.recommendation_id)
        .subquery()
    )
    found = session.scalars(
        select(Answer).join(
            last, and_(Answer.recommendation_id == last.c.recommendation_id, Answer.number == last.c.number)
        )
    )
    return {answer.recommendation_id: answer for answer in found}


def next_number(session: Session, authority_id: UUID) -> int:
    """Give the number of the next publication; the authority must be held."""
    last = select(func.max(Recommendation.number)).where(Recommendation.authority_id == authority_id)
    return (session.scalar(last) or 0) + 1


def made_of(session: Session, kind: str, ids: Sequence[str]) -> list[Listed]:
    """List what was published of what was said under these ids, in the order of numbers."""
    return list_public(session, Recommendation.origin_kind == kind, Recommendation.origin_id.in_(ids))


def addressed_to(organisation_id: UUID) -> ColumnElement[bool]:
    """Select what asks an organisation, in queries that join the version in force."""
    return RecommendationVersion.organisation_id == organisation_id


def find_organisations(session: Session, folded: str, digits: str, shown: ColumnElement[bool]) -> list[Organisation]:
    """Find the organisations of this name or number, among those that everybody may see; at most six.

    One whose whole name it is goes before those that only begin so.
    """
    exact = session.scalars(
        select(Organisation).where(
            shown, or_(Organisation.folded_name == folded, *([Organisation.number == digits] if digits else []))
        )
    ).all()
    if exact:
        return list(exact)
    alike = select(Organisation).where(shown, Organisation.folded_name.contains(folded, autoescape=True))
    return list(session.scalars(alike.order_by(Organisation.sort_key, Organisation.slug).limit(6)))


def list_public_points(session: Session, meeting_id: UUID) -> Sequence[Point] | None:
    """List the points of a meeting's published protocol; nothing where there is none."""
    protocol = session.scalar(
        select(Protocol).where(Protocol.meeting_id == meeting_id, Protocol.published_at.is_not(None))
    )
    if protocol is None:
        return None
    return session.scalars(select(Point).where(Point.protocol_id == protocol.id).order_by(Point.number)).all()


def _listed(versions: Sequence[RecommendationVersion]) -> list[Listed]:
    return [Listed(version.recommendation, version) for version in versions]


def _in_force() -> Select[RecommendationVersion]:
    return (
        select(RecommendationVersion)
        .join(
            Recommendation,
            and_(
                RecommendationVersion.recommendation_id == Recommendation.id,
                RecommendationVersion.number == Recommendation.published_number,
            ),
        )
        .options(contains_eager(RecommendationVersion.recommendation))
    )


def _with_latest() -> Select[RecommendationVersion]:
    other = aliased(RecommendationVersion)
    newest = select(func.max(other.number)).where(other.recommendation_id == Recommendation.id).scalar_subquery()
    return (
        select(RecommendationVersion)
        .join(RecommendationVersion.recommendation)
        .options(contains_eager(RecommendationVersion.recommendation))
        .where(RecommendationVersion.number == newest)
    )


_LAST_CHANGED = (RecommendationVersion.edited_at.desc(), Recommendation.id)
