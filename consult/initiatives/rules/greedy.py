"""The greedy rule: from the most wanted project down, each that still fits into the budget is taken."""

from fractions import Fraction

from consult.initiatives.rules.elections import Ballot, Election, VoteType


def scores(election: Election, ballots: tuple[Ballot, ...]) -> dict[str, Fraction | int]:
    """Add up what each project got: votes, points, or, from an order, the places that it is ahead (Borda).

    With an order of at most k projects the first gets k points, the second k-1, and so on.
    """
    found: dict[str, Fraction | int] = dict.fromkeys(election.costs, 0)
    for ballot in ballots:
        for key, worth in worths(election, ballot):
            found[key] += worth
    return found


def worths(election: Election, ballot: Ballot) -> list[tuple[str, Fraction | int]]:
    """Say what a ballot gives to each project that it names."""
    match election.vote_type:
        case VoteType.APPROVAL:
            return [(key, 1) for key in ballot.named]
        case VoteType.ORDINAL:
            longest = election.limits.max_length or len(election.projects)
            return [(key, longest - place) for place, key in enumerate(ballot.named)]
        case VoteType.CUMULATIVE | VoteType.SCORING:
            return list(zip(ballot.named, ballot.points or (), strict=True))


def greedy(election: Election) -> tuple[str, ...]:
    """Choose the winners, in the order in which they were taken.

    Of two equally wanted projects the cheaper comes first, then the one that stands first in the list.
    A project without any vote is never taken.
    """
    wanted = scores(election, election.valid_ballots())
    left, winners = election.budget, []
    for project in sorted(election.projects, key=lambda project: (-wanted[project.key], project.cost)):
        if wanted[project.key] > 0 and project.cost <= left:
            winners.append(project.key)
            left -= project.cost
    return tuple(winners)
