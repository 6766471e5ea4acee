"""From the editor's desk to the public: send, return, publish."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.authorities.rules import phone_link
from consult.consultations.access import can_publish, has_prepared
from consult.consultations.calendars import ground_of, plan_of
from consult.consultations.law import law_of, rule_as_data, unlawful
from consult.consultations.models import TEXTS, Consultation, ConsultationVersion
from consult.consultations.operations.prepare import ChangedMeanwhile, NotInPreparation, in_preparation
from consult.consultations.operations.record import record
from consult.consultations.queries import find_in_force
from consult.consultations.reminders import put_reminders
from consult.consultations.rules.readiness import REQUIRED_TEXTS, Offered, Running, missing
from consult.consultations.rules.stages import closing_moment, opening_moment
from consult.orm import Texts
from consult.procedures.rules.catalogue import NoSuchProcedure
from consult.procedures.rules.checks import Finding
from consult.texts.calendar_words import WARSAW


class NotReady(Exception):
    """Something is missing or wrong; `missing` names it by key."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


class NotYours(Exception):
    """Another person must publish this: its author may not approve it."""


class Unlawful(Exception):
    """The calendar breaks the law: only an approver's reason can publish it all the same."""

    def __init__(self, broken: tuple[Finding, ...]) -> None:
        super().__init__(", ".join(rule_keys(broken)))
        self.broken = broken


def rule_keys(broken: tuple[Finding, ...]) -> list[str]:
    """Name broken rules, each once: `strategia_rozwoju.min_period`."""
    return list(dict.fromkeys(f"{one.procedure}.{one.id}" for one in broken))


def what_is_unlawful(session: Session, version: ConsultationVersion, *, now: datetime) -> tuple[Finding, ...]:
    """Give the rules that the calendar of the version breaks, and that stop its publication."""
    calendar = plan_of(version, ground_of(session, version, now))
    return unlawful(calendar) if calendar else ()


def what_is_missing(session: Session, version: ConsultationVersion, *, now: datetime) -> list[str]:
    """Name what the version still lacks, by key."""
    consultation = version.consultation
    in_force = find_in_force(session, consultation)
    running = None
    if in_force is not None and in_force.opens_on and in_force.last_day:
        running = Running(in_force.opens_on, in_force.last_day, consultation.stage(now))
    authority = consultation.authority
    offered = Offered(
        texts={name: _polish(getattr(version, name)) for name in REQUIRED_TEXTS},
        procedures=version.procedures,
        has_law=_has_law(session, version, now),
        opens_on=version.opens_on,
        last_day=version.last_day,
        contact=phone_link(version.contact_phone) or version.contact_email,
        controller=authority.controller.get("pl", ""),
        data_protection_officer=authority.data_protection_officer,
        reason=version.reason.get("pl", ""),
    )
    return missing(offered, today=now.astimezone(WARSAW).date(), running=running)


def send_for_approval(session: Session, consultation: Consultation, *, actor: Actor, now: datetime) -> None:
    """Hand the version in preparation to an approver; raises `NotReady`, `NotInPreparation`."""
    version = in_preparation(session, consultation)
    _refuse_unready(session, version, now)
    version.sent_at = now
    version.sent_by_id = actor.id
    version.returned_because = ""
    session.flush()
    record(session, "sent_for_approval", consultation, actor=actor, now=now, details={"version": version.number})


def return_to_editor(
    session: Session, consultation: Consultation, because: str, *, actor: Actor, now: datetime
) -> None:
    """Give the version in preparation back, with what should be mended; raises `NotInPreparation`.

    The words reach the editor also where a change has taken it back meanwhile: nothing typed is lost.
    """
    version = in_preparation(session, consultation)
    version.sent_at = None
    version.sent_by_id = None
    version.returned_because = because
    session.flush()
    record(session, "returned", consultation, actor=actor, now=now, details={"version": version.number})


def publish(
    session: Session,
    consultation: Consultation,
    *,
    edit_count: int,
    override_reason: Texts | None = None,
    actor: Actor,
    now: datetime,
) -> ConsultationVersion:
    """Publish the version in preparation: from now on it never changes.

    `edit_count` is that of the version which the approver read. Raises `ChangedMeanwhile` where it was
    changed since, `NotReady` while something is missing, `NotYours` where four eyes are required and these
    are the same two, `NotInPreparation` where there is nothing to publish or nobody sent it, `Unlawful` where
    the calendar breaks the law and no `override_reason` says in Polish why it is published all the same.
    """
    version = in_preparation(session, consultation)
    if version.edit_count != edit_count:
        raise ChangedMeanwhile(version.edit_count)
    _refuse_unready(session, version, now)
    if not can_publish(actor, version):
        raise NotYours
    if version.sent_at is None and consultation.authority.requires_four_eyes:
        raise NotInPreparation
    broken = what_is_unlawful(session, version, now=now)
    if broken and not (override_reason or {}).get("pl"):
        raise Unlawful(broken)
    version.override_reason = dict(override_reason or {}) if broken else {}
    version.overridden = rule_keys(broken)
    _freeze(session, version, actor, now)
    consultation.published_number = version.number
    consultation.opens_at = opening_moment(_given(version.opens_on))
    consultation.closes_at = closing_moment(_given(version.last_day))
    session.flush()
    _remind(session, version, now)
    details: dict[str, str | int | bool] = {"version": version.number, "single_handed": version.is_single_handed}
    details |= {"overridden": " ".join(version.overridden)} if broken else {}
    record(session, "published", consultation, actor=actor, now=now, details=details)
    return version


def _remind(session: Session, version: ConsultationVersion, now: datetime) -> None:
    ground = ground_of(session, version, now)
    calendar = plan_of(version, ground)
    if calendar is not None:
        put_reminders(session, version, ground, calendar, now=now)


def _freeze(session: Session, version: ConsultationVersion, actor: Actor, now: datetime) -> None:
    ground = ground_of(session, version, now)
    version.law_on = ground.on
    version.law_rules = [rule_as_data(rule) for rule in ground.local_rules]
    authority = version.consultation.authority
    version.published_at = now
    version.published_by_id = actor.id
    version.is_single_handed = has_prepared(actor, version)
    version.controller = dict(authority.controller)
    version.data_protection_officer = authority.data_protection_officer
    version.dpo_email = authority.dpo_email
    for name in TEXTS:
        said: Texts = getattr(version, name)
        setattr(version, name, {code: words for code, words in said.items() if code in version.languages})


def _refuse_unready(session: Session, version: ConsultationVersion, now: datetime) -> None:
    if lacking := what_is_missing(session, version, now=now):
        raise NotReady(lacking)


def _has_law(session: Session, version: ConsultationVersion, now: datetime) -> bool:
    try:
        return bool(version.procedures) and bool(law_of(ground_of(session, version, now)))
    except NoSuchProcedure:
        return False


def _polish(value: object) -> str:
    return str(value.get("pl", "")) if isinstance(value, dict) else str(value)


def _given(value: date | None) -> date:
    if value is None:
        raise NotReady(["dates"])
    return value
