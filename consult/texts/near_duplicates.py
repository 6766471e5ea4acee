"""Texts that say the same in nearly the same words: letters copied out, with a word changed or a line added.

Source: A. Broder, 'On the resemblance and containment of documents', 1997 (shingles, min-wise hashing);
J. Leskovec, A. Rajaraman, J. Ullman, 'Mining of Massive Datasets', chapter 3 (banding).
"""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from consult.texts.folding import fold

ALIKE = 0.6  # share of common shingles from which two texts are one
SHINGLE = 3  # words
BANDS, ROWS = 32, 4  # a pair that is just alike meets in a band with a probability of 0.988
Hashes = NDArray[np.uint64]

_SEEDS = np.random.default_rng(20261124).integers(1, 1 << 32, size=(2, BANDS * ROWS), dtype=np.uint64)


def groups(texts: Sequence[str], *, alike: float = ALIKE) -> list[tuple[int, ...]]:
    """Group places of texts that are nearly the same; a text like no other is in no group.

    The first of a group leads it: each other one shares at least `alike` of the words taken three by three with it
    (Jaccard's index), so that a group cannot drift from text to text. Texts of fewer than three words, and texts
    without any, are grouped only where they are the same, or not at all.
    """
    same: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        if words := _words(text):
            same[words].append(place)
    distinct = list(same)
    joined: dict[int, list[int]] = defaultdict(list)
    for one, leader in enumerate(_leaders([_shingles(words) for words in distinct], alike)):
        joined[leader].extend(same[distinct[one]])
    return sorted(tuple(sorted(places)) for places in joined.values() if len(places) > 1)


def resemblance(one: str, other: str) -> float:
    """Say which share of the words, taken three by three, two texts have in common: 0 to 1."""
    return _jaccard(_shingles(_words(one)), _shingles(_words(other)))


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", fold(text)))


def _shingles(words: tuple[str, ...]) -> Hashes:
    """Hash each run of three words; sorted, each once. Shorter texts are one run."""
    hashed = np.array([zlib.crc32(word.encode()) for word in words], dtype=np.uint64)
    if len(hashed) == 0:
        return hashed
    size = min(SHINGLE, len(hashed))
    runs = np.zeros(len(hashed) - size + 1, dtype=np.uint64)
    for place in range(size):
        runs = runs * np.uint64(0x9E3779B97F4A7C15) + hashed[place : place + len(runs)]
    return np.unique(runs ^ (runs >> np.uint64(29)))


def _jaccard(one: Hashes, other: Hashes) -> float:
    common = len(np.intersect1d(one, other, assume_unique=True))
    union = len(one) + len(other) - common
    return common / union if union else 0.0


def _leaders(shingled: list[Hashes], alike: float) -> list[int]:
    """Find for each text the earlier leader that it is most like, or itself."""
    leaders = list(range(len(shingled)))
    met: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    for one, signature in enumerate(map(_signature, shingled)):
        bands = list(_bands(signature))
        candidates = {leader for band in bands for leader in met[band]}
        alikeness = {earlier: _jaccard(shingled[one], shingled[earlier]) for earlier in sorted(candidates)}
        leader = max(alikeness, key=lambda earlier: alikeness[earlier], default=one)
        if alikeness.get(leader, 0) >= alike:
            leaders[one] = leader
        else:
            for band in bands:
                met[band].append(one)
    return leaders


def _signature(shingles: Hashes) -> NDArray[np.uint32]:
    multiplied = np.multiply.outer(shingles, _SEEDS[0]) + _SEEDS[1]
    least: NDArray[np.uint32] = (multiplied >> np.uint64(32)).min(axis=0).astype(np.uint32)
    return least


def _bands(signature: NDArray[np.uint32]) -> Iterator[tuple[int, bytes]]:
    for band in range(BANDS):
        yield band, signature[band * ROWS : (band + 1) * ROWS].tobytes()
