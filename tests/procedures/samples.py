"""Short ways to the catalogue and to plans, for these tests."""

from datetime import date

from consult.procedures.loading import load_catalogue
from consult.procedures.rules.checks import Meeting
from consult.procedures.rules.plan import Given, plan

KEYS = sorted(load_catalogue().versions)
WITH_REMARKS = [key for key in KEYS if load_catalogue().newest(key).starts_with == "remarks_open"]


def day(text):
    return date.fromisoformat(text)


def versions(*keys, on):
    return load_catalogue().chosen(keys, day(on))


def planned(*keys, start, target=None, meetings=(), level=None, **days):
    chosen = load_catalogue().chosen(keys, day(start), level)
    given = Given(
        start=day(start),
        target=day(target) if target else None,
        days={event: day(text) for event, text in days.items()},
        meetings=tuple(Meeting(form, day(text)) for form, text in meetings),
    )
    return plan(chosen, given)


def found(plan, id_):
    """Give the only finding with this id."""
    (one,) = [finding for finding in plan.findings if finding.id == id_]
    return one


def broken(plan):
    return {finding.id: finding.severity.value for finding in plan.broken}
