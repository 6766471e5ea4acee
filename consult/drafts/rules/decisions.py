"""What an office may decide about a remark, and when its decisions may be published.

The keys are those that reports of Polish consultations use: uwzględniona, częściowo uwzględniona, nieuwzględniona,
wyjaśniona, poza zakresem, pozostawiona bez rozpatrzenia, wycofana.
"""

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
    PROPOSED = "proposed"
    """An official has written a decision; another one has to approve it."""
    RETURNED = "returned"
    """The approver wants the decision mended."""
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


MAY_PROPOSE = frozenset({State.SUBMITTED, State.PROPOSED, State.RETURNED, State.APPROVED})
"""States in which an official may write or change a decision."""
UNSETTLED = frozenset({State.SUBMITTED, State.PROPOSED, State.RETURNED})
"""States that keep the gate closed; so does a decision without a reason."""


def is_gate_open(*, remarks: int, unsettled: int, is_over: bool) -> bool:
    """Tell whether the decisions on a draft may be published: there are some, none is missing, no remark can come."""
    return remarks > 0 and unsettled == 0 and is_over
