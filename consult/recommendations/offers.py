"""What an editor can choose from: the published consultations of an office, and confirmed organisations."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.access import is_public
from consult.consultations.models import Consultation, ConsultationVersion
from consult.organisations.access import is_public as is_public_organisation
from consult.organisations.models import Organisation
from consult.organisations.rules import KRS_DIGITS
from consult.recommendations import queries
from consult.texts.folding import fold
from consult.web.locale import language

MOST = 200


def consultations_of(session: Session, authority_id: UUID) -> list[tuple[str, str]]:
    """List the published consultations of an office by id and title, the last one first."""
    versions = session.scalars(
        select(ConsultationVersion)
        .join(ConsultationVersion.consultation)
        .where(
            Consultation.authority_id == authority_id,
            is_public(),
            ConsultationVersion.number == Consultation.published_number,
        )
        .order_by(Consultation.closes_at.desc(), Consultation.id)
        .limit(MOST)
    )
    return [(str(one.consultation_id), one.title.get(language()) or one.title["pl"]) for one in versions]


def find_organisations(session: Session, typed: str) -> Sequence[Organisation]:
    """Find the confirmed organisations of a name or a KRS number; of too many only the first few."""
    folded = fold(typed)
    if not folded:
        return []
    digits = "".join(character for character in typed if character.isdigit())
    number = digits.zfill(KRS_DIGITS) if digits and len(digits) <= KRS_DIGITS else ""
    return queries.find_organisations(session, folded, number, is_public_organisation())
