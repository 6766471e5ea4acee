"""How remarks come in, who sends them, and whether a letter came in time.

Form and table of remarks: fields "sposób wpływu" and "kto zgłasza". A letter handed to the designated postal
operator or sent to e-Doręczenia on the last day is in time, whenever it arrives (KPA art. 57 § 5).
"""

from datetime import date, datetime, timedelta
from enum import StrEnum

from consult.texts.calendar_words import WARSAW


class Channel(StrEnum):
    """How a remark came in."""

    WEB = "web"
    POST = "post"
    DESK = "desk"
    EMAIL = "email"
    E_DELIVERY = "e_delivery"
    MEETING = "meeting"
    """Said aloud at a meeting, and put on record."""


BY_CLERKS = tuple(channel for channel in Channel if channel is not Channel.WEB)
"""Ways of which a clerk keeps the register."""
POSTED = frozenset({Channel.POST, Channel.E_DELIVERY})
"""Ways of which the day of sending counts."""


class SenderKind(StrEnum):
    """Who sends a remark."""

    PERSON = "person"
    NGO = "ngo"
    FIRM = "firm"
    AUXILIARY_UNIT = "auxiliary_unit"
    COUNCIL = "council"
    PUBLIC_BODY = "public_body"
    OTHER = "other"


class Checking(StrEnum):
    """Which letters a second person reads again beside their scans."""

    NONE = "none"
    SAMPLE = "sample"
    ALL = "all"


ONE_OF = 5
"""Of a sample, every so many letters are read again; which ones, nobody knows before."""


def is_to_be_checked(checking: Checking, random_number: int) -> bool:
    """Tell whether a second person reads the letter; `random_number` is the letter's own."""
    if checking is Checking.SAMPLE:
        return random_number % ONE_OF == 0
    return checking is Checking.ALL


def last_day_of(closes_at: datetime) -> date:
    """Give the last day before the closing moment, as a calendar in Poland shows it."""
    return (closes_at.astimezone(WARSAW) - timedelta(microseconds=1)).date()


def is_late(channel: Channel, received_on: date, posted_on: date | None, last_day: date | None) -> bool:
    """Tell whether a remark came after the last day; of some ways, the day of sending counts."""
    counts = posted_on if channel in POSTED and posted_on is not None else received_on
    return last_day is not None and counts > last_day
