"""Rules of organisations on plain values: registers and their numbers, spheres, addresses of websites."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from stdnum.exceptions import ValidationError
from stdnum.pl import nip, regon

from consult.texts.folding import fold

KINDS = ("ngo", "firm", "public_body", "other")
REGISTERS = ("krs", "starosta", "sport", "kgw", "church", "ceidg", "other")
"""KRS; the starosta's two registers, of plain associations and of sports clubs; rural housewives' circles (ARiMR);
church bodies (MSWiA); CEIDG, where the NIP is the number; another one, or none."""
OF_A_POWIAT = ("starosta", "sport")
"""Registers that each starosta numbers anew: the powiat is a part of the number."""
BY_TAX_NUMBER = ("ceidg", "other")
"""Registers without a number that would tell organisations apart: NIP or REGON does."""
SPHERES = (
    "1", "1a", "1aa", "1b", "2", "3", "4", "5", "5a", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16",
    "17", "18", "19", "20", "21", "22", "22a", "23", "24", "25", "26", "27", "28", "29", "29a", "30", "31", "32",
    "32a", "33", "34",
)  # fmt: skip
"""Points of art. 4 (1) of the Act of 24 April 2003 on public benefit activity and volunteering."""

REPRESENTATIVE = "representative"
MEMBER = "member"
MEMBER_ROLES = (REPRESENTATIVE, MEMBER)

ASKED = "asked"
VERIFIED = "verified"
WITHHELD = "withheld"
STATES = (ASKED, VERIFIED, WITHHELD)

MOST_REQUESTS = 10
WITHIN = timedelta(days=1)
"""How often one person may register organisations, ask to join them or have them verified."""

KRS_DIGITS = 10
REGON_DIGITS = 9
LONGEST_KEY = 600
"""Letters of what is compared: some grow when they are folded, and an index takes no more than 2,704 bytes."""
POWIAT_DIGITS = 4
_GAPS = re.compile(r"[\s.\u2010-\u2015-]+")
_HOST = re.compile(r"(?:[^\s.:/?#@]+\.)+[^\s.:/?#@]{2,}")


class BadNumber(Exception):
    """What was typed has not the shape of such a number."""


class BadWebsite(Exception):
    """What was typed is no address of a website."""


@dataclass(frozen=True)
class Identity:
    """By what an organisation is told apart from all others; an empty part tells nothing."""

    register: str
    number_key: str | None
    nip: str | None
    regon: str | None


def identity(register: str, number: str, nip_number: str, regon_number: str, seat_code: str | None) -> Identity:
    """Tell by what the organisation is known; the numbers have their shape already."""
    key: str | None = "".join(fold(number).split())
    if register in OF_A_POWIAT:
        key = f"{(seat_code or '')[:POWIAT_DIGITS]}:{key}"
    elif register in BY_TAX_NUMBER:
        key = None
    return Identity(register, key and key[:LONGEST_KEY], nip_number or None, regon_number or None)


def as_krs(typed: str) -> str:
    """Give a KRS number its ten digits; it has no check digit. Raises `BadNumber`."""
    digits = _GAPS.sub("", typed)
    if not re.fullmatch(f"[0-9]{{1,{KRS_DIGITS}}}", digits) or not int(digits):
        raise BadNumber
    return digits.zfill(KRS_DIGITS)


def as_nip(typed: str) -> str:
    """Give the ten digits of a NIP, with or without PL before them; raise `BadNumber`."""
    digits = _GAPS.sub("", typed).upper().removeprefix("PL")
    return _checked(nip.validate, digits)


def as_regon(typed: str) -> str:
    """Give the nine digits that name the organisation itself; fourteen name one of its places. Raises `BadNumber`."""
    return _checked(regon.validate, _GAPS.sub("", typed))[:REGON_DIGITS]


def as_website(typed: str) -> str:
    """Give the whole address of a website, https where nothing else is said; raise `BadWebsite`."""
    address = typed if "://" in typed else f"https://{typed}"
    try:
        parts = urlsplit(address)
    except ValueError as mistake:
        raise BadWebsite from mistake
    if parts.scheme.lower() not in {"http", "https"} or re.search(r'[\s\\<>"]', address):
        raise BadWebsite
    if not _HOST.fullmatch(parts.netloc):
        raise BadWebsite
    return address


def _checked(validate: Callable[[str], Any], digits: str) -> str:
    if not digits.isascii() or not digits.strip("0"):
        raise BadNumber
    try:
        return str(validate(digits))
    except ValidationError as mistake:
        raise BadNumber from mistake
