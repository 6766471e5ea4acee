"""The rules that a council's own resolution sets: written down, changed, removed; never below a statute."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from consult.actor import Actor
from consult.audit import log
from consult.authorities.models import Authority, LocalRule
from consult.authorities.rules import level_of
from consult.procedures.loading import load_catalogue
from consult.procedures.rules.local import with_local_rules

EDITABLE = ("procedure", "period", "days", "ref", "is_binding", "valid_from", "valid_to")


class BelowStatute(Exception):
    """The statute gives people more; a resolution cannot take it away."""

    def __init__(self, statute_days: int) -> None:
        super().__init__(str(statute_days))
        self.statute_days = statute_days


class NoSuchPeriod(Exception):
    """No version of the procedure has this period while the rule is in force."""


class EndsBeforeItBegins(Exception):
    """The last day on which it holds is before the first."""


def add_local_rule(
    session: Session, authority: Authority, values: Mapping[str, Any], *, actor: Actor, now: datetime
) -> LocalRule:
    """Write down a rule of the council; raises `BelowStatute`, `NoSuchPeriod`, `EndsBeforeItBegins`."""
    rule = LocalRule(authority_id=authority.id, created_at=now)
    _set(session, rule, values)
    session.add(rule)
    session.flush()
    _record(session, "added", rule, actor, now)
    return rule


def change_local_rule(
    session: Session, rule: LocalRule, values: Mapping[str, Any], *, actor: Actor, now: datetime
) -> None:
    """Correct a rule; what was published before keeps the rule as it was. Raises as `add_local_rule` does."""
    _set(session, rule, values)
    session.flush()
    _record(session, "changed", rule, actor, now)


def remove_local_rule(session: Session, rule: LocalRule, *, actor: Actor, now: datetime) -> None:
    """Take a rule away; what was published before keeps it."""
    _record(session, "removed", rule, actor, now)
    session.delete(rule)
    session.flush()


def refuse_what_a_statute_forbids(values: Mapping[str, Any], level: str) -> None:
    """Measure a rule with every version of its procedure that holds at some time together with it."""
    if values["valid_to"] is not None and values["valid_to"] < values["valid_from"]:
        raise EndsBeforeItBegins
    asked = LocalRule(**{name: values[name] for name in EDITABLE}).as_rule()
    has_period = False
    catalogue = load_catalogue()
    for version in catalogue.versions.get(asked.procedure, ()):
        first = max(asked.valid_from or date.min, version.legal.valid_from or date.min)
        last = min(asked.valid_to or date.max, version.legal.valid_to or date.max)
        if first <= last and asked.period in version.periods and level in version.levels:
            has_period = True
            _laid, refused = with_local_rules(catalogue.at_level(version, level), [asked], first)
            if refused:
                raise BelowStatute(refused[0].statute_days)
    if not has_period:
        raise NoSuchPeriod


def _set(session: Session, rule: LocalRule, values: Mapping[str, Any]) -> None:
    authority = session.get_one(Authority, rule.authority_id)
    refuse_what_a_statute_forbids(values, level_of(authority.teryt))
    for name in EDITABLE:
        setattr(rule, name, values[name])


def _record(session: Session, verb: str, rule: LocalRule, actor: Actor, now: datetime) -> None:
    log.record(
        session,
        action=f"local_rule.{verb}",
        subject_kind="local_rule",
        subject_id=rule.id,
        actor_id=actor.id,
        authority_id=rule.authority_id,
        now=now,
        details={"period": f"{rule.procedure}.{rule.period}", "days": rule.days},
    )
