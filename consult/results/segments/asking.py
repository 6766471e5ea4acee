"""What is asked of the engine: which rows, apart by what, and the columns that are counted together."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, log2
from uuid import UUID

from consult.questionnaires.models import CLASSES
from consult.results.rules.coding import Layout, LineColumns
from consult.results.rules.filters import ANSWER, AREA, CLASS, GMINA, POWIAT, Filter, failing
from consult.results.rules.tally import Scheme

MOST_BITS = 16
"""Codes of so many bits together are counted by their place; from there on the engine would look each up."""


@dataclass(frozen=True)
class Key:
    """What a filter takes rows apart by."""

    chosen: Filter
    column: str
    """Where a version cannot answer: NULL."""
    values: tuple[int | str, ...] = ()
    """The values by their codes; for an area none: 0 meets it, 1 fails it, 2 lies in the powiat beside."""

    @property
    def bits(self) -> int:
        """Give the bits that its codes need, and nothing."""
        return bits(len(self.values) + 1)

    def given(self, code: int | None) -> str | None:
        """Give the value of a code."""
        if code is None or code >= len(self.values):
            return None
        return str(self.values[code])

    def failed(self, code: int | None, place: int) -> int:
        """Give the bits of the group (see `filters.failing`)."""
        if self.chosen.dimension == AREA:
            return failing(place, is_beside=code == 2) if code else 0  # noqa: PLR2004  # see `values`
        return 0 if self.given(code) == self.chosen.value else failing(place)


def bits(count: int) -> int:
    """Give the bits in which so many codes fit, and nothing and what is not known."""
    return ceil(log2(count + 2))


def keys_of(filters: Sequence[Filter], layout: Layout, counted: Iterable[str]) -> list[Key]:
    """Say for each filter what rows are taken apart by; `counted` names the questions of which answers count."""
    found = []
    for chosen in filters:
        key = chosen.dimension.removeprefix(ANSWER)
        if chosen.dimension == CLASS:
            found.append(Key(chosen, "class", CLASSES))
        elif chosen.dimension == AREA:
            found.append(Key(chosen, _area(chosen.value)))
        elif key in layout.by_key and key in counted:
            line = layout.by_key[key].lines[0]
            found.append(Key(chosen, line.name, line.codes))
        else:
            found.append(Key(chosen, "NULL::UTINYINT"))
    return found


def _area(code: str) -> str:
    """Write the part of a powiat or gmina in which somebody lives; whoever gave none fails."""
    if len(code) == POWIAT:
        return f"(CASE WHEN area // 100 = {int(code)} THEN 0 ELSE 1 END)::UTINYINT"
    beside = int(code) // 10 ** (GMINA - POWIAT)
    return f"(CASE WHEN area = {int(code)} THEN 0 WHEN area // 100 = {beside} THEN 2 ELSE 1 END)::UTINYINT"


def where(*, late: bool, doubtful: bool, only: Collection[UUID] | None = None) -> str:
    """Write which rows count; `only` some of them."""
    terms = ["TRUE", *([] if late else ["NOT late"]), *([] if doubtful else ["doubt IS NULL"])]
    if only is not None:
        listed = ", ".join(f"'{one}'::UUID" for one in only)
        terms.append(f"id IN ({listed})")
    return " AND ".join(terms)


def grouped(source: str, keys: Sequence[Key], columns: Sequence[str], which: str) -> str:
    """Count the rows apart by the filters and by columns."""
    by = ", ".join([*(key.column for key in keys), *columns])
    named = f"{by}, " if by else ""
    return f"SELECT {named}count(*) FROM {source} WHERE {which} {'GROUP BY ALL' if by else ''}"  # noqa: S608


def summed(source: str, keys: Sequence[Key], flags: Sequence[str], which: str) -> str:
    """Count the bits of some columns, apart by the filters."""
    by = "".join(f"{key.column}, " for key in keys)
    sums = ", ".join(f"count_if({flag})" for flag in flags)
    return f"SELECT {by}{sums} FROM {source} WHERE {which} {'GROUP BY ALL' if by else ''}"  # noqa: S608


def packs(lines: Iterable[tuple[str, LineColumns]], keys: Sequence[Key]) -> Iterator[list[tuple[str, LineColumns]]]:
    """Put lines together that can be counted at once: each with the key of its question."""
    room = MOST_BITS - sum(key.bits for key in keys)
    pack: list[tuple[str, LineColumns]] = []
    left = room
    for key, line in lines:
        need = bits(len(line.codes))
        if pack and need > left:
            yield pack
            pack, left = [], room
        pack.append((key, line))
        left -= need
    if pack:
        yield pack


def coded_lines(layout: Layout, counted: Iterable[str]) -> list[tuple[str, LineColumns]]:
    """List the columns of codes whose answers count."""
    return [(key, line) for key in counted for line in layout.by_key[key].lines if line.holds in {"code", "wide code"}]


def counted_in(version: UUID, layout: Layout, scheme: Scheme) -> list[str]:
    """List the questions of a version whose answers count."""
    return [key for key in scheme.freezers[version] if key in layout.by_key]
