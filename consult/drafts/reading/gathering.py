"""Gather the blocks of a document while it is read, and stop where it is too long."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from consult.drafts.reading.problems import MOST_BLOCKS, MOST_CHARACTERS, Unreadable
from consult.drafts.rules.blocks import Block, Form

NO_WORDS = "bez opisu"
"""Stands for a figure that nobody described; a draft is in Polish."""
_BLANKS = re.compile(r"[\s\u00ad\u200b\ufeff]+")


def tidy(text: str) -> str:
    """Give words with one space between them."""
    return _BLANKS.sub(" ", text.replace("\N{SOFT HYPHEN}", "")).strip()


@dataclass
class Words:
    """What one paragraph holds: its text with line breaks, the figures in it, the text boxes that hang on it."""

    texts: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    boxes: list[object] = field(default_factory=list)
    bold: int = 0
    plain: int = 0

    def add(self, text: str, *, is_bold: bool = False) -> None:
        """Go on with this text."""
        self.texts.append(text)
        size = len(text.strip())
        self.bold += size if is_bold else 0
        self.plain += 0 if is_bold else size

    @property
    def text(self) -> str:
        """Give the text, with line breaks."""
        return "".join(self.texts)


@dataclass(frozen=True)
class Place:
    """Where in its list an item stands: `series`, `depth` and `indent` of its block."""

    series: str = ""
    depth: int = 0
    indent: int = 0


@dataclass
class Gathered:
    """The blocks found so far."""

    blocks: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    characters: int = 0

    def add(self, block: Block) -> None:
        """Take a block."""
        self.characters += len(block.text)
        if len(self.blocks) >= MOST_BLOCKS or self.characters > MOST_CHARACTERS:
            raise Unreadable("too_long")
        self.blocks.append(block)

    def add_paragraph(self, words: Words, number: str = "", place: Place | None = None, heading: int = 0) -> None:
        """Take a paragraph: a block for each of its lines, and one for each figure."""
        at = place or Place()
        lines = [line for line in map(tidy, words.text.split("\n")) if line]
        if number and (lines or any(map(str.isalnum, number))):  # a sign without words is nothing
            first = lines[0] if lines else ""
            self.add(Block(first, Form.PARAGRAPH, number, at.series, at.depth, at.indent, heading, is_bold(words)))
        elif lines:
            self.add(Block(lines[0], heading=heading, is_bold=is_bold(words)))
        for line in lines[1:]:
            self.add(Block(line, goes_on=True))
        for figure in words.figures:
            self.add(Block(f"[Rysunek: {tidy(figure) or NO_WORDS}]", Form.FIGURE))

    def add_table(self, rows: Sequence[Sequence[Sequence[Block]]]) -> None:
        """Take a table; what stands in one column is no table, but text in a box."""
        if all(len(cells) <= 1 for cells in rows):
            for block in (block for cells in rows for cell in cells for block in cell):
                self.add(block)
            return
        is_first = True
        for cells in rows:
            texts = [_cell(cell) for cell in cells]
            if any(texts):
                self.add(Block(f"| {' | '.join(texts)} |", Form.ROW, goes_on=not is_first))
                is_first = False

    def add_note(self, text: str) -> str:
        """Take a note; give the sign that stands for it in the text."""
        self.notes.append(tidy(text))
        return f"[{len(self.notes)}]"

    def done(self) -> tuple[Block, ...]:
        """Give all blocks, the notes after the text."""
        for number, note in enumerate(self.notes, start=1):
            self.add(Block(note, Form.NOTE, f"[{number}]"))
        return tuple(self.blocks)


def is_bold(words: Words) -> bool:
    """Tell whether all words of a paragraph are bold."""
    return words.bold > 0 and words.plain == 0


def said(block: Block) -> str:
    """Say a block within a sentence or a cell."""
    if block.form is Form.ROW:
        return block.text.strip("| ").replace(" | ", " / ")
    return f"{block.number} {block.text}".strip()


def _cell(blocks: Sequence[Block]) -> str:
    return " ".join(map(said, blocks)).replace("|", "¦")
