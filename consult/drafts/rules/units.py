"""Units of a draft: their kinds, how they are cited, and the names in their addresses.

The kinds follow the Polish rules of legislative drafting (Zasady techniki prawodawczej, 2002, § 54-60): an
ordinary text has headings, numbered paragraphs and text. A draft is a flat list in the order of reading; the
level of each unit says how deep it stands below those before it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from consult.texts.folding import slug


class Kind(StrEnum):
    """What a unit is; in Polish: tytuł, dział, rozdział, oddział, art., §, ust., pkt, lit., tiret, załącznik.

    A table is its first row; the others stand below it. A figure is its alternative text.
    """

    ANNEX = "annex"
    TITLE = "title"
    DIVISION = "division"
    CHAPTER = "chapter"
    SUBCHAPTER = "subchapter"
    HEADING = "heading"
    ARTICLE = "article"
    SECTION = "section"
    CLAUSE = "clause"
    NUMBERED = "numbered"
    POINT = "point"
    LETTER = "letter"
    INDENT = "indent"
    TEXT = "text"
    TABLE = "table"
    ROW = "row"
    FIGURE = "figure"
    NOTE = "note"


HEADINGS = frozenset({Kind.ANNEX, Kind.TITLE, Kind.DIVISION, Kind.CHAPTER, Kind.SUBCHAPTER, Kind.HEADING})
"""Units that head others, as a table of contents lists them."""
WHOLE = "calosc"
"""The name in the address of the draft as a whole, which no unit may take."""
DEEPEST = 12
LONGEST_KEY = 80
LONGEST_HEADING = 60
LONGEST_PREFIX = 32

_ABBREVIATIONS = {
    Kind.ANNEX: "załącznik nr",
    Kind.TITLE: "tytuł",
    Kind.DIVISION: "dział",
    Kind.CHAPTER: "rozdział",
    Kind.SUBCHAPTER: "oddział",
    Kind.ARTICLE: "art.",
    Kind.SECTION: "§",
    Kind.CLAUSE: "ust.",
    Kind.POINT: "pkt",
    Kind.LETTER: "lit.",
    Kind.INDENT: "tiret",
    Kind.TEXT: "akapit",
    Kind.TABLE: "tabela",
    Kind.ROW: "wiersz",
    Kind.FIGURE: "rysunek",
    Kind.NOTE: "przypis",
}
_COUNTED = frozenset({Kind.INDENT, Kind.TEXT, Kind.TABLE, Kind.ROW, Kind.FIGURE})
"""Kinds without a number of their own: they are cited by their place among their like."""
_NUMBER = re.compile(r"(?<!\w)(?:[\d.]*\d[a-z]*|[IVXLC]+|[a-z]{1,2})$", re.IGNORECASE)


@dataclass(frozen=True)
class Unit:
    """One unit: its number as written (`§ 3.`, `2a)`), its text, its depth, and what it is called."""

    kind: Kind
    number: str
    text: str
    level: int
    label: str = ""
    """How it is cited: `§ 3 ust. 2 pkt 1`."""
    key: str = ""
    """Its name in addresses, unique in the draft: `par-3-ust-2-pkt-1`."""
    came_from: tuple[str, ...] = ()
    """The names of the units of the version before that it was; nothing in a first version, or where it is new."""

    @property
    def whole(self) -> str:
        """Give the number and the text, as written."""
        return f"{self.number} {self.text}".strip()


def named(units: Iterable[Unit], used: Iterable[str] | None = None) -> tuple[Unit, ...]:
    """Give each unit a level that its place allows, the label by which it is cited, and a key of its own.

    In a later version, `used` are the keys of all versions before. A key is a unit's for life: what became of a unit
    keeps its key, the first piece of what was split and the first of what was merged; nothing new takes one of these.
    """
    if used is not None:
        return _with_kept_keys(named(units), {WHOLE: 1} | dict.fromkeys(used, 1))
    done: list[Unit] = []
    above: list[Unit] = []
    counted: dict[tuple[str, Kind], int] = {}
    taken = {WHOLE: 1}
    for unit in units:
        level = min(max(unit.level, 0), len(above), DEEPEST)
        above = above[:level]
        label = _label(unit, above, counted)
        named_unit = replace(unit, level=level, label=label, key=_key(label, taken))
        above.append(named_unit)
        done.append(named_unit)
    return tuple(done)


def _with_kept_keys(units: Iterable[Unit], taken: dict[str, int]) -> tuple[Unit, ...]:
    done: list[Unit] = []
    given: set[str] = set()
    for unit in units:
        kept = next((key for key in unit.came_from if key not in given), None)
        key = _key(unit.label, taken) if kept is None else kept
        given.add(key)
        done.append(replace(unit, key=key))
    return tuple(done)


def end_of(units: Sequence[Unit], index: int) -> int:
    """Tell where the units that stand below this one end."""
    end = index + 1
    while end < len(units) and units[end].level > units[index].level:
        end += 1
    return end


def _label(unit: Unit, above: Sequence[Unit], counted: dict[tuple[str, Kind], int]) -> str:
    parent = _parent(unit, above)
    prefix = _short(parent) if parent else ""
    own = _own_words(unit, prefix, counted)
    if not prefix:
        return own
    return f"{prefix}, {own}" if parent and parent.kind is Kind.HEADING else f"{prefix} {own}"


def _parent(unit: Unit, above: Sequence[Unit]) -> Unit | None:
    """Find the unit from which this one is cited: an annex always, a heading only where nothing else is above."""
    if unit.kind in HEADINGS or unit.kind is Kind.NOTE:
        return None
    if unit.kind is Kind.ARTICLE or _is_cited_alone(unit, above):
        return next((one for one in above if one.kind is Kind.ANNEX), None)
    if unit.kind is Kind.NUMBERED and "." in _bare(unit.number):
        above = [one for one in above if one.kind is not Kind.NUMBERED]
    return above[-1] if above else None


def _is_cited_alone(unit: Unit, above: Sequence[Unit]) -> bool:
    return unit.kind is Kind.SECTION and not any(one.kind is Kind.ARTICLE for one in above)


def _short(parent: Unit) -> str:
    """Say the beginning of a citation: of a long heading its number alone, or nothing."""
    is_long = parent.kind is Kind.HEADING and len(parent.label) > LONGEST_PREFIX
    return _bare(parent.number) if is_long else parent.label


def _own_words(unit: Unit, prefix: str, counted: dict[tuple[str, Kind], int]) -> str:
    if unit.kind in _COUNTED:
        place = counted[prefix, unit.kind] = counted.get((prefix, unit.kind), 0) + 1
        return f"{_ABBREVIATIONS[unit.kind]} {place}"
    number = _bare(unit.number)
    if unit.kind is Kind.HEADING:
        words = " ".join(unit.text.split())
        heading = words if len(words) <= LONGEST_HEADING else words[:LONGEST_HEADING].rpartition(" ")[0] + "…"
        return f"{number}. {heading}" if number and heading else number or heading
    if unit.kind is Kind.NUMBERED:
        return number
    if not number:
        return _ABBREVIATIONS[unit.kind].removesuffix(" nr")
    return f"{_ABBREVIATIONS[unit.kind]} {number}"


def _bare(number: str) -> str:
    """Take the number out of the way in which it is written: `§ 12a.` is 12a, `Rozdział III` is III."""
    found = _NUMBER.search(number.rstrip(".:)] "))
    return found[0] if found else ""


def _key(label: str, taken: dict[str, int]) -> str:
    wanted = slug(label.replace("§", " par "), LONGEST_KEY - 8) or "j"
    count = taken[wanted] = taken.get(wanted, 0) + 1
    if count == 1:
        return wanted
    free = f"{wanted}-{count}"
    while free in taken:
        count = taken[wanted] = count + 1
        free = f"{wanted}-{count}"
    taken[free] = 1
    return free
