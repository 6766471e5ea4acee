"""Mend how a draft was cut: merge, split, label and move units deeper or higher; words stay, and stay in order.

A later version that an office writes on the page takes other words, too, and may be linked by hand.
"""

from collections.abc import Sequence
from dataclasses import replace

from consult.drafts.rules.parsing import parse
from consult.drafts.rules.units import Kind, Unit, end_of, named


class CannotEdit(Exception):
    """The change is not possible here: there is nothing to merge with, or words would be lost."""


def merge(units: Sequence[Unit], index: int) -> tuple[Unit, ...]:
    """Join a unit to the one before it: its number and text become the end of that one's text."""
    _check(units, index)
    if index == 0:
        raise CannotEdit
    before, unit = units[index - 1], units[index]
    glue = "\n" if Kind.TABLE in {before.kind, unit.kind} else " "
    came_from = tuple(dict.fromkeys((*before.came_from, *unit.came_from)))
    joined = replace(before, text=f"{before.text}{glue}{unit.whole}".strip(), came_from=came_from)
    return named([*units[: index - 1], joined, *units[index + 1 :]])


def split(units: Sequence[Unit], index: int, text: str) -> tuple[Unit, ...]:
    """Cut a unit where `text`, which is its own text with blank lines put in, has a blank line.

    A part that begins like a unit becomes one of its kind, below the first where it belongs there. Raise
    `CannotEdit` where words were changed: what an office publishes is what it gave.
    """
    _check(units, index)
    unit = units[index]
    if text.split() != unit.text.split():
        raise CannotEdit
    parts = [part.strip() for part in _blocks(text)]
    first = replace(unit, text=parts[0] if parts else "")
    new = [part for block in parts[1:] for part in _cut(block, unit)]
    return named([*units[:index], first, *new, *units[index + 1 :]])


def move(units: Sequence[Unit], index: int, by: int) -> tuple[Unit, ...]:
    """Move a unit with all below it one level deeper (1) or higher (-1)."""
    _check(units, index)
    level = units[index].level + by
    deepest = units[index - 1].level + 1 if index else 0
    if not 0 <= level <= deepest or abs(by) != 1:
        raise CannotEdit
    end = end_of(units, index)
    moved = [replace(unit, level=unit.level + by) for unit in units[index:end]]
    return named([*units[:index], *moved, *units[end:]])


def relabel(units: Sequence[Unit], index: int, kind: Kind, number: str) -> tuple[Unit, ...]:
    """Say what a unit is and which number it bears."""
    _check(units, index)
    relabelled = replace(units[index], kind=kind, number=number)
    return named([*units[:index], relabelled, *units[index + 1 :]])


def reword(units: Sequence[Unit], index: int, text: str) -> tuple[Unit, ...]:
    """Put other words in the place of a unit's."""
    _check(units, index)
    return named([*units[:index], replace(units[index], text=text), *units[index + 1 :]])


def add(units: Sequence[Unit], index: int, text: str) -> tuple[Unit, ...]:
    """Put new units behind a unit and all below it: each part that a blank line divides becomes one, or several."""
    _check(units, index)
    end = end_of(units, index)
    new = [replace(unit, level=unit.level + units[index].level) for unit in parse(text)]
    if not new:
        raise CannotEdit
    return named([*units[:end], *new, *units[end:]])


def remove(units: Sequence[Unit], index: int) -> tuple[Unit, ...]:
    """Take a unit out; what stands below it stays, and stands where its place allows."""
    _check(units, index)
    if len(units) == 1:
        raise CannotEdit
    return named([*units[:index], *units[index + 1 :]])


def relink(units: Sequence[Unit], index: int, came_from: Sequence[str]) -> tuple[Unit, ...]:
    """Say which units of the version before a unit was; none where it is new."""
    _check(units, index)
    linked = replace(units[index], came_from=tuple(dict.fromkeys(came_from)))
    return named([*units[:index], linked, *units[index + 1 :]])


def _check(units: Sequence[Unit], index: int) -> None:
    if not 0 <= index < len(units):
        raise CannotEdit


def _blocks(text: str) -> list[str]:
    blocks: list[list[str]] = [[]]
    for line in text.split("\n"):
        if line.strip():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return ["\n".join(block) for block in blocks if block]


def _cut(block: str, unit: Unit) -> list[Unit]:
    """Make units of a part: beside the unit, or one deeper where they are parts of it."""
    found = parse(block)
    is_deeper = found[0].kind in _PARTS and found[0].kind != unit.kind
    base = unit.level + (1 if is_deeper else 0)
    return [replace(one, level=base + one.level, came_from=unit.came_from) for one in found]


_PARTS = frozenset({Kind.CLAUSE, Kind.NUMBERED, Kind.POINT, Kind.LETTER, Kind.INDENT})
