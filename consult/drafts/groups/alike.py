"""Which remarks are one text: letters copied out, with a word changed in passing.

What is compared is what the sender wrote: not the wording of the draft that a proposal keeps. Proposals are one text
only where they change the same unit in the same way; short words without a proposal, only on the same unit.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from re import findall

from consult.texts.folding import fold
from consult.texts.near_duplicates import groups
from consult.texts.word_diff import Change, is_changed, word_diff

SHORT = 8
"""With fewer words than this a remark says only together with its place what it wants."""


@dataclass(frozen=True)
class Written:
    """What a remark says, and where."""

    place: str
    current: str
    proposed: str
    justification: str


def alike(remarks: Sequence[Written]) -> list[tuple[int, ...]]:
    """Group places of remarks that are one text; each is in at most one group."""
    shelves: dict[tuple[str, str], list[int]] = defaultdict(list)
    texts: list[str] = []
    for place, remark in enumerate(remarks):
        demand = _demand(remark.current, remark.proposed)
        folded = fold(remark.justification)
        count = len(findall(r"\w+", folded))
        texts.append(folded if count else demand)
        is_bound = bool(demand) or count < SHORT
        shelves[(remark.place if is_bound else "", demand)].append(place)
    found = [
        tuple(shelf[one] for one in group)
        for shelf in shelves.values()
        if len(shelf) > 1
        for group in groups([texts[place] for place in shelf])
    ]
    return sorted(found)


@cache
def _demand(current: str, proposed: str) -> str:
    """Say what a proposal changes: the words that it strikes out and those that it puts in."""
    if not is_changed(current, proposed):
        return ""
    signs = {Change.OUT: "-", Change.IN: "+"}
    runs = [run for run in word_diff(current, proposed) if run.change in signs]
    return " ".join(f"{signs[run.change]} {' '.join(_words(run.text))}" for run in runs)


def _words(text: str) -> list[str]:
    return findall(r"\w+", fold(text))
