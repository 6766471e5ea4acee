"""What stands out: the most chosen values, the two sides of a scale, the clearest results."""

from collections.abc import Iterable, Sequence

from consult.results.rules.results import Cell, Result, Table


def leaders(table: Table) -> list[Cell]:
    """Give the most chosen values, several where they are equal; never one that is apart or "other".

    Where a value that is withheld may have been chosen more often, nothing leads.
    """
    known = [cell for cell in table.cells if cell.count and not cell.is_apart and not cell.is_other]
    most = max((cell.count or 0 for cell in known), default=0)
    return [] if _may_exceed(table, most) else [cell for cell in known if cell.count == most]


def _may_exceed(table: Table, most: int) -> bool:
    """Tell whether more people than this may have given a value that is withheld."""
    if all(cell.count is not None for cell in table.cells):
        return False
    return table.is_several or table.whole - sum(cell.count or 0 for cell in table.cells) >= most


def sides(table: Table) -> tuple[int, int] | None:
    """Add up the shares of the lower and of the upper steps, without a middle one; nothing where one is withheld."""
    steps = [cell.share for cell in table.cells if not cell.is_apart]
    known = [share for share in steps if share is not None]
    if len(known) < len(steps) or not table.whole:
        return None
    half = len(steps) // 2
    return sum(known[:half]), sum(known[len(steps) - half :])


def clearness(result: Result) -> int:
    """Tell how clear a result is, in percentage points between what leads and what comes next."""
    if result.question.kind in {"scale", "matrix"}:
        both = [pair for table in result.tables if (pair := sides(table))]
        return max((abs(upper - lower) for lower, upper in both), default=0)
    if result.question.kind not in {"single", "multiple"} or not result.tables:
        return 0
    leading = leaders(result.tables[0])
    others = (cell.share or 0 for cell in result.tables[0].cells if cell not in leading)
    return (leading[0].share or 0) - max(others, default=0) if len(leading) == 1 else 0


def clearest(results: Iterable[Result], most: int = 3) -> Sequence[Result]:
    """Give the clearest results, in the order of the questionnaire."""
    listed = list(results)
    best = sorted(listed, key=lambda result: -clearness(result))[:most]
    return [result for result in listed if result in best and clearness(result)]
