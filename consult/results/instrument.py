"""Results as a consultation shows them: what came of its questionnaires."""

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from consult import clock
from consult.consultations.instruments import Card, DeskLink, Sent
from consult.consultations.models import Consultation
from consult.consultations.rules.stages import Stage
from consult.questionnaires.plans import plan_of
from consult.questionnaires.queries import list_in_force


class Results:
    """What came of it; nothing is sent to it."""

    def cards(self, session: Session, consultation: Consultation) -> Sequence[Card]:
        """Lead to the results once the consultation is over, under the title of its first questionnaire."""
        if consultation.stage(clock.now()) is not Stage.CLOSED:
            return []
        asked = list_in_force(session, consultation.id)[:1]
        url = url_for("results.results", consultation=consultation.slug)
        text = _("What people answered, and how many of them.")
        return [Card(title=plan_of(version).title, url=url, text=text, is_outcome=True) for version in asked]

    def desk_link(self, consultation: Consultation) -> DeskLink:
        """Lead to the results, which officials may follow from the first answer."""
        return DeskLink(url_for("results_manage.questionnaires", consultation=consultation.slug), _("Results"))

    def find_sent(self, session: Session, receipt: str) -> Sent | None:
        """Find nothing: answers belong to the questionnaire."""
        return None
