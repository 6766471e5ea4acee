"""Who may answer, and what that lets us promise (the levels of anonymity)."""

from enum import StrEnum


class Access(StrEnum):
    """How a questionnaire is opened."""

    OPEN = "open"
    """To everybody."""
    CODES = "codes"
    """To who has a one-time code."""
    MAIL = "mail"
    """Once for each e-mail address that is confirmed by a link."""
    ACCOUNT = "account"
    """Once for each account."""

    @property
    def is_limited(self) -> bool:
        """Tell whether it is noted that somebody took part, though never what they answered."""
        return self is not Access.OPEN
