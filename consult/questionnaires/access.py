"""Who may do what with a questionnaire; who may bring one may prepare the consultation."""

from consult.actor import Actor
from consult.questionnaires.models import QuestionnaireVersion


def can_publish(actor: Actor, version: QuestionnaireVersion) -> bool:
    """Tell whether the actor may publish this version: an approver, and another person than who brought it.

    A one-person office may switch the second pair of eyes off.
    """
    authority = version.questionnaire.consultation.authority
    if not actor.holds("approver", authority_id=authority.id):
        return False
    return not authority.requires_four_eyes or actor.id != version.edited_by_id
