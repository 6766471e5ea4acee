"""A map of units, shaded by classes of their values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SHADES: Mapping[int, tuple[str, ...]] = {
    1: ("s3",),
    2: ("s2", "s4"),
    3: ("s1", "s3", "s5"),
    4: ("s1", "s2", "s4", "s5"),
    5: ("s1", "s2", "s3", "s4", "s5"),
}
"""The shades of one to five classes, from the lowest value."""
NOTHING = "withheld"
"""The look of a unit without a number."""


@dataclass(frozen=True)
class Area:
    """One unit: its outline, its look, and whether the page is about it."""

    path: str
    look: str
    is_own: bool


@dataclass(frozen=True)
class Choropleth:
    """Units with their looks, the one that the page is about drawn last, and the looks named."""

    areas: tuple[Area, ...]
    legend: tuple[tuple[str, str], ...]
    width: int
    height: int
    kind: str = "map"


def choropleth(
    outlines: Mapping[str, str],
    values: Mapping[str, float],
    classes: Sequence[tuple[float, float]],
    *,
    own: str,
    size: tuple[int, int],
    names: Sequence[str],
    nothing: str,
) -> Choropleth:
    """Shade each outline by the class of its value. `names` are those of the classes, `nothing` that of no number."""
    shades = SHADES.get(len(classes), ())
    areas = []
    for code, path in sorted(outlines.items(), key=lambda one: one[0] == own):
        areas.append(Area(path, _look(values.get(code), classes, shades), code == own))
    legend = list(zip(shades, names, strict=True))
    if any(area.look == NOTHING for area in areas):
        legend.append((NOTHING, nothing))
    return Choropleth(tuple(areas), tuple(legend), *size)


def _look(value: float | None, classes: Sequence[tuple[float, float]], shades: Sequence[str]) -> str:
    if value is None:
        return NOTHING
    return next(shade for (_low, high), shade in zip(classes, shades, strict=True) if value <= high)
