"""The computed calendar as pages show it: what is when and why, what is broken, who does what."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from consult.consultations.law import Ground, law_of
from consult.consultations.words import (
    heading,
    legal_basis,
    limit,
    mistake_words,
    named,
    reference,
    rule_words,
    weekday_and_day,
    word,
    words,
)
from consult.procedures.loading import load_catalogue
from consult.procedures.rules.catalogue import NoSuchProcedure
from consult.procedures.rules.checks import MEETING, TARGET, Finding
from consult.procedures.rules.days_off import is_off, working_day_from
from consult.procedures.rules.local import Refused
from consult.procedures.rules.plan import Plan
from consult.procedures.rules.records import Procedure, Severity


@dataclass(frozen=True)
class Broken:
    """A rule that does not hold: what it says, which day is wrong, where it is written."""

    rule: str
    mistake: str
    where: str
    stops: bool
    """Whether it stops the publication, or only warns."""


@dataclass(frozen=True)
class Row:
    """One point of the desk's timeline; state is `ok`, `warn`, `broken` or empty."""

    day: date
    when: str
    what: str
    notes: Sequence[str]
    broken: Sequence[Broken]
    state: str


@dataclass(frozen=True)
class Task:
    """Who does what, by when, and which papers it makes."""

    when: str
    what: str
    who: str
    makes: str
    where: str
    is_optional: bool


@dataclass(frozen=True)
class Basis:
    """A legal basis of a consultation."""

    name: str
    where: str
    checked_on: date


@dataclass(frozen=True)
class Needs:
    """What the law wants to be offered: groups of forms and of channels, in words."""

    forms: Sequence[str]
    channels: Sequence[str]


class Telling:
    """Tells the findings of one plan in words."""

    def __init__(self, ground: Ground, calendar: Plan) -> None:
        self.calendar = calendar
        self.procedures = {one.key: one for one in law_of(ground)[0]}
        self.local_refs = frozenset(rule.ref for rule in ground.local_rules)

    def where(self, finding: Finding) -> str:
        """Say where the rule is written."""
        return reference(self.procedures[finding.procedure], finding.ref, self.local_refs)

    def broken(self, finding: Finding) -> Broken:
        """Say what is wrong."""
        return Broken(
            rule_words(finding), mistake_words(finding), self.where(finding), finding.severity is Severity.ERROR
        )

    def law(self, finding: Finding) -> str:
        """Say a rule and where it is written, in one line."""
        return f"{rule_words(finding)} ({self.where(finding)})"

    def event_of(self, finding: Finding) -> str:
        """Name the event that a finding is about."""
        procedure = self.procedures[finding.procedure]
        if finding.id == TARGET[0]:
            return procedure.last_event
        about = [rule.left for rule in procedure.rules if rule.id == finding.id]
        days = self.calendar.days[procedure.key]
        then = [
            event for event in (procedure.closes_with, *procedure.events) if event and days.get(event) == finding.left
        ]
        return next(iter([*about, *then]), procedure.last_event)


def broken_of(ground: Ground, calendar: Plan | None) -> list[Broken]:
    """Tell all that is broken, what stops a publication first, each once."""
    if calendar is None:
        return []
    telling = Telling(ground, calendar)
    told = dict.fromkeys(telling.broken(finding) for finding in calendar.broken)
    return sorted(told, key=lambda one: not one.stops)


def rows_of(ground: Ground, calendar: Plan, meetings: Collection[tuple[str, date]]) -> list[Row]:
    """Tell the whole calendar, day by day."""
    telling = Telling(ground, calendar)
    rows = [
        _row(telling, event, day, heading("events", event)) for event, day in _moments(calendar) if event != MEETING
    ]
    if meetings:
        rows += [_row(telling, MEETING, day, heading("forms", form)) for form, day in meetings]
    else:
        planned = [
            _row(telling, MEETING, day, heading("events", event))
            for event, day in _moments(calendar)
            if event == MEETING
        ]
        rows += [row for row in planned if row.broken]
    return sorted(rows, key=lambda row: row.day)


def _moments(calendar: Plan) -> list[tuple[str, date]]:
    """List each event with its day, once where several procedures share it."""
    return list(dict.fromkeys((event, day) for days in calendar.days.values() for event, day in days.items()))


def _row(telling: Telling, event: str, day: date, what: str) -> Row:
    found = [one for one in telling.calendar.findings if one.left == day and telling.event_of(one) == event]
    broken = list(dict.fromkeys(telling.broken(one) for one in found if not one.is_ok))
    notes = list(dict.fromkeys(telling.law(one) for one in found if one.is_ok))
    if is_off(day):
        notes.insert(0, _("This is a day off."))
    if event in {one.closes_with for one in telling.procedures.values()}:
        notes[:0] = _length_notes(telling.calendar, day)
    state = "broken" if any(one.stops for one in broken) else "warn" if broken else "ok" if found else ""
    return Row(day, weekday_and_day(day), what, notes, broken, state)


def _length_notes(calendar: Plan, closes: date) -> Iterator[str]:
    """Say how long it is, and why it ends later where the last day would be off."""
    length = (closes - calendar.opens).days
    if length < 0:
        yield _("It would end before it begins.")
        return
    yield ngettext(
        "%(num)d day after the first one, which is not counted; open until 23.59.",
        "%(num)d days after the first one, which is not counted; open until 23.59.",
        length,
    )
    raw = calendar.opens + timedelta(days=calendar.demands.least_days)
    if calendar.demands.least_days and is_off(raw) and closes == working_day_from(raw):
        yield _("%(day)s is a day off, so the period ends on the next working day.", day=weekday_and_day(raw))


def tasks_of(calendar: Plan) -> list[Task]:
    """Tell the chain of steps, in order of their days."""
    return [
        Task(
            limit(step.op, step.day),
            heading("steps", step.id),
            word("offices", step.who),
            words("artefacts", step.artefacts),
            words("channels", step.publish),
            bool(step.optional_if),
        )
        for step in calendar.steps
    ]


def needs_of(calendar: Plan) -> Needs:
    """Tell which forms must be offered, and where the notice must appear."""
    demands = calendar.demands
    forms = [
        ngettext(
            "at least %(num)d of: %(which)s",
            "at least %(num)d of: %(which)s",
            group.least,
            which=words("forms", sorted(group.of)),
        )
        if len(group.of) > 1
        else words("forms", group.of)
        for group in sorted(demands.forms, key=lambda group: (group.least, sorted(group.of)))
    ]
    channels = [word("channels", key) for key in sorted(demands.channels.required)]
    channels += [
        _("one of: %(which)s", which=words("channels", sorted(group)))
        for group in sorted(demands.channels.any_of, key=sorted)
    ]
    return Needs(forms, channels)


def bases_of(ground: Ground) -> list[Basis]:
    """Tell the legal bases as they hold on the day; those that the catalogue does not know then are left out."""
    if not ground.keys:
        return []
    try:
        procedures = law_of(ground)[0]
    except NoSuchProcedure:
        return []
    return [basis_of(procedure) for procedure in procedures]


def basis_of(procedure: Procedure) -> Basis:
    """Tell one legal basis."""
    return Basis(named(procedure.name), legal_basis(procedure), procedure.checked_on)


def refused_words(refused: Iterable[Refused]) -> list[str]:
    """Tell which rules of the council are not applied, for they give people less than the statute."""
    return [
        _(
            "%(ref)s sets %(own)s days; the statute has %(statute)s, and they hold.",
            ref=one.rule.ref,
            own=one.rule.days,
            statute=one.statute_days,
        )
        for one in refused
    ]


def procedure_at(key: str, on: date) -> Procedure:
    """Give a procedure as it is on a day, or its newest version where it had none."""
    catalogue = load_catalogue()
    try:
        return catalogue.version(key, on)
    except NoSuchProcedure:
        return catalogue.newest(key)
