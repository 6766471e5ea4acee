"""What a translation has to know of a program's expressions: how they are written, and what its functions give."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from consult.questionnaires.rules.imports.expressions import Grammar, Value

COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})
TURNED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
Function = Callable[..., Value]


class CannotTranslate(Exception):
    """Our conditions cannot say this; `what` is a key of the words, `said` names what they name."""

    def __init__(self, what: str, said: str = "") -> None:
        super().__init__(what, said)
        self.what = what
        self.said = said


class Language(Protocol):
    """The expressions of one program."""

    @property
    def grammar(self) -> Grammar:
        """Give the grammar."""

    @property
    def nothing(self) -> Value:
        """Give what a question without an answer is worth."""

    @property
    def functions(self) -> Mapping[str, Function]:
        """Give what can be computed; the comparisons are among them."""

    def truth(self, value: Value) -> bool:
        """Tell whether a value counts as true."""


@dataclass(frozen=True)
class Asked:
    """What a name of the source stands for: a question of ours, or one option of it.

    A *computed* number has no answer where something is missing of which it is computed. A *choice* holds one
    of `values`; *choices* several; a *ticked* option its one value or nothing, and so does what was *agreed*
    to; a *number* and a *date* hold anything; of *words* only their presence can be seen.
    """

    key: str
    sort: str
    values: tuple[tuple[Value, str | int], ...] = ()
    """Each value of the source with the key of our option; of a scale, with the step."""
    place: int = 0
    """Where it stands among all questions."""
    is_strict: bool = False
    """Whether an expression that looks here fails while the question is not asked."""
    row: str = ""
    """The row of the question, if it is one."""

    @property
    def at(self) -> dict[str, str]:
        """Name the question, and the row, as a condition does."""
        return {"question": self.key, **({"row": self.row} if self.row else {})}

    @property
    def domain(self) -> tuple[Value, ...]:
        """List the values of an answer."""
        return tuple(value for value, _key in self.values)


def number(value: Value) -> float | None:
    """Read a number; nothing where it is none."""
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, int | float):
        return float(value)
    try:
        found = float(value) if isinstance(value, str) and "_" not in value else math.nan
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def compared(op: str, left: float | str, right: float | str) -> bool:
    """Compare two numbers or two texts."""
    orders: Mapping[str, bool] = {
        "=": left == right,
        "!=": left != right,
        "<": left < right,  # type: ignore[operator]  # both are of one sort
        "<=": left <= right,  # type: ignore[operator]
        ">": left > right,  # type: ignore[operator]
        ">=": left >= right,  # type: ignore[operator]
    }
    return orders[op]


def comparisons(compare: Callable[[str, Value, Value], bool]) -> dict[str, Function]:
    """Make the comparisons of a language out of one function."""

    def made(op: str) -> Function:
        return lambda left, right: compare(op, left, right)

    return {op: made(op) for op in sorted(COMPARISONS)}


def evaluated(function: Function, parts: Sequence[Value], name: str) -> Value:
    """Compute a call; raises `CannotTranslate` where the parts do not suit it."""
    try:
        return function(*parts)
    except (TypeError, ValueError, ArithmeticError) as mistake:
        raise CannotTranslate("function_unknown", name) from mistake
