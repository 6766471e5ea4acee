"""The deadlines of a consultation as everybody reads them: what is settled, what the law limits, and where."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from consult.consultations.calendar_pages import Broken, Telling
from consult.consultations.law import AHEAD_OF_A_TERM, AHEAD_OF_CALENDAR_DATES, Ground, unlawful
from consult.consultations.models import ConsultationVersion
from consult.consultations.words import heading
from consult.procedures.rules.bounds import REPORT
from consult.procedures.rules.checks import MEETING
from consult.procedures.rules.plan import Plan
from consult.procedures.rules.records import CalendarDay, Procedure, Rule


@dataclass(frozen=True)
class Deadline:
    """A day beside the beginning and the end; `key` is the same in every version."""

    key: str
    day: date
    is_limit: bool
    """Whether it is the latest day by law rather than the day on which it happens."""
    what: str
    why: str
    days_ahead: tuple[int, ...] = ()
    """How many days before one should be reminded."""


class PublicCalendar:
    """What everybody may know of a computed calendar."""

    def __init__(self, version: ConsultationVersion, ground: Ground, calendar: Plan) -> None:
        self.version = version
        self.calendar = calendar
        self.telling = Telling(ground, calendar)

    def why(self, event: str, day: date | None = None) -> str:
        """Name the rules on an event, each with the place where it is written."""
        found = [
            self.telling.law(one)
            for one in self.calendar.findings
            if self.telling.event_of(one) == event and day in {None, one.left}
        ]
        return "; ".join(dict.fromkeys(found))

    def why_it_ends(self) -> str:
        """Name the rules on the last day."""
        return self._whys(one.closes_with for one in self.telling.procedures.values())

    def why_it_is_announced(self) -> str:
        """Name the rules on the notice."""
        return self._whys(one.notice_event for one in self.telling.procedures.values())

    def _whys(self, events: Iterable[str | None]) -> str:
        known = sorted({event for event in events if event})
        return "; ".join(dict.fromkeys(why for event in known if (why := self.why(event))))

    def broken(self) -> list[Broken]:
        """Tell what was published although it breaks the law."""
        return list(dict.fromkeys(self.telling.broken(one) for one in unlawful(self.calendar)))

    def deadlines(self) -> list[Deadline]:
        """List the days, each once: meetings, the report, what the office has settled, what the law limits."""
        found = [*self._meetings(), *self._settled(), *self._report()]
        told = {one.key for one in found}
        found += [one for one in self._limits() if one.key not in told]
        return sorted(found, key=lambda one: one.day)

    def _meetings(self) -> Iterator[Deadline]:
        for number, one in enumerate(self.version.meetings, start=1):
            day = date.fromisoformat(one["day"])
            yield Deadline(
                f"meeting-{number}", day, is_limit=False, what=heading("forms", one["form"]), why=self.why(MEETING, day)
            )

    def _settled(self) -> Iterator[Deadline]:
        days = {event: date.fromisoformat(day) for event, day in self.version.event_days.items()}
        known = {event for procedure in self.telling.procedures.values() for event in procedure.events}
        if self.version.target:
            ends = [one.last_event for one in self.telling.procedures.values()]
            days = dict.fromkeys(ends, self.version.target) | days
        for event, day in days.items():
            if event in known:
                yield Deadline(event, day, is_limit=False, what=heading("events", event), why=self.why(event))

    def _report(self) -> Iterator[Deadline]:
        reports = any(REPORT in one.events for one in self.telling.procedures.values())
        if self.calendar.report_due and reports and REPORT not in self.version.event_days:
            what = _("The office publishes its report")
            yield Deadline(
                REPORT,
                self.calendar.report_due,
                is_limit=True,
                what=what,
                why=self.why(REPORT),
                days_ahead=AHEAD_OF_A_TERM,
            )

    def _limits(self) -> Iterator[Deadline]:
        for procedure in self.telling.procedures.values():
            for rule in procedure.rules:
                if isinstance(rule.right, CalendarDay) and _comes_before_the_end(procedure, rule.left):
                    yield from self._limit(procedure, rule)

    def _limit(self, procedure: Procedure, rule: Rule) -> Iterator[Deadline]:
        for one in self.calendar.findings:
            if (one.procedure, one.id) == (procedure.key, rule.id):
                yield Deadline(
                    rule.left,
                    one.right,
                    is_limit=True,
                    what=heading("events", rule.left),
                    why=self.telling.law(one),
                    days_ahead=AHEAD_OF_CALENDAR_DATES,
                )


def _comes_before_the_end(procedure: Procedure, event: str) -> bool:
    """Leave out what follows the decision, such as the report on a programme a year later."""
    return procedure.events.index(event) <= procedure.events.index(procedure.last_event)
