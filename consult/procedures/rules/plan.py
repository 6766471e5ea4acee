"""A calendar forward from a start: when everything is, which rules are broken, who does what by when."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from consult.procedures.rules.bounds import REPORT, Days, Demand, bounds, demands_for, shifted
from consult.procedures.rules.checks import MEETING, TARGET, Finding, Meeting, findings, unruled
from consult.procedures.rules.clock import last_day
from consult.procedures.rules.days_off import working_day_from, working_day_until
from consult.procedures.rules.merging import Demands, merged
from consult.procedures.rules.records import Op, Procedure, Severity
from consult.procedures.rules.steps import PlannedStep, planned_steps

Choose = Callable[[str, date | None, date | None], date | None]


@dataclass(frozen=True)
class Given:
    """What the office has set: the first day, and what else it wants to be as it says."""

    start: date
    target: date | None = None
    """The day of the last event."""
    days: Days = field(default_factory=dict)
    """Days of events, set by hand."""
    meetings: tuple[Meeting, ...] = ()
    noticed_on: date | None = None
    """The day on which the notice was in fact published; else it is planned as late as the lead allows."""

    @property
    def target_year(self) -> int:
        """The year that the programme or the budget is for: the one after the last event, else after the start."""
        return (self.target or self.start).year + 1


@dataclass(frozen=True)
class Window:
    """The first and the last day on which a meeting is lawful."""

    first: date
    last: date


@dataclass(frozen=True)
class Plan:
    """The computed calendar of a consultation."""

    demands: Demands
    opens: date
    closes: date | None
    window: Window | None
    report_due: date | None
    days: Mapping[str, Days]
    """The day of each event, by procedure."""
    findings: tuple[Finding, ...]
    steps: tuple[PlannedStep, ...]

    @property
    def broken(self) -> tuple[Finding, ...]:
        """The rules that do not hold."""
        return tuple(finding for finding in self.findings if not finding.is_ok)


def plan(procedures: tuple[Procedure, ...], given: Given) -> Plan:
    """Compute the calendar of one consultation that follows all these procedures."""
    demands = merged(procedures)
    days = {procedure.key: scheduled(procedure, given, demands) for procedure in procedures}
    found = [finding for one in procedures for finding in _findings(one, days[one.key], given, demands)]
    steps = [step for one in procedures for step in planned_steps(one, days[one.key], given.target_year)]
    closes = max((days[one.key][one.closes_with] for one in procedures if one.closes_with), default=None)
    return Plan(
        demands=demands,
        opens=given.start,
        closes=closes,
        window=_window(procedures, days),
        report_due=_report_due(procedures, given, demands, closes),
        days=days,
        findings=tuple(found),
        steps=tuple(sorted(steps, key=lambda step: (step.day, step.procedure))),
    )


def _report_due(procedures: tuple[Procedure, ...], given: Given, demands: Demands, closes: date | None) -> date | None:
    """Count the term of the report from the close; earlier where the report must come before what is due sooner."""
    if closes is None or demands.report_days is None:
        return None
    due = last_day(closes, demands.report_days)
    for procedure in procedures:
        found = bounds(demands_for(procedure, given.target_year, usual=False), _fixed(procedure, given, demands))
        latest = found.latest.get(REPORT, due)
        due = min(due, latest) if found.can_be_met and latest > closes else due
    return due


def _window(procedures: tuple[Procedure, ...], days: Mapping[str, Days]) -> Window | None:
    """Find the days on which meetings are lawful under every procedure that limits them."""
    first: list[date] = []
    last: list[date] = []
    for procedure in procedures:
        for rule in procedure.rules:
            if rule.left == MEETING and isinstance(rule.right, str):
                limit = shifted(days[procedure.key][rule.right], procedure.resolved(rule.offset))
                (last if rule.op is Op.AT_MOST else first).append(limit)
    return Window(max(first), min(last)) if first and last else None


def _findings(procedure: Procedure, days: Days, given: Given, demands: Demands) -> Iterator[Finding]:
    """Measure the rules; a least length counts from the start, unless the notice was later, or dated by hand."""
    counted = dict(days)
    if procedure.notice_event and procedure.notice_event not in given.days:
        counted[procedure.notice_event] = max(given.start, given.noticed_on or given.start)
    yield from findings(procedure, days, counted, given.meetings, given.target_year)
    if given.target:
        yield from _unreachable(procedure, given, given.target, demands)


def _unreachable(procedure: Procedure, given: Given, target: date, demands: Demands) -> Iterator[Finding]:
    """Tell when what must come before the last event takes longer than the target allows."""
    reached = []
    for errors_only in (False, True):
        fixed = _fixed(procedure, replace(given, target=None), demands, with_close=not errors_only)
        found = demands_for(procedure, given.target_year, usual=False, errors_only=errors_only)
        reached.append(bounds(found, fixed).earliest.get(procedure.last_event, target))
    if reached[0] > target:
        is_certain = target < given.start or reached[1] > target
        severity = Severity.ERROR if is_certain else Severity.WARNING
        ref = f"{procedure.legal.act}, {procedure.legal.article}"
        yield unruled(procedure, TARGET, ref, target, Op.AT_LEAST, reached[0], severity)


def _fixed(procedure: Procedure, given: Given, demands: Demands, *, with_close: bool = True) -> Days:
    """Give the days that are not chosen: start, notice, close, target, and what is set by hand."""
    fixed = {procedure.starts_with: given.start}
    if procedure.notice_event:
        fixed[procedure.notice_event] = given.noticed_on or notice_day(given.start, demands)
    if with_close and procedure.main_period and procedure.closes_with:
        fixed[procedure.closes_with] = last_day(given.start, demands.least_days)
    if given.target:
        fixed[procedure.last_event] = given.target
    by_hand = {event: day for event, day in given.days.items() if event in procedure.events}
    meetings = (
        {MEETING: max(one.day for one in given.meetings)} if given.meetings and MEETING in procedure.events else {}
    )
    return {**fixed, **meetings, **by_hand}


def notice_day(start: date, demands: Demands) -> date:
    """Give the latest day of the notice; what counts backwards is on a working day, so that nobody loses time."""
    return working_day_until(start - timedelta(days=demands.notice_days))


def scheduled(procedure: Procedure, given: Given, demands: Demands) -> Days:
    """Give each event its day: with time for what is usual, else as the law allows, else so that what breaks shows."""
    fixed = _fixed(procedure, given, demands)
    for usual in (True, False):
        found = demands_for(procedure, given.target_year, usual=usual)
        if bounds(found, fixed).can_be_met:
            return _placed(procedure, found, fixed, _within)
    ways = [_placed(procedure, found, fixed, choose) for choose in (_early, _late)]
    return max(ways, key=lambda days: _errors(procedure, days, given))  # the first, where both break as many


def _errors(procedure: Procedure, days: Days, given: Given) -> int:
    found = findings(procedure, days, days, given.meetings, given.target_year)
    return sum(not one.is_ok and one.severity is Severity.ERROR for one in found)


def _placed(procedure: Procedure, found: list[Demand], fixed: Days, choose: Choose) -> Days:
    """Place the events one after the other; what was placed bounds the rest. What nothing bounds has no day."""
    days = dict(fixed)
    for event in procedure.events:
        if event not in days:
            known = bounds(found, days)
            day = choose(event, known.earliest.get(event), known.latest.get(event))
            days |= {event: day} if day else {}
    return days


def _within(event: str, earliest: date | None, latest: date | None) -> date | None:
    """Choose a working day: meetings as early as they can be, all else as late, for these are the deadlines."""
    if latest is None or (event == MEETING and earliest):
        day = working_day_from(earliest) if earliest else None
        return earliest if day and latest and day > latest else day
    day = working_day_until(latest)
    return latest if earliest and day < earliest else day


def _early(event: str, earliest: date | None, latest: date | None) -> date | None:
    """Choose the earliest day where the demands contradict each other."""
    return _within(event, earliest, None if earliest and latest and earliest > latest else latest)


def _late(event: str, earliest: date | None, latest: date | None) -> date | None:
    """Choose the latest day where the demands contradict each other."""
    return _within(event, None if earliest and latest and earliest > latest else earliest, latest)
