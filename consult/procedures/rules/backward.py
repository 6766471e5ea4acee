"""Backward from a target: the latest day on which a consultation can still start."""

from collections.abc import Iterator
from datetime import date

from consult.procedures.rules.bounds import Demand, bounds, demands_for
from consult.procedures.rules.merging import merged
from consult.procedures.rules.records import Offset, Op, Procedure


def latest_start(procedures: tuple[Procedure, ...], target: date, *, usual: bool) -> date | None:
    """Find the latest first day from which the last event of every procedure can be on the target day.

    The full least lengths are kept, also where they are only a default. With `usual`, the office's own steps and the
    time that others have for their opinions are kept too: that day is advised, the other is the last lawful one.
    None where nothing joins the start with the last event.
    """
    least_days = merged(procedures).least_days
    starts = [start for one in procedures for start in _latest(one, target, least_days, usual=usual)]
    return min(starts, default=None)


def _latest(procedure: Procedure, target: date, least_days: int, *, usual: bool) -> Iterator[date]:
    demands = demands_for(procedure, target.year + 1, usual=usual)
    demands.append(Demand(procedure.last_event, Op.AT_MOST, target, Offset()))
    if procedure.main_period and procedure.closes_with:
        length = Offset(least_days, rolls=True)
        demands.append(Demand(procedure.closes_with, Op.AT_LEAST, procedure.starts_with, length))
    found = bounds(demands, {}).latest
    if procedure.starts_with in found:
        yield found[procedure.starts_with]
