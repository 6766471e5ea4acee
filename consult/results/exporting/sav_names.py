"""Names as SPSS takes them."""

import re
from collections.abc import Iterable

from consult.results.exporting.making import names_apart

LONGEST = 60
"""Of 64 bytes, some are left for what tells two names apart."""
RESERVED = frozenset({"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"})


def sav_names(names: Iterable[str]) -> list[str]:
    """Give each column a name of letters, digits, points and low lines that begins with a letter."""
    return names_apart(_sav_name(name) for name in names)


def _sav_name(name: str) -> str:
    told = re.sub(r"[^A-Za-z0-9_.]", "_", name)[:LONGEST].rstrip(".")
    return f"q_{told}" if not told[:1].isalpha() or told.casefold() in RESERVED else told
