"""Keep segments as they should be: new batches get theirs, broken ones are made anew, small ones become one."""

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from uuid import UUID, uuid4

from flask import current_app
from sqlalchemy.orm import Session

from consult import clock
from consult.extensions import db
from consult.participation.seal import forget_the_order
from consult.questionnaires.models import Questionnaire
from consult.questionnaires.operations.seal import seal
from consult.results.queries import scheme
from consult.results.rules.coding import layout_of
from consult.results.rules.tally import Scheme
from consult.results.segments import building, files, queries
from consult.results.segments.models import Segment
from consult.results.segments.operations import register
from consult.results.segments.queries import Range, Registered, State, state_of
from consult.web.transaction import transaction

TIMES_AS_LARGE = 4
"""A segment that is not so many times as large as the next becomes one with it: there are few, each seldom copied."""
MANY_DEAD = 0.02
"""From this share on, a segment is written without those that are gone."""


def root() -> Path:
    """Tell where the segments of this app are."""
    return Path(current_app.extensions["settings"].data_dir) / "segments"


def keep(questionnaire_id: UUID, torn: Collection[UUID] = ()) -> bool:
    """Do what there is to do for one questionnaire; tell whether there was anything. Nobody else does it meanwhile.

    `torn` names segments that somebody could not read; others are looked at from without.
    """
    with files.alone(root(), questionnaire_id):
        keeper = _Keeper(db.session(), questionnaire_id)
        is_done = keeper.mend(torn)
        is_done = keeper.cover() or is_done
        while keeper.join():
            is_done = True
        if is_done:
            files.sweep(root(), questionnaire_id, [one.id for one in keeper.state().segments])
        return is_done


def take_up(questionnaire_id: UUID, torn: Collection[UUID] = ()) -> None:
    """Seal what is incoming, where it is enough, and make segments of it: so that it can be counted quickly."""
    with transaction() as session:
        seal(session, questionnaire_id, now=clock.now())
    forget_the_order(db.engine)
    keep(questionnaire_id, torn)


class _Keeper:
    """Works for one questionnaire, alone."""

    def __init__(self, session: Session, questionnaire_id: UUID) -> None:
        self.session = session
        self.id = questionnaire_id
        self.scheme: Scheme = scheme(session, session.get_one(Questionnaire, questionnaire_id))

    def state(self) -> State:
        """Read the register in a fresh reading."""
        self.session.rollback()
        return state_of(self.session, self.id)

    def path(self, segment_id: UUID) -> Path:
        """Give the path of a segment."""
        return files.path_of(root(), self.id, segment_id)

    def is_whole(self, one: Registered) -> bool:
        """Tell whether a segment can be read: it is there, and written as this program writes."""
        plan = self.scheme.plans.get(one.range.version_id)
        return plan is not None and one.layout == layout_of(plan).print and files.is_there(self.path(one.id), one.size)

    def mend(self, torn: Collection[UUID]) -> bool:
        """Make anew what is broken."""
        state = self.state()
        broken = [one for one in state.segments if one.id in torn or not self.is_whole(one)]
        for one in broken:
            self._make([one.range], instead_of=[one.id])
        return bool(broken)

    def cover(self) -> bool:
        """Make segments of the batches that have none, and forget those of batches that are no more."""
        state = self.state()
        versions = queries.list_versions(self.session, self.id, state.watermark)
        gone = set(queries.list_ids(self.session, self.id)) - {one.id for one in state.segments}
        first = state.watermark + 1
        ranges = [Range(version, first, last) for version, last in versions if version in self.scheme.plans]
        if ranges or gone:
            self._make(ranges, instead_of=gone)
        return bool(ranges or gone)

    def join(self) -> bool:
        """Write two neighbours of one version as one, or one without those that are gone, if that is worth it."""
        state = self.state()
        for some in _worth_joining(state):
            dead = [id_ for version, id_ in state.dead if version == some[0].range.version_id]
            joined = Range(some[0].range.version_id, some[0].range.first, some[-1].range.last)

            def write(
                path: Path, some: Sequence[Registered] = some, dead: Sequence[UUID] = dead
            ) -> tuple[int, files.Print]:
                return building.join([self.path(one.id) for one in some], map(str, dead), path)

            made = self._written(joined, write)
            self._register(made, [one.id for one in some], dead)
            return True
        return False

    def _make(self, ranges: Sequence[Range], *, instead_of: Collection[UUID]) -> None:
        """Write segments from the submissions, and register them together."""
        dead = [id_ for _version, id_ in queries.list_dead(self.session, self.id)]
        made = []
        for batches in ranges:

            def write(path: Path, batches: Range = batches) -> tuple[int, files.Print]:
                lines = queries.lines_of(self.session, self.id, batches, building.AT_ONCE)
                return building.build(lines, layout_of(self.scheme.plans[batches.version_id]), path)

            made += self._written(batches, write)
        self._register(made, instead_of, dead)

    def _written(self, batches: Range, write: Callable[[Path], tuple[int, files.Print]]) -> list[Segment]:
        id_ = uuid4()
        count, found = write(self.path(id_))
        return [
            Segment(
                id=id_,
                questionnaire_id=self.id,
                version_id=batches.version_id,
                first_batch=batches.first,
                last_batch=batches.last,
                row_count=count,
                size=found.size,
                checksum=found.checksum,
                layout=layout_of(self.scheme.plans[batches.version_id]).print,
            )
        ]

    def _register(self, made: Sequence[Segment], instead_of: Collection[UUID], dead: Sequence[UUID]) -> None:
        with transaction() as session:
            register(session, made, instead_of=instead_of, without=dead)


def _worth_joining(state: State) -> Iterator[list[Registered]]:
    """Give the first segments that should be one, the smallest of neighbours first; or one that has many dead."""
    for one, later in zip(reversed(state.segments[:-1]), reversed(state.segments[1:]), strict=True):
        is_neighbour = one.range.version_id == later.range.version_id
        if is_neighbour and one.row_count < TIMES_AS_LARGE * later.row_count:
            yield [one, later]
    for one in state.segments:
        dead = sum(version == one.range.version_id for version, _id in state.dead)
        rows = sum(other.row_count for other in state.segments if other.range.version_id == one.range.version_id)
        if dead > MANY_DEAD * rows + 20:
            yield [one]
