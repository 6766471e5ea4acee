"""A year of recommendations: how many were made, answered in time, accepted, kept, and what is overdue.

It goes into the report on the state of cooperation. What is counted was published in the year; where it stands is
told as of the day on which the summary is made. What earlier years left open stands in a table of its own.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from consult.authorities.models import Authority
from consult.recommendations import queries
from consult.recommendations.access import is_public
from consult.recommendations.models import Answer, Recommendation
from consult.recommendations.queries import Listed
from consult.recommendations.rules import UNDERTAKEN, State, Verdict


@dataclass(frozen=True)
class Line:
    """One recommendation with its last answer."""

    listed: Listed
    answer: Answer | None
    is_overdue: bool

    @property
    def is_in_time(self) -> bool:
        """Tell whether the first answer came in time."""
        recommendation = self.listed.recommendation
        answered_on, due_on = recommendation.answered_on, recommendation.answer_due_on
        return answered_on is not None and due_on is not None and answered_on <= due_on

    @property
    def state(self) -> State:
        """Tell where it stands."""
        return self.listed.recommendation.state


@dataclass(frozen=True)
class Counts:
    """How many of the year's recommendations are what."""

    made: int
    answered: int
    in_time: int
    accepted: int
    """Wholly or in part."""
    rejected: int
    postponed: int
    kept: int
    overdue: int


@dataclass(frozen=True)
class Summary:
    """A year of one authority."""

    authority: Authority
    year: int
    as_of: date
    counts: Counts
    lines: Sequence[Line]
    left_open: Sequence[Line]
    """What earlier years left, and is still open."""


def gather(session: Session, authority: Authority, year: int, *, today: date) -> Summary:
    """Gather a year."""
    here = Recommendation.authority_id == authority.id
    in_year = Recommendation.published_on.between(date(year, 1, 1), date(year, 12, 31))
    made = queries.list_public(session, here, in_year)
    earlier = queries.list_public(
        session, here, is_public(), Recommendation.published_on < date(year, 1, 1), Recommendation.due_on.is_not(None)
    )
    answers = queries.last_answers(session, [one.recommendation.id for one in (*made, *earlier)])

    def lines(listed: Sequence[Listed]) -> list[Line]:
        return [Line(one, answers.get(one.recommendation.id), one.recommendation.is_overdue(today)) for one in listed]

    lines_made = lines(made)
    return Summary(authority, year, today, counts_of(lines_made), lines_made, lines(earlier))


def counts_of(lines: Sequence[Line]) -> Counts:
    """Count the recommendations of a year."""
    verdicts = Counter(line.listed.recommendation.verdict for line in lines)
    return Counts(
        made=len(lines),
        answered=len(lines) - verdicts[None],
        in_time=sum(line.is_in_time for line in lines),
        accepted=sum(verdicts[verdict] for verdict in UNDERTAKEN),
        rejected=verdicts[Verdict.REJECTED],
        postponed=verdicts[Verdict.POSTPONED],
        kept=sum(line.state is State.KEPT for line in lines),
        overdue=sum(line.is_overdue for line in lines),
    )
