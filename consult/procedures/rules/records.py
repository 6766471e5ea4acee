"""What the catalogue holds: a procedure, its periods, rules, steps, forms, channels and who must say who they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

LANGUAGES = ("pl", "en", "uk")


class Severity(StrEnum):
    """What a broken rule means: an error stops the publication, a warning tells."""

    ERROR = "error"
    WARNING = "warning"


class Confidence(StrEnum):
    """How a fact of the law was learnt; only what was read in a statute can be an error."""

    READ = "read"
    SECOND_HAND = "second_hand"
    MEMORY = "memory"
    LOCAL = "local"


class Op(StrEnum):
    """How the left side of a rule stands to the right one."""

    AT_LEAST = ">="
    AT_MOST = "<="
    EQUAL = "=="

    def compares(self, left: date, right: date) -> bool:
        """Say whether two days stand to each other so."""
        return {Op.AT_LEAST: left >= right, Op.AT_MOST: left <= right, Op.EQUAL: left == right}[self]


class Kind(StrEnum):
    """What a period limits: `min` and `lead` may be longer, `max` may be shorter."""

    MIN = "min"
    MAX = "max"
    LEAD = "lead"


@dataclass(frozen=True)
class Names:
    """A name in the three languages of the site."""

    pl: str
    en: str
    uk: str


@dataclass(frozen=True)
class CalendarDay:
    """A date of the calendar, in a year told from the target year. It never moves, whatever day of the week it is."""

    month: int
    day: int
    year: int

    def on(self, target_year: int) -> date:
        """Give the date for this target year."""
        return date(target_year + self.year, self.month, self.day)


@dataclass(frozen=True)
class Period:
    """A length that the law or a council's resolution sets."""

    kind: Kind
    days: int = 0
    months: int = 0
    is_exact: bool = False
    is_local: bool = False
    """The number is a default: the council's own resolution decides."""
    at_level: tuple[tuple[str, int], ...] = ()
    """Other days for a level of government."""


@dataclass(frozen=True)
class Offset:
    """A distance in days or months: written out, or the name of a period of the same procedure."""

    days: int = 0
    months: int = 0
    period: str | None = None
    rolls: bool = False
    """The day reached is the last of a period, so it moves past days off."""


@dataclass(frozen=True)
class Rule:
    """An inequality between two events: `left op right + offset`."""

    id: str
    left: str
    op: Op
    right: str | CalendarDay
    offset: Offset
    severity: Severity
    """Never an error where the statute was not read."""
    ref: str
    name: Names
    applies_to: tuple[str, ...] = ()
    """Forms to which a rule on meetings is limited."""


@dataclass(frozen=True)
class Step:
    """What somebody in the office does by or from a day, and the papers it makes."""

    id: str
    who: str
    op: Op
    anchor: str | CalendarDay
    offset: Offset
    artefacts: tuple[str, ...]
    publish: tuple[str, ...] = ()
    optional_if: str = ""
    completes: str = ""
    """The event that the step brings about."""
    ends_consultation: bool = False
    """The publication is what formally ends the consultation."""
    must_say: str = ""
    """What the paper must name, such as the simplified procedure."""


@dataclass(frozen=True)
class Sequence:
    """What comes after what, for planning alone: a rule says what is unlawful, this what is sensible."""

    event: str
    after: str
    least: int | None
    """Days without which it makes no sense; None where it is only usual."""
    usual: Offset


@dataclass(frozen=True)
class FormGroup:
    """So many of these forms must be offered."""

    least: int
    of: frozenset[str]


@dataclass(frozen=True)
class Channels:
    """Where the notice must appear: all of `required`, one of each group of `any_of`; and where else it may."""

    required: frozenset[str]
    any_of: frozenset[frozenset[str]]
    optional: frozenset[str]

    @property
    def named(self) -> frozenset[str]:
        """All channels that are spoken of."""
        return self.required.union(self.optional, *self.any_of)


IDENTITY = ("anonymous", "contact_optional", "name_address", "voter")
"""What people must say of themselves, from the mildest to the strictest."""


@dataclass(frozen=True)
class Identity:
    """What people must say of themselves, by the way they speak; `default` holds where a way is not named."""

    default: str | None
    ways: tuple[tuple[str, str], ...] = ()
    forbidden: frozenset[str] = frozenset()
    extra_fields: frozenset[str] = frozenset()
    organisation_required: bool = False

    def level(self, way: str) -> str | None:
        """Give the level for a way of speaking, such as `remarks` or `surveys`."""
        return dict(self.ways).get(way, self.default)


@dataclass(frozen=True)
class Legal:
    """Where the procedure is written, how it was learnt, and from when to when this version holds."""

    act: str
    article: str
    journal: str
    confidence: Confidence
    amended_by: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether this version is the law on the day; both its ends are inclusive."""
        return (self.valid_from or date.min) <= day <= (self.valid_to or date.max)


@dataclass(frozen=True)
class Procedure:
    """One version of one record of the catalogue."""

    key: str
    name: Names
    levels: tuple[str, ...]
    legal: Legal
    checked_on: date
    events: tuple[str, ...]
    """In the order in which they are planned."""
    starts_with: str
    """The event that happens on the first day of the plan."""
    closes_with: str | None
    main_period: str | None
    """The period from the start to the close; None where the close hangs on something else, or nothing closes."""
    last_event: str
    notice_event: str | None
    periods: Mapping[str, Period]
    rules: tuple[Rule, ...]
    steps: tuple[Step, ...]
    sequence: tuple[Sequence, ...]
    forms: frozenset[FormGroup]
    channels: Channels
    identity: Identity
    actors: Mapping[str, Any]
    details: Mapping[str, Any]
    """Facts that the calendar does not reckon with: thresholds, parameters, what a notice must contain."""

    def resolved(self, offset: Offset) -> Offset:
        """Put the numbers of the named period into an offset; a lead counts backwards."""
        if offset.period is None:
            return offset
        period = self.periods[offset.period]
        sign = -1 if period.kind is Kind.LEAD else 1
        return Offset(sign * period.days, period.months, None, offset.rolls)

    def words(self, rule: Rule, language: str) -> str:
        """Say a rule in a language, with its number."""
        offset = self.resolved(rule.offset)
        return str(getattr(rule.name, language)).format(days=abs(offset.days), months=offset.months)
