"""Plans and procedures as plain data, for JSON."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from consult.procedures.rules.checks import Finding
from consult.procedures.rules.clock import closes_at, opens_at
from consult.procedures.rules.local import Refused
from consult.procedures.rules.merging import Demands
from consult.procedures.rules.plan import Plan
from consult.procedures.rules.records import (
    LANGUAGES,
    CalendarDay,
    Channels,
    FormGroup,
    Identity,
    Legal,
    Procedure,
    Rule,
    Step,
)
from consult.procedures.rules.steps import PlannedStep

Data = dict[str, Any]


def plan_as_data(plan: Plan) -> Data:
    """Give the calendar: what others build on first, then what the calendar knows besides."""
    demands = plan.demands
    return {
        "procedures": list(plan.days),
        "remarks": {"opens": plan.opens.isoformat(), "closes": _day(plan.closes)},
        "event_window": {
            "from": _day(plan.window.first if plan.window else None),
            "to": _day(plan.window.last if plan.window else None),
        },
        "report_due": _day(plan.report_due),
        "rules": [_finding(finding) for finding in plan.findings],
        "channels": sorted(demands.channels.named),
        "forms": sorted(demands.named_forms),
        "artefacts": sorted(demands.artefacts),
        "moments": {
            "opens_at": _moment(opens_at(plan.opens)),
            "closes_at": _moment(closes_at(plan.closes)) if plan.closes else None,
        },
        "events": {key: {event: day.isoformat() for event, day in days.items()} for key, days in plan.days.items()},
        "steps": [_step(step) for step in plan.steps],
        "form_groups": _forms(demands.forms),
        "channel_groups": _channels(demands.channels),
        "identity": _identity(demands.identity),
    }


def refused_as_data(refused: Refused) -> Data:
    """Give a local rule that a statute does not allow."""
    rule = refused.rule
    return {
        "procedure": rule.procedure,
        "period": rule.period,
        "days": rule.days,
        "ref": rule.ref,
        "statute_days": refused.statute_days,
    }


def missing_as_data(demands: Demands, forms: frozenset[str], channels: frozenset[str]) -> Data:
    """Give the forms and channels still needed beside those named; nothing where none was named."""
    found: Data = {}
    if forms:
        found["missing_forms"] = _forms(demands.missing_forms(forms))
    if channels:
        found["missing_channels"] = sorted(sorted(group) for group in demands.missing_channels(channels))
    return found


def procedure_as_data(procedure: Procedure) -> Data:
    """Give one version of a record, its numbers filled in."""
    return {
        "key": procedure.key,
        "name": {language: getattr(procedure.name, language) for language in LANGUAGES},
        "level": list(procedure.levels),
        "legal": _legal(procedure.legal),
        "checked_on": procedure.checked_on.isoformat(),
        "actors": dict(procedure.actors),
        "identity": _identity(procedure.identity),
        "periods": {key: _period(procedure, key) for key in procedure.periods},
        "events": list(procedure.events),
        "forms": _forms(procedure.forms),
        "channels": _channels(procedure.channels),
        "rules": [_rule(procedure, rule) for rule in procedure.rules],
        "steps": [_record_step(procedure, step) for step in procedure.steps],
        **procedure.details,
    }


def _forms(groups: frozenset[FormGroup]) -> list[Data]:
    return sorted(({"min": group.least, "of": sorted(group.of)} for group in groups), key=str)


def _channels(channels: Channels) -> Data:
    return {
        "all": sorted(channels.required),
        "any_of": sorted(sorted(group) for group in channels.any_of),
        "optional": sorted(channels.optional),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def _legal(legal: Legal) -> Data:
    return {
        "act": legal.act,
        "art": legal.article,
        "journal": legal.journal,
        "amended_by": list(legal.amended_by),
        "confidence": legal.confidence.value,
        "valid_from": _day(legal.valid_from),
        "valid_to": _day(legal.valid_to),
    }


def _identity(identity: Identity) -> Data:
    return {
        "default": identity.default,
        **dict(identity.ways),
        "forbid": sorted(identity.forbidden),
        "extra_fields": sorted(identity.extra_fields),
        "organisation_required": identity.organisation_required,
    }


def _finding(finding: Finding) -> Data:
    return {
        "id": finding.id,
        "ok": finding.is_ok,
        "severity": finding.severity.value,
        "ref": finding.ref,
        "left": finding.left.isoformat(),
        "right": finding.right.isoformat(),
        "op": finding.op.value,
        "procedure": finding.procedure,
    }


def _step(step: PlannedStep) -> Data:
    return {**asdict(step), "op": step.op.value, "day": step.day.isoformat()}


def _period(procedure: Procedure, key: str) -> Data:
    period = procedure.periods[key]
    number = {"months": period.months} if period.months else {"days": period.days}
    return {"kind": period.kind.value, **number, "exact": period.is_exact, "local": period.is_local}


def _side(side: str | CalendarDay) -> str | Data:
    if isinstance(side, str):
        return side
    return {"calendar": {"md": f"{side.month:02}-{side.day:02}", "year": side.year}}


def _rule(procedure: Procedure, rule: Rule) -> Data:
    offset = procedure.resolved(rule.offset)
    return {
        "id": rule.id,
        "left": rule.left,
        "op": rule.op.value,
        "right": _side(rule.right),
        "days": offset.days,
        "months": offset.months,
        "applies_to": list(rule.applies_to),
        "severity": rule.severity.value,
        "ref": rule.ref,
        "words": {language: procedure.words(rule, language) for language in LANGUAGES},
    }


def _record_step(procedure: Procedure, step: Step) -> Data:
    offset = procedure.resolved(step.offset)
    return {
        "id": step.id,
        "who": step.who,
        "due": {"op": step.op.value, "anchor": _side(step.anchor), "days": offset.days, "months": offset.months},
        "artefacts": list(step.artefacts),
        "publish": list(step.publish),
        "optional_if": step.optional_if or None,
        "ends_consultation": step.ends_consultation,
        "must_say": step.must_say or None,
    }
