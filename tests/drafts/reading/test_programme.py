"""A programme of sixty pages is cut as its author meant, whichever program wrote it."""

import json

import pytest
import typst

from consult.drafts.reading import docx as word_reading
from consult.drafts.reading import odt as writer_reading
from consult.drafts.reading import pdf as pdf_reading
from consult.drafts.rules.parsing import parse_document
from tests.drafts.reading import word, writer
from tests.drafts.reading.programme import share_right, written

ENOUGH = 0.95
WORD_LEVELS = {"chapter": 0, "section": 1, "clause": 2, "point": 3, "letter": 4, "indent": 5}
NUMBERING = (
    word.abstract(
        1,
        word.level(0, "decimal", "Rozdział %1."),
        word.level(1, "decimal", "§ %2.", restart=0),
        word.level(2, "decimal", "%3."),
        word.level(3, "decimal", "%4)"),
        word.level(4, "lowerLetter", "%5)"),
        word.level(5, "bullet", "–"),
    )
    + word.abstract(2, word.level(0, "decimal", "%1."), word.level(1, "decimal", "%1.%2."))
    + word.abstract(3, word.level(0, "bullet", "\uf0b7"))
    + word.num(1, 1) + word.num(2, 2) + word.num(3, 3)
)  # fmt: skip


def in_word(item):
    if item.role in WORD_LEVELS and not item.is_typed:
        return word.p(item.text, num=1, at=WORD_LEVELS[item.role])
    if item.role in {"part", "subpart"}:
        at = ("part", "subpart").index(item.role)
        return word.p(item.text, num=2, at=at, style=f"Nagwek{at + 1}")
    if item.role == "sign":
        return word.p(item.text, num=3, at=0)
    if item.rows:
        return word.table(*item.rows)
    return "" if item.role == "row" else word.p(f"{item.number} ".lstrip(), item.text)


def in_typst(item):
    size = {"title": 16, "part": 15, "subpart": 13}.get(item.role, 11)
    weight = "bold" if size > 11 or item.role == "chapter" else "regular"
    indent = {"point": 12, "letter": 24, "indent": 36}.get(item.role, 0)
    words = json.dumps(f"{item.number} {item.text}".strip(), ensure_ascii=False)
    return f'#pad(left: {indent}pt, par(text(size: {size}pt, weight: "{weight}", {words})))'


def printed(items):
    settings = (
        '#set page(numbering: "1", header: [Program współpracy na 2027 rok])\n'
        '#set text(lang: "pl", size: 11pt, hyphenate: true)\n#set par(justify: true)\n'
    )
    return typst.compile((settings + "\n".join(map(in_typst, items))).encode(), format="pdf")


def test_from_word():
    items = written()
    content = word.docx(*map(in_word, items), numbering=NUMBERING)
    units = parse_document(word_reading.read(content))
    assert len(items) > 700
    assert share_right(items, units) >= ENOUGH


def test_from_writer():
    items = written()
    units = parse_document(writer_reading.read(writer.odt(writer.programme(items), writer.LIST_STYLES)))
    assert share_right(items, units) >= ENOUGH


@pytest.mark.filterwarnings("ignore:typst")
def test_from_a_pdf():
    items = written(tables=False)
    units = parse_document(pdf_reading.read(printed(items)))
    assert share_right(items, units) >= ENOUGH
