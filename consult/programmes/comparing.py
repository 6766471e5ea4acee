"""The same question in several consultations, side by side: only from tables that everybody can read already.

What is compared passed the public gate of results in each consultation by itself; nothing is counted here. A question
is the same where its key, its kind and the keys of its answers are equal, as in copies of one questionnaire.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import flask_babel
from sqlalchemy.orm import Session

from consult.consultations.models import Consultation
from consult.questionnaires.models import Questionnaire
from consult.questionnaires.operations.seal import over_before
from consult.questionnaires.queries import list_in_force
from consult.questionnaires.rules.shape import Question
from consult.results import pages, words
from consult.results.charts.bars import Bar
from consult.results.charts.clusters import clusters
from consult.results.charts.figure import Figure, Line, Numbers
from consult.results.rules.results import Cell, Result, Table, groups_of, results_of

_: Callable[..., str] = flask_babel.gettext
KINDS = ("single", "multiple", "scale", "matrix")
"""Kinds of questions whose answers are the same everywhere; numbers are cut into other classes in each place."""
AT_LEAST_TWO = 2
MOST_WIDE = 12
"""Consultations in one figure; more are in the table alone."""

Same = tuple[str, str, str, tuple[object, ...]]
"""Question, line, kind and values: what has to be equal."""


@dataclass(frozen=True)
class Answered:
    """One table of one consultation."""

    consultation: Consultation
    question: Question
    table: Table


@dataclass(frozen=True)
class Compared:
    """A question that several consultations asked."""

    key: str
    answered: Sequence[Answered]

    @property
    def words(self) -> str:
        """Say what was asked."""
        first = self.answered[0]
        asked = words.plain(first.question.text)
        return f"{asked} {words.plain(first.table.line.text)}" if first.table.line.key else asked


def compare(session: Session, consultations: Sequence[Consultation], now: datetime) -> list[Compared]:
    """List the questions that at least two of these consultations asked, in the order of the first."""
    found: dict[Same, list[Answered]] = defaultdict(list)
    for consultation in consultations:
        for result in public_results(session, consultation, now):
            for same, table in _tables(result):
                found[same].append(Answered(consultation, result.question, table))
    return [
        Compared(f"{key}.{line}" if line else key, answered)
        for (key, line, _kind, _values), answered in found.items()
        if len({one.consultation.id for one in answered}) >= AT_LEAST_TWO
    ]


def public_results(session: Session, consultation: Consultation, now: datetime) -> Iterator[Result]:
    """Give what the consultation's own page of results shows everybody; before it is final, nothing."""
    in_force = list_in_force(session, consultation.id)
    is_over = consultation.closes_at is not None and consultation.closes_at < over_before(now)
    if not is_over or any(version.questionnaire.smallest_group is None for version in in_force):
        return
    for version in in_force:
        yield from _of(session, version.questionnaire, version.questionnaire.smallest_group or 0)


def _of(session: Session, questionnaire: Questionnaire, at_least: int) -> Sequence[Result]:
    scheme, tallies = pages.everybody(session, questionnaire)
    return results_of(groups_of(tallies, scheme, at_least=at_least)) if tallies[0].total >= at_least else []


def _tables(result: Result) -> Iterator[tuple[Same, Table]]:
    if result.question.kind not in KINDS:
        return
    for table in result.tables:
        values = tuple(cell.value for cell in table.cells)
        if values and all(cell.bin is None for cell in table.cells):
            yield (result.question.key, table.line.key, result.question.kind, values), table


def figure_of(compared: Compared) -> Figure:
    """Put the shares side by side: for each answer a bar for each consultation, and all in one table."""
    names = _names([one.consultation for one in compared.answered])
    columns = list(zip(names, compared.answered, strict=True))
    shown = [(name, one.table) for name, one in columns]
    answers = compared.answered[0].table.cells
    groups = [(words.label(cell), _bars(shown[:MOST_WIDE], place)) for place, cell in enumerate(answers)]
    return Figure(
        key="compared",
        title=_finding(shown),
        ask=compared.words,
        base="; ".join(f"{name}: {_base(table)}" for name, table in shown),
        drawing=clusters(groups),
        summary=" ".join(f"{name}: {words.summary(table)}" for name, table in shown),
        numbers=_numbers(shown, answers),
        notes=_notes(shown),
    )


def _names(consultations: Sequence[Consultation]) -> list[str]:
    """Name each by its authority, and by its end too where an authority has several."""
    offices = [one.authority.name for one in consultations]
    return [
        f"{name} ({one.closes_at:%m.%Y})" if offices.count(name) > 1 and one.closes_at else name
        for name, one in zip(offices, consultations, strict=True)
    ]


def _bars(shown: Sequence[tuple[str, Table]], place: int) -> list[Bar]:
    """Draw one answer in each place; the highest share stands out, unless one is withheld."""
    cells = [(name, table.cells[place]) for name, table in shown]
    shares = [cell.share for _name, cell in cells if cell.share is not None]
    highest = max(shares) if len(shares) == len(cells) else None
    return [
        Bar(name, cell.share, words.share_of(cell), words.count_of(cell), highest is not None and cell.share == highest)
        for name, cell in cells
    ]


def _base(table: Table) -> str:
    if table.base is None:
        return _("%(count)s asked", count=words.number(table.asked))
    return _("%(count)s answered", count=words.number(table.base))


def _finding(shown: Sequence[tuple[str, Table]]) -> str:
    """Say where the places differ most; where a share is withheld, its answer is not spoken of."""
    widest: tuple[int, str] | None = None
    for place, cell in enumerate(shown[0][1].cells):
        shares = [(table.cells[place].share, name) for name, table in shown]
        known = sorted((share, name) for share, name in shares if share is not None)
        if len(known) < len(shares):
            continue
        (low, lowest), (high, highest) = known[0], known[-1]
        said = _(
            "“%(answer)s”: from %(low)s (%(lowest)s) to %(high)s (%(highest)s)",
            answer=words.plain_label(cell),
            low=words.percent(low),
            lowest=lowest,
            high=words.percent(high),
            highest=highest,
        )
        if widest is None or high - low > widest[0]:
            widest = high - low, said
    return widest[1] if widest else _("What stands out is withheld, so that nobody is recognised")


def _numbers(shown: Sequence[tuple[str, Table]], answers: Sequence[Cell]) -> Numbers:
    rows = tuple(
        Line(
            words.label(cell),
            tuple((words.share_of(table.cells[place]), words.count_of(table.cells[place])) for _name, table in shown),
        )
        for place, cell in enumerate(answers)
    )
    bases = tuple((_("withheld") if table.base is None else words.number(table.base), "") for _name, table in shown)
    foot = (Line(_("Answered"), bases), Line(_("Asked"), tuple((words.number(t.asked), "") for _name, t in shown)))
    return Numbers((_("Answer"), *(name for name, _table in shown)), rows, foot)


def _notes(shown: Sequence[tuple[str, Table]]) -> list[str]:
    notes = [
        _("In each place those answered who wanted to. They are no sample, so small differences may mean nothing.")
    ]
    if any(table.is_several for _name, table in shown):
        notes.append(_("People could choose several answers, so the shares do not add up to 100."))
    if any(table.withholds for _name, table in shown):
        notes.append(_("What is withheld in one place stays withheld here, so that nobody is recognised."))
    if len(shown) > MOST_WIDE:
        notes.append(_("The drawing shows the first %(count)s; all are in the table.", count=words.number(MOST_WIDE)))
    return notes


def by_key(compared: Sequence[Compared]) -> Mapping[str, Compared]:
    """Find each by its name in the address."""
    return {one.key: one for one in compared}
