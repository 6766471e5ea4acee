"""The calendar of a version: the law that it keeps, or the law of the day on which it would start."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from consult.authorities.queries import list_local_rules
from consult.authorities.rules import level_of
from consult.consultations.law import Dates, Ground, calendar_of, rule_from_data
from consult.consultations.models import ConsultationVersion
from consult.procedures.rules.catalogue import NoSuchProcedure
from consult.procedures.rules.checks import Meeting
from consult.procedures.rules.local import LocalRule
from consult.procedures.rules.plan import Plan
from consult.texts.calendar_words import WARSAW

Rules = tuple[LocalRule, ...]


def local_rules_of(session: Session, authority_ids: Sequence[UUID]) -> Mapping[UUID, Rules]:
    """Give the local rules of some offices, by office."""
    found: dict[UUID, Rules] = dict.fromkeys(authority_ids, ())
    for kept in list_local_rules(session, authority_ids):
        found[kept.authority_id] += (kept.as_rule(),)
    return found


def ground_of(session: Session, version: ConsultationVersion, now: datetime) -> Ground:
    """Tell the law by which a version runs."""
    authority_id = version.consultation.authority_id
    return ground_with(version, local_rules_of(session, [authority_id])[authority_id], now)


def ground_with(version: ConsultationVersion, rules: Rules, now: datetime, *, on: date | None = None) -> Ground:
    """Tell the law by which a version runs: what was published keeps its own, unless its first day was moved.

    Without a first day, it is the law of `on`, else of today.
    """
    keys, level = tuple(version.procedures), level_of(version.consultation.authority.teryt)
    starts = on or version.opens_on
    if version.law_on is not None and version.law_on == starts:
        return Ground(keys, level, version.law_on, tuple(rule_from_data(rule) for rule in version.law_rules))
    return Ground(keys, level, starts or now.astimezone(WARSAW).date(), rules)


def dates_of(version: ConsultationVersion, opens_on: date) -> Dates:
    """Take the days that were set from a version."""
    return Dates(
        opens_on,
        version.last_day,
        version.target,
        tuple((event, date.fromisoformat(day)) for event, day in sorted(version.event_days.items())),
        tuple(Meeting(one["form"], date.fromisoformat(one["day"])) for one in version.meetings),
    )


def plan_of(version: ConsultationVersion, ground: Ground) -> Plan | None:
    """Compute the calendar of a version; nothing where it has no legal basis, no first day, or no law for it."""
    if not ground.keys or version.opens_on is None:
        return None
    try:
        return calendar_of(ground, dates_of(version, version.opens_on))
    except NoSuchProcedure:
        return None
