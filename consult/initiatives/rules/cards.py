"""What is on the card of an initiative: amounts, the plan of costs, what is similar, the average of assessments."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from consult.texts.folding import fold

GROSZE = 100
MOST = 10**12
"""No plan costs more, in grosze."""
AMOUNT = re.compile(r"([0-9]{1,10})(?:[.,]([0-9]{1,2}))?")
BLANKS = str.maketrans("", "", " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")
STEM = 5
LEAST_STEM = 4
ALIKE = 0.34
"""From this share of common words on, two cards are shown beside each other."""


class NotAnAmount(Exception):
    """What was typed is no amount of money."""


@dataclass(frozen=True)
class Cost:
    """One line of the plan of costs; the amount is in grosze."""

    what: str
    amount: int


def read_amount(typed: str) -> int:
    """Read zlotys, such as `1 234,50`, as grosze; raise `NotAnAmount`."""
    plain = typed.translate(BLANKS).removesuffix("zł")
    found = AMOUNT.fullmatch(plain)
    if found is None:
        raise NotAnAmount
    return int(found[1]) * GROSZE + int((found[2] or "").ljust(2, "0"))


def amount_words(grosze: int) -> str:
    """Write an amount as a form shows it: `1234,50`, or `1234` where there are no grosze."""
    whole, rest = divmod(grosze, GROSZE)
    return f"{whole},{rest:02}" if rest else str(whole)


def total(costs: Iterable[Cost]) -> int:
    """Add up the plan."""
    return sum(cost.amount for cost in costs)


def likeness(one: str, other: str) -> float:
    """Say how much two cards have in common: the share of the shorter one's stems that the other has too.

    A stem is the beginning of a word: so cases and numbers of Polish nouns count as the same.
    """
    mine, theirs = _stems(one), _stems(other)
    fewest = min(len(mine), len(theirs))
    return len(mine & theirs) / fewest if fewest else 0.0


def similar(card: str, others: Sequence[tuple[str, str]], *, most: int = 5) -> list[str]:
    """Name those of the others (pairs of a name and words) that are like this card, the most alike first."""
    told = [(likeness(card, words), name) for name, words in others]
    alike = [(share, name) for share, name in told if share >= ALIKE]
    return [name for share, name in sorted(alike, key=lambda pair: -pair[0])[:most]]


def _stems(words: str) -> set[str]:
    return {word[:STEM] for word in re.findall(r"\w+", fold(words)) if len(word) >= LEAST_STEM}


@dataclass(frozen=True)
class Criterion:
    """What an authority looks at, how many points it gives at most, and how much they weigh."""

    id: str
    words: str
    most: int
    weight: int = 1


@dataclass(frozen=True)
class Scored:
    """The average of the assessments: by criterion, weighted in sum, and out of how many points."""

    by_criterion: Mapping[str, float]
    points: float
    most: int
    assessors: int

    @property
    def percent(self) -> float:
        """Give the points as a share of the most that can be had."""
        return 100 * self.points / self.most if self.most else 0.0


def score(criteria: Sequence[Criterion], assessments: Sequence[Mapping[str, int]]) -> Scored:
    """Average the points that several assessors gave; a criterion that nobody judged counts nothing."""
    averages = {}
    for criterion in criteria:
        given = [assessment[criterion.id] for assessment in assessments if criterion.id in assessment]
        averages[criterion.id] = sum(given) / len(given) if given else 0.0
    points = sum(averages[criterion.id] * criterion.weight for criterion in criteria)
    most = sum(criterion.most * criterion.weight for criterion in criteria)
    return Scored(averages, points, most, len(assessments))
