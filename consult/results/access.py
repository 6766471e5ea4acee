"""Who may read what people wrote; who may see numbers is who works in the office, and after the close everybody."""

from consult.actor import Actor
from consult.consultations.models import Consultation


def can_read_words(actor: Actor, consultation: Consultation) -> bool:
    """Tell whether the actor may read the written answers, which can name people: an analyst or an editor."""
    return actor.holds("analyst", "editor", authority_id=consultation.authority_id)


def can_export(actor: Actor, consultation: Consultation) -> bool:
    """Tell whether the actor may take the answers home, row by row: an analyst, and nobody else; it is logged."""
    return actor.holds("analyst", authority_id=consultation.authority_id)
