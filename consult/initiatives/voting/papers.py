"""A ballot paper as a form: what a person marked in each pool, and what is wrong with it, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from consult.initiatives.rules.elections import Ballot, Limits, Spoiled, VoteType, spoiled
from consult.initiatives.voting.models import VoteEdition, VotePool
from consult.initiatives.voting.operations import as_kept
from consult.initiatives.voting.queries import limits_in, projects_of

LONGEST = 4


@dataclass(frozen=True)
class Marked:
    """What stands in one pool: the mark of each project as typed, and what is wrong."""

    pool: VotePool
    marks: Mapping[str, str]
    error: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is marked."""
        return not any(self.marks.values())


def name_of(pool: VotePool, key: str) -> str:
    """Name the control of a project; it is its id too."""
    return f"p-{pool.position}-{key}"


def read(edition: VoteEdition, pools: Sequence[VotePool], typed: Mapping[str, str]) -> list[Marked]:
    """Read a paper, and judge it pool by pool; a pool that is left empty is left out, unless all are."""
    found = [_judged(edition, pool, _marks(pool, typed)) for pool in pools]
    if all(one.is_empty for one in found):
        return [Marked(one.pool, one.marks, str(_("Mark at least one project."))) for one in found[:1]] + found[1:]
    return found


def choices_of(edition: VoteEdition, marked: Sequence[Marked]) -> dict[str, Any]:
    """Give the ballot as it is kept."""
    return {one.pool.key: as_kept(_ballot(edition, one.marks)) for one in marked if not one.is_empty}


def _marks(pool: VotePool, typed: Mapping[str, str]) -> dict[str, str]:
    given = {project.key: typed.get(name_of(pool, project.key), "").strip() for project in pool.projects}
    return {key: "" if mark == "0" else mark for key, mark in given.items()}


def _judged(edition: VoteEdition, pool: VotePool, marks: Mapping[str, str]) -> Marked:
    if not any(marks.values()):
        return Marked(pool, marks)
    if any(mark and not _is_number(mark) for mark in marks.values()):
        return Marked(pool, marks, str(_("Choose among what is offered.")))
    places = [mark for mark in marks.values() if mark]
    if edition.vote_type == VoteType.ORDINAL and len(set(places)) < len(places):
        return Marked(pool, marks, str(_("Give each place once: two projects have the same place.")))
    limits = limits_in(edition)
    costs = {project.key: project.cost for project in projects_of(pool)}
    fault = spoiled(_ballot(edition, marks), VoteType(edition.vote_type), limits, costs)
    return Marked(pool, marks, words_of(fault, limits) if fault else "")


def _is_number(mark: str) -> bool:
    return mark.isdecimal() and len(mark) <= LONGEST


def _ballot(edition: VoteEdition, marks: Mapping[str, str]) -> Ballot:
    """Put the marks in the order of the ballot: by place where places are given."""
    named = [key for key, mark in marks.items() if mark]
    if edition.vote_type == VoteType.ORDINAL:
        return Ballot("", tuple(sorted(named, key=lambda key: int(marks[key]))))
    if edition.vote_type == VoteType.CUMULATIVE:
        return Ballot("", tuple(named), tuple(Fraction(int(marks[key])) for key in named))
    return Ballot("", tuple(named))


def words_of(fault: Spoiled, limits: Limits) -> str:
    """Say why a ballot like this would be spoiled, and what to do."""
    most, least = limits.max_length or 0, limits.min_length or 1
    points = int(limits.max_sum_points or 0)
    words = {
        Spoiled.TOO_MANY: ngettext(
            "At most %(num)d project counts here. Take marks off, or the vote would be spoiled.",
            "At most %(num)d projects count here. Take marks off, or the vote would be spoiled.",
            most,
        ),
        Spoiled.TOO_FEW: ngettext(
            "Mark at least %(num)d project here, or none at all.",
            "Mark at least %(num)d projects here, or none at all.",
            least,
        ),
        Spoiled.TOO_MANY_POINTS: _("You gave more than %(points)s points. Take some off.", points=points),
        Spoiled.TOO_FEW_POINTS: _("Give at least one point to each project that you mark."),
    }
    return str(words.get(fault) or _("This vote would be spoiled. Look at what you marked."))


def how_to_vote(edition: VoteEdition) -> str:
    """Say how a paper is filled in."""
    most = edition.max_length
    if edition.vote_type == VoteType.ORDINAL:
        return str(
            ngettext(
                "Give the first place to the project that you want most; at most %(num)d place.",
                "Give the first place to the project that you want most, then the second; at most %(num)d places.",
                most,
            )
        )
    if edition.vote_type == VoteType.CUMULATIVE:
        return str(
            _(
                "Share out up to %(points)s points among at most %(most)s projects: more for what you want more.",
                points=edition.points,
                most=most,
            )
        )
    return str(ngettext("Mark at most %(num)d project.", "Mark at most %(num)d projects.", most))
