"""Days, moments and numbers as an office writes them, in the reader's language and always in Warsaw's time.

Babel knows the months and the separators; the typography of Polish offices (`r.`, `godz. 9.40`) is ours.
Spaces inside a day and month, before `r.` and inside a number do not break.
"""
# ruff: noqa: RUF001  # Cyrillic letters are the matter here

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.numbers import format_decimal

WARSAW = ZoneInfo("Europe/Warsaw")

_LOCALES = {"pl": "pl", "en": "en_GB", "uk": "uk"}
_YEARS = {"pl": "y\N{NO-BREAK SPACE}'r'.", "en": "y", "uk": "y\N{NO-BREAK SPACE}'р'."}
_HOURS = {"pl": "'godz'.\N{NO-BREAK SPACE}H.mm", "en": "HH:mm", "uk": "HH:mm"}
_UNTIL = {"pl": "do", "en": "until", "uk": "до"}
_DAY_AND_MONTH = "d\N{NO-BREAK SPACE}MMMM"


def format_day(day: date, language: str) -> str:
    """Write a day as `24 listopada 2026 r.`, with its year."""
    return format_date(day, f"{_DAY_AND_MONTH} {_YEARS[language]}", locale=_LOCALES[language])


def format_day_short(day: date, language: str) -> str:
    """Write a day without its year: `24 listopada`."""
    return format_date(day, _DAY_AND_MONTH, locale=_LOCALES[language])


def format_month(day: date, language: str) -> str:
    """Write the month of a day: `listopad 2026`."""
    return format_date(day, "LLLL\N{NO-BREAK SPACE}y", locale=_LOCALES[language])


def format_moment(moment: datetime, language: str) -> str:
    """Write a moment as clocks in Poland show it: `24 listopada 2026 r., godz. 9.40`."""
    local = moment.astimezone(WARSAW)
    hour = format_time(local.time(), _HOURS[language], locale=_LOCALES[language])
    return f"{format_day(local.date(), language)}, {hour}"


def format_number(number: float | Decimal, language: str) -> str:
    """Write a number, with at most three decimals: `12 345,6`."""
    return format_decimal(number, locale=_LOCALES[language])


def last_day_words(closes_at: datetime, language: str) -> str:
    """Say until when something is open: `do 28 września 2026 r., godz. 23.59`.

    The closing moment itself is too late, so midnight is told as the last minute of the day before.
    """
    local = closes_at.astimezone(WARSAW)
    if (local.hour, local.minute) == (0, 0):
        closes_at -= timedelta(minutes=1)
    return f"{_UNTIL[language]}\N{NO-BREAK SPACE}{format_moment(closes_at, language)}"
