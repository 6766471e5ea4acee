"""Reads a record of the catalogue, and checks that its parts fit together."""

import re
from datetime import date

from consult.procedures.rules.part import Part
from consult.procedures.rules.records import (
    IDENTITY,
    LANGUAGES,
    CalendarDay,
    Channels,
    Confidence,
    FormGroup,
    Identity,
    Kind,
    Legal,
    Offset,
    Op,
    Period,
    Procedure,
    Rule,
    Sequence,
    Severity,
    Step,
)
from consult.procedures.rules.vocabulary import Vocabulary

CALENDAR = (
    "key", "extends", "name", "level", "checked_on", "events", "starts_with", "closes_with", "main_period",
    "last_event", "notice_event", "legal", "periods", "rules", "steps", "sequence", "forms", "notice", "identity",
    "actors",
)  # fmt: skip
DETAILS = (
    "mandatory", "target_year", "binding", "statutory_form", "initiators", "parameters", "thresholds", "max_speakers",
    "criteria", "checks", "content_checklist", "often_together_with", "response",
)  # fmt: skip
DISTANCE = ("days", "months", "period", "roll")
LEAP_YEAR = 2000


def read_procedure(part: Part, vocabulary: Vocabulary) -> Procedure:
    """Read one record, its `extends` already filled in."""
    part.only(*CALENDAR, *DETAILS)
    legal = _legal(part.part("legal"))
    periods = {
        key: _period(part.part("periods").part(key), vocabulary) for key in part.part("periods", required=False).values
    }
    events = part.words("events", vocabulary.known("events"), may_be_empty=False)
    notice = part.part("notice")
    details = {key: part.values[key] for key in DETAILS if key in part.values}
    details["notice"] = {key: value for key, value in notice.values.items() if key != "channels"}
    details["minors"] = part.part("identity").get("minors", str, "")
    details["form_conditions"] = part.part("forms").words("event_conditions")
    return Procedure(
        key=part.text("key"),
        name=part.names("name"),
        levels=part.words("level", vocabulary.known("levels"), may_be_empty=False),
        legal=legal,
        checked_on=part.day("checked_on"),
        events=events,
        starts_with=_one_of(part, "starts_with", events),
        closes_with=_one_of(part, "closes_with", events) if "closes_with" in part.values else None,
        main_period=_one_of(part, "main_period", tuple(periods)) if "main_period" in part.values else None,
        last_event=_one_of(part, "last_event", events),
        notice_event=_one_of(part, "notice_event", events) if "notice_event" in part.values else None,
        periods=periods,
        rules=tuple(_rule(rule, events, periods, vocabulary, legal.confidence) for rule in part.parts("rules")),
        steps=tuple(_step(step, events, periods, vocabulary) for step in part.parts("steps")),
        sequence=tuple(_sequence(entry, events, periods) for entry in part.parts("sequence")),
        forms=_forms(part.part("forms"), vocabulary.known("forms")),
        channels=_channels(notice.part("channels"), vocabulary.known("channels")),
        identity=_identity(part.part("identity")),
        actors=dict(part.part("actors").values),
        details=details,
    )


def _one_of(part: Part, key: str, known: tuple[str, ...]) -> str:
    value = part.text(key)
    if value not in known:
        part.refuse(key, f"{value!r} is not one of {', '.join(known)}")
    return value


def _legal(part: Part) -> Legal:
    part.only("act", "art", "journal", "amended_by", "confidence", "valid_from", "valid_to")
    legal = Legal(
        act=part.text("act"),
        article=part.text("art"),
        journal=part.text("journal"),
        confidence=part.choice("confidence", Confidence),
        amended_by=part.words("amended_by"),
        valid_from=part.maybe_day("valid_from"),
        valid_to=part.maybe_day("valid_to"),
    )
    if (legal.valid_from or date.min) > (legal.valid_to or date.max):
        part.refuse("valid_to", "is before valid_from")
    return legal


def _period(part: Part, vocabulary: Vocabulary) -> Period:
    part.only("min_days", "max_days", "max_months", "lead_days", "exact", "local", "at_level")
    given = [key for key in ("min_days", "max_days", "max_months", "lead_days") if key in part.values]
    if len(given) != 1:
        part.refuse("", "needs one of min_days, max_days, max_months, lead_days")
    number = part.get(given[0], int)
    if number < 0:
        part.refuse(given[0], "must not be negative")
    levels = part.part("at_level", required=False)
    levels.only(*vocabulary.known("levels"))
    return Period(
        kind=Kind(given[0].partition("_")[0]),
        days=0 if given[0] == "max_months" else number,
        months=number if given[0] == "max_months" else 0,
        is_exact=part.get("exact", bool, default=False),
        is_local=part.get("local", bool, default=False),
        at_level=tuple((level, levels.get(level, int)) for level in levels.values),
    )


def _offset(part: Part, periods: dict[str, Period], *, rolls: bool = False) -> Offset:
    if sum(key in part.values for key in ("days", "months", "period")) > 1:
        part.refuse("", "needs only one of days, months, period")
    return Offset(
        days=part.get("days", int, 0),
        months=part.get("months", int, 0),
        period=_one_of(part, "period", tuple(periods)) if "period" in part.values else None,
        rolls=part.get("roll", bool, rolls),
    )


def _side(part: Part, key: str, events: tuple[str, ...]) -> str | CalendarDay:
    """Read an event, or a date of the calendar such as `{calendar = {md = "11-30", year = -1}}`."""
    if not isinstance(part.values.get(key), dict):
        return _one_of(part, key, events)
    calendar = part.part(key).part("calendar")
    calendar.only("md", "year")
    found = re.fullmatch(r"(\d\d)-(\d\d)", calendar.text("md"))
    try:
        month, day = (int(group) for group in found.groups()) if found else (0, 0)
        date(LEAP_YEAR, month, day)
    except ValueError:
        calendar.refuse("md", f"{calendar.text('md')!r} is not a month and a day such as 11-30")
    if (month, day) == (2, 29):
        calendar.refuse("md", "29 February is not in every year")
    return CalendarDay(month, day, calendar.get("year", int))


def _rule(
    part: Part, events: tuple[str, ...], periods: dict[str, Period], vocabulary: Vocabulary, learnt: Confidence
) -> Rule:
    part.only("id", "left", "op", "right", *DISTANCE, "severity", "confidence", "ref", "name", "applies_to")
    is_read = learnt is Confidence.READ and part.choice("confidence", Confidence, learnt) is Confidence.READ
    severity = part.choice("severity", Severity)
    name = part.names("name")
    for language in LANGUAGES:
        _check_placeholders(part, f"name.{language}", getattr(name, language))
    return Rule(
        id=part.text("id"),
        left=_one_of(part, "left", events),
        op=part.choice("op", Op),
        right=_side(part, "right", events),
        offset=_offset(part, periods),
        severity=severity if is_read else Severity.WARNING,
        ref=part.text("ref"),
        name=name,
        applies_to=part.words("applies_to", vocabulary.known("forms")),
    )


def _check_placeholders(part: Part, key: str, text: str) -> None:
    try:
        text.format(days=1, months=1)
    except (KeyError, IndexError, ValueError):
        part.refuse(key, f"{text!r} may hold {{days}} and {{months}} in braces, and nothing else")


def _step(part: Part, events: tuple[str, ...], periods: dict[str, Period], vocabulary: Vocabulary) -> Step:
    part.only("id", "who", "due", "artefacts", "publish", "optional_if", "completes", "ends_consultation", "must_say")
    if part.text("id") not in vocabulary.known("steps"):
        part.refuse("id", f"{part.text('id')!r} is not in the vocabulary")
    if part.text("who") not in vocabulary.known("offices"):
        part.refuse("who", f"{part.text('who')!r} is not in the vocabulary")
    due = part.part("due")
    due.only("op", "anchor", *DISTANCE)
    op = due.choice("op", Op)
    return Step(
        id=part.text("id"),
        who=part.text("who"),
        op=op,
        anchor=_side(due, "anchor", events),
        offset=_offset(due, periods, rolls=op is Op.AT_MOST),
        artefacts=part.words("artefacts", vocabulary.known("artefacts")),
        publish=part.words("publish", vocabulary.known("channels")),
        optional_if=part.get("optional_if", str, ""),
        completes=_one_of(part, "completes", events) if "completes" in part.values else "",
        ends_consultation=part.get("ends_consultation", bool, default=False),
        must_say=part.get("must_say", str, ""),
    )


def _sequence(part: Part, events: tuple[str, ...], periods: dict[str, Period]) -> Sequence:
    part.only("event", "after", "least", *DISTANCE)
    return Sequence(
        event=_one_of(part, "event", events),
        after=_one_of(part, "after", events),
        least=part.maybe("least", int),
        usual=_offset(part, periods),
    )


def _forms(part: Part, known: frozenset[str]) -> frozenset[FormGroup]:
    part.only("require", "event_conditions", "local")
    groups = set()
    for group in part.parts("require"):
        group.only("min", "of")
        forms = frozenset(group.words("of", known))
        least = group.get("min", int)
        if not 0 < least <= len(forms):
            group.refuse("min", f"{least} of {len(forms)} forms cannot be required")
        groups.add(FormGroup(least, forms))
    return frozenset(groups)


def _channels(part: Part, known: frozenset[str]) -> Channels:
    part.only("all", "any_of", "optional")
    any_of = frozenset(part.words("any_of", known))
    return Channels(
        required=frozenset(part.words("all", known)),
        any_of=frozenset({any_of} if any_of else ()),
        optional=frozenset(part.words("optional", known)),
    )


def _identity(part: Part) -> Identity:
    about = ("forbid", "organisation_required", "extra_fields", "minors")
    ways = {key: value for key, value in part.values.items() if key not in about}
    for key, value in ways.items():
        if value not in IDENTITY:
            part.refuse(key, f"{value!r} is not one of {', '.join(IDENTITY)}")
    return Identity(
        default=ways.pop("default", None),
        ways=tuple(sorted(ways.items())),
        forbidden=frozenset(part.words("forbid")),
        extra_fields=frozenset(part.words("extra_fields")),
        organisation_required=part.get("organisation_required", bool, default=False),
    )
