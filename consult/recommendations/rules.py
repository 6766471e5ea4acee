"""What a recommendation lacks, where it stands, and by which day something is owed next: plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ADDRESSEES = ("organ", "unit", "council", "rdpp", "ngo", "other")
"""Whom a recommendation asks: an organ or a unit of the authority, its council, its council of public benefit, an
organisation from the register, or somebody named in free words."""
WITH_USUAL_NAME = ("council", "rdpp")
"""Addressees of whom an authority has one, so that they need no name."""
ORGANISATION = "ngo"
KINDS = ("organisational", "legal", "financial", "communication", "training")
PRIORITIES = ("high", "medium", "low")

TO_ANSWER = timedelta(days=30)
"""The usual time for an answer."""
REMINDERS = (7, 0, -1)
"""So many days before the day that something is owed its owner is reminded; the last one comes a day too late."""
NEAR = timedelta(days=max(REMINDERS))
LATE = timedelta(days=3)
"""So long after its day a reminder still makes sense."""


class Verdict(StrEnum):
    """What the addressee answers."""

    ACCEPTED = "accepted"
    PARTLY_ACCEPTED = "partly_accepted"
    REJECTED = "rejected"
    POSTPONED = "postponed"


UNDERTAKEN = (Verdict.ACCEPTED, Verdict.PARTLY_ACCEPTED)
"""Answers that promise something, so that it has an owner and a deadline."""


class Outcome(StrEnum):
    """How the work on it stands: under way, done, or not to be done."""

    UNDER_WAY = ""
    KEPT = "kept"
    GIVEN_UP = "given_up"


class State(StrEnum):
    """Where a published recommendation stands."""

    WAITING = "waiting"
    IN_HAND = "in_hand"
    POSTPONED = "postponed"
    REJECTED = "rejected"
    KEPT = "kept"
    GIVEN_UP = "given_up"


@dataclass(frozen=True)
class Standing:
    """What decides where a recommendation stands."""

    answer_due_on: date
    verdict: str | None = None
    deadline: date | None = None
    review_on: date | None = None
    outcome: str = Outcome.UNDER_WAY

    @property
    def state(self) -> State:
        """Tell where it stands."""
        if self.verdict is None:
            return State.WAITING
        if self.verdict in UNDERTAKEN:
            return State(self.outcome) if self.outcome else State.IN_HAND
        return State(self.verdict)

    @property
    def due_on(self) -> date | None:
        """Tell by which day something is owed next: an answer, a review, or the thing itself; or nothing."""
        state = self.state
        if state is State.WAITING:
            return self.answer_due_on
        if state is State.POSTPONED:
            return self.review_on
        if state is State.IN_HAND:
            return min((day for day in (self.deadline, self.review_on) if day), default=None)
        return None


def is_overdue(due_on: date | None, today: date) -> bool:
    """Tell whether what is owed is late; on the day itself it is not."""
    return due_on is not None and due_on < today


def missing(said: Mapping[str, str], *, answer_due_on: date | None, is_correction: bool, today: date) -> list[str]:
    """Name what a version lacks before it can be published. The day of the answer may not be over."""
    lacking = [name for name in ("title", "text", "problem", "kind", "priority", "indicator") if not said[name]]
    if not said["addressee_kind"] or not said["addressee"]:
        lacking.append("addressee")
    if answer_due_on is None:
        lacking.append("answer_due_on")
    elif answer_due_on < today and not is_correction:
        lacking.append("answer_due_over")
    if is_correction and not said["reason"]:
        lacking.append("reason")
    return lacking


def reminders_due(due_on: date, today: date) -> int | None:
    """Name the reminder whose turn it is: so many days before the day; nothing where none is, or it is too late."""
    left = (due_on - today).days
    if left < -LATE.days:
        return None
    return min((ahead for ahead in REMINDERS if left <= ahead), default=None)
