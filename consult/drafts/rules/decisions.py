"""What an office may decide about a remark, and when its decisions may be published.

The keys are those that reports of Polish consultations use: uwzględniona, częściowo uwzględniona, nieuwzględniona,
wyjaśniona, poza zakresem, pozostawiona bez rozpatrzenia, wycofana.
"""

from collections.abc import Iterable
from dataclasses import dataclass
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
ENDED = frozenset({State.APPROVED, State.PUBLISHED, State.WITHDRAWN})
"""States in which nobody has to do anything more before the publication."""


@dataclass(frozen=True)
class Standing:
    """What the gate asks about one remark."""

    state: State
    verdict: Verdict | None
    reason: str


def is_settled(remark: Standing) -> bool:
    """Tell whether a remark has all that its publication needs: an approved decision and a reason."""
    if remark.state is State.WITHDRAWN:
        return True
    return remark.state in ENDED and remark.verdict is not None and bool(remark.reason.strip())


def may_be_published(remarks: Iterable[Standing]) -> bool:
    """Tell whether the gate is open: every remark is settled, and there is one at all."""
    settled = [is_settled(remark) for remark in remarks]
    return bool(settled) and all(settled)
