"""Cut a draft in Markdown or plain text into units. No word is lost, and none changes its place.

A line begins a unit where its beginning says so (`rules.beginnings`) and nothing speaks against it: a wrapped
line that happens to begin with `§ 5` or `2)` goes on with its sentence. Everything else is the text of the unit
before it, or a paragraph of its own where a blank line (or, in text that is not wrapped, a new line) parts them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from consult.drafts.rules.beginnings import RANKS, Beginning, beginning
from consult.drafts.rules.units import HEADINGS, Kind, Unit, named

WIDEST = 110
"""A text with a longer line is not wrapped: each of its lines is a paragraph."""
SHORT = 0.75
"""A wrapped line shorter than this part of the width ended because its paragraph did."""
LIST_GOES_ON = re.compile(r"(?:[.;:,!?”\")–]|\b(?:lub|i|oraz|albo))$")  # noqa: RUF001
"""How a line ends after which a list may go on."""
SENTENCE_ENDS = re.compile(r"[.:;!?”\"]$")
"""How a line ends after which a § or an article may begin."""
CUT = re.compile(r"(?<!\w)(?:a|w|we|z|ze|o|u|na|do|od|po|za|art\.|ust\.|pkt|lit\.|nr|§§?)$")
"""How a line ends that certainly goes on: with a preposition, or with what comes before a number."""
MOST_UNITS = 5000

_STRONG = re.compile(r"(\*\*|__)(?=[^\s*_])(.+?)(?<=[^\s*_])\1")
_ESCAPED = re.compile(r"\\([.)(\-#*_+\[\]!§])")
_HASHES = re.compile(r"(#{1,6})\s+(?=\S)")
_CLOSING_HASHES = re.compile(r"\s+#+\s*$")
_RULE = re.compile(r"\s*(?:[-=*_]\s*){3,}$")
_STATUTE = re.compile(r"^\W*(?:§|Art\.)\s*\d", re.MULTILINE)
_QUOTE = re.compile(r"^\s*(?:>\s?)+")


class TooManyUnits(Exception):
    """A text falls into more units than a draft may have."""


@dataclass(frozen=True)
class Line:
    """One line without markup, and what is known of it."""

    text: str
    hashes: int
    is_after_blank: bool
    before: str
    """The line before it, where no blank line parts them."""

    @property
    def is_row(self) -> bool:
        """Tell whether it is a row of a table."""
        return self.text.startswith("|") or "\t" in self.text


def parse(source: str) -> tuple[Unit, ...]:
    """Cut a text into units; raise `TooManyUnits`."""
    cutter = _Cutter(width=_width(source), is_statute=bool(_STATUTE.search(source)))
    for line in lines(source):
        cutter.take(line)
        if len(cutter.open_units) > MOST_UNITS:
            raise TooManyUnits
    return named(one.closed() for one in cutter.open_units)


def lines(source: str) -> Iterator[Line]:
    """Give the lines that say something, without markup."""
    is_after_blank = True
    before = ""
    for raw in source.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        text, hashes = _without_markup(raw)
        if not text:
            is_after_blank, before = True, ""
            continue
        yield Line(text, hashes, is_after_blank, before)
        is_after_blank, before = False, text


def _without_markup(raw: str) -> tuple[str, int]:
    """Take Markdown's signs off a line; give the depth of a heading too."""
    text = _QUOTE.sub("", raw).strip(" \f\v\N{NO-BREAK SPACE}\ufeff")
    if _RULE.match(text) and "|" not in text:
        return "", 0
    hashes = 0
    if found := _HASHES.match(text):
        hashes = len(found[1])
        text = _CLOSING_HASHES.sub("", text[found.end() :])
    text = _STRONG.sub(r"\2", text)
    return _ESCAPED.sub(r"\1", text).strip(), hashes


@dataclass
class _Open:
    """A unit that may still grow."""

    kind: Kind
    number: str
    level: int
    parts: list[str] = field(default_factory=list)

    def add(self, text: str, glue: str) -> None:
        """Go on with this text."""
        if text:
            self.parts.append(glue + text if self.parts else text)

    def closed(self) -> Unit:
        """Give the unit as it has become."""
        return Unit(self.kind, self.number, "".join(self.parts), self.level)


class _Cutter:
    """Takes lines one by one, and keeps the units found so far with those that stand above the next."""

    def __init__(self, *, width: int | None, is_statute: bool) -> None:
        self.width = width
        self.is_statute = is_statute
        self.open_units: list[_Open] = []
        self.above: list[tuple[float, Kind, int | None]] = []

    def take(self, line: Line) -> None:
        """Begin a unit with this line, or go on with the last one."""
        if line.is_row:
            self._take_row(line)
            return
        found = beginning(line.text, hashes=line.hashes, is_statute=self.is_statute)
        if found is not None and self._heads_the_last(found, line):
            self.open_units[-1].add(line.text, " ")
        elif found is not None and self._is_believed(found, line):
            self._begin(found)
        elif self._goes_on(line):
            self.open_units[-1].add(line.text, " ")
        else:
            self._begin(Beginning(Kind.TEXT, "", line.text, RANKS[Kind.TEXT]))

    def _take_row(self, line: Line) -> None:
        if self.open_units and self.open_units[-1].kind is Kind.TABLE and not line.is_after_blank:
            self.open_units[-1].add(line.text, "\n")
        else:
            self._begin(Beginning(Kind.TABLE, "", line.text, RANKS[Kind.TABLE]))

    def _begin(self, found: Beginning) -> None:
        rank = found.rank
        if found.kind in {Kind.TEXT, Kind.TABLE}:
            rank = self._rank_of_text()
        while self.above and self.above[-1][0] >= rank:
            self.above.pop()
        unit = _Open(found.kind, found.number, len(self.above))
        if found.kind not in {Kind.TEXT, Kind.TABLE}:
            self.above.append((rank, found.kind, found.order))
        self.open_units.append(unit)
        within = self._first_within(found)
        if within is not None:
            self._begin(within)
        else:
            unit.add(found.rest, "")

    def _rank_of_text(self) -> float:
        """Let a paragraph without number stand below the last heading, article or §, not below a point of a list."""
        above = [rank for rank, kind, _ in self.above if kind in HEADINGS | {Kind.ARTICLE, Kind.SECTION}]
        return above[-1] + 0.001 if above else min((rank for rank, *_ in self.above), default=RANKS[Kind.TEXT])

    def _first_within(self, found: Beginning) -> Beginning | None:
        """Find the first unit of the next level on the same line, as in `§ 1. 1. Tekst`."""
        if found.kind not in {Kind.ARTICLE, Kind.SECTION, Kind.CLAUSE, Kind.POINT}:
            return None
        within = beginning(found.rest, is_statute=self.is_statute)
        return within if within is not None and within.order == 1 and within.rank > found.rank else None

    def _heads_the_last(self, found: Beginning, line: Line) -> bool:
        """Tell whether a heading without number is the heading of the chapter before it, or its second line."""
        last = self.open_units[-1] if self.open_units else None
        if last is None or last.kind not in HEADINGS or found.kind is not Kind.HEADING or found.number:
            return False
        return not last.parts or not (line.is_after_blank or line.hashes)

    def _is_believed(self, found: Beginning, line: Line) -> bool:
        """Doubt a beginning in the middle of a sentence, unless its number is the next one."""
        if line.is_after_blank or line.hashes or not self.open_units:
            return True
        if self.width is None or len(line.before) < self.width * SHORT:
            return True
        if CUT.search(line.before):
            return False
        last = self.open_units[-1]
        ending = SENTENCE_ENDS if found.kind in {Kind.ARTICLE, Kind.SECTION, *HEADINGS} else LIST_GOES_ON
        if not last.parts or last.kind in HEADINGS or ending.search(line.before):
            return True
        return found.order is not None and found.order in self._expected(found)

    def _expected(self, found: Beginning) -> set[int]:
        """Give the numbers that would follow: the next one, the same with a letter, or the first of a new list."""
        last = next((order for rank, _, order in reversed(self.above) if rank == found.rank), None)
        if last is not None:
            return {last, last + 1}
        is_deeper = self.above and self.above[-1][0] < found.rank
        return {1} if is_deeper and self.open_units[-1].kind is not Kind.TEXT else set()

    def _goes_on(self, line: Line) -> bool:
        """Tell whether a line without number belongs to the unit before it."""
        if not self.open_units:
            return False
        last = self.open_units[-1]
        if last.kind is Kind.TABLE:
            return False
        if not last.parts:
            return True
        if line.is_after_blank or last.kind is Kind.HEADING:
            return False
        if self.width is None:
            return False
        is_whole = len(line.before) < self.width * SHORT and line.before.endswith((".", ":", "!", "?"))
        return not (is_whole and line.text[0].isupper())


def _width(source: str) -> int | None:
    """Tell how wide a wrapped text is; nothing where each line is a paragraph."""
    widest = max((len(line.rstrip()) for line in source.splitlines() if not line.lstrip().startswith("|")), default=0)
    return widest if widest <= WIDEST else None
