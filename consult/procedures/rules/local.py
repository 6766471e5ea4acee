"""Local rules: what the council's own resolution sets, over the defaults of the catalogue, never below a statute."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from datetime import date

from consult.procedures.rules.part import Part
from consult.procedures.rules.records import Kind, Period, Procedure, Rule, Severity


@dataclass(frozen=True)
class LocalRule:
    """One number of a resolution: the length of a period of a procedure, and where it is written."""

    procedure: str
    period: str
    days: int
    ref: str
    severity: Severity = Severity.WARNING
    """No statute was read for it, so it warns; an authority may be stricter with itself."""
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether the resolution is in force on the day."""
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


@dataclass(frozen=True)
class Refused:
    """A local rule that the statute does not allow; the statute's own number holds."""

    rule: LocalRule
    statute_days: int


def read_local_rules(part: Part) -> tuple[LocalRule, ...]:
    """Read the local rules of an authority from `[[rules]]` tables."""
    part.only("rules")
    return tuple(_local_rule(rule) for rule in part.parts("rules"))


def _local_rule(part: Part) -> LocalRule:
    part.only("procedure", "period", "days", "ref", "severity", "valid_from", "valid_to")
    days = part.get("days", int)
    if days < 0:
        part.refuse("days", "must not be negative")
    first, last = part.maybe_day("valid_from"), part.maybe_day("valid_to")
    if (first or date.min) > (last or date.max):
        part.refuse("valid_to", "is before valid_from")
    return LocalRule(
        procedure=part.text("procedure"),
        period=part.text("period"),
        days=days,
        ref=part.text("ref"),
        severity=part.choice("severity", Severity, Severity.WARNING),
        valid_from=first,
        valid_to=last,
    )


def with_local_rules(
    procedure: Procedure, rules: Iterable[LocalRule], on: date
) -> tuple[Procedure, tuple[Refused, ...]]:
    """Lay the local rules of a day over the procedure; of two for one period, the later resolution holds."""
    found = {
        rule.period: rule
        for rule in sorted(rules, key=lambda rule: rule.valid_from or date.min)
        if rule.procedure == procedure.key and rule.period in procedure.periods and rule.holds_on(on)
    }
    refused = []
    for period, rule in sorted(found.items()):
        if _is_below(procedure.periods[period], rule.days):
            refused.append(Refused(rule, procedure.periods[period].days))
        else:
            procedure = _laid_over(procedure, rule)
    return procedure, tuple(refused)


def _is_below(period: Period, days: int) -> bool:
    """Say whether a resolution would give people less than the statute."""
    if period.is_local:
        return False
    if period.is_exact or period.months:
        return period.months > 0 or days != period.days
    return days > period.days if period.kind is Kind.MAX else days < period.days


def _laid_over(procedure: Procedure, local: LocalRule) -> Procedure:
    """Set the period; a rule of the statute stays as it is, and the resolution's stands beside it."""
    old = procedure.periods[local.period]
    rules: list[Rule] = []
    for rule in procedure.rules:
        if rule.offset.period != local.period:
            rules.append(rule)
            continue
        if not old.is_local:
            rules.append(replace(rule, offset=procedure.resolved(rule.offset)))
        rules.append(replace(rule, ref=local.ref, severity=local.severity))
    periods = {**procedure.periods, local.period: replace(old, days=local.days, at_level=())}
    return replace(procedure, rules=tuple(rules), periods=periods)


def unknown(rules: Iterable[LocalRule], procedures: Iterable[Procedure], keys: Container[str]) -> tuple[LocalRule, ...]:
    """Find local rules for no procedure of the catalogue, or for no period of these procedures."""
    periods = {procedure.key: procedure.periods for procedure in procedures}
    return tuple(
        rule
        for rule in rules
        if rule.procedure not in keys or rule.period not in periods.get(rule.procedure, {rule.period})
    )
