"""What a consultation still lacks before it can be published."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from consult.consultations.rules.stages import Stage


@dataclass(frozen=True)
class Offered:
    """What would be published: the texts in Polish, the dates, and what the office says of itself."""

    texts: Mapping[str, str]
    """Polish texts by the name of their field."""
    procedures: Collection[str]
    """Keys of its legal bases."""
    has_law: bool
    """Whether the catalogue knows these legal bases for the first day."""
    opens_on: date | None
    last_day: date | None
    contact: str
    """A telephone number or an e-mail address: without one nobody could take part."""
    controller: str
    data_protection_officer: str
    reason: str


@dataclass(frozen=True)
class Running:
    """The version in force, where a correction is offered."""

    opens_on: date
    last_day: date
    stage: Stage


CONTENT = ("title", "summary", "can_change", "cannot_change", "invited", "decision")
PERSON = ("contact_name",)
PRIVACY = ("purpose", "legal_basis", "retention", "recipients")
REQUIRED_TEXTS = (*CONTENT, *PERSON, *PRIVACY)
"""Fields without which residents would not know what it is about, or what becomes of their data (art. 13 GDPR)."""


def missing(offered: Offered, *, today: date, running: Running | None = None) -> list[str]:
    """Name what is missing or wrong, by key, in the order of the steps; an empty list may be published."""
    office = {"controller": offered.controller, "data_protection_officer": offered.data_protection_officer}
    return [
        *_wrong_law(offered),
        *(_empty({"reason": offered.reason}) if running else []),
        *_empty(offered.texts, CONTENT),
        *_wrong_dates(offered, today, running),
        *_empty(offered.texts, PERSON),
        *_empty({"contact": offered.contact}),
        *_empty(offered.texts, PRIVACY),
        *_empty(office),
    ]


def _empty(given: Mapping[str, str], names: Iterable[str] = ()) -> list[str]:
    return [name for name in names or given if not given.get(name)]


def _wrong_law(offered: Offered) -> list[str]:
    if not offered.procedures:
        return ["procedures"]
    return [] if offered.has_law else ["no_such_law"]


def _wrong_dates(offered: Offered, today: date, running: Running | None) -> list[str]:
    if offered.opens_on is None or offered.last_day is None:
        return ["dates"]
    if offered.last_day < offered.opens_on:
        return ["last_day_before_opening"]
    if running is None:
        return ["opens_in_the_past"] if offered.opens_on < today else []
    return _unfair_dates(offered.opens_on, offered.last_day, today, running)


def _unfair_dates(opens_on: date, last_day: date, today: date, running: Running) -> list[str]:
    """Refuse what would take time away from people who trust the published dates."""
    if running.stage is Stage.CLOSED:
        return ["dates_after_the_close"] if (opens_on, last_day) != (running.opens_on, running.last_day) else []
    if running.stage is Stage.OPEN and opens_on != running.opens_on:
        return ["opening_after_it_opened"]
    if running.stage is Stage.PUBLISHED and opens_on < today:
        return ["opens_in_the_past"]
    is_shorter = last_day - opens_on < running.last_day - running.opens_on
    return ["shorter_than_published"] if is_shorter or last_day < running.last_day else []
