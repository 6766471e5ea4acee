"""Lines that stand on the pages of a PDF, and which of them are headers, footers, numbers of pages, notes."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from consult.drafts.reading.gathering import Gathered
from consult.drafts.rules.beginnings import beginning
from consult.drafts.rules.blocks import Block, Document
from consult.drafts.rules.parsing import CUT

JOINT = "\x02"
"""Stands in a word where it was parted at the end of a line."""
EDGE = 0.12
"""What part of a page is its edge, above and below."""
FEWEST_REPEATS = 3
REPEATED = 0.3
"""On what part of the pages a line stands that is a header or a footer."""
LARGER = 1.12
SMALLER = 0.87
FURTHER = 1.35
"""How much larger than usual the step to the next line is where a paragraph ends."""
OUTDENT = 3.0
HEADINGS = 6
FULL = 0.9
ALIKE = 0.05

_PAGE_NUMBER = re.compile(r"(?:strona|str\.|s\.)?\s*[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:z|/)\s*\d{1,4})?$", re.IGNORECASE)  # noqa: RUF001
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\d{1,4}$|…{2,}\s*\d{1,4}$")
_NOTE = re.compile(r"(\d{1,3})\)?\s*(?=\D)(.+)$")
_DIGITS = re.compile(r"\d+")
_PARTED = re.compile(rf"(\w+){JOINT}(\w+)")
_COMPOUND = re.compile(r"\w+-\w+")


@dataclass(frozen=True)
class Printed:
    """One line as it is printed: its words, where they stand (in points, from below), how large they are."""

    text: str
    page: int
    left: float
    base: float
    size: float
    is_bold: bool
    height: float
    """Of the page."""

    @property
    def is_at_edge(self) -> bool:
        """Tell whether it stands where headers, footers and page numbers do."""
        return not self.height * EDGE <= self.base <= self.height * (1 - EDGE)


def arrange(printed: Sequence[Printed], pages: int) -> Document:
    """Make blocks of the lines of all pages."""
    body = _body_size(printed)
    kept, notes = _without_notes(_without_repeats(printed, pages), body)
    joined = _compounds(line.text for line in kept)
    gathered = Gathered(notes=notes)
    step = _usual_step(kept)
    ranks = _ranks(kept, body)
    for before, line in zip([None, *kept], kept, strict=False):
        block = Block(
            joined(line.text),
            heading=ranks.get(round(line.size, 1), 0),
            is_bold=line.is_bold,
            goes_on=before is not None and not _is_apart(before, line, step),
        )
        _add(gathered, block)
    lengths = sorted(len(line.text) for line in kept)
    width = lengths[int(len(lengths) * FULL)] if lengths else 0
    return Document(gathered.done(), width)


def _add(gathered: Gathered, block: Block) -> None:
    """Take a line; the second line of a heading belongs to the first."""
    last = gathered.blocks[-1] if gathered.blocks else None
    is_same = last is not None and block.goes_on and block.heading and block.heading == last.heading
    if last is not None and is_same and beginning(block.text) is None:
        gathered.blocks[-1] = Block(f"{last.text} {block.text}", heading=last.heading, is_bold=last.is_bold)
    else:
        gathered.add(block)


def _body_size(printed: Iterable[Printed]) -> float:
    sizes: Counter[float] = Counter()
    for line in printed:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda size: sizes[size], default=1.0)


def _without_repeats(printed: Sequence[Printed], pages: int) -> list[Printed]:
    """Leave out headers, footers, page numbers, and lines of a table of contents."""
    places = Counter(key for key, _page in {(_place(line), line.page) for line in printed if line.is_at_edge})
    enough = max(FEWEST_REPEATS, pages * REPEATED)

    def is_kept(line: Printed) -> bool:
        if _LEADERS.search(line.text):
            return False
        if not line.is_at_edge:
            return True
        return not _PAGE_NUMBER.match(line.text) and not (places[_place(line)] >= enough and line.text[0] != "§")

    return [line for line in printed if is_kept(line)]


def _place(line: Printed) -> tuple[str, int]:
    return _DIGITS.sub("0", line.text), round(line.base / 4)


def _without_notes(printed: Sequence[Printed], body: float) -> tuple[list[Printed], list[str]]:
    """Take the notes from the bottoms of the pages: small lines, of which the first begins with its number."""
    pages: dict[int, list[Printed]] = {}
    for line in printed:
        pages.setdefault(line.page, []).append(line)
    kept: list[Printed] = []
    notes: list[str] = []
    for lines in pages.values():
        end = len(lines)
        while end and lines[end - 1].size <= body * SMALLER:
            end -= 1
        if end == len(lines) or not _NOTE.match(lines[end].text):
            end = len(lines)
        kept += lines[:end]
        for line in lines[end:]:
            found = _NOTE.match(line.text)
            if found:
                notes.append(found[2].strip())
            else:
                notes[-1] += f" {line.text}"
    return kept, notes


def _compounds(texts: Iterable[str]) -> "_Joining":
    return _Joining(set(_COMPOUND.findall(" ".join(texts))))


@dataclass(frozen=True)
class _Joining:
    """Joins words that were parted, and keeps the hyphens of those that have one elsewhere in the text."""

    compounds: set[str]

    def __call__(self, text: str) -> str:
        return _PARTED.sub(self._joined, text).replace(JOINT, "") if JOINT in text else text

    def _joined(self, found: re.Match[str]) -> str:
        compound = f"{found[1]}-{found[2]}"
        return compound if compound in self.compounds else found[1] + found[2]


def _usual_step(printed: Sequence[Printed]) -> float:
    steps = [
        before.base - line.base
        for before, line in pairwise(printed)
        if before.page == line.page and before.base > line.base
    ]
    return median(steps) if steps else 0.0


def _ranks(printed: Iterable[Printed], body: float) -> dict[float, int]:
    """Rank the sizes of headings, the largest first."""
    sizes = sorted({round(line.size, 1) for line in printed if line.size > body * LARGER}, reverse=True)
    return {size: min(rank, HEADINGS) for rank, size in enumerate(sizes, start=1)}


def _is_apart(before: Printed, line: Printed, step: float) -> bool:
    """Tell whether a paragraph ends before a line, as far as its place tells."""
    is_larger = abs(before.size - line.size) > before.size * ALIKE
    if is_larger or (before.is_bold and not line.is_bold and beginning(line.text) is not None):
        return True
    if before.page == line.page and before.base - line.base > step * FURTHER:
        return True
    is_outdented = before.page == line.page and line.left < before.left - OUTDENT
    return is_outdented and beginning(line.text) is not None and not CUT.search(before.text)
