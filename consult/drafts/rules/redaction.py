"""How words are taken out of a text: by their numbers, so that every other sign of it stays as it was."""

import re
from collections.abc import Collection
from enum import StrEnum

from consult.texts.personal_data import find

MARK = "[…]"
"""What stands in the place of words that were taken out, one sign however many there were."""
_WORD = re.compile(r"\S+")


class Reason(StrEnum):
    """Why words are taken out."""

    OWN_DATA = "own_data"
    THIRD_PERSON = "third_person"
    SENSITIVE = "sensitive"
    """Health, faith, views, origin: art. 9 of the GDPR."""
    UNLAWFUL = "unlawful"
    """An offence, a slander."""


def words_of(text: str) -> list[str]:
    """Cut a text into its words; what is between blanks is one."""
    return _WORD.findall(text)


def suspects(text: str) -> set[int]:
    """Give the numbers of the words that look like personal data."""
    places = find(text)
    words = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    return {
        number
        for number, (start, end) in enumerate(words)
        if any(place.start < end and start < place.end for place in places)
    }


def redacted(text: str, numbers: Collection[int]) -> str:
    """Put one mark in the place of each run of these words; all that stands around it stays."""
    pieces: list[str] = []
    end = 0
    is_out = False
    for number, match in enumerate(_WORD.finditer(text)):
        before, goes = text[end : match.start()], number in numbers
        if goes and is_out:
            before = ""
        pieces += [before, "" if goes and is_out else MARK if goes else match.group()]
        end, is_out = match.end(), goes
    return "".join([*pieces, text[end:]])
