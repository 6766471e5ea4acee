"""A document with one of each block, and words that were written to do harm."""

import zlib
from datetime import UTC, datetime
from struct import pack

from consult.documents.tree import (
    Blank,
    Choices,
    Column,
    Document,
    Figure,
    Heading,
    Listing,
    Span,
    Table,
    bold,
    paragraph,
)

MOMENT = datetime(2026, 11, 24, 9, 40, tzinfo=UTC)
HOSTILE = (
    '#panic("x") #{1+1} $x^2$ *b* _i_ ]) @ref <label> \\ // /* `raw` = = -',
    "</w:t></text:p></td><script>alert(1)</script> & &amp; ]]> \"' <!--",
    "=HYPERLINK(“x”)",
    "+48 41 000 00 00",
    "-1",
    "@SUM(A1)",
    '{"text": "x"} \\u0000 ${title} $title %(x)s',
    "Żółć, ґанок, Straße, 12\N{NO-BREAK SPACE}345,6\N{NO-BREAK SPACE}zł",
    "a" * 400,
    "pierwsza\ndruga\ttab  dwie  spacje",
)
CHANGED = {
    "NUL \x00 i \x0b": "NUL \N{REPLACEMENT CHARACTER} i \N{REPLACEMENT CHARACTER}",
    "\N{RIGHT-TO-LEFT OVERRIDE}txt.exe": "txt.exe",
    "pół \ud800 znaku": "pół \N{REPLACEMENT CHARACTER} znaku",
}
"""What no file can hold, or what would turn it round, with what is left of it."""
SIGNS = "\N{GRINNING FACE} مرحبا שלום"


def _chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))


PICTURE = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", pack(">IIBBBBB", 2, 1, 8, 0, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\x00\x00\xff"))
    + _chunk(b"IEND", b"")
)


def table_of(texts, **columns) -> Table:
    """Make a table with each text in the second cell of a row, a number in the first."""
    heads = tuple(Column(title, width) for title, width in (columns or {"Lp.": 10, "Treść": 60}).items())
    rows = tuple(((paragraph(str(place)),), (paragraph(text),)) for place, text in enumerate(texts, 1))
    return Table("Uwagi ze stanowiskiem", heads, rows)


def document(*blocks, **said) -> Document:
    told = {"title": "Tabela uwag: „Świetlica” <b>", "language": "pl", "author": "Urząd Miasta Kielce"}
    return Document(**told | {"made_at": MOMENT, "footer": "Urząd & spółka", **said}, blocks=blocks)


def of_everything(**said) -> Document:
    return document(
        paragraph("Konsultacje: ", bold("Park"), Span(" strona", address="https://example.pl/k/x?a=1&b=2")),
        Heading("Wynik"),
        Listing((paragraph("uwzględniono: 12"), paragraph(Span("częściowo: 3", is_italic=True)))),
        Heading("Uwagi", 3),
        table_of([*HOSTILE, *CHANGED]),
        Figure(PICTURE, "Kod QR: <adres>", 30),
        Choices("Rodzaj uwagi", ("zmiana", "uzupełnienie")),
        Blank("Proponowany zapis", 4),
        **said,
    )


TEXTS = [*HOSTILE, *CHANGED.values()]
"""The texts of the table as they are read back."""
