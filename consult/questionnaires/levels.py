"""What a questionnaire promises to those who answer it: its level of anonymity, as its page states it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from consult.participation.codes import count_codes
from consult.participation.rules.access import Access
from consult.participation.rules.codes import FEWEST


@dataclass(frozen=True)
class Level:
    """How it is opened, and whether enough people can open it to call anybody anonymous."""

    access: Access
    codes: int = 0

    @property
    def is_anonymous(self) -> bool:
        """Tell whether the word may be used: with a handful of codes, anybody's answers can be guessed."""
        return self.access is not Access.CODES or self.codes >= FEWEST


def level_of(session: Session, questionnaire_id: UUID, access: str) -> Level:
    """Give the level of a questionnaire."""
    found = Access(access)
    return Level(found, count_codes(session, questionnaire_id) if found is Access.CODES else 0)
