"""How a place of a draft is found by what somebody types, such as `§ 3 ust. 2`, `par3ust2` or `art 5`."""

import re
from collections.abc import Iterable

from consult.drafts.rules.units import WHOLE
from consult.texts.folding import fold

MOST_CANDIDATES = 6
_PART = re.compile(r"[a-z]+|\d+")
_SHORT = {
    "paragraf": "par",
    "ustep": "ust",
    "punkt": "pkt",
    "litera": "lit",
    "artykul": "art",
    "rozdz": "rozdzial",
    "zal": "zalacznik",
    "tir": "tiret",
}
_WHOLE = frozenset({"", WHOLE, "calosc projektu", "projekt", "caly projekt"})


class NoSuchPlace(Exception):
    """Nothing in the draft is called so, or several are; `candidates` are what may be meant."""

    def __init__(self, candidates: Iterable[str]) -> None:
        self.candidates = tuple(candidates)
        super().__init__(self.candidates)


def find_place(typed: str, places: Iterable[tuple[str, str]]) -> str:
    """Give the key of the place that is typed, among pairs of keys and labels; raise `NoSuchPlace`.

    A label typed in full wins; else the one place whose label holds what was typed.
    """
    if fold(typed) in _WHOLE:
        return WHOLE
    asked = _parts(typed)
    known = [(key, label, _parts(label)) for key, label in places]
    same = [key for key, _label, parts in known if asked in (parts, _parts(key))]
    if len(same) == 1:
        return same[0]
    alike = [(key, label) for key, label, parts in known if asked and _holds(parts, asked)]
    if len(alike) != 1:
        raise NoSuchPlace(label for _key, label in alike[:MOST_CANDIDATES])
    return alike[0][0]


def _parts(text: str) -> tuple[str, ...]:
    """Cut into letters and numbers, long names in short: `§ 3a ust. 2` is `par 3 a ust 2`."""
    return tuple(_SHORT.get(part, part) for part in _PART.findall(fold(text).replace("§", " par ")))


def _holds(parts: tuple[str, ...], asked: tuple[str, ...]) -> bool:
    return any(parts[start : start + len(asked)] == asked for start in range(len(parts) - len(asked) + 1))
