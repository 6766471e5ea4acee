"""How often each category was chosen: by how many, and with weights; who gave none stands apart."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from consult.results.rules.estimation.arrays import Coded, Column, Floats, Ints, Mismatch, coded, sums


@dataclass(frozen=True)
class Frequencies:
    """The counts of each label; shares are of those who have one."""

    labels: tuple[Any, ...]
    counts: Ints
    weighted: Floats
    missing: int

    @property
    def shares(self) -> Floats:
        """Give the raw shares; NaN where nobody answered."""
        return _of_whole(self.counts.astype(np.float64))

    @property
    def weighted_shares(self) -> Floats:
        """Give the weighted shares."""
        return _of_whole(self.weighted)


def _of_whole(parts: Floats) -> Floats:
    whole = float(parts.sum())
    return parts / whole if whole else np.full_like(parts, np.nan)


def frequencies(values: Column | Coded, weights: Floats | None = None) -> Frequencies:
    """Count a column; without weights each row weighs one."""
    found = coded(values)
    if weights is not None and len(weights) != len(found.codes):
        raise Mismatch(f"there are {len(found.codes)} values, and {len(weights)} weights")
    known = found.codes[found.known]
    counts = np.bincount(known, minlength=len(found.labels))
    weighted = counts.astype(np.float64) if weights is None else sums(known, weights[found.known], len(found.labels))
    return Frequencies(found.labels, counts.astype(np.intp), weighted, len(found.codes) - len(known))
