"""How early and how late each event of a procedure can be, told from the others.

Every demand is an inequality between two events. From a day that is fixed, the earliest and the latest days of the
others follow; where an earliest day lies after a latest one, the demands cannot all be met.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from consult.procedures.rules.clock import last_day, raw_day
from consult.procedures.rules.days_off import ONE_DAY
from consult.procedures.rules.records import CalendarDay, Offset, Op, Procedure, Severity

Days = Mapping[str, date]
REPORT = "report_published"
"""The event to which the period `report` leads."""


@dataclass(frozen=True)
class Demand:
    """`left op right + offset`, the offset written out."""

    left: str
    op: Op
    right: str | date
    offset: Offset


@dataclass(frozen=True)
class Bounds:
    """The earliest and the latest day of each event that has one."""

    earliest: Days
    latest: Days
    can_be_met: bool
    """Whether no event that is not fixed would have to be earlier than it can be."""


def shifted(day: date, offset: Offset) -> date:
    """Count an offset from a day; only a length that goes forward can roll past days off."""
    if offset.rolls and (offset.days > 0 or offset.months > 0):
        return last_day(day, offset.days, offset.months)
    return raw_day(day, offset.days, offset.months)


def demands_for(procedure: Procedure, target_year: int, *, usual: bool, errors_only: bool = False) -> list[Demand]:
    """List the demands of a procedure: its rules, what makes sense, and where asked for, what is usual."""

    def demand(left: str, op: Op, right: str | CalendarDay, offset: Offset) -> Demand:
        side = right.on(target_year) if isinstance(right, CalendarDay) else right
        return Demand(left, op, side, procedure.resolved(offset))

    rules = [rule for rule in procedure.rules if rule.severity is Severity.ERROR or not errors_only]
    found = [demand(rule.left, rule.op, rule.right, rule.offset) for rule in rules]
    for entry in procedure.sequence:
        if usual:
            found.append(demand(entry.event, Op.AT_LEAST, entry.after, entry.usual))
        elif entry.least is not None:
            found.append(demand(entry.event, Op.AT_LEAST, entry.after, Offset(entry.least)))
    if usual:
        made = [step for step in procedure.steps if step.completes not in ("", step.anchor)]
        found += [demand(step.completes, step.op, step.anchor, step.offset) for step in made]
        if "report" in procedure.periods and procedure.closes_with:
            found.append(demand(REPORT, Op.AT_MOST, procedure.closes_with, Offset(period="report", rolls=True)))
    return found


def bounds(demands: Iterable[Demand], fixed: Days) -> Bounds:
    """Find the bounds that follow from the fixed days, which are not moved."""
    demands = tuple(demands)
    earliest, latest = dict(fixed), dict(fixed)
    is_settled = False
    for _ in range(len(demands) + 1):  # no chain is longer; what goes on moving contradicts itself
        before = (dict(earliest), dict(latest))
        for demand in demands:
            _tighten(demand, earliest, latest, fixed)
        is_settled = before == (earliest, latest)
        if is_settled:
            break
    in_order = all(earliest[event] <= day for event, day in latest.items() if event in earliest)
    return Bounds(earliest, latest, is_settled and in_order)


def _tighten(demand: Demand, earliest: dict[str, date], latest: dict[str, date], fixed: Days) -> None:
    left, right, offset = demand.left, demand.right, demand.offset
    if demand.op is not Op.AT_MOST:
        _bind(earliest, left, _map(shifted, _of(earliest, right), offset), fixed, max)
        _bind(latest, right, _map(_last_that_allows, latest.get(left), offset), fixed, min)
    if demand.op is not Op.AT_LEAST:
        _bind(latest, left, _map(shifted, _of(latest, right), offset), fixed, min)
        _bind(earliest, right, _map(_first_that_reaches, earliest.get(left), offset), fixed, max)


def _of(days: Days, side: str | date) -> date | None:
    return days.get(side) if isinstance(side, str) else side


def _map(count: Callable[[date, Offset], date], day: date | None, offset: Offset) -> date | None:
    return None if day is None else count(day, offset)


def _bind(
    days: dict[str, date], side: str | date, day: date | None, fixed: Days, choose: Callable[[date, date], date]
) -> None:
    if day is not None and isinstance(side, str) and side not in fixed:
        days[side] = choose(days.get(side, day), day)


def _last_that_allows(day: date, offset: Offset) -> date:
    """Find the latest day from which the offset does not pass this one."""
    found = raw_day(day, -offset.days, -offset.months)
    while shifted(found, offset) > day:
        found -= ONE_DAY
    while shifted(found + ONE_DAY, offset) <= day:
        found += ONE_DAY
    return found


def _first_that_reaches(day: date, offset: Offset) -> date:
    """Find the earliest day from which the offset comes to this one."""
    found = raw_day(day, -offset.days, -offset.months)
    while shifted(found, offset) < day:
        found += ONE_DAY
    while shifted(found - ONE_DAY, offset) >= day:
        found -= ONE_DAY
    return found
