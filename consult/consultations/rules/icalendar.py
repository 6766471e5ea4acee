"""Calendar files (RFC 5545): one calendar of events, folded and escaped as the standard wants it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LONGEST_LINE = 75
"""Octets of a line, its end left out."""
MORNING = 9
"""The hour at which an alarm rings, so many days before."""
_SPECIAL = re.compile(r"([\\;,])")
_BREAKS = frozenset("\x7f\x85\u2028\u2029")
"""What some readers take for the end of a line, though the standard does not."""


@dataclass(frozen=True)
class Event:
    """An event: of whole days, or between two moments."""

    uid: str
    summary: str
    begins: date | datetime
    ends: date | datetime
    """The moment or the day after it."""
    description: str = ""
    url: str = ""
    days_ahead: tuple[int, ...] = ()
    """How many days before an alarm rings; at least one."""


def whole_day(day: date) -> tuple[date, date]:
    """Give the beginning and the end of an event that takes a day."""
    return day, day + timedelta(days=1)


def calendar_file(name: str, events: Iterable[Event], *, stamp: datetime, sequence: int, language: str) -> bytes:
    """Write a calendar; `sequence` grows with every revision, and readers then replace what they have."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Consult//Public consultations//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        "X-WR-TIMEZONE:Europe/Warsaw",
    ]
    for event in events:
        lines += _event(event, stamp, sequence, language)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line)).encode()


def _event(event: Event, stamp: datetime, sequence: int, language: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{_utc(stamp)}"
    yield f"SEQUENCE:{sequence}"
    yield _when("DTSTART", event.begins)
    yield _when("DTEND", event.ends)
    yield f"SUMMARY;LANGUAGE={language}:{escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION;LANGUAGE={language}:{escaped(event.description)}"
    if event.url:
        yield f"URL:{event.url}"
    yield "TRANSP:TRANSPARENT"
    for days in event.days_ahead:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"TRIGGER:-P{days - 1}DT{24 - MORNING}H"
        yield f"DESCRIPTION:{escaped(event.summary)}"
        yield "END:VALARM"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """Write text as a value: backslash, semicolon, comma and newline are escaped, other control characters go."""
    lines = (_SPECIAL.sub(r"\\\1", line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "".join(char for char in "\\n".join(lines) if char >= " " and char not in _BREAKS)


def folded(line: str) -> list[str]:
    """Cut a line into parts of at most 75 octets; all but the first begin with a blank, no character is cut."""
    parts, now, size = [], "", 0
    for char in line:
        length = len(char.encode())
        if size + length > LONGEST_LINE:
            parts.append(now)
            now, size = " ", 1
        now += char
        size += length
    return [*parts, now]


def _when(name: str, when: date | datetime) -> str:
    return f"{name}:{_utc(when)}" if isinstance(when, datetime) else f"{name};VALUE=DATE:{when:%Y%m%d}"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
