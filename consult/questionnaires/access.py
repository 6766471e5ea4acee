"""Who may do what with a questionnaire; who may bring one may prepare the consultation."""

from consult.actor import Actor
from consult.consultations.models import Consultation
from consult.questionnaires.models import QuestionnaireVersion


def can_publish(actor: Actor, version: QuestionnaireVersion) -> bool:
    """Tell whether the actor may publish this version: an approver, and nobody who brought what is in it.

    A one-person office may switch the second pair of eyes off.
    """
    authority = version.questionnaire.consultation.authority
    if not actor.holds("approver", authority_id=authority.id):
        return False
    return not authority.requires_four_eyes or not has_brought(actor, version)


def has_brought(actor: Actor, version: QuestionnaireVersion) -> bool:
    """Tell whether the actor brought this version, or one that it replaced before it was published."""
    return str(actor.id) in version.author_ids


def can_choose_what_counts(actor: Actor, consultation: Consultation) -> bool:
    """Tell whether the actor may decide which answers count."""
    return actor.holds("editor", "approver", authority_id=consultation.authority_id)
