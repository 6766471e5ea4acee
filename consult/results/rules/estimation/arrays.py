"""Columns of answers as arrays: categories as numbers of their labels, numbers as numbers, missing ones marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from consult.results.rules.refusal import Refusal

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]
Column = Sequence[Any] | npt.NDArray[Any]
MISSING = -1
"""The code of a missing category."""


class Mismatch(Refusal):
    """Columns that do not belong together, or hold what they must not; the words name which."""


@dataclass(frozen=True)
class Coded:
    """A column of categories: `labels[code]` is the category; missing ones have the code -1."""

    labels: tuple[Any, ...]
    codes: Ints

    @property
    def known(self) -> Bools:
        """Tell which rows have a category."""
        return self.codes >= 0

    def indicators(self) -> Floats:
        """Give a column of ones and zeros for each label."""
        found: Floats = (self.codes[:, None] == np.arange(len(self.labels))[None, :]).astype(np.float64)
        return found


def is_missing(value: Any) -> bool:
    """Tell whether a value stands for none: nothing, an empty text, or not a number."""
    return value is None or value == "" or value != value  # noqa: PLR0124  # only NaN differs from itself


def coded(values: "Column | Coded") -> Coded:
    """Code categories in the order of their labels, so that the order of the rows does not matter."""
    if isinstance(values, Coded):
        return values
    listed = values.tolist() if isinstance(values, np.ndarray) else values
    different = set(listed)
    labels = sorted((one for one in different if not is_missing(one)), key=lambda label: (str(type(label)), label))
    numbers = {label: number for number, label in enumerate(labels)}
    places = {one: numbers.get(one, MISSING) for one in different}
    codes = np.fromiter(map(places.__getitem__, listed), dtype=np.intp, count=len(listed))
    return Coded(tuple(labels), codes)


def numbers(values: Column, name: str = "values") -> Floats:
    """Give numbers, with NaN for each missing one."""
    if isinstance(values, np.ndarray) and values.dtype.kind in "fiub":
        return values.astype(np.float64)
    try:
        return np.array([np.nan if is_missing(value) else float(value) for value in values], dtype=np.float64)
    except (TypeError, ValueError) as mistake:
        raise Mismatch(f"{name}: not all are numbers") from mistake


def joined(first: Ints, second: Ints) -> Ints:
    """Give each pair that occurs in two columns a number."""
    pairs = first * (int(second.max(initial=0)) + 1) + second
    found: Ints = np.unique(pairs, return_inverse=True)[1].astype(np.intp)
    return found


def sums(groups: Ints, values: Floats, count: int) -> Floats:
    """Add up the rows of each group: `values` is a column or a table, the groups are numbered below `count`."""
    if values.ndim == 1:
        return np.bincount(groups, weights=values, minlength=count).astype(np.float64)
    return np.column_stack([np.bincount(groups, weights=column, minlength=count) for column in values.T])
