"""What reading a file found: the facts of a report, which other modules word."""

from dataclasses import dataclass, replace
from enum import StrEnum

MOST_ROWS = 12
"""So many rows are named; then their number says the rest."""


class Problem(StrEnum):
    """What is told of rows of a file."""

    TITLE = "title"  # lines above the head
    TOO_MANY_CELLS = "too_many_cells"
    TOO_FEW_CELLS = "too_few_cells"
    BAD_CODE = "bad_code"
    COUNTRY = "country"
    REGION = "region"
    PART = "part"  # of a gmina: its town, its villages, a district
    ELSEWHERE = "elsewhere"  # in a voivodeship whose units are not loaded
    UNKNOWN = "unknown"  # no unit has the code
    SAME_TWICE = "same_twice"
    CHOSEN_BY_NAME = "chosen_by_name"
    CONTRADICTED = "contradicted"
    BAD_CELL = "bad_cell"
    EMPTY = "empty"
    NONE = "none"
    NO_DATA = "no_data"
    SECRET = "secret"  # noqa: S105  # no password
    NO_SENSE = "no_sense"
    REVISED = "revised"
    ATTRIBUTE = "attribute"  # a flag of the Local Data Bank
    NOT_IN_FILE = "not_in_file"


@dataclass(frozen=True)
class Finding:
    """One line of a report: a problem, the rows that have it, and what they say."""

    problem: Problem
    rows: tuple[int, ...] = ()
    code: str = ""
    text: str = ""
    """The name, the cell or the names that matter."""
    count: int = 0
    """How many rows, cells or units there are."""


class Gathered:
    """Findings in the order in which they were made; those of the same problem, code and text are one."""

    def __init__(self) -> None:
        self._found: dict[tuple[Problem, str, str], Finding] = {}

    def add(self, problem: Problem, *rows: int, code: str = "", text: str = "", count: int = 1) -> None:
        """Add a finding, or count it to one that is there."""
        key = problem, code, text
        held = self._found.get(key, Finding(problem, (), code, text))
        named = tuple(dict.fromkeys((*held.rows, *rows)))[:MOST_ROWS]
        self._found[key] = replace(held, rows=named, count=held.count + count)

    def all(self) -> tuple[Finding, ...]:
        """Give the findings."""
        return tuple(self._found.values())
