"""Decide which answers count: those that came late, and those that may come from a machine."""

from datetime import datetime

from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.audit import log
from consult.orm import Texts
from consult.questionnaires.models import Questionnaire


class AlreadyFinal(Exception):
    """The results are public: what counts in them stays as it is."""


def choose_what_counts(
    session: Session,
    questionnaire: Questionnaire,
    *,
    late: bool,
    doubtful: bool,
    reason: Texts,
    actor: Actor,
    now: datetime,
) -> None:
    """Let what came late, and what may come from a machine, count or not; everybody reads the reason.

    It stands until the results are public: two tables with these answers between them would tell what they say.
    The caller holds the questionnaire. Raises `AlreadyFinal`.
    """
    if questionnaire.smallest_group is not None:
        raise AlreadyFinal
    questionnaire.counts_late = late
    questionnaire.counts_doubtful = doubtful
    questionnaire.counting_reason = dict(reason)
    questionnaire.counting_chosen_at = now
    session.flush()
    log.record(
        session,
        action="questionnaire.counting_chosen",
        subject_kind="questionnaire",
        subject_id=questionnaire.id,
        actor_id=actor.id,
        authority_id=questionnaire.consultation.authority_id,
        now=now,
        details={"late": late, "doubtful": doubtful},
    )
