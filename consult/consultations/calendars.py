"""The calendar of a version: the law that it keeps, or the law of the day on which it would start."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from consult.authorities.queries import list_local_rules
from consult.authorities.rules import level_of
from consult.consultations.law import Dates, Ground, calendar_of, latest_notice, rule_from_data
from consult.consultations.models import ConsultationVersion
from consult.consultations.queries import find_first_published_at
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


def ground_of(session: Session, version: ConsultationVersion, now: datetime, *, on: date | None = None) -> Ground:
    """Tell the law by which a version runs, and since when its notice is published here."""
    consultation = version.consultation
    rules = local_rules_of(session, [consultation.authority_id])[consultation.authority_id]
    ground = ground_with(version, rules, now, on=on)
    first = find_first_published_at(session, consultation.id)
    return ground if first is None else replace(ground, noticed_on=first.astimezone(WARSAW).date())


def ground_with(version: ConsultationVersion, rules: Rules, now: datetime, *, on: date | None = None) -> Ground:
    """Tell the law by which a version runs: what was published keeps its own, unless its first day was moved.

    Without a first day, it is the law of `on`, else of today. What was never published has its notice today at the
    earliest: an office that comes too late for it sees so before, not after.
    """
    keys, level = tuple(version.procedures), level_of(version.consultation.authority.teryt)
    starts, today = on or version.opens_on, now.astimezone(WARSAW).date()
    if version.law_on is not None and version.law_on == starts:
        return Ground(keys, level, version.law_on, tuple(rule_from_data(rule) for rule in version.law_rules))
    ground = Ground(keys, level, starts or today, rules)
    is_late = version.consultation.published_number is None and _is_late(ground, starts, today)
    return replace(ground, noticed_on=today) if is_late else ground


def _is_late(ground: Ground, opens_on: date | None, today: date) -> bool:
    """Say whether the notice cannot be published in time any more, though the consultation has not begun."""
    if not ground.keys or opens_on is None:
        return False
    try:
        return latest_notice(ground, opens_on) < today <= opens_on
    except NoSuchProcedure:
        return False


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
