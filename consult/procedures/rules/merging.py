"""Several procedures for one consultation: the longest period, every form and channel, the strictest identity.

Merging is commutative, associative and idempotent, so neither the order nor a repetition of legal bases matters.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from consult.procedures.rules.records import IDENTITY, Channels, FormGroup, Identity, Procedure


@dataclass(frozen=True)
class Demands:
    """What a consultation must offer so that each of its procedures is kept."""

    procedures: frozenset[str]
    least_days: int
    """From the start to the close."""
    notice_days: int
    """From the notice to the start."""
    report_days: int | None
    """From the close to the report; None where no report is asked for."""
    forms: frozenset[FormGroup]
    channels: Channels
    artefacts: frozenset[str]
    identity: Identity

    @property
    def named_forms(self) -> frozenset[str]:
        """All forms that are spoken of."""
        return frozenset().union(*(group.of for group in self.forms))

    def missing_forms(self, chosen: frozenset[str]) -> frozenset[FormGroup]:
        """Find the groups of which too few forms were chosen."""
        return frozenset(group for group in self.forms if len(group.of & chosen) < group.least)

    def missing_channels(self, used: frozenset[str]) -> frozenset[frozenset[str]]:
        """Find the channels, or groups of channels one of which would do, where the notice is not."""
        wanted = {frozenset({channel}) for channel in self.channels.required} | self.channels.any_of
        return frozenset(group for group in wanted if not group & used)


def demands_of(procedure: Procedure) -> Demands:
    """Tell what one procedure demands."""
    periods = procedure.periods
    return Demands(
        procedures=frozenset({procedure.key}),
        least_days=periods[procedure.main_period].days if procedure.main_period else 0,
        notice_days=periods["notice_lead"].days if "notice_lead" in periods else 0,
        report_days=periods["report"].days if "report" in periods else None,
        forms=procedure.forms,
        channels=procedure.channels,
        artefacts=frozenset(paper for step in procedure.steps for paper in step.artefacts),
        identity=procedure.identity,
    )


def merge(one: Demands, other: Demands) -> Demands:
    """Join what two demand."""
    reports = [days for days in (one.report_days, other.report_days) if days is not None]
    return Demands(
        procedures=one.procedures | other.procedures,
        least_days=max(one.least_days, other.least_days),
        notice_days=max(one.notice_days, other.notice_days),
        report_days=min(reports, default=None),
        forms=one.forms | other.forms,
        channels=Channels(
            one.channels.required | other.channels.required,
            one.channels.any_of | other.channels.any_of,
            one.channels.optional | other.channels.optional,
        ),
        artefacts=one.artefacts | other.artefacts,
        identity=_strictest(one.identity, other.identity),
    )


def merged(procedures: Iterable[Procedure]) -> Demands:
    """Join what all of them demand; there must be at least one."""
    return reduce(merge, (demands_of(procedure) for procedure in procedures))


def _strictest(one: Identity, other: Identity) -> Identity:
    """Take the stricter level for each way of speaking; what only one of them names is compared with a default."""
    ways = {way for way, _ in (*one.ways, *other.ways)}
    levels = {way: _stricter(one.level(way), other.level(way)) for way in ways}
    return Identity(
        default=_stricter(one.default, other.default),
        ways=tuple(sorted((way, level) for way, level in levels.items() if level)),
        forbidden=one.forbidden | other.forbidden,
        extra_fields=one.extra_fields | other.extra_fields,
        organisation_required=one.organisation_required or other.organisation_required,
    )


def _stricter(one: str | None, other: str | None) -> str | None:
    return max((level for level in (one, other) if level), key=IDENTITY.index, default=None)
