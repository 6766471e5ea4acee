"""Reads of questionnaires and of what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, bindparam, func, or_, select, union_all
from sqlalchemy.orm import Session, aliased, contains_eager, defer

from consult.consultations.access import is_public
from consult.consultations.models import Consultation
from consult.orm import Texts
from consult.participation.rules.access import Access
from consult.questionnaires.models import IncomingSubmission, Questionnaire, QuestionnaireVersion, Submission
from consult.territory.models import Unit

ANSWERED = (
    "version_id",
    "answers",
    "submitted_on",
    "language",
    "channel",
    "participant_class",
    "area",
    "is_late",
    "doubt",
)
"""What readers of results see of a submission."""
TABLES: tuple[type[Submission] | type[IncomingSubmission], ...] = (Submission, IncomingSubmission)
REVIEW = timedelta(days=14)
"""So long public results wait for a decision on what may come from a machine; then it counts."""
VOIVODESHIP_DIGITS = 2
GMINA_DIGITS = 7


@cache
def _public() -> Select[QuestionnaireVersion]:
    """Ask for a version of a public questionnaire; built once, with the first form page that asks."""
    return (
        select(QuestionnaireVersion)
        .join(QuestionnaireVersion.questionnaire)
        .join(Questionnaire.consultation)
        .where(Consultation.slug == bindparam("slug"), Questionnaire.number == bindparam("number"), is_public())
        .options(
            contains_eager(QuestionnaireVersion.questionnaire).contains_eager(Questionnaire.consultation),
            defer(QuestionnaireVersion.document),
        )
    )


@cache
def _offered() -> Select[QuestionnaireVersion]:
    return _public().where(QuestionnaireVersion.number == Questionnaire.published_number)


@dataclass(frozen=True)
class Held:
    """A submission found by its receipt."""

    questionnaire_id: UUID
    answers: dict[str, Any]
    participant_class: str | None
    area: str | None
    submitted_on: date
    is_late: bool
    correction_count: int = 0


@dataclass(frozen=True)
class Titled:
    """A questionnaire in a list: the title of its latest version."""

    questionnaire_id: UUID
    consultation_id: UUID
    title: Texts


def find_questionnaire(
    session: Session, slug: str, number: int, *conditions: ColumnElement[bool]
) -> Questionnaire | None:
    """Find a questionnaire by its address, among the consultations that meet the conditions."""
    return session.scalar(
        select(Questionnaire)
        .join(Questionnaire.consultation)
        .where(Consultation.slug == slug, Questionnaire.number == number, *conditions)
    )


def find_by_id(session: Session, questionnaire_id: UUID) -> Questionnaire | None:
    """Find a questionnaire by its id."""
    return session.get(Questionnaire, questionnaire_id)


def get_questionnaire(session: Session, questionnaire_id: UUID) -> Questionnaire:
    """Get a questionnaire that must be there, and hold it until the transaction ends."""
    return session.get_one(Questionnaire, questionnaire_id, with_for_update={"of": Questionnaire})


def list_questionnaires(session: Session, consultation_id: UUID) -> Sequence[Questionnaire]:
    """List the questionnaires of a consultation."""
    return session.scalars(
        select(Questionnaire).where(Questionnaire.consultation_id == consultation_id).order_by(Questionnaire.number)
    ).all()


def list_in_force(session: Session, consultation_id: UUID) -> Sequence[QuestionnaireVersion]:
    """List the versions that the public sees, one for each questionnaire of the consultation."""
    return session.scalars(
        select(QuestionnaireVersion)
        .join(QuestionnaireVersion.questionnaire)
        .where(
            Questionnaire.consultation_id == consultation_id,
            Questionnaire.published_number == QuestionnaireVersion.number,
        )
        .order_by(Questionnaire.number)
    ).all()


def find_in_force(session: Session, questionnaire: Questionnaire) -> QuestionnaireVersion | None:
    """Find the version that the public sees, if there is one."""
    return session.scalar(
        select(QuestionnaireVersion).where(
            QuestionnaireVersion.questionnaire_id == questionnaire.id,
            QuestionnaireVersion.number == questionnaire.published_number,
        )
    )


def find_offered(session: Session, slug: str, number: int) -> QuestionnaireVersion | None:
    """Find the version that the public sees, by its address; the document is fetched when it is asked for."""
    return session.scalar(_offered(), {"slug": slug, "number": number})


def find_preparing(
    session: Session, questionnaire_id: UUID, *, for_update: bool = False
) -> QuestionnaireVersion | None:
    """Find the version in preparation, if there is one."""
    query = select(QuestionnaireVersion).where(
        QuestionnaireVersion.questionnaire_id == questionnaire_id, QuestionnaireVersion.published_at.is_(None)
    )
    if for_update:
        query = query.with_for_update(of=QuestionnaireVersion).execution_options(populate_existing=True)
    return session.scalar(query)


def find_version(session: Session, version_id: UUID) -> QuestionnaireVersion | None:
    """Find a version by its id."""
    return session.get(QuestionnaireVersion, version_id)


def list_versions(session: Session, questionnaire_id: UUID) -> Sequence[QuestionnaireVersion]:
    """List all versions, the latest first."""
    return session.scalars(
        select(QuestionnaireVersion)
        .where(QuestionnaireVersion.questionnaire_id == questionnaire_id)
        .order_by(QuestionnaireVersion.number.desc())
    ).all()


def list_corrections(session: Session, questionnaire_id: UUID) -> Sequence[QuestionnaireVersion]:
    """List the published versions after the first, the latest first."""
    return session.scalars(
        select(QuestionnaireVersion)
        .where(
            QuestionnaireVersion.questionnaire_id == questionnaire_id,
            QuestionnaireVersion.published_at.is_not(None),
            QuestionnaireVersion.number > 1,
        )
        .options(defer(QuestionnaireVersion.document))
        .order_by(QuestionnaireVersion.number.desc())
    ).all()


def list_titled(session: Session, *conditions: ColumnElement[bool], most: int) -> list[Titled]:
    """List the questionnaires of the consultations that meet the conditions, the last changed first."""
    other = aliased(QuestionnaireVersion)
    newest = select(func.max(other.number)).where(other.questionnaire_id == Questionnaire.id).scalar_subquery()
    rows = session.execute(
        select(Questionnaire.id, Consultation.id, QuestionnaireVersion.document["title"])
        .join(QuestionnaireVersion, QuestionnaireVersion.questionnaire_id == Questionnaire.id)
        .join(Consultation, Questionnaire.consultation_id == Consultation.id)
        .where(QuestionnaireVersion.number == newest, *conditions)
        .order_by(QuestionnaireVersion.edited_at.desc(), Questionnaire.id)
        .limit(most)
    )
    return [Titled(*row) for row in rows]


def counted_submissions(questionnaire_id: UUID) -> CompoundSelect[Any]:
    """Select what was answered and counts: not what came late or looks like a machine's where the office decided so.

    Sealed or not, in one statement: so in one snapshot of the database.
    """
    asked = select(Questionnaire).where(Questionnaire.id == questionnaire_id)
    late = asked.with_only_columns(Questionnaire.counts_late).scalar_subquery()
    doubtful = asked.with_only_columns(Questionnaire.counts_doubtful).scalar_subquery()
    sealed, incoming = (
        chosen.where(or_(~table.is_late, late), or_(table.doubt.is_(None), doubtful))
        for table, chosen in zip(TABLES, _both(questionnaire_id), strict=True)
    )
    return union_all(sealed, incoming.where(shows_incoming(questionnaire_id)))


def shows_incoming(questionnaire_id: UUID) -> ColumnElement[bool]:
    """Select whether results may show what waits to be sealed.

    Not where it is noted that somebody took part: the next answer to change the results would be that of the next
    person who came.
    """
    is_open = select(Questionnaire.access == Access.OPEN).where(Questionnaire.id == questionnaire_id)
    return is_open.scalar_subquery()


def _both(questionnaire_id: UUID) -> list[Select[Any]]:
    return [
        select(*(getattr(table, name) for name in ANSWERED)).where(table.questionnaire_id == questionnaire_id)
        for table in TABLES
    ]


def find_held(session: Session, receipt_hash: str) -> Held | None:
    """Find what was sent under this receipt."""
    found: Submission | IncomingSubmission | None = session.scalar(
        select(IncomingSubmission).where(IncomingSubmission.receipt_hash == receipt_hash)
    ) or session.scalar(select(Submission).where(Submission.receipt_hash == receipt_hash))
    if found is None:
        return None
    return Held(
        found.questionnaire_id,
        found.answers,
        found.participant_class,
        found.area,
        found.submitted_on,
        found.is_late,
        found.correction_count,
    )


def list_to_seal(session: Session, *, at_least: int, closed_before: datetime) -> Sequence[UUID]:
    """List the questionnaires with enough incoming answers or, once nobody can answer, with anything left to do."""
    enough = (
        select(IncomingSubmission.questionnaire_id)
        .group_by(IncomingSubmission.questionnaire_id)
        .having(func.count() >= at_least)
    )
    some = select(IncomingSubmission.id).where(IncomingSubmission.questionnaire_id == Questionnaire.id).exists()
    batches = select(func.min(Submission.batch) != func.max(Submission.batch)).where(
        Submission.questionnaire_id == Questionnaire.id
    )
    is_over = and_(Consultation.closes_at < closed_before, ~Questionnaire.awaits_paper)
    left = or_(some, batches.scalar_subquery(), can_be_final(closed_before))
    return session.scalars(
        select(Questionnaire.id)
        .join(Questionnaire.consultation)
        .where(or_(Questionnaire.id.in_(enough), and_(is_over, left)))
        .order_by(Questionnaire.id)
    ).all()


def can_be_final(closed_before: datetime) -> ColumnElement[bool]:
    """Select the questionnaires whose public results wait for nothing but the last seal.

    Where something may come from a machine, somebody has to decide whether it counts once nothing more can come.
    """
    doubtful = (
        select(table.id).where(table.doubt.is_not(None), table.questionnaire_id == Questionnaire.id).exists()
        for table in TABLES
    )
    return and_(
        Questionnaire.published_number.is_not(None),
        Questionnaire.smallest_group.is_(None),
        ~Questionnaire.awaits_paper,
        or_(
            Questionnaire.counting_chosen_at >= Consultation.closes_at,
            ~or_(*doubtful),
            Consultation.closes_at < closed_before - REVIEW,
        ),
    )


def list_gmina_codes(session: Session) -> Sequence[str]:
    """List the lasting codes of all gminas that are known."""
    return session.scalars(select(Unit.code6).where(func.length(Unit.code) == GMINA_DIGITS)).all()


def list_gminas(session: Session, authority_code: str) -> Sequence[Unit]:
    """List the gminas of which an authority asks: its own, and for a gmina all of its voivodeship, in their order."""
    is_gmina = len(authority_code) == GMINA_DIGITS
    within = authority_code[:VOIVODESHIP_DIGITS] if is_gmina else authority_code
    gminas = select(Unit).where(func.length(Unit.code) == GMINA_DIGITS, Unit.code.startswith(within, autoescape=True))
    return session.scalars(gminas.order_by(Unit.sort_key, Unit.code6)).all()
