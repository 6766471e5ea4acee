"""Count from segments, and from the few rows that they do not cover, as of one moment.

The database is asked for its state before and after the rows are read; where it differs, everything is read again. So
nothing is counted twice or left out, whatever is sealed, mixed, corrected or joined meanwhile.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from consult.results.rules.coding import layout_of
from consult.results.rules.filters import Filter
from consult.results.rules.tally import Scheme
from consult.results.segments import asking, files, keeping, queries
from consult.results.segments.engine import Torn, engine, read
from consult.results.segments.queries import Registered, State, state_of
from consult.results.segments.tallying import Counting, Rows

MOST_ROWS = 5_000
"""So many rows are counted one by one; more of them are made a segment first, whoever asks."""
TRIES = 8
MOST_KEPT = 192
"""Counts of segments that a process keeps."""

Found = TypeVar("Found")
Rest = TypeVar("Rest")
"""What is asked of the rows that no segment covers."""
Fetch = Callable[[Session, UUID, State, Sequence[Registered]], Rest]
Ask = Callable[[Counting], Found]


class Moving(Exception):
    """The state of the database changed each time while it was read."""


class Reading(Generic[Rest]):
    """What was answered to one questionnaire, at one moment: segments, those that are gone, and rows."""

    def __init__(self, scheme: Scheme, state: State, rows: Rest) -> None:
        self.scheme = scheme
        self.state = state
        self.rows = rows

    def counts(self, name: str, filters: Sequence[Filter], ask: Ask[Found]) -> Iterable[tuple[Found, Found | None]]:
        """Ask each segment; give what it says, and what those say that are gone. Both are kept under the name."""
        for one in self.state.segments:
            yield self._kept(one, name, filters, ask), self._gone(one, name, filters, ask)

    def _key(self, one: Registered, name: str, filters: Sequence[Filter]) -> Hashable:
        counted = self.state.counts_late, self.state.counts_doubtful
        return one.id, name, tuple(filters), counted, tuple(self.scheme.plans)

    def _kept(self, one: Registered, name: str, filters: Sequence[Filter], ask: Ask[Found]) -> Found:
        def count() -> Found:
            with (held := engine()).lock:
                return self._asked(held.source(one, _path(one)), one, filters, ask)

        return _kept(self._key(one, name, filters), count)

    def _gone(self, one: Registered, name: str, filters: Sequence[Filter], ask: Ask[Found]) -> Found | None:
        gone = frozenset(id_ for version, id_ in self.state.dead if version == one.range.version_id)
        if not gone:
            return None

        def count() -> Found:
            with engine().lock:
                return self._asked(read(_path(one)), one, filters, ask, gone)

        return _kept((self._key(one, name, filters), gone), count)

    def _asked(
        self,
        source: str,
        one: Registered,
        filters: Sequence[Filter],
        ask: Ask[Found],
        only: Collection[UUID] | None = None,
    ) -> Found:
        which = asking.where(late=self.state.counts_late, doubtful=self.state.counts_doubtful, only=only)
        every = asking.where(late=True, doubtful=True, only=only)
        return ask(Counting(engine(), Rows(one.range.version_id, source, which, every), self.scheme, filters))


def _path(one: Registered) -> Path:
    return files.path_of(keeping.root(), one.questionnaire_id, one.id)


_counts: OrderedDict[Hashable, object] = OrderedDict()
_lock = Lock()


def _kept(key: Hashable, count: Callable[[], Found]) -> Found:
    """Count, unless it is known: a segment never changes, so what it says never becomes stale."""
    with _lock:
        if key in _counts:
            _counts.move_to_end(key)
            return _counts[key]  # type: ignore[return-value]  # under this key stands what this function gave
    found = count()
    with _lock:
        _counts[key] = found
        while len(_counts) > MOST_KEPT:
            _counts.popitem(last=False)
    return found


def reading(session: Session, questionnaire_id: UUID, scheme: Scheme, fetch: Fetch[Rest]) -> Reading[Rest]:
    """Read what was answered as of one moment; make segments first where there is much without."""
    may_write = not session.info.get("writing")
    for _try in range(TRIES):
        state = state_of(session, questionnaire_id)
        broken = [one for one in state.segments if not _is_readable(one, scheme)]
        much = queries.is_much_after(session, questionnaire_id, state.watermark, MOST_ROWS)
        if may_write and (broken or much):
            keeping.take_up(questionnaire_id, [one.id for one in broken])
            may_write = False
            continue
        rows = fetch(session, questionnaire_id, state, broken)
        if _is_one_snapshot(session) or state == state_of(session, questionnaire_id):
            whole = tuple(one for one in state.segments if one not in broken)
            return Reading(scheme, State(whole, state.dead, state.counts_late, state.counts_doubtful), rows)
    raise Moving


def _is_one_snapshot(session: Session) -> bool:
    """Tell whether all that a reading asks is as of one moment anyway, as it is on SQLite."""
    return session.get_bind().dialect.name == "sqlite"


def _is_readable(one: Registered, scheme: Scheme) -> bool:
    """Tell whether a segment can be used: this process has read it, or its file is there and as it should be."""
    plan = scheme.plans.get(one.range.version_id)
    if plan is None or one.layout != layout_of(plan).print:
        return False
    held = engine()
    try:
        with held.lock:
            held.source(one, _path(one))
    except Torn:
        return False
    return True
