"""Keep a weighting, and take one away."""

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.audit import log
from consult.questionnaires.models import Questionnaire
from consult.questionnaires.rules.shape import Question
from consult.results.rules.weighting import BadMargins, Weighting, as_document, check
from consult.results.weights.models import KeptWeighting
from consult.results.weights.queries import find_weighting

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST = 60


def keep(
    session: Session,
    questionnaire: Questionnaire,
    name: str,
    weighting: Weighting,
    questions: Sequence[Question],
    *,
    actor: Actor | None,
    now: datetime,
) -> KeptWeighting:
    """Keep a weighting under a name, in place of one that had it; without an actor a command brought it.

    Raises `BadMargins`.
    """
    if not NAME.fullmatch(name) or len(name) > LONGEST:
        raise BadMargins(
            "%(name)s: a name has small letters, digits and hyphens, %(most)s at most", name=name, most=LONGEST
        )
    check(weighting, questions)
    kept = find_weighting(session, questionnaire.id, name)
    if kept is None:
        kept = KeptWeighting(questionnaire_id=questionnaire.id, name=name)
        session.add(kept)
    kept.definition, kept.kept_at = as_document(weighting), now
    session.flush()
    _record(session, "weighting.kept", questionnaire, kept, actor, now)
    return kept


def drop(
    session: Session, questionnaire: Questionnaire, kept: KeptWeighting, *, actor: Actor | None, now: datetime
) -> None:
    """Take a weighting away; the answers stay as they are."""
    _record(session, "weighting.dropped", questionnaire, kept, actor, now)
    session.delete(kept)
    session.flush()


def _record(
    session: Session,
    action: str,
    questionnaire: Questionnaire,
    kept: KeptWeighting,
    actor: Actor | None,
    now: datetime,
) -> None:
    log.record(
        session,
        action=action,
        subject_kind="weighting",
        subject_id=kept.id,
        actor_id=actor.id if actor else None,
        authority_id=questionnaire.consultation.authority_id,
        now=now,
    )
