"""The law by which a consultation runs, and the calendar that follows from it.

Catalogue and plans are kept in the process: a page that shows many consultations asks for each plan once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from consult.procedures.loading import load_catalogue
from consult.procedures.rules.backward import latest_start
from consult.procedures.rules.bounds import REPORT
from consult.procedures.rules.checks import MEETING, Finding, Meeting
from consult.procedures.rules.local import LocalRule, Refused, with_local_rules
from consult.procedures.rules.merging import merged
from consult.procedures.rules.plan import Given, Plan, notice_day, plan
from consult.procedures.rules.records import CalendarDay, Procedure, Severity


@dataclass(frozen=True)
class Ground:
    """What a calendar rests on: the procedures as they are on a day, the council's own rules over them."""

    keys: tuple[str, ...]
    level: str
    on: date
    local_rules: tuple[LocalRule, ...] = ()
    noticed_on: date | None = None
    """The day on which the notice was published here, or will be at the earliest; None while there is time."""


@dataclass(frozen=True)
class Dates:
    """What an office has set; each day apart from the first may be left to be computed."""

    opens_on: date
    last_day: date | None = None
    target: date | None = None
    days: tuple[tuple[str, date], ...] = ()
    meetings: tuple[Meeting, ...] = ()


AHEAD_OF_CALENDAR_DATES = (90, 60, 30)
"""How many days before one is reminded of a date of the calendar: it never moves, so the office begins early."""
AHEAD_OF_A_TERM = (7,)


@dataclass(frozen=True)
class Term:
    """A day by which the office owes something by law, and how many days before it is reminded."""

    event: str
    day: date
    days_ahead: tuple[int, ...]


@dataclass(frozen=True)
class Starts:
    """Backward from a target: the latest lawful first day, and the one that is advised."""

    latest: date | None
    advised: date | None


@lru_cache(maxsize=512)
def law_of(ground: Ground) -> tuple[tuple[Procedure, ...], tuple[Refused, ...]]:
    """Give the procedures, local rules laid over them, and the local rules that a statute does not allow.

    Raises `NoSuchProcedure` where the catalogue has none for the day or the level.
    """
    found = load_catalogue().chosen(ground.keys, ground.on, ground.level)
    laid = [with_local_rules(procedure, ground.local_rules, ground.on) for procedure in found]
    return tuple(procedure for procedure, _ in laid), tuple(one for _, refused in laid for one in refused)


@lru_cache(maxsize=2048)
def calendar_of(ground: Ground, dates: Dates) -> Plan:
    """Compute the calendar; the last day, where it is set, is compared with the law like every other."""
    procedures, _refused = law_of(ground)
    closing = {one.closes_with for one in procedures if one.closes_with} if dates.last_day else set()
    days = dict(dates.days) | {event: dates.last_day for event in closing if dates.last_day}
    return plan(procedures, Given(dates.opens_on, dates.target, days, dates.meetings, ground.noticed_on))


def latest_notice(ground: Ground, opens_on: date) -> date:
    """Give the day by which the notice must be published; raises `NoSuchProcedure` as `law_of` does."""
    procedures, _refused = law_of(ground)
    return notice_day(opens_on, merged(procedures))


def starts_for(ground: Ground, target: date) -> Starts:
    """Count backward from the last event, by the law of the day on which it would start."""
    procedures, _refused = law_of(ground)
    return Starts(
        latest_start(procedures, target, usual=False),
        latest_start(procedures, target, usual=True),
    )


def unlawful(calendar: Plan) -> tuple[Finding, ...]:
    """Give the broken rules that stop a publication."""
    return tuple(one for one in calendar.broken if one.severity is Severity.ERROR)


def terms_of(ground: Ground, calendar: Plan) -> tuple[Term, ...]:
    """List what the office owes by a day: the dates of the calendar, also those after the decision, and the report."""
    dated = {
        (procedure.key, rule.id): rule.left
        for procedure in law_of(ground)[0]
        for rule in procedure.rules
        if isinstance(rule.right, CalendarDay)
    }
    found = [
        Term(dated[one.procedure, one.id], one.right, AHEAD_OF_CALENDAR_DATES)
        for one in calendar.findings
        if (one.procedure, one.id) in dated
    ]
    if calendar.report_due:
        found.append(Term(REPORT, calendar.report_due, AHEAD_OF_A_TERM))
    return tuple(dict.fromkeys(found))


def settable(procedures: Iterable[Procedure]) -> tuple[str, ...]:
    """Name the events that may be dated by hand, beside the first and last day, the meetings and the target."""
    known = tuple(procedures)
    ends = {one.last_event for one in known}
    targets = {event for event in ends if all(event == one.last_event or event not in one.events for one in known)}
    taken = {MEETING, *targets, *(one.starts_with for one in known), *(one.closes_with for one in known)}
    events = dict.fromkeys(event for one in known for event in one.events)
    return tuple(event for event in events if event not in taken)


def rule_as_data(rule: LocalRule) -> dict[str, Any]:
    """Give a local rule as JSON holds it."""
    days = {name: day.isoformat() if day else None for name, day in _validity(rule).items()}
    return asdict(rule) | {"severity": rule.severity.value} | days


def rule_from_data(data: Mapping[str, Any]) -> LocalRule:
    """Read a local rule from JSON."""
    days = {name: date.fromisoformat(data[name]) if data[name] else None for name in ("valid_from", "valid_to")}
    return LocalRule(**{**data, **days, "severity": Severity(data["severity"])})


def _validity(rule: LocalRule) -> dict[str, date | None]:
    return {"valid_from": rule.valid_from, "valid_to": rule.valid_to}
