"""Codes of units as files write them: TERYT of 2, 4, 6 or 7 digits, also with a lost leading zero, and ids of BDL."""

import re
from collections.abc import Container, Iterable
from enum import StrEnum

from consult.territory.rules import GMINAS, PARTS, VOIVODESHIPS

WHOLE, SIX, ID = 7, 6, 12
"""Digits of a gmina's code, of the part of it that lasts, and of an id of the Local Data Bank."""
POWIAT = 4
SPREADSHEET = re.compile(r'^=?["\'](.*?)["\']?$')
"""How a spreadsheet is told to keep a zero: `="0201011"`, `'0201011`."""
DISTRICTS = frozenset("89")


class Outside(StrEnum):
    """A code that is right, and of no unit of ours."""

    COUNTRY = "country"
    REGION = "region"
    PART = "part"


class BadCode(Exception):
    """A text is no code of a unit."""


def bare(text: str) -> str:
    """Take off what programs put around a code; raise `BadCode` where digits are not what is left."""
    found = SPREADSHEET.match(text.strip())
    digits = re.sub(r"\s|_", "", found[1] if found else text).removesuffix(".0")
    if not re.fullmatch(r"[0-9]{1,12}", digits):
        raise BadCode(text)
    return digits


def width_of(texts: Iterable[str], known: Container[str]) -> int:
    """Tell how many digits the longest codes of a column had before their zeros were lost.

    Six digits are the lasting part of a code, or seven without their zero: so whichever finds more units.
    """
    digits = [code for code in map(_bare_or_nothing, texts) if code]
    longest = max(map(len, digits), default=WHOLE)
    if longest > WHOLE:
        return ID
    if longest % 2 or longest == WHOLE:
        return longest if longest == WHOLE else longest + 1
    if longest == SIX:
        shortest = [code for code in digits if len(code) == SIX]
        as_six = sum(code in known for code in shortest)
        as_seven = sum(code.zfill(WHOLE)[:SIX] in known for code in shortest)
        return WHOLE if as_seven > as_six else SIX
    return longest


def _bare_or_nothing(text: str) -> str:
    try:
        return bare(text)
    except BadCode:
        return ""


def unit_of(text: str, width: int) -> str | Outside:
    """Give the lasting code of the unit that a code names, in a column of codes of this width; raise `BadCode`."""
    digits = bare(text)
    if width == ID:
        digits = digits.zfill(ID)
        return _of_bank(digits) if len(digits) == ID else _of_teryt(digits)
    lost_a_zero = len(digits) == width - 1 or (len(digits) % 2 and len(digits) < SIX)
    return _of_teryt(digits.zfill(len(digits) + 1) if lost_a_zero else digits)


def _of_bank(digits: str) -> str | Outside:
    """Read macroregion (2), voivodeship (2), region (1), subregion (2), powiat (2), gmina (2), kind (1)."""
    if digits[2:4] == "00":
        return Outside.COUNTRY
    if digits[4:7] != "000" and digits[7:] == "00000":
        return Outside.REGION
    return _of_teryt(digits[2:4] + digits[7:])


def _of_teryt(digits: str) -> str | Outside:
    """Read a code of 2, 4, 6 or 7 digits, where zeros at the end name the unit above."""
    if not digits.strip("0"):
        return Outside.COUNTRY
    if len(digits) not in {2, POWIAT, SIX, WHOLE} or digits[:2] not in VOIVODESHIPS:
        raise BadCode(digits)
    kind, code = digits[SIX:], digits[:SIX]
    while len(code) > len("26") and code.endswith("00"):
        code = code[:-2]
    kinds = {"", "0"} if len(code) < SIX else {"", "0", *GMINAS, *PARTS, *DISTRICTS}
    if code[2:4] == "00" or kind not in kinds:
        raise BadCode(digits)
    return Outside.PART if kind in PARTS | DISTRICTS else code
