"""The time, from one place, so that tests can set it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

WARSAW = ZoneInfo("Europe/Warsaw")


def now() -> datetime:
    """Tell the moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Tell the day as an office in Poland sees it."""
    return now().astimezone(WARSAW).date()
