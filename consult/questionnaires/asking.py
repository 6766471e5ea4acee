"""What is asked at an address: found with one lean statement, the only one that a form page needs, and kept a moment.

When it opens and closes stands in what is kept, so the close is kept to the second; what an office changes itself is
seen by its own process at once, and by the others within the moment.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from time import monotonic
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from consult.authorities.models import Authority
from consult.consultations.access import is_public
from consult.consultations.models import Consultation
from consult.participation.rules.access import Access
from consult.questionnaires.filling import Place
from consult.questionnaires.models import Questionnaire, QuestionnaireVersion
from consult.questionnaires.plans import plan_with
from consult.web.transaction import commit_count

MOMENT = 1.0
"""Seconds for which it is kept."""
MOST = 100
PLACES = "places"


@dataclass(frozen=True)
class _Known:
    """A place, and until when it is known."""

    place: Place
    commits: int
    until: float

    @property
    def is_fresh(self) -> bool:
        """Tell whether it is from a moment ago, and this process has written nothing since."""
        return self.commits == commit_count() and monotonic() < self.until


@cache
def _public() -> Any:  # a Select whose columns nobody reads by type
    """Ask for a version of a public questionnaire; built once, with the first form page that asks."""
    return (
        select(
            QuestionnaireVersion.id.label("version_id"),
            QuestionnaireVersion.edit_count,
            Questionnaire.id.label("questionnaire_id"),
            Questionnaire.number,
            Questionnaire.access,
            Consultation.id.label("consultation_id"),
            Consultation.slug,
            Consultation.opens_at,
            Consultation.closes_at,
            Consultation.authority_id,
            Authority.teryt.label("authority_code"),
        )
        .join(Questionnaire, Questionnaire.id == QuestionnaireVersion.questionnaire_id)
        .join(Consultation, Consultation.id == Questionnaire.consultation_id)
        .join(Authority, Authority.id == Consultation.authority_id)
        .where(Consultation.slug == bindparam("at"), Questionnaire.number == bindparam("which"), is_public())
    )


@cache
def _offered() -> Any:
    return _public().where(QuestionnaireVersion.number == Questionnaire.published_number)


@cache
def _asked() -> Any:
    return _public().where(
        QuestionnaireVersion.id == bindparam("version"), QuestionnaireVersion.published_at.is_not(None)
    )


def find_offered(session: Session, slug: str, number: int) -> Place | None:
    """Find what new forms ask at this address."""
    return _place(session, _offered, {"at": slug, "which": number})


def find_asked(session: Session, slug: str, number: int, version_id: UUID) -> Place | None:
    """Find a version that was published at this address, be it in force or replaced by a later one."""
    return _place(session, _asked, {"at": slug, "which": number, "version": version_id})


def _place(session: Session, asked: Callable[[], Any], values: dict[str, Any]) -> Place | None:
    """Find it, or know it from a moment ago: what another process changes is seen within that moment."""
    kept: dict[tuple[Any, ...], _Known] = current_app.extensions.setdefault(PLACES, {})
    key = tuple(values.values())
    known = kept.get(key)
    if known is not None and known.is_fresh:
        return known.place
    row = session.connection().execute(asked(), values).mappings().first()
    if row is None:
        return None
    said = dict(row)
    plan = plan_with(session, said["version_id"], said.pop("edit_count"))
    place = Place(plan=plan, access=Access(said.pop("access")), **said)
    if len(kept) >= MOST:
        kept.clear()
    kept[key] = _Known(place, commit_count(), monotonic() + MOMENT)
    return place
