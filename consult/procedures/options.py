"""Reads what is typed on the command line: days, days with a name, and words of the catalogue."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from consult.procedures.rules.clock import WARSAW, HourDoesNotExist, HourTwice, moment_of

FIRST, LAST = date(1990, 1, 1), date(2199, 12, 31)
"""The days off are not told for other years."""
WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class BadOption(ValueError):
    """What was typed cannot be meant; the message says why."""


def read_day(text: str) -> date:
    """Read a day such as 2026-09-15, written so and not in another way, such as by its week."""
    try:
        day = date.fromisoformat(text if WRITTEN.fullmatch(text) else "")
    except ValueError as mistake:
        raise BadOption(f"{text!r} is not a day such as 2026-09-15") from mistake
    if not FIRST <= day <= LAST:
        raise BadOption(f"{day} is not between {FIRST} and {LAST}")
    return day


def read_words(option: str, words: tuple[str, ...], known: frozenset[str]) -> frozenset[str]:
    """Read words of the catalogue; one that it does not know is refused, for it would count for nothing."""
    for word in words:
        if word not in known:
            raise BadOption(f"{option} {word}: {word!r} is not one of {', '.join(sorted(known))}")
    return frozenset(words)


def read_named_days(option: str, texts: tuple[str, ...], known: frozenset[str]) -> Iterator[tuple[str, date]]:
    """Read days with a name, such as workshop=2026-12-10 or workshop=2026-12-10T18:00."""
    for text in texts:
        name, _, when = text.partition("=")
        if name not in known:
            raise BadOption(f"{option} {text}: {name!r} is not one of {', '.join(sorted(known))}")
        yield name, _local_day(when) if "T" in when else read_day(when)


def _local_day(text: str) -> date:
    """Give the day in Poland of a local time, or of one with its distance from UTC."""
    try:
        when = datetime.fromisoformat(text)
        moment = when if when.tzinfo else moment_of(when.date(), when.time())
    except HourDoesNotExist as mistake:
        raise BadOption(str(mistake)) from mistake
    except (ValueError, OverflowError) as mistake:
        raise BadOption(f"{text!r} is not a time such as 2026-09-15T18:00") from mistake
    if isinstance(moment, HourTwice):
        first, second = (one.astimezone(WARSAW).isoformat(timespec="minutes") for one in (moment.first, moment.second))
        raise BadOption(f"{text} comes twice, for the clocks go back; say {first} or {second}")
    return read_day(moment.astimezone(WARSAW).date().isoformat())
