"""Recommendations as others know them: something to make of what was said, and what came of a consultation."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import flask_babel
from flask import url_for
from sqlalchemy.orm import Session

from consult import clock
from consult.actor import Actor
from consult.consultations.instruments import Card, DeskLink, Sent
from consult.consultations.models import Consultation
from consult.consultations.origins import Link, Said
from consult.consultations.rules.stages import Stage
from consult.recommendations import operations, pages, queries
from consult.recommendations.models import Recommendation

_: Callable[..., str] = flask_babel.gettext
ngettext: Callable[..., str] = flask_babel.ngettext

LANGUAGES = ("pl", "en", "uk")


class Recommendations:
    """What an idea or a finding can become, and what a consultation shows after its end."""

    key = "recommendation"

    def words(self) -> str:
        """Say what the button does."""
        return _("Make a recommendation of it")

    def may_take(self, session: Session, actor: Actor, said: Said) -> bool:
        """Tell whether the actor writes recommendations in this office."""
        return actor.holds("editor", authority_id=said.authority_id)

    def take(self, session: Session, actor: Actor, now: datetime, said: Said) -> str:
        """Begin a recommendation of it, and lead to where it is written on."""
        made = operations.prepare(
            session,
            said.authority_id,
            said.title,
            text=said.text,
            consultation_id=said.consultation.id if said.consultation else None,
            origin=(said.kind, said.id),
            actor=actor,
            now=now,
        )
        return url_for("recommendations_manage.write", recommendation=made.id)

    def made_of(self, session: Session, kind: str, ids: Sequence[str]) -> Mapping[str, Sequence[Link]]:
        """List the published recommendations that were made of these."""
        made: dict[str, list[Link]] = defaultdict(list)
        for one in queries.made_of(session, kind, ids):
            made[one.recommendation.origin_id].append(Link(one.version.title, pages.url_of(one.recommendation)))
        return made

    def cards(self, session: Session, consultation: Consultation) -> Sequence[Card]:
        """Lead to what was recommended after the consultation."""
        if consultation.stage(clock.now()) is not Stage.CLOSED:
            return []
        came = Recommendation.consultation_id == consultation.id
        total, overdue = queries.count_public(session, clock.today(), came)
        if not total:
            return []
        text = ngettext(
            "%(num)d recommendation: whom it asks, and what they answered.",
            "%(num)d recommendations: whom they ask, and what they answered.",
            total,
        )
        late = ngettext("%(num)d overdue", "%(num)d overdue", overdue)
        url = url_for("recommendations.tracker", konsultacja=consultation.slug)
        return [
            Card(
                title={language: _("Recommendations") for language in LANGUAGES},
                url=url,
                text=text,
                meta=[("warn", late)] if overdue else [],
                is_outcome=True,
            )
        ]

    def desk_link(self, consultation: Consultation) -> DeskLink:
        """Lead officials to the desk of recommendations."""
        return DeskLink(url_for("recommendations_manage.desk"), _("Recommendations"))

    def find_sent(self, session: Session, receipt: str) -> Sent | None:
        """Find nothing: nobody sends recommendations here."""
        return None
