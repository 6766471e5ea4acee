"""Questionnaires as a consultation shows them."""

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from consult.consultations.instruments import Card, DeskLink, Sent
from consult.consultations.models import Consultation
from consult.participation.rules.access import Access
from consult.participation.rules.receipts import receipt_hash
from consult.questionnaires.models import QuestionnaireVersion
from consult.questionnaires.plans import plan_of
from consult.questionnaires.queries import find_by_id, find_held, list_in_force
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

    def find_sent(self, session: Session, receipt: str) -> Sent | None:
        """Say that answers are held; what they say nobody learns from a code."""
        held = find_held(session, receipt_hash(receipt))
        questionnaire = held and find_by_id(session, held.questionnaire_id)
        if not held or not questionnaire:
            return None
        lead = _("They are counted once. The receipt proves it, and says nothing about you.")
        return Sent(
            _("Your answers are held"), lead, questionnaire.consultation, "questionnaires/_sent.html", {"held": held}
        )


def _card(version: QuestionnaireVersion, consultation: Consultation) -> Card:
    plan = plan_of(version)
    count = len(plan.questions)
    needed = minutes(plan)
    return Card(
        title=plan.title,
        url=url_for("questionnaires.intro", consultation=consultation.slug, number=version.questionnaire.number),
        text=_card_text(Access(version.questionnaire.access)),
        meta=(
            ("doc", ngettext("%(num)d question", "%(num)d questions", count)),
            ("clock", ngettext("about %(num)d minute", "about %(num)d minutes", needed)),
        ),
    )


def _card_text(access: Access) -> str:
    """Say what is needed to answer; who may answer, the page of the questionnaire tells in full."""
    words: dict[Access, str] = {
        Access.OPEN: _("Answer anonymously; you need no account."),
        Access.CODES: _("You need the code from your letter."),
        Access.MAIL: _("You need an e-mail address, and no account."),
        Access.ACCOUNT: _("You need an account."),
    }
    return words[access]
