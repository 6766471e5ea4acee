"""Count what was answered and counts, as of the request: sealed answers from segments, the newest from their rows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from sqlalchemy.orm import Session

from consult.questionnaires.models import Questionnaire
from consult.questionnaires.rules.shape import Question
from consult.results import queries
from consult.results.rules.cross import Place
from consult.results.rules.cross import cross as crossed
from consult.results.rules.filters import Filter
from consult.results.rules.merging import added, less
from consult.results.rules.tally import Scheme, Tally, count
from consult.results.segments import tallying
from consult.results.segments.queries import Apart, tail, tail_apart, tail_ids
from consult.results.segments.reading import reading


def tabulate(
    session: Session, questionnaire_id: UUID, scheme: Scheme, filters: Sequence[Filter] = ()
) -> dict[int, Tally]:
    """Count all answers that count, sealed or not; the groups are numbered as in `rules.tally.count`."""
    read = reading(session, questionnaire_id, scheme, tail)
    parts = [
        whole if gone is None else less(whole, gone) for whole, gone in read.counts("tally", filters, tallying.tally)
    ]
    return added([*parts, count(read.rows, scheme, filters)])


def cross(
    session: Session,
    questionnaire_id: UUID,
    scheme: Scheme,
    both: tuple[Question, Question],
    filters: Sequence[Filter] = (),
) -> dict[int, Counter[Place]]:
    """Count those who answered both questions, each with one answer."""
    read = reading(session, questionnaire_id, scheme, tail)
    groups: dict[int, Counter[Place]] = {
        number: Counter(counts) for number, counts in crossed(read.rows, scheme, *both, filters).items()
    }
    name = f"cross {both[0].key} {both[1].key}"
    for whole, gone in read.counts(name, filters, lambda counting: tallying.cross(counting, *both)):
        for number, counts in whole.items():
            groups.setdefault(number, Counter()).update(counts)
        for number, counts in (gone or {}).items():
            groups[number].subtract(counts)
    return {number: +counts for number, counts in groups.items() if number == 0 or counts.total()}


@dataclass(frozen=True)
class Taken:
    """How much was answered, whatever counts of it."""

    apart: Mapping[Apart, int]
    counts_late: bool
    counts_doubtful: bool

    @property
    def total(self) -> int:
        """Count everything."""
        return sum(self.apart.values())

    @property
    def counted(self) -> int:
        """Count what counts."""
        return sum(
            people
            for (is_late, doubt), people in self.apart.items()
            if (self.counts_late or not is_late) and (self.counts_doubtful or doubt is None)
        )

    @property
    def late(self) -> int:
        """Count what came late."""
        return sum(people for (is_late, _doubt), people in self.apart.items() if is_late)

    @property
    def doubtful(self) -> Mapping[str, int]:
        """Count what may come from a machine, by the reason to think so."""
        found: Counter[str] = Counter()
        for (_late, doubt), people in self.apart.items():
            if doubt is not None:
                found[doubt] += people
        return found

    @property
    def doubtful_in_all(self) -> int:
        """Count what may come from a machine, whatever the reason."""
        return sum(self.doubtful.values())


def taken(session: Session, questionnaire: Questionnaire) -> Taken:
    """Count everything that was answered, by what may not count of it."""
    versions = queries.scheme(session, questionnaire)
    read = reading(session, questionnaire.id, versions, tail_apart)
    found = Counter(read.rows)
    for whole, gone in read.counts("apart", (), tallying.apart):
        found.update(whole)
        found.subtract(gone or {})
    return Taken(+found, read.state.counts_late, read.state.counts_doubtful)


def mark(session: Session, questionnaire: Questionnaire) -> str:
    """Give what changes whenever anything changes of what was answered or of what counts, and with nothing else."""
    read = reading(session, questionnaire.id, queries.scheme(session, questionnaire), tail_ids)
    segments = [one.id.hex for one in read.state.segments]
    dead = sorted(id_.hex for _version, id_ in read.state.dead)
    told = (segments, dead, read.state.counts_late, read.state.counts_doubtful, [one.hex for one in read.rows])
    return sha256(repr(told).encode()).hexdigest()
