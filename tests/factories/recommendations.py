"""Recommendations for tests, made by the verbs of the office and of those whom they ask."""

from datetime import date, timedelta

from consult.authorities.models import Authority
from consult.recommendations import operations
from consult.recommendations.models import Recommendation
from consult.recommendations.operations.answer import Said
from consult.recommendations.rules import Outcome, Verdict
from tests.factories.consultations import NOW, official

BASE_URL = "http://localhost"
TODAY = NOW.date()
DUE_ON = TODAY + timedelta(days=30)
DEADLINE = date(2026, 9, 30)
COMPLETE = {
    "text": "Ogłaszać konkursy do końca listopada.",
    "problem": "Organizacje zaczynają pracę w maju.",
    "addressee_kind": "organ",
    "addressee_name": "Zarząd Powiatu",
    "kind": "organisational",
    "priority": "high",
    "cost": "bez kosztów",
    "indicator": "Konkursy ogłoszone do 30 listopada.",
    "answer_due_on": DUE_ON,
}


def make_begun(session, authority: Authority, title="Wcześniejsze konkursy", *, editor=None, now=NOW, **changes):
    """Prepare a recommendation in which nothing is missing."""
    editor = editor or official(authority, "editor")
    consultation_id = changes.pop("consultation_id", None)
    begun = operations.prepare(session, authority.id, title, consultation_id=consultation_id, actor=editor, now=now)
    operations.change(session, begun, COMPLETE | changes, edit_count=0, actor=editor, now=now)
    return begun


def approve(session, recommendation: Recommendation, *, now=NOW) -> Recommendation:
    """Send what is in preparation, and publish it."""
    authority = recommendation.authority
    operations.send_for_approval(session, recommendation, actor=official(authority, "editor"), now=now)
    edit_count = recommendation.versions[-1].edit_count
    approver = official(authority, "approver")
    operations.publish(session, recommendation, edit_count=edit_count, base_url=BASE_URL, actor=approver, now=now)
    return recommendation


def make_recommendation(session, authority: Authority, title="Wcześniejsze konkursy", *, now=NOW, **changes):
    """Prepare and publish a recommendation."""
    return approve(session, make_begun(session, authority, title, now=now, **changes), now=now)


def answer(session, recommendation: Recommendation, verdict=Verdict.ACCEPTED, *, now=NOW, **said) -> None:
    """Answer in the name of the office."""
    usual = {"reasons": "Tak.", "owner": "Wydział Promocji", "deadline": DEADLINE}
    operations.answer(
        session,
        recommendation,
        Said(verdict, **usual | said),
        spoken_for=(),
        actor=official(recommendation.authority, "approver"),
        now=now,
    )


def report(session, recommendation: Recommendation, outcome=Outcome.KEPT, *, now=NOW) -> None:
    """Tell of its progress in the name of the office."""
    editor = official(recommendation.authority, "editor")
    operations.report(session, recommendation, "Zrobione.", outcome, spoken_for=(), actor=editor, now=now)
