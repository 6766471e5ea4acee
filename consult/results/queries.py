"""Reads of what was answered: one pass over a questionnaire, however many questions it has."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, defer

from consult.questionnaires.models import Questionnaire, QuestionnaireVersion
from consult.questionnaires.plans import plan_of
from consult.questionnaires.queries import counted_submissions
from consult.results.rules.tally import Counted, Scheme, scheme_of
from consult.territory.models import Unit

AT_ONCE = 2000
"""Rows that are fetched together."""


def scheme(session: Session, questionnaire: Questionnaire) -> Scheme:
    """Join the versions that were published, the one in force first; a document known already is not fetched."""
    versions = session.scalars(
        select(QuestionnaireVersion)
        .where(
            QuestionnaireVersion.questionnaire_id == questionnaire.id, QuestionnaireVersion.published_at.is_not(None)
        )
        .order_by(QuestionnaireVersion.number.desc())
        .options(defer(QuestionnaireVersion.document))
    )
    return scheme_of({version.id: plan_of(version) for version in versions})


def rows(session: Session, questionnaire_id: UUID) -> Iterable[Counted]:
    """Give what counts row by row, fetched a few thousand at a time."""
    given = counted_submissions(questionnaire_id).subquery()
    chosen = select(
        given.c.version_id, given.c.answers, given.c.submitted_on, given.c.participant_class, given.c.area
    ).execution_options(yield_per=AT_ONCE)
    return session.execute(chosen)


def list_words(session: Session, questionnaire_id: UUID, key: str) -> Iterator[str]:
    """Give the words written under this key, alone: without what else the person answered."""
    given = counted_submissions(questionnaire_id).subquery()
    words = given.c.answers[key].as_string()
    chosen: Select[str] = select(words).where(words.is_not(None))
    return iter(session.scalars(chosen))


def names_of(session: Session, codes: Iterable[str]) -> dict[str, str]:
    """Name the units with these lasting codes."""
    chosen = select(Unit.code6, Unit.name).where(Unit.code6.in_(set(codes)))
    return dict(session.execute(chosen).all())
