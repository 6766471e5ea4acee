"""Lines of a table of remarks, read from cells whatever the order of the columns and the language of their heads."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from consult.texts.folding import fold
from consult.texts.storable import clean, is_unstorable

HEAD_WITHIN = 10
"""The heads of the columns stand in one of so many first rows."""
NEEDED = "justification"
LONGEST = 30_000
HEADS: Mapping[str, tuple[str, ...]] = {
    "number": ("numer uwagi", "nr uwagi"),
    "received_on": ("data wpływu", "wpłynęła", "wpłynęło dnia"),
    "channel": ("sposób wpływu", "jak wpłynęła"),
    "sender": ("zgłaszający", "kto zgłasza", "nadawca"),
    "unit": ("jednostka redakcyjna", "część dokumentu", "zapis projektu, którego dotyczy uwaga"),
    "kind": ("rodzaj", "rodzaj uwagi"),
    "proposed": ("proponowany zapis", "propozycja zapisu", "propozycja zmiany"),
    "justification": ("treść uwagi", "uwaga", "uwaga i uzasadnienie", "uzasadnienie zgłaszającego", "uzasadnienie"),
    "verdict": ("stanowisko", "rozstrzygnięcie", "sposób rozpatrzenia"),
    "reason": ("uzasadnienie stanowiska", "uzasadnienie rozstrzygnięcia"),
}
"""What the columns are called in the statutory table; each may also be called as our own export calls it."""


class NoTable(Exception):
    """No row has the heads of the columns of a table of remarks."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the table; what the table does not say is empty."""

    line: int
    number: int | None = None
    received_on: date | None = None
    is_day_readable: bool = True
    channel: str = ""
    sender: str = ""
    unit: str = ""
    kind: str = ""
    proposed: str = ""
    justification: str = ""
    verdict: str = ""
    reason: str = ""


def read_lines(rows: Iterable[Sequence[Any]], heads: Mapping[str, Iterable[str]]) -> list[Line]:
    """Read the lines under the heads; raise `NoTable`. Lines without any words are left out."""
    known = {fold(name): key for key, names in heads.items() for name in names if name}
    places: dict[str, int] = {}
    lines: list[Line] = []
    for place, row in enumerate(rows, start=1):
        if not places:
            places = _heads(row, known)
            if not places and place >= HEAD_WITHIN:
                break
            continue
        cells = {key: row[column] if column < len(row) else None for key, column in places.items()}
        line = _line(place, cells)
        if line.justification or line.proposed:
            lines.append(line)
    if not places:
        raise NoTable
    return lines


def key_of(words: str, names: Mapping[str, Iterable[str]]) -> str:
    """Give the key of what the words call; nothing where nothing is called so."""
    wanted = fold(words)
    return next((key for key, known in names.items() if wanted in {fold(name) for name in known}), "")


def _heads(row: Sequence[Any], known: Mapping[str, str]) -> dict[str, int]:
    """Find the columns of a row of heads; nothing where it is none."""
    found: dict[str, int] = {}
    for column, cell in enumerate(row):
        key = known.get(fold(str(cell or "")))
        if key is not None:
            found.setdefault(key, column)
    return found if NEEDED in found and len(found) > 1 else {}


def _line(place: int, cells: Mapping[str, Any]) -> Line:
    day = _day(cells.get("received_on"))
    texts = {key: _text(cells.get(key)) for key in HEADS if key not in {"number", "received_on"}}
    number = _text(cells.get("number")).removesuffix(".0")
    return Line(
        line=place,
        number=int(number) if number.isascii() and number.isdecimal() and 0 < len(number) < 7 else None,  # noqa: PLR2004
        received_on=day,
        is_day_readable=day is not None or not _text(cells.get("received_on")),
        **texts,
    )


def _text(cell: Any) -> str:
    text = clean(str(cell)) if cell is not None else ""
    return "" if is_unstorable(text) else text[:LONGEST]


def _day(cell: Any) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    for pattern in ("%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y"):
        try:
            return datetime.strptime(_text(cell)[:10], pattern).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    return None
