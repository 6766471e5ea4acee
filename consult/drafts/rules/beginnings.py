"""How a line shows that a unit begins with it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from consult.drafts.rules.units import Kind

_NUMBER = r"\d{1,4}[a-z]{0,3}"
_ROMAN = r"[IVXLC]{1,8}"
_REST = r"(?P<rest>.*)$"
_HEAD_WORDS = {
    "tytuł": Kind.TITLE,
    "dział": Kind.DIVISION,
    "rozdział": Kind.CHAPTER,
    "oddział": Kind.SUBCHAPTER,
}
RANKS = {
    Kind.ANNEX: 0.0,
    Kind.TITLE: 1.0,
    Kind.DIVISION: 2.0,
    Kind.CHAPTER: 3.0,
    Kind.SUBCHAPTER: 4.0,
    Kind.HEADING: 3.1,
    Kind.ARTICLE: 5.0,
    Kind.SECTION: 6.0,
    Kind.CLAUSE: 7.0,
    Kind.NUMBERED: 7.0,
    Kind.POINT: 8.0,
    Kind.LETTER: 9.0,
    Kind.INDENT: 10.0,
    Kind.TEXT: 11.0,
    Kind.TABLE: 11.0,
    Kind.FIGURE: 11.0,
    Kind.NOTE: -1.0,
}
"""Which kinds stand above which: a unit stands below the last one of a lower rank."""
ROMAN_DEPTH = 0.07
"""A heading with a Roman numeral stands below the headings of Markdown, which have up to 0.06."""
BOLD_DEPTH = 0.09
"""A heading that is no more than bold stands below those that are more."""
_LONGEST_HEADING = 200
_LEAST_LETTERS = 4


@dataclass(frozen=True)
class Beginning:
    """The beginning of a unit: what kind, its number as written, the rest of the line, its rank."""

    kind: Kind
    number: str
    rest: str
    rank: float
    order: int | None = None
    """The value of its number, where one is expected to follow another."""


def beginning(line: str, *, hashes: int = 0, is_statute: bool = True) -> Beginning | None:
    """Tell whether a unit begins with this line (without markup); `hashes` is the depth of a Markdown heading.

    In a statute (a text with § or art.) `1.` begins an ust.; elsewhere a numbered paragraph.
    """
    for recognise in _IN_ORDER:
        found = recognise(line)
        if found is not None:
            return _in_context(found, hashes, is_statute=is_statute)
    if hashes:
        return Beginning(Kind.HEADING, "", line, RANKS[Kind.HEADING] + hashes / 100)
    return None


def numbered(number: str, text: str, *, hashes: int = 0, is_bold: bool = False, is_statute: bool = True) -> Beginning:
    """Tell what begins with a number that a program put there: this is a number for certain, however it looks."""
    is_heading = bool(hashes) or (is_bold and not is_statute and is_short(text))
    for recognise in _NUMBERS:
        found = recognise(f"{number} ")
        if found is not None and not (found.kind is Kind.HEADING and not is_heading and len(text) > _LONGEST_HEADING):
            found = _in_context(replace(found, number=number, rest=text), hashes, is_statute=is_statute)
            return _as_heading(found) if is_heading and found.kind is Kind.NUMBERED else found
    kind, rank = (Kind.HEADING, RANKS[Kind.HEADING] + hashes / 100) if is_heading else _unusual(number, text)
    if kind is Kind.NUMBERED and is_statute and number.isdecimal():
        kind = Kind.CLAUSE
    return Beginning(kind, number, text, rank)


def is_bold_heading(text: str) -> bool:
    """Tell whether a paragraph that is all bold heads what follows."""
    return is_short(text) and text[-1] not in ".,;:"


def is_short(text: str) -> bool:
    """Tell whether a text is no longer than a heading may be."""
    return 0 < len(text) <= _LONGEST_HEADING


def _as_heading(found: Beginning) -> Beginning:
    """Make a heading of a number with bold words: `1. Diagnoza`, `1.1. Mieszkańcy`."""
    depth = found.rank - RANKS[Kind.NUMBERED]
    return replace(found, kind=Kind.HEADING, rank=RANKS[Kind.HEADING] + BOLD_DEPTH + depth / 10, order=None)


def _unusual(number: str, text: str) -> tuple[Kind, float]:
    """Judge a number that nobody would take for one without its program: `a.`, `(1)`, `Cel 2:`, `iv.`."""
    bare = "".join(filter(str.isalnum, number))
    if not bare:
        return Kind.INDENT, RANKS[Kind.INDENT]
    if _LONG_ROMAN.fullmatch(bare):
        return Kind.NUMBERED, RANKS[Kind.LETTER] + 0.5
    if _FEW_LETTERS.fullmatch(bare):
        return Kind.LETTER, RANKS[Kind.LETTER]
    if bare[0].isupper() and is_short(text):
        return Kind.HEADING, RANKS[Kind.HEADING] + BOLD_DEPTH
    return Kind.NUMBERED, RANKS[Kind.NUMBERED]


def _in_context(found: Beginning, hashes: int, *, is_statute: bool) -> Beginning:
    if hashes and found.kind not in _HEADED:
        return Beginning(Kind.HEADING, found.number, found.rest, RANKS[Kind.HEADING] + hashes / 100)
    if found.kind is Kind.CLAUSE and not is_statute:
        return Beginning(Kind.NUMBERED, found.number, found.rest, found.rank, found.order)
    return found


_HEADED = frozenset({*_HEAD_WORDS.values(), Kind.ANNEX, Kind.ARTICLE, Kind.SECTION})
"""Kinds that stay what they are also where Markdown makes a heading of them."""

_HEAD = re.compile(
    rf"(?P<number>(?P<word>tytuł|dział|rozdział|oddział)\s+(?:{_ROMAN}|{_NUMBER})\b\s*[.:)]?){_REST}", re.IGNORECASE
)
_ANNEX = re.compile(
    rf"(?P<number>załącznik(?:\s+(?:nr|numer)\.?\s*(?:{_NUMBER}|{_ROMAN})\b)?\s*[.:]?){_REST}", re.IGNORECASE
)
_ARTICLE = re.compile(rf"(?P<number>Art\.\s*(?P<value>\d{{1,4}})[a-z]{{0,3}}(?:(?P<dot>\s?\.)|(?!\w))){_REST}")
_SECTION = re.compile(rf"(?P<number>§\s*(?P<value>\d{{1,4}})[a-z]{{0,3}}(?:(?P<dot>\s?\.)|(?!\w))){_REST}")
_DEEP = re.compile(rf"(?P<number>\d{{1,3}}(?:\.\d{{1,3}}){{1,5}}(?P<dot>\.)?)\s+{_REST}")
_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}\b")
_CLAUSE = re.compile(rf"(?P<number>(?P<value>\d{{1,3}})[a-z]{{0,3}}\.)(?:\s+|(?=[A-ZĄĆĘŁŃÓŚŹŻ])|$){_REST}")
_POINT = re.compile(rf"(?P<number>(?P<value>\d{{1,3}})[a-z]{{0,3}}\))(?:\s*{_REST})")
_LETTER = re.compile(rf"(?P<number>(?P<value>[a-z])[a-z]?\))(?:\s*{_REST})")
_INDENT = re.compile(rf"(?P<number>[-−–—•·*▪◦●\uf0b7])\s+{_REST}")  # noqa: RUF001
_LONG_ROMAN = re.compile(r"[ivxl]{2,}")
_FEW_LETTERS = re.compile(r"([a-z])\1*")
_ROMAN_HEADING = re.compile(rf"(?P<number>{_ROMAN}\.)(?:\s+{_REST}|$)")
_ROMAN_ALONE = re.compile(r"[IVX]{1,6}$")


def _begins_heading(rest: str) -> bool:
    """Tell whether what follows a number is a heading or nothing, rather than the rest of a sentence."""
    rest = rest.lstrip()
    return not rest or not rest[0].islower()


def _head(line: str) -> Beginning | None:
    found = _HEAD.match(line)
    if not found or not line[0].isupper():
        return None
    is_closed = found["number"][-1] in ".:)"
    if not is_closed and not _begins_heading(found["rest"]):
        return None
    kind = _HEAD_WORDS[found["word"].lower()]
    return Beginning(kind, found["number"].strip(), found["rest"].strip(), RANKS[kind])


def _annex(line: str) -> Beginning | None:
    found = _ANNEX.match(line)
    if not found or not line[0].isupper():
        return None
    rest = found["rest"].strip()
    if not _begins_heading(rest) and not rest.startswith("do "):
        return None
    return Beginning(Kind.ANNEX, found["number"].strip(), rest, RANKS[Kind.ANNEX])


def is_annex(line: str) -> bool:
    """Tell whether an annex begins with this line."""
    return _annex(line) is not None


def _cited(pattern: re.Pattern[str], kind: Kind) -> Callable[[str], Beginning | None]:
    """Recognise § and art.: with its dot, alone on its line, or before a capital letter."""

    def recognise(line: str) -> Beginning | None:
        found = pattern.match(line)
        if not found or not (found["dot"] or _begins_heading(found["rest"])):
            return None
        if found["rest"].lstrip().startswith((",", ";", ")")):
            return None
        return Beginning(kind, found["number"].strip(), found["rest"].strip(), RANKS[kind], int(found["value"]))

    return recognise


def _deep(line: str) -> Beginning | None:
    """Recognise `1.1.` and `2.3.1 Tekst`, but not a date and not a decimal number."""
    found = _DEEP.match(line)
    if not found or _DATE.match(line) or not (found["dot"] or _begins_heading(found["rest"])):
        return None
    depth = found["number"].strip(".").count(".")
    return Beginning(Kind.NUMBERED, found["number"], found["rest"].strip(), RANKS[Kind.NUMBERED] + depth / 10)


def _listed(pattern: re.Pattern[str], kind: Kind) -> Callable[[str], Beginning | None]:
    def recognise(line: str) -> Beginning | None:
        found = pattern.match(line)
        if not found:
            return None
        value = found.groupdict().get("value")
        order = None if value is None else int(value) if value.isdecimal() else ord(value) - ord("a") + 1
        return Beginning(kind, found["number"].strip(), (found["rest"] or "").strip(), RANKS[kind], order)

    return recognise


def _roman(line: str) -> Beginning | None:
    rank = RANKS[Kind.HEADING] + ROMAN_DEPTH
    if _ROMAN_ALONE.match(line):
        return Beginning(Kind.HEADING, line, "", rank)
    found = _ROMAN_HEADING.match(line)
    if not found or not _begins_heading(found["rest"] or "") or len(line) > _LONGEST_HEADING:
        return None
    return Beginning(Kind.HEADING, found["number"], (found["rest"] or "").strip(), rank)


def _capitals(line: str) -> Beginning | None:
    """Recognise a heading that is written in capitals alone."""
    letters = [character for character in line if character.isalpha()]
    if len(letters) < _LEAST_LETTERS or len(line) > _LONGEST_HEADING or not all(map(str.isupper, letters)):
        return None
    return Beginning(Kind.HEADING, "", line, RANKS[Kind.HEADING])


_NUMBERS: tuple[Callable[[str], Beginning | None], ...] = (
    _head,
    _annex,
    _cited(_ARTICLE, Kind.ARTICLE),
    _cited(_SECTION, Kind.SECTION),
    _deep,
    _roman,
    _listed(_CLAUSE, Kind.CLAUSE),
    _listed(_POINT, Kind.POINT),
    _listed(_LETTER, Kind.LETTER),
    _listed(_INDENT, Kind.INDENT),
)
_IN_ORDER = (*_NUMBERS, _capitals)
