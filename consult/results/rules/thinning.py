"""Thin categories merged, so that a row with a rare answer does not tell who it is.

In every column of codes, the values that few people have become one, with the next rarest where that is not enough.
A gmina becomes the rest of its powiat first. Where yes or no would tell a few from all others, the column is left
empty. Who was not asked or left a question blank is not merged with anybody.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from consult.questionnaires.rules.shape import Blank, Cell
from consult.results.rules.disclosure import showable
from consult.results.rules.filters import GMINA, POWIAT
from consult.results.rules.laying import Row

FEW = "(few)"
"""The code of the merged values; no key of an option can have brackets."""
Merges = Literal["codes", "areas", "flags"]


@dataclass(frozen=True)
class Thinning:
    """What becomes of the values of one column; of those that it does not know, `rest`."""

    place: int
    becomes: Mapping[Cell, Cell]
    rest: Cell


def judge(rows: Iterable[Row], merges: Mapping[int, Merges], *, at_least: int) -> list[Thinning]:
    """Count the values of these columns, and decide which are merged: those of fewer people than `at_least`."""
    counts: dict[int, Counter[Cell]] = {place: Counter() for place in merges}
    for row in rows:
        for place, counter in counts.items():
            counter[row[place]] += 1
    return [Thinning(place, *_merged(merges[place], counts[place], at_least)) for place in merges]


def thinned(rows: Iterable[Row], thinnings: Sequence[Thinning]) -> Iterator[Row]:
    """Merge the thin values of each row."""
    for row in rows:
        for one in thinnings:
            row[one.place] = one.becomes.get(row[one.place], one.rest)
        yield row


def _merged(merges: Merges, counts: Counter[Cell], at_least: int) -> tuple[Mapping[Cell, Cell], Cell]:
    said: dict[Cell, int] = {value: people for value, people in counts.items() if not isinstance(value, Blank)}
    becomes: dict[Cell, Cell] = {blank: blank for blank in Blank}
    if merges == "flags":
        is_shown = None not in showable(said, at_least=at_least).values()
        return becomes | {value: value if is_shown else Blank.NOT_ASKED for value in said}, Blank.NOT_ASKED
    if merges == "areas":
        return becomes | _areas({str(code): people for code, people in said.items()}, at_least), FEW
    return becomes | {value: value for value in _shown(said, at_least)}, FEW


def _shown(counts: Mapping[Cell, int], at_least: int) -> list[Cell]:
    return [value for value, people in showable(counts, at_least=at_least).items() if people is not None]


def _areas(counts: Mapping[str, int], at_least: int) -> dict[Cell, Cell]:
    """Keep gminas with enough people; put the rest of each powiat together, and those of the thinnest powiats."""
    shown: set[Cell] = set()
    for powiat in {code[:POWIAT] for code in counts}:
        inside: dict[Cell, int] = {code: people for code, people in counts.items() if code.startswith(powiat)}
        shown |= set(_shown(inside, at_least))
    rest: Counter[Cell] = Counter()
    for code, people in counts.items():
        rest[code if code in shown else code[:POWIAT]] += people
    kept = set(_shown(rest, at_least))
    becomes: dict[Cell, Cell] = {code: code for code in counts if code in kept}
    for code in counts:
        if code not in shown and code[:POWIAT] in kept and len(code) == GMINA:
            becomes[code] = code[:POWIAT]
    return becomes
