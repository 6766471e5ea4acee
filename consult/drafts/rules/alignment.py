"""Which unit of a draft became which unit of its next version.

First what stands there word for word is paired, then what shares enough words, the most alike first; then a pair is
widened by neighbours that were left over, where the text was split or merged. What is left is removed, or new.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain
from re import findall

from consult.drafts.rules.units import Unit, end_of
from consult.texts.folding import fold
from consult.texts.word_diff import is_changed

ALIKE = 0.5  # share of common words (Dice's coefficient) from which a unit is another one reworded
ALIKE_IN_PLACE = 0.3  # the same for a unit that is cited as before
IN_PLACE = 0.1  # what a like citation adds, and what a piece must add to belong to a split or a merger
COMMON = 40  # a pair of words that stands in more units than this says nothing of which unit it is

Places = tuple[int, ...]
Group = tuple[Places, Places]  # of the old version and of the new


class Fate(StrEnum):
    """What became of a unit."""

    SAME = "same"
    CHANGED = "changed"
    SPLIT = "split"
    MERGED = "merged"
    NEW = "new"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Link:
    """Places of units in the old version and in the new one that belong together.

    Moved is what others passed, not what merely got another number because something was put in before it.
    """

    old: Places
    new: Places
    fate: Fate
    is_moved: bool = False


def align(old: Sequence[Unit], new: Sequence[Unit]) -> tuple[Link, ...]:
    """Link two versions: each unit of either stands in exactly one link. In the order of the new version."""
    ours, theirs = _Side.of(old), _Side.of(new)
    pairs = _same_words(ours, theirs)
    pairs |= _alike(ours, theirs, pairs)
    return _linked(old, new, _widened(ours, theirs, pairs))


def inherited(old: Sequence[Unit], new: Sequence[Unit]) -> tuple[Unit, ...]:
    """Note in the units of a new version which units of the old one they were."""
    came_from = {place: tuple(old[one].key for one in link.old) for link in align(old, new) for place in link.new}
    return tuple(replace(unit, came_from=came_from[place]) for place, unit in enumerate(new))


def links(old: Sequence[Unit], new: Sequence[Unit]) -> tuple[Link, ...]:
    """Link two versions as it is noted in the units of the new one, whoever noted it; as `align` does.

    Units that share an origin, or come from several, belong together, however many these are.
    """
    places = {unit.key: place for place, unit in enumerate(old)}
    origins = [sorted({places[key] for key in unit.came_from if key in places}) for unit in new]
    heads = _joined(len(old), origins)
    groups: dict[int, tuple[list[int], list[int]]] = {}
    for place, found in enumerate(origins):
        if found:
            groups.setdefault(heads[found[0]], ([], []))[1].append(place)
    for place, head in enumerate(heads):
        if head in groups:
            groups[head][0].append(place)
    return _linked(old, new, sorted((tuple(olds), tuple(news)) for olds, news in groups.values()))


def _joined(count: int, origins: Iterable[Sequence[int]]) -> list[int]:
    """Give for each place the first one with which it is joined, through however many others."""
    heads = list(range(count))

    def head(place: int) -> int:
        while heads[place] != place:
            heads[place] = heads[heads[place]]
            place = heads[place]
        return place

    for first, *others in filter(None, origins):
        for other in others:
            one, later = sorted((head(first), head(other)))
            heads[later] = one
    return [head(place) for place in range(count)]


def across(versions: Sequence[Sequence[Unit]]) -> tuple[Unit, ...]:
    """Give the units of the last version, linked to those of the first one through all between."""
    came_from: dict[str, tuple[str, ...]] = {unit.key: (unit.key,) for unit in versions[0]}
    for version in versions[1:]:
        came_from = {
            unit.key: tuple(dict.fromkeys(chain(*(came_from.get(key, ()) for key in unit.came_from))))
            for unit in version
        }
    return tuple(replace(unit, came_from=came_from[unit.key]) for unit in versions[-1])


def _linked(old: Sequence[Unit], new: Sequence[Unit], groups: list[Group]) -> tuple[Link, ...]:
    """Make links of groups that are ordered by the old version; what is in none is new or removed."""
    moved = _moved(groups)
    found = [Link(olds, news, _fate(old, new, olds, news), is_moved=(olds, news) in moved) for olds, news in groups]
    kept_old, kept_new = set(chain(*(link.old for link in found))), set(chain(*(link.new for link in found)))
    found += [Link((), (place,), Fate.NEW) for place in range(len(new)) if place not in kept_new]
    found += [Link((place,), (), Fate.REMOVED) for place in range(len(old)) if place not in kept_old]
    return _in_order(found)


@dataclass(frozen=True, slots=True)
class _Side:
    """The units of one version with their words; of one without a text of its own, the words of those below it."""

    units: Sequence[Unit]
    words: list[list[str]]

    @classmethod
    def of(cls, units: Sequence[Unit]) -> "_Side":
        own = [findall(r"\w+", fold(unit.text)) for unit in units]
        return cls(units, [said or list(chain(*own[place : end_of(units, place)])) for place, said in enumerate(own)])

    def sign(self, place: int) -> tuple[object, ...]:
        """Give what two units share that are the same word for word."""
        unit = self.units[place]
        return (unit.kind, bool(unit.text), *self.words[place]) if self.words[place] else (unit.kind, unit.label)


def _same_words(ours: _Side, theirs: _Side) -> dict[int, int]:
    """Pair what is the same; where it stands several times, first what is cited alike, then in order."""
    waiting: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place in range(len(theirs.units)):
        waiting[theirs.sign(place)].append(place)
    pairs: dict[int, int] = {}
    for in_place in (True, False):
        for place, unit in enumerate(ours.units):
            if place in pairs:
                continue
            found = waiting[ours.sign(place)]
            fits = [one for one in found if not in_place or theirs.units[one].label == unit.label]
            if fits:
                pairs[place] = fits[0]
                found.remove(fits[0])
    return pairs


def _alike(ours: _Side, theirs: _Side, pairs: dict[int, int]) -> dict[int, int]:
    """Pair what shares enough words, the most alike first."""
    taken = set(pairs.values())
    left = [place for place in range(len(ours.units)) if place not in pairs]
    offered = [place for place in range(len(theirs.units)) if place not in taken]
    scored = []
    for one, other in _candidates(ours, theirs, left, offered):
        alike = _dice(ours.words[one], theirs.words[other])
        is_in_place = ours.units[one].label == theirs.units[other].label
        if alike >= (ALIKE_IN_PLACE if is_in_place else ALIKE):
            scored.append((-alike - IN_PLACE * is_in_place, one, other))
    found: dict[int, int] = {}
    for _, one, other in sorted(scored):
        if one not in found and other not in taken:
            found[one] = other
            taken.add(other)
    return found


def _candidates(ours: _Side, theirs: _Side, left: list[int], offered: list[int]) -> Iterator[tuple[int, int]]:
    """Find who may be alike: same kind of place, and two words in a row in common, or the same citation."""
    where: dict[tuple[str, ...], set[int]] = defaultdict(set)
    cited: dict[str, set[int]] = defaultdict(set)
    for place in offered:
        cited[theirs.units[place].label].add(place)
        for pair in _runs(theirs.words[place]):
            where[pair].add(place)
    for place in left:
        telling = (where[pair] for pair in _runs(ours.words[place]) if pair in where)
        found = set(chain(cited[ours.units[place].label], *(units for units in telling if len(units) <= COMMON)))
        yield from ((place, other) for other in found if _may_be(ours.units[place], theirs.units[other]))


def _may_be(one: Unit, other: Unit) -> bool:
    return bool(one.text) == bool(other.text)


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[place : place + 2]) for place in range(max(1, len(words) - 1))} if words else set()


def _dice(one: Iterable[str], other: Iterable[str]) -> float:
    mine, yours = Counter(one), Counter(other)
    total = mine.total() + yours.total()
    return 2 * (mine & yours).total() / total if total else 0.0


def _widened(ours: _Side, theirs: _Side, pairs: dict[int, int]) -> list[Group]:
    """Add to each changed pair the neighbours that were left over and make it more alike: a split, or a merger."""
    free_old = set(range(len(ours.units))) - set(pairs)
    free_new = set(range(len(theirs.units))) - set(pairs.values())
    groups: list[Group] = []
    for one, other in sorted(pairs.items()):
        olds: Places = (one,)
        news: Places = (other,)
        if ours.sign(one) != theirs.sign(other) and ours.units[one].text:
            news = _with_pieces(ours.words[one], theirs, other, free_new)
            if len(news) == 1:
                olds = _with_pieces(theirs.words[other], ours, one, free_old)
        groups.append((olds, news))
    return groups


def _with_pieces(whole: list[str], side: _Side, place: int, free: set[int]) -> tuple[int, ...]:
    first = last = place
    alike = _dice(whole, side.words[place])
    while True:
        best = max(
            (
                (_dice(whole, chain(*side.words[start : end + 1])), start, end)
                for start, end in ((first - 1, last), (first, last + 1))
                if (start in free if start < first else end in free)
            ),
            default=(0.0, first, last),
        )
        if best[0] < alike + IN_PLACE / 2:
            return tuple(range(first, last + 1))
        alike, first, last = best
        free -= {first, last}


def _moved(
    groups: list[Group],
) -> set[Group]:
    """Find who left the order: all but the longest run of pairs that stand in both versions in the same order."""
    ends: list[int] = []
    before: list[int | None] = []
    chains: list[int] = []
    for index, (_, news) in enumerate(groups):
        length = bisect_left(ends, news[0])
        before.append(chains[length - 1] if length else None)
        ends[length : length + 1] = [news[0]]
        chains[length : length + 1] = [index]
    in_order: set[int] = set()
    step: int | None = chains[-1] if chains else None
    while step is not None:
        in_order.add(step)
        step = before[step]
    return {group for index, group in enumerate(groups) if index not in in_order}


def _fate(old: Sequence[Unit], new: Sequence[Unit], olds: tuple[int, ...], news: tuple[int, ...]) -> Fate:
    if len(news) > 1:
        return Fate.SPLIT
    if len(olds) > 1:
        return Fate.MERGED
    return Fate.CHANGED if is_changed(old[olds[0]].text, new[news[0]].text) else Fate.SAME


def _in_order(found: list[Link]) -> tuple[Link, ...]:
    """Order by the new version; what was removed stands behind what stood before it in the old one."""
    behind = -1
    places: dict[int, tuple[int, int]] = {}
    for link in sorted(found, key=lambda link: link.old):
        if link.new:
            behind = link.new[-1] if link.old else behind
            places[id(link)] = (link.new[0], -1)
        else:
            places[id(link)] = (behind, link.old[0])
    return tuple(sorted(found, key=lambda link: places[id(link)]))
