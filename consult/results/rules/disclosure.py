"""What may be shown of small groups.

An attacker adds and subtracts what is shown together: parts from their total, a group from a larger one. So a table is
judged as a *partition*: parts that exclude each other and add up to a number that is known. A part is safe with nobody
in it, or with enough. Where a group was cut out by filters, its table is judged together with those of the groups that
the filters cut off, because the tables without this or that filter can be had as well.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import TypeVar

AT_LEAST = 10
"""The smallest group that is shown, unless the office has set another from 5 to 20."""
EVERYTHING = 1
"""As the smallest group: nothing is withheld."""

Part = TypeVar("Part", bound=Hashable)


def is_small(count: int, at_least: int = AT_LEAST) -> bool:
    """Tell whether somebody could be recognised in a group of this size."""
    return 0 < count < at_least


def showable(counts: Mapping[Part, int], *, at_least: int = AT_LEAST) -> dict[Part, int | None]:
    """Hide the counts from 1 to `at_least` - 1, and one more where the total would give them away.

    The total less what is shown is what is hidden: so one gap alone is no secret, nor are
    gaps that add up to a handful. Where nothing is left to hide, show no total either.
    """
    return showable_beside([counts], at_least=at_least)


def showable_beside(
    groups: Sequence[Mapping[Part, int]], *, at_least: int = AT_LEAST, also: Collection[Hashable] = ()
) -> dict[Part, int | None]:
    """Show the first group's counts, hiding what would betray a small count in it or in any of the others.

    `also` is hidden in any case.

    All groups have the same parts, and for each part the sum over the groups is known. What is hidden does not
    depend on the order in which the parts are counted: otherwise two tables could be laid over each other.
    """
    shown = groups[0]
    hidden = {part for part in shown if part in also or any(is_small(group[part], at_least) for group in groups)}
    others = [part for part in shown if part not in hidden and any(group[part] for group in groups)]
    others.sort(key=lambda part: (shown[part] or float("inf"), repr(part)), reverse=True)
    while others and _given_away(hidden, groups, at_least):
        hidden.add(others.pop())
    return {part: None if part in hidden else count for part, count in shown.items()}


def _given_away(hidden: set[Part], groups: Sequence[Mapping[Part, int]], at_least: int) -> bool:
    """Tell whether the gaps of a group can be filled in from its total."""
    return len(hidden) == 1 or any(is_small(sum(group[part] for part in hidden), at_least) for group in groups)


def showable_choices(
    groups: Sequence[Mapping[Part, int]], bases: Sequence[int], *, at_least: int = AT_LEAST
) -> dict[Part, int | None]:
    """Show how many of a base chose each of several things, where one person chooses any number.

    Each choice is a partition of its own: those who chose, and those who did not. And since everybody in the base
    chose something, the choices beyond one for each are those of the people who chose more: a handful of them is
    hidden by leaving the least chosen thing out, so that the sum cannot be made.
    """
    shown = groups[0]
    hidden = {
        part
        for part in shown
        for group, base in zip(groups, bases, strict=True)
        if is_small(group[part], at_least) or is_small(base - group[part], at_least)
    }
    is_told = any(is_small(sum(group.values()) - base, at_least) for group, base in zip(groups, bases, strict=True))
    if is_told and not hidden:
        hidden.add(min(shown, key=lambda part: (shown[part] or float("inf"), repr(part))))
    return {part: None if part in hidden else count for part, count in shown.items()}
