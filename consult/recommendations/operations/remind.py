"""Mails to those who owe something: that they are asked, that the day is near, that it is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from consult.accounts.models import Account
from consult.accounts.queries import list_people
from consult.mail import outbox
from consult.organisations.queries import list_representatives
from consult.recommendations.access import ANSWERERS
from consult.recommendations.models import Recommendation, RecommendationVersion
from consult.recommendations.queries import find_in_force, get_recommendation, list_due
from consult.recommendations.rules import NEAR, reminders_due
from consult.texts.calendar_words import format_day


def tell_of_publication(
    session: Session,
    recommendation: Recommendation,
    version: RecommendationVersion,
    *,
    base_url: str,
    now: datetime,
) -> None:
    """Write to the organisation that is asked; an office knows what it published itself."""
    if version.organisation_id is None or recommendation.answer_due_on is None:
        return
    letter = _Letter("asked", recommendation.answer_due_on, 0, base_url)
    for person in _of_organisation(session, version.organisation_id):
        letter.put(session, version, person, now)


def remind(session: Session, *, today: date, base_url: str, now: datetime) -> int:
    """Write to everybody whose turn it is, once for each day and reminder; give the number of recommendations.

    Each recommendation is held while it is looked at, so that two workers do not write twice.
    """
    reminded = 0
    for listed in list_due(session, today + NEAR):
        held = get_recommendation(session, listed.recommendation.id)
        reminded += _remind_of(session, held, today, base_url, now)
    return reminded


def _remind_of(session: Session, held: Recommendation, today: date, base_url: str, now: datetime) -> bool:
    if held.due_on is None:
        return False
    ahead = reminders_due(held.due_on, today)
    mark = f"{held.due_on} {ahead}"
    version = find_in_force(session, held)
    if ahead is None or mark in held.reminded or version is None:
        return False
    held.reminded = [one for one in held.reminded if one.startswith(str(held.due_on))] + [mark]
    session.flush()
    letter = _Letter("due", held.due_on, (held.due_on - today).days, base_url)
    for person in _who_owes(session, held, version):
        letter.put(session, version, person, now)
    return True


def _who_owes(session: Session, held: Recommendation, version: RecommendationVersion) -> Sequence[Account]:
    """Find who owes it: the people of the organisation that is asked, else those who answer in the office."""
    people = _of_organisation(session, version.organisation_id) if version.organisation_id else []
    return people or _of_office(session, held, version)


def _of_organisation(session: Session, organisation_id: UUID) -> list[Account]:
    people = [one.account for one in list_representatives(session, organisation_id)]
    return [person for person in people if not person.is_disabled]


def _of_office(session: Session, held: Recommendation, version: RecommendationVersion) -> list[Account]:
    """Find those who prepared and published it and still work there; where none does, all who may answer."""
    here = held.authority_id
    people = [
        one for one in list_people(session, here) if not one.is_disabled and one.holds(*ANSWERERS, authority_id=here)
    ]
    took_part = {*version.author_ids, str(version.sent_by_id), str(version.published_by_id)}
    return [one for one in people if str(one.id) in took_part] or people


@dataclass(frozen=True)
class _Letter:
    """One mail about a recommendation: the name of its message, and the day that it speaks of."""

    message: str
    day: date
    left: int
    base_url: str

    def put(self, session: Session, version: RecommendationVersion, person: Account, now: datetime) -> None:
        """Leave it for delivery."""
        recommendation = version.recommendation
        outbox.put(
            session,
            to=person.email,
            message=f"recommendations/mail/{self.message}",
            values={
                "title": version.title,
                "day": format_day(self.day, person.language),
                "left": self.left,
                "owed": recommendation.state.value,
                "url": f"{self.base_url}/rekomendacje/{recommendation.authority.slug}/{recommendation.number}",
            },
            language=person.language,
            authority_id=recommendation.authority_id,
            now=now,
        )
