"""Which rules hold on given days, and which are broken."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from consult.procedures.rules.bounds import Days, shifted
from consult.procedures.rules.clock import raw_day
from consult.procedures.rules.days_off import working_day_from
from consult.procedures.rules.records import LANGUAGES, CalendarDay, Names, Op, Procedure, Rule, Severity

MEETING = "event"
ROLLED_DAY = (
    "rolled_day",
    Names(
        "Termin, który wypada w dzień wolny, kończy się w najbliższy dzień roboczy",
        "A period that would end on a day off ends on the next working day",
        "Строк, що припадає на вихідний, завершується наступного робочого дня",
    ),
)
FIXED_PERIOD = (
    "fixed_period",
    Names(
        "Termin jest stały, dłuższego przepis nie przewiduje",
        "The period is fixed, and no longer one is provided for",
        "Строк сталий, довшого норма не передбачає",
    ),
)
TARGET = (
    "target_reachable",
    Names(
        "Ostatnie wydarzenie dopiero wtedy, gdy wszystko przed nim zdąży się odbyć",
        "The last event only when all that comes before it has had its time",
        "Остання подія лише тоді, коли все до неї встигне відбутися",
    ),
)
ANALOGY = "KPA art. 57 § 4, KC art. 115 (by analogy)"


@dataclass(frozen=True)
class Finding:
    """One rule, measured on the days of a plan."""

    procedure: str
    id: str
    is_ok: bool
    severity: Severity
    ref: str
    left: date
    op: Op
    right: date
    """The day that the left side is compared with, its offset counted."""
    words: Mapping[str, str]


@dataclass(frozen=True)
class Meeting:
    """A meeting on a day, in one of the forms of the vocabulary."""

    form: str
    day: date


def findings(
    procedure: Procedure, days: Days, counted: Days, meetings: tuple[Meeting, ...], target_year: int
) -> Iterator[Finding]:
    """Measure every rule whose two events have a day; a rule on meetings once for each meeting that it is about.

    `counted` are the days from which the least lengths count. A length that ends by hand on the raw day start+N is
    lawful; before the rolled day it warns.
    """
    for rule in procedure.rules:
        anchor = _anchor(rule, days, counted, target_year)
        if anchor is not None:
            for left in _lefts(rule, days, meetings):
                yield from _measured(procedure, rule, left, anchor)


def _anchor(rule: Rule, days: Days, counted: Days, target_year: int) -> date | None:
    if isinstance(rule.right, CalendarDay):
        return rule.right.on(target_year)
    return (counted if rule.op is Op.AT_LEAST and rule.offset.rolls else days).get(rule.right)


def _lefts(rule: Rule, days: Days, meetings: tuple[Meeting, ...]) -> tuple[date, ...]:
    if rule.left == MEETING and meetings:
        return tuple(one.day for one in meetings if not rule.applies_to or one.form in rule.applies_to)
    return (days[rule.left],) if rule.left in days else ()


def _measured(procedure: Procedure, rule: Rule, left: date, anchor: date) -> Iterator[Finding]:
    offset = procedure.resolved(rule.offset)
    raw = raw_day(anchor, offset.days, offset.months)
    limit = raw if rule.op is Op.AT_LEAST else shifted(anchor, offset)
    words = {language: procedure.words(rule, language) for language in LANGUAGES}
    yield Finding(
        procedure.key, rule.id, rule.op.compares(left, limit), rule.severity, rule.ref, left, rule.op, limit, words
    )
    if rule.op is not Op.AT_LEAST or not rule.offset.rolls:
        return
    rolled = working_day_from(raw)
    if raw <= left < rolled:
        yield unruled(procedure, ROLLED_DAY, ANALOGY, left, Op.AT_LEAST, rolled, Severity.WARNING)
    if rule.offset.period and procedure.periods[rule.offset.period].is_exact and left > rolled:
        yield unruled(procedure, FIXED_PERIOD, rule.ref, left, Op.AT_MOST, rolled, Severity.WARNING)


def unruled(
    procedure: Procedure, of: tuple[str, Names], ref: str, left: date, op: Op, right: date, severity: Severity
) -> Finding:
    """Tell of something broken that the catalogue has no rule for."""
    words = {language: getattr(of[1], language) for language in LANGUAGES}
    return Finding(
        procedure=procedure.key,
        id=of[0],
        is_ok=False,
        severity=severity,
        ref=ref,
        left=left,
        op=op,
        right=right,
        words=words,
    )
