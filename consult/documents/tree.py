"""The document tree: frozen values, the same for every writer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Span:
    """Some words of a line; with an address, a link. A newline in them begins a new line."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    address: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading; the title of the document is the only one at level 1."""

    text: str
    level: int = 2
    begins_page: bool = False
    """Whether a PDF begins a new page with it."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Listing:
    """A list with a bullet before each item."""

    items: tuple[Paragraph, ...]


Cell = tuple[Paragraph, ...]


@dataclass(frozen=True)
class Column:
    """A column: its heading, and how wide it is beside the others."""

    title: str
    width: int


@dataclass(frozen=True)
class Table:
    """A table whose heading is repeated on each page; `says` tells what it holds to who cannot see it."""

    says: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]


SHORT = 700
"""Characters in the longest cell of a row that is not broken over two pages."""


def stays_together(row: Sequence[Cell]) -> bool:
    """Tell whether a row is short enough to stand on one page."""
    return all(sum(len(span.text) for one in cell for span in one.spans) <= SHORT for cell in row)


@dataclass(frozen=True)
class Figure:
    """A picture (PNG), what it says in words, and how wide it is, in millimetres."""

    picture: bytes
    says: str
    width: int
    is_beside: bool = False
    """Whether a PDF sets it beside the block before it."""


@dataclass(frozen=True)
class Choices:
    """A question on paper with a box before each answer."""

    label: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Blank:
    """Room to write by hand, some lines high, under its label."""

    label: str
    lines: int = 1


Block = Heading | Paragraph | Listing | Table | Figure | Choices | Blank


@dataclass(frozen=True)
class Document:
    """A document: what it is called, whose it is, what stands in it."""

    title: str
    language: str
    """As its ISO 639-1 code."""
    author: str
    made_at: datetime
    blocks: tuple[Block, ...]
    footer: str = ""
    """Stands on each page, beside its number."""
    is_wide: bool = False
    """Whether its pages lie on their long side."""
    about_signs: str = ""
    """What is said at the end where the type of a PDF lacks a sign that somebody wrote."""


Value = str | int | date | None


@dataclass(frozen=True)
class Sheet:
    """Plain cells under headings; widths are in characters."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[Value]]


def paragraph(*parts: str | Span) -> Paragraph:
    """Make a paragraph of words."""
    return Paragraph(tuple(part if isinstance(part, Span) else Span(part) for part in parts))


def bold(text: str) -> Span:
    """Make words stand out."""
    return Span(text, is_bold=True)


LANDS = {"pl": "PL", "en": "GB", "uk": "UA"}
"""The land whose manner of writing each language follows."""
