"""Keys of what a protocol is made of, and when it can be published."""

from datetime import date, timedelta

POINTS = ("finding", "agreement", "dispute", "recommendation")
VERDICTS = ("corrected", "dissent")
"""What the office does with an objection: it corrects the protocol, or notes the dissent beside it."""
LEAST_DAYS = 3
"""So many days at least people have to object, the first one not counted."""


def earliest_end(opened_on: date) -> date:
    """Give the first day on which the time for objections may end."""
    return opened_on + timedelta(days=LEAST_DAYS)


def takes_objections(today: date, objections_until: date | None, *, is_published: bool) -> bool:
    """Tell whether participants can object today."""
    return objections_until is not None and not is_published and today <= objections_until


def can_be_published(today: date, objections_until: date | None, unanswered: int) -> bool:
    """Tell whether the time for objections is over and each has its answer."""
    return objections_until is not None and today > objections_until and unanswered == 0
