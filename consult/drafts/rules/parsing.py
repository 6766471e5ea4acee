"""Cut a draft in Markdown or plain text into units. No word is lost, and none changes its place.

A line begins a unit where its beginning says so (`rules.beginnings`) and nothing speaks against it: a wrapped
line that happens to begin with `§ 5` or `2)` goes on with its sentence. Everything else is the text of the unit
before it, or a paragraph of its own where a blank line (or, in text that is not wrapped, a new line) parts them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from consult.drafts.rules.beginnings import RANKS, Beginning, beginning, is_annex, is_bold_heading, is_short, numbered
from consult.drafts.rules.blocks import Block, Document, Form
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
BOLD = 9
"""The rank of a heading that is no more than bold."""
MOST_UNITS = 5000
DEEPER = 0.05
"""How far an item stands below one that is less deep in its list, where their numbers do not tell."""
ASIDE = 100
"""How much further to the right, in twips, an item of another list stands that belongs to the one above it."""
TABLES = frozenset({Kind.TABLE, Kind.ROW})
_FORMS = {Form.FIGURE: Kind.FIGURE, Form.NOTE: Kind.NOTE}
_UNDER_HEADINGS = frozenset({Kind.TEXT, Kind.TABLE, Kind.FIGURE})
_CLOSED = TABLES | set(_FORMS.values())
"""Kinds with which no line goes on."""

_STRONG = re.compile(r"(\*\*|__)(?=[^\s*_])(.+?)(?<=[^\s*_])\1")
_ESCAPED = re.compile(r"\\([.)(\-#*_+\[\]!§])")
_HASHES = re.compile(r"(#{1,6})\s+(?=\S)")
_CLOSING_HASHES = re.compile(r"\s+#+\s*$")
_RULE = re.compile(r"\s*(?:[-=*_]\s*){3,}$")
_STATUTE = re.compile(r"\W*(?:§|Art\.)\s*\d")
_DEEP = re.compile(r"\W*\d{1,3}\.\d{1,3}\b(?!\.\d{4})")
_BETWEEN = re.compile(r"[|:\s-]+$")
_TABBED = re.compile(r"^(?:(?:(?:§|Art\.)\s*\d+[a-z]*\.?|\d{1,3}[a-z]{0,2}[.)]|[a-z]{1,2}\)|[-–—•])\t+)+(?=[^\t]*$)")  # noqa: RUF001
"""Numbers that a tab parts from their text, as word processors give them; with one more tab, it is a row of a table."""
_QUOTE = re.compile(r"^\s*(?:>\s?)+")


class TooManyUnits(Exception):
    """A text falls into more units than a draft may have."""


@dataclass(frozen=True)
class Line(Block):
    """One line without markup, and what is known of it."""

    before: str = ""
    """The line before it, where no blank line parts them."""

    @property
    def is_after_blank(self) -> bool:
        """Tell whether nothing is known to join it to the line before it."""
        return not self.goes_on

    @property
    def whole(self) -> str:
        """Give the line with the number before it."""
        return f"{self.number} {self.text}".strip()


def parse(source: str) -> tuple[Unit, ...]:
    """Cut a text into units; raise `TooManyUnits`."""
    return _cut(list(lines(source)), _Cutter(_width(source)))


def parse_document(document: Document) -> tuple[Unit, ...]:
    """Cut a document into units; raise `TooManyUnits`."""
    found: list[Line] = []
    for block in document.blocks:
        before = found[-1].whole if found and block.goes_on else ""
        found.append(Line(**vars(block), before=before))
    return _cut(found, _Cutter(document.width, has_breaks=True))


def lines(source: str) -> Iterator[Line]:
    """Give the lines that say something, without markup."""
    before = ""
    for raw in source.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        text, hashes = _without_markup(raw)
        if "\t" not in before:
            text = _TABBED.sub(lambda numbers: numbers[0].replace("\t", " "), text)
        if text:
            form = Form.ROW if text.startswith("|") or "\t" in text else Form.PARAGRAPH
            yield Line(text, form, heading=hashes, goes_on=bool(before), before=before)
        before = text


def _cut(found: Sequence[Line], cutter: "_Cutter") -> tuple[Unit, ...]:
    for part in _parts(found):
        cutter.is_statute = _is_statute(part)
        for line in part:
            cutter.take(line)
            if len(cutter.open_units) > MOST_UNITS:
                raise TooManyUnits
    return named(one.closed() for one in cutter.open_units)


def _parts(found: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Cut a text before each annex: an annex may be written in another way than the resolution."""
    begin = 0
    for index, line in enumerate(found):
        if index > begin and is_annex(line.whole):
            yield found[begin:index]
            begin = index
    yield found[begin:]


def _is_statute(part: Sequence[Line]) -> bool:
    """Tell whether `1.` begins an ust. here, rather than a numbered paragraph of a plain document."""
    if any(_STATUTE.match(line.whole) for line in part):
        return True
    is_plain = any(line.heading or line.is_bold or _DEEP.match(line.whole) for line in part[1:])
    return bool(part) and is_annex(part[0].whole) and not is_plain


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


_WITHOUT_NUMBER = Line("")


@dataclass(frozen=True)
class _Above:
    """A unit under which the next may stand."""

    rank: float
    kind: Kind
    order: int | None
    series: str
    depth: int
    indent: int


class _Cutter:
    """Takes lines one by one, and keeps the units found so far with those that stand above the next."""

    def __init__(self, width: int | None, *, has_breaks: bool = False) -> None:
        self.width = width
        self.has_breaks = has_breaks
        """Whether a line that goes on is known to belong to the paragraph before it."""
        self.is_statute = False
        self.open_units: list[_Open] = []
        self.above: list[_Above] = []

    def take(self, line: Line) -> None:
        """Begin a unit with this line, or go on with the last one."""
        if line.form is Form.ROW:
            self._take_row(line)
        elif line.form in _FORMS:
            kind = _FORMS[line.form]
            self._begin(Beginning(kind, line.number, line.text, RANKS[kind]), line)
        else:
            self._take_paragraph(line)

    def _take_paragraph(self, line: Line) -> None:
        found = self._beginning(line)
        if found is not None and self._heads_the_last(found, line):
            self.open_units[-1].add(line.whole, " ")
        elif found is not None and self._is_believed(found, line):
            self._begin(found, line)
        elif self._goes_on(line):
            self.open_units[-1].add(line.whole, " ")
        else:
            self._begin(Beginning(Kind.TEXT, "", line.whole, RANKS[Kind.TEXT]), line)

    def _beginning(self, line: Line) -> Beginning | None:
        if not line.number:
            is_heading = line.is_bold and not self.is_statute and is_bold_heading(line.text)
            hashes = line.heading or (BOLD if is_heading else 0)
            return beginning(line.text, hashes=hashes, is_statute=self.is_statute)
        found = numbered(line.number, line.text, hashes=line.heading, is_bold=line.is_bold, is_statute=self.is_statute)
        return replace(found, rank=self._rank_in_list(found, line))

    def _rank_in_list(self, found: Beginning, line: Line) -> float:
        """Let an item stand beside those of its own list, below those less deep in it, and within one further left."""
        for one in reversed(self.above if line.series else []):
            if (one.series, one.depth, one.kind) == (line.series, line.depth, found.kind):
                return one.rank
            if one.series == line.series and one.depth < line.depth:
                return max(found.rank, one.rank + DEEPER)
        last = self.above[-1] if self.above else None
        is_inside = last is not None and last.rank == found.rank and 0 < last.indent < line.indent - ASIDE
        return found.rank + DEEPER if is_inside else found.rank

    def _take_row(self, line: Line) -> None:
        last = self.open_units[-1] if self.open_units else None
        if last is None or last.kind not in TABLES or line.is_after_blank:
            self._begin(Beginning(Kind.TABLE, "", line.text, RANKS[Kind.TABLE]), line)
        elif _BETWEEN.match(line.text):
            last.add(line.text, "\n")
        else:
            self.open_units.append(_Open(Kind.ROW, "", last.level + (last.kind is Kind.TABLE), [line.text]))

    def _begin(self, found: Beginning, line: Line) -> None:
        rank = self._rank_of_text() if found.kind in _UNDER_HEADINGS else found.rank
        while self.above and self.above[-1].rank >= rank:
            self.above.pop()
        unit = _Open(found.kind, found.number, len(self.above))
        if found.kind not in _UNDER_HEADINGS:
            self.above.append(_Above(rank, found.kind, found.order, line.series, line.depth, line.indent))
        self.open_units.append(unit)
        within = self._first_within(found)
        if within is not None:
            self._begin(within, _WITHOUT_NUMBER)
        else:
            unit.add(found.rest, "")

    def _rank_of_text(self) -> float:
        """Let a paragraph without number stand below the last heading, article or §, not below a point of a list."""
        above = [one.rank for one in self.above if one.kind in HEADINGS | {Kind.ARTICLE, Kind.SECTION}]
        return above[-1] + 0.001 if above else min((one.rank for one in self.above), default=RANKS[Kind.TEXT])

    def _first_within(self, found: Beginning) -> Beginning | None:
        """Find the first unit of the next level on the same line, as in `§ 1. 1. Tekst`."""
        if found.kind not in {Kind.ARTICLE, Kind.SECTION, Kind.CLAUSE, Kind.POINT}:
            return None
        within = beginning(found.rest, is_statute=self.is_statute)
        return within if within is not None and within.order == 1 and within.rank > found.rank else None

    def _heads_the_last(self, found: Beginning, line: Line) -> bool:
        """Tell whether a heading without number is the heading of the chapter before it, or its second line."""
        last = self.open_units[-1] if self.open_units else None
        if last is None or found.kind is not Kind.HEADING or found.number:
            return False
        if last.kind not in HEADINGS:
            return last.kind in {Kind.ARTICLE, Kind.SECTION} and not last.parts
        return not last.parts or not (line.is_after_blank or line.heading)

    def _is_believed(self, found: Beginning, line: Line) -> bool:
        """Doubt a beginning in the middle of a sentence, unless its number is the next one."""
        if line.is_after_blank or line.heading or not self.open_units:
            return True
        if self.width is None or len(line.before) < self.width * SHORT:
            return not (self.has_breaks and CUT.search(line.before))
        if CUT.search(line.before):
            return False
        last = self.open_units[-1]
        ending = SENTENCE_ENDS if found.kind in {Kind.ARTICLE, Kind.SECTION, *HEADINGS} else LIST_GOES_ON
        if not last.parts or last.kind in HEADINGS or ending.search(line.before):
            return True
        return found.order is not None and found.order in self._expected(found)

    def _expected(self, found: Beginning) -> set[int]:
        """Give the numbers that would follow: the next one, the same with a letter, or the first of a new list."""
        last = next((one.order for one in reversed(self.above) if one.rank == found.rank), None)
        if last is not None:
            return {last, last + 1}
        is_deeper = self.above and self.above[-1].rank < found.rank
        return {1} if is_deeper and self.open_units[-1].kind is not Kind.TEXT else set()

    def _goes_on(self, line: Line) -> bool:
        """Tell whether a line without number belongs to the unit before it."""
        if not self.open_units:
            return False
        last = self.open_units[-1]
        if last.kind in _CLOSED:
            return False
        if not last.parts:
            return last.kind is not Kind.HEADING or self._is_title(line.text)
        if line.is_after_blank or last.kind is Kind.HEADING:
            return False
        if self.width is None:
            return self.has_breaks
        is_whole = len(line.before) < self.width * SHORT and line.before.endswith((".", ":", "!", "?"))
        return not (is_whole and line.text[0].isupper())

    def _is_title(self, text: str) -> bool:
        """Tell whether a line may be the heading to a number that stands alone."""
        return is_short(text) and (self.width is None or len(text) < self.width * SHORT)


def _width(source: str) -> int | None:
    """Tell how wide a wrapped text is; nothing where each line is a paragraph."""
    widest = max((len(line.rstrip()) for line in source.splitlines() if not line.lstrip().startswith("|")), default=0)
    return widest if widest <= WIDEST else None
