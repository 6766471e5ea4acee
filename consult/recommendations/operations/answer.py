"""The addressee's answer, and what was done since."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.clock import WARSAW
from consult.recommendations.access import ANSWERERS, can_answer
from consult.recommendations.models import Answer, Progress, Recommendation, RecommendationVersion
from consult.recommendations.operations.record import record
from consult.recommendations.queries import find_in_force, list_answers
from consult.recommendations.rules import UNDERTAKEN, Outcome, State, Verdict


class NotPublished(Exception):
    """Nobody can answer what is not published."""


class NotYourAnswer(Exception):
    """Somebody else is asked."""


class NothingPromised(Exception):
    """There is no progress of what nobody undertook to do."""


@dataclass(frozen=True)
class Said:
    """What an answer says."""

    verdict: Verdict
    reasons: str = ""
    owner: str = ""
    deadline: date | None = None
    review_on: date | None = None


def answer(
    session: Session,
    recommendation: Recommendation,
    said: Said,
    *,
    spoken_for: Collection[UUID],
    actor: Actor,
    now: datetime,
) -> Answer:
    """Keep an answer beside the earlier ones: from now on it counts. Raises `NotPublished`, `NotYourAnswer`."""
    version = _answerable(session, recommendation, spoken_for, actor)
    is_promise = said.verdict in UNDERTAKEN
    before = list_answers(session, recommendation.id)
    given = Answer(
        recommendation_id=recommendation.id,
        number=before[0].number + 1 if before else 1,
        verdict=said.verdict,
        reasons=said.reasons,
        owner=said.owner if is_promise else "",
        deadline=said.deadline if is_promise else None,
        review_on=said.review_on if said.verdict != Verdict.REJECTED else None,
        answered_at=now,
        answered_by_id=actor.id,
        is_of_organisation=_is_of_organisation(actor, version),
    )
    session.add(given)
    recommendation.verdict = said.verdict
    recommendation.answered_on = recommendation.answered_on or now.astimezone(WARSAW).date()
    recommendation.deadline, recommendation.review_on = given.deadline, given.review_on
    recommendation.outcome, recommendation.ended_on = Outcome.UNDER_WAY, None
    recommendation.settle()
    session.flush()
    record(session, "answered", recommendation, actor=actor, now=now, details={"answer": said.verdict.value})
    return given


def report(
    session: Session,
    recommendation: Recommendation,
    text: str,
    outcome: Outcome,
    *,
    review_on: date | None = None,
    spoken_for: Collection[UUID],
    actor: Actor,
    now: datetime,
) -> Progress:
    """Tell what was done, and how it stands from now on.

    Raises `NotPublished`, `NotYourAnswer`, and `NothingPromised` where the last answer promises nothing.
    """
    version = _answerable(session, recommendation, spoken_for, actor)
    if recommendation.state not in {State.IN_HAND, State.KEPT, State.GIVEN_UP}:
        raise NothingPromised
    told = Progress(
        recommendation_id=recommendation.id,
        text=text,
        outcome=outcome,
        recorded_at=now,
        recorded_by_id=actor.id,
        is_of_organisation=_is_of_organisation(actor, version),
    )
    session.add(told)
    recommendation.outcome = outcome
    recommendation.ended_on = now.astimezone(WARSAW).date() if outcome else None
    recommendation.review_on = None if outcome else review_on
    recommendation.settle()
    session.flush()
    details: dict[str, str | int | bool] = {"outcome": outcome.value}
    record(session, "progress_told", recommendation, actor=actor, now=now, details=details)
    return told


def _answerable(
    session: Session, recommendation: Recommendation, spoken_for: Collection[UUID], actor: Actor
) -> RecommendationVersion:
    version = find_in_force(session, recommendation)
    if version is None:
        raise NotPublished
    if not can_answer(actor, version, spoken_for):
        raise NotYourAnswer
    return version


def _is_of_organisation(actor: Actor, version: RecommendationVersion) -> bool:
    """Tell whether the organisation itself speaks: an official only types in what it said."""
    if version.organisation_id is None:
        return False
    return not actor.holds(*ANSWERERS, authority_id=version.recommendation.authority_id)
