"""The scoreboard of the duty to answer: how many remarks wait, how long answers took, which days have passed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Tally:
    """Remarks on one draft that came on one day, and whether they are answered."""

    draft: str
    received_on: date
    answered_on: date | None
    due_on: date | None
    """The day that the office promised, or that the law sets."""
    count: int


@dataclass(frozen=True)
class Board:
    """What the tallies come to. Withdrawn remarks are not in them."""

    total: int
    answered: int
    overdue: int
    median_days: int | None
    """From the day of receipt to the day of the answer; half of the answers took no longer."""
    accepted: int
    passed: Sequence[tuple[str, date]]
    """Drafts whose day has passed without answers."""

    @property
    def open(self) -> int:
        """Count the remarks that wait for an answer."""
        return self.total - self.answered


def board_of(tallies: Iterable[Tally], *, accepted: int, today: date) -> Board:
    """Count it all; `accepted` are the answers that accept a remark, in full or in part."""
    known = list(tallies)
    late = [one for one in known if one.answered_on is None and one.due_on is not None and one.due_on < today]
    answered = [one for one in known if one.answered_on is not None]
    return Board(
        total=sum(one.count for one in known),
        answered=sum(one.count for one in answered),
        overdue=sum(one.count for one in late),
        median_days=_median(
            [((one.answered_on - one.received_on).days, one.count) for one in answered if one.answered_on]
        ),
        accepted=accepted,
        passed=sorted({(one.draft, one.due_on) for one in late if one.due_on}, key=lambda pair: (pair[1], pair[0])),
    )


def _median(weighted: Sequence[tuple[int, int]]) -> int | None:
    """Give the lower median of values with their counts."""
    half = (sum(count for _, count in weighted) + 1) // 2
    for days, count in sorted(weighted):
        half -= count
        if half <= 0:
            return days
    return None
