"""What is known of a document before it is cut into units: its paragraphs, rows, figures and notes, in order."""

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """What a block is in its document."""

    PARAGRAPH = "paragraph"
    ROW = "row"
    FIGURE = "figure"
    NOTE = "note"


@dataclass(frozen=True)
class Block:
    """One paragraph, row, figure or note, in plain words."""

    text: str
    """The cells of a row stand between `|`; a figure is what its alternative text says."""
    form: Form = Form.PARAGRAPH
    number: str = ""
    """The number that the program put before it, as it was shown: `§ 3.`"""
    series: str = ""
    """The list to which the number belongs."""
    depth: int = 0
    """How deep in that list it stands."""
    indent: int = 0
    """How far it stands from the margin, where the document tells; in which measure does not matter."""
    heading: int = 0
    """Its rank among headings, from 1; 0 is no heading."""
    is_bold: bool = False
    goes_on: bool = False
    """Whether it is a further line of the paragraph before it, or a further row of the table."""


@dataclass(frozen=True)
class Document:
    """The blocks of a document."""

    blocks: tuple[Block, ...]
    width: int | None = None
    """How many characters a full line has, where the blocks are lines and not paragraphs."""
