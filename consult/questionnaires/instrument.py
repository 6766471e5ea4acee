"""Questionnaires as a consultation shows them."""

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from consult.consultations.instruments import Card, DeskLink
from consult.consultations.models import Consultation
from consult.questionnaires.models import QuestionnaireVersion
from consult.questionnaires.plans import plan_of
from consult.questionnaires.queries import list_in_force
from consult.questionnaires.rules.walking import minutes


class Questionnaires:
    """The instrument."""

    def cards(self, session: Session, consultation: Consultation) -> Sequence[Card]:
        """List the published questionnaires."""
        return [_card(version, consultation) for version in list_in_force(session, consultation.id)]

    def desk_link(self, consultation: Consultation) -> DeskLink:
        """Lead to the list, where one is brought, too."""
        url = url_for("questionnaires_manage.questionnaires", consultation=consultation.slug)
        return DeskLink(url, _("Questionnaires"))


def _card(version: QuestionnaireVersion, consultation: Consultation) -> Card:
    plan = plan_of(version)
    count = len(plan.questions)
    needed = minutes(plan)
    return Card(
        title=plan.title,
        url=url_for("questionnaires.intro", consultation=consultation.slug, number=version.questionnaire.number),
        text=_("Answer anonymously; you need no account."),
        meta=(
            ("doc", ngettext("%(num)d question", "%(num)d questions", count)),
            ("clock", ngettext("about %(num)d minute", "about %(num)d minutes", needed)),
        ),
    )
