"""Find what looks like personal data in free text, so that a person looks before the public does.

Better one remark too many held back than one PESEL published. Numbers that have the shape of a PESEL count when
their check digit is right or when they begin with a possible date of birth. What is found is a suspicion only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Suspicion(StrEnum):
    """What a place in a text looks like."""

    PESEL = "pesel"
    PHONE = "phone"
    EMAIL = "email"
    ACCOUNT = "account"
    """A bank account."""


@dataclass(frozen=True)
class Found:
    """A place that looks like personal data: what kind, and where it begins and ends."""

    kind: Suspicion
    start: int
    end: int


WEIGHTS = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
CENTURIES = {0: 1900, 1: 2000, 2: 2100, 3: 2200, 4: 1800}
PESEL_DIGITS = 11
LONGEST_NAME = 20
"""How far before a number the name of its register is looked for."""

_DIGITS = re.compile(r"(?<![\d.,/])\d(?:[ \N{NO-BREAK SPACE}\-–]?\d){10}(?![\d/])")  # noqa: RUF001
_PAUSE = r"(?:\)?[ \N{NO-BREAK SPACE}\-.–—/]|\))"  # noqa: RUF001
_GROUPINGS = ("333", "2322", "2223", "3222", "234", "27", "111111111")
"""How the nine digits of a Polish number are written apart; together they need no grouping."""
_NATIONAL = "|".join(
    [r"\d{9}", *(_PAUSE.join(rf"\d{{{size}}}" for size in grouping) for grouping in _GROUPINGS)],
)
_PHONE = re.compile(
    rf"(?<!\w)(?<!\d[.,/])(?:(?:(?:\+|00)?48{_PAUSE}?)?\(?(?:0{_PAUSE}?)?\(?(?=[1-9])(?:{_NATIONAL})"
    rf"|\+\d(?:{_PAUSE}?\d){{7,14}})"
    r"(?![\d/]|[.,]\d|[ \N{NO-BREAK SPACE}]?(?:zł|PLN|gr|tys|mln|mld|m²|m2|ha|szt|proc|%))",
    re.IGNORECASE,
)
_NRB = r"(?:PL[ \N{NO-BREAK SPACE}]?)?\d{2}(?:[ \N{NO-BREAK SPACE}\-]?\d{4}){6}"
_IBAN = r"[A-Z]{2}\d{2}(?:[ \N{NO-BREAK SPACE}]?[A-Z\d]{4}){2,7}(?:[ \N{NO-BREAK SPACE}]?[A-Z\d]{1,3})?"
_ACCOUNT = re.compile(rf"(?<!\w)(?:{_NRB}|{_IBAN})(?!\w)", re.IGNORECASE | re.ASCII)
_REGISTERED = re.compile(r"\b(?:REGON|KRS|NIP)(?:\s+(?:nr|numer))?[:.]?\s*$", re.IGNORECASE)
_NO_PAUSE = r"[^\s@<>()\[\],;:\"„”.]"
_AT = r"(?:\s?(?:@|[(\[](?:at|małpa)[)\]])\s?|\smałpa\s)"
_DOT = r"(?:\.|\s?[(\[](?:dot|kropka)[)\]]\s?|\skropka\s)"
_EMAIL = re.compile(
    rf"(?:{_NO_PAUSE}|\.){{1,64}}{_AT}{_NO_PAUSE}{{1,63}}(?:{_DOT}{_NO_PAUSE}{{1,63}}){{1,5}}", re.IGNORECASE
)


def find(text: str) -> list[Found]:
    """List the places that look like personal data, in order and without overlap."""
    found = [*_accounts(text), *_pesels(text), *_matches(_EMAIL, Suspicion.EMAIL, text), *_phones(text)]
    places: list[Found] = []
    for place in sorted(found, key=lambda one: (one.start, -one.end)):
        if not places or place.start >= places[-1].end:
            places.append(place)
    return places


def has_any(*texts: str) -> bool:
    """Tell whether one of the texts has something that looks like personal data."""
    return any(find(text) for text in texts)


def is_pesel_like(digits: str) -> bool:
    """Tell whether eleven digits have a PESEL's check digit or begin with a possible date of birth."""
    if len(digits) != PESEL_DIGITS or not digits.isdecimal():
        return False
    return _has_check_digit(digits) or _begins_with_date(digits)


def _has_check_digit(digits: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=False))
    return (total + int(digits[-1])) % 10 == 0


def _begins_with_date(digits: str) -> bool:
    """See whether the first six digits are a day: the month tells the century (+80, +20, +40, +60)."""
    month = int(digits[2:4])
    try:
        date(CENTURIES[month // 20] + int(digits[:2]), month % 20, int(digits[4:6]))
    except ValueError:
        return False
    return True


def _pesels(text: str) -> Iterator[Found]:
    for match in _DIGITS.finditer(text):
        if is_pesel_like("".join(character for character in match[0] if character.isdecimal())):
            yield Found(Suspicion.PESEL, match.start(), match.end())


def _accounts(text: str) -> Iterator[Found]:
    """Find numbers of bank accounts: of Poland by their shape, of other countries by their check digits too."""
    for match in _ACCOUNT.finditer(text):
        signs = "".join(character for character in match[0].upper() if character.isalnum())
        if signs.isdecimal() or signs.startswith("PL") or _is_iban(signs):
            yield Found(Suspicion.ACCOUNT, match.start(), match.end())


def _is_iban(signs: str) -> bool:
    """Tell whether the remainder of an IBAN by 97 is right (ISO 13616)."""
    return int("".join(str(int(sign, 36)) for sign in signs[4:] + signs[:4])) % 97 == 1


def _phones(text: str) -> Iterator[Found]:
    """Find telephone numbers; a number in a public register that is named as such is none."""
    for found in _matches(_PHONE, Suspicion.PHONE, text):
        if not _REGISTERED.search(text[max(0, found.start - LONGEST_NAME) : found.start]):
            yield found


def _matches(pattern: re.Pattern[str], kind: Suspicion, text: str) -> Iterator[Found]:
    for match in pattern.finditer(text):
        yield Found(kind, match.start(), match.end())
