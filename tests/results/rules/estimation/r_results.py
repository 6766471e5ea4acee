"""Figures that R computed, beside ours: how many of how many agree to six significant digits."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import isclose
from pathlib import Path

import numpy as np

DIGITS = 5e-7
NOISE = 1e-12
"""Of an estimate: a smaller standard error is what rounding leaves of zero."""


def table(path: Path) -> dict[str, list[str]]:
    """Read a file of data by columns."""
    with path.open(encoding="utf-8", newline="") as file:
        head, *lines = csv.reader(file)
    return {name: list(column) for name, column in zip(head, zip(*lines, strict=True), strict=True)}


def rows(path: Path) -> list[dict[str, str]]:
    """Read a file of results by rows."""
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def floats(column: Iterable[str]) -> np.ndarray:
    return np.array([float(value) if value not in {"", "NA"} else np.nan for value in column])


@dataclass
class Tally:
    """Rows that agree, and those that do not with their reason."""

    agreed: int = 0
    wrong: list[str] = field(default_factory=list)

    def compare(self, name: str, ours: Iterable[float], theirs: Iterable[float]) -> None:
        """Count a row: each of its figures that R gives must agree."""
        pairs = list(zip(ours, theirs, strict=True))
        size = abs(pairs[0][1]) if pairs else 0
        if all(_agree(one, other, size) for one, other in pairs):
            self.agreed += 1
        else:
            self.wrong.append(f"{name}: {pairs}")

    def report(self, name: str) -> str:
        total = self.agreed + len(self.wrong)
        print(f"{name}: {self.agreed} of {total} agree to six significant digits")  # noqa: T201  # the report
        return "\n".join(self.wrong)


def _agree(ours: float, theirs: float, size: float) -> bool:
    if np.isnan(theirs):
        return True
    return isclose(ours, theirs, rel_tol=DIGITS, abs_tol=NOISE * size)


def figures(row: dict[str, str], *names: str) -> list[float]:
    return [float(row[name]) if row.get(name) not in {None, "", "NA"} else float("nan") for name in names]
