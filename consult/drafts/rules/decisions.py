"""What an office may decide about a remark, and when its decisions may be published.

The keys are those that reports of Polish consultations use: uwzględniona, częściowo uwzględniona, nieuwzględniona,
wyjaśniona, poza zakresem, pozostawiona bez rozpatrzenia, wycofana.
"""

from collections.abc import Collection
from enum import StrEnum


class Verdict(StrEnum):
    """What the office decides."""

    ACCEPTED = "accepted"
    PARTLY_ACCEPTED = "partly_accepted"
    NOT_ACCEPTED = "not_accepted"
    EXPLAINED = "explained"
    OUT_OF_SCOPE = "out_of_scope"
    LEFT_UNCONSIDERED = "left_unconsidered"
    WITHDRAWN = "withdrawn"
    """Follows from the sender's own act, and needs no decision of the office."""


BY_OFFICIALS = tuple(verdict for verdict in Verdict if verdict is not Verdict.WITHDRAWN)
"""What an official may choose."""


class State(StrEnum):
    """Where a remark stands."""

    SUBMITTED = "submitted"
    REGISTERED = "registered"
    """The office has looked at it; what a clerk enters is registered from the start."""
    ASSIGNED = "assigned"
    """Somebody is to write the answer."""
    PROPOSED = "proposed"
    """An official has written a decision; another one has to approve it."""
    RETURNED = "returned"
    """The approver wants the decision mended."""
    AGREED = "agreed"
    """A lawyer or another department agrees to what was written."""
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


TO_DO = frozenset({State.SUBMITTED, State.REGISTERED, State.ASSIGNED, State.RETURNED})
"""States in which a decision is to be written."""
TO_APPROVE = frozenset({State.PROPOSED, State.AGREED})
"""States in which a decision is written and waits."""
MAY_PROPOSE = TO_DO | TO_APPROVE | {State.APPROVED}
"""States in which an official may write or change a decision."""
UNSETTLED = TO_DO | TO_APPROVE
"""States that keep the gate closed; so does a decision without a reason."""


LEAVES_LATE = frozenset({"oos_decyzja", "oos_dokument"})
"""Procedures whose statute leaves late remarks unconsidered: Act on access to information about the environment,
art. 35 and 41. Every other procedure knows no remark without an answer."""


def may_leave(procedures: Collection[str], *, is_late: bool) -> bool:
    """Tell whether a remark may be left unconsidered: it is late, and the statute of the consultation says so."""
    return is_late and not LEAVES_LATE.isdisjoint(procedures)


def is_gate_open(*, remarks: int, unsettled: int, is_over: bool) -> bool:
    """Tell whether the decisions on a draft may be published: there are some, none is missing, no remark can come."""
    return remarks > 0 and unsettled == 0 and is_over
