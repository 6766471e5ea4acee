"""Read the text layer of a PDF, line by line. Tables in it are lines of text; of a scan there is nothing to read."""

import ctypes
import sys
from collections.abc import Iterator
from typing import Any

import pypdfium2
from pypdfium2 import raw

from consult.drafts.reading.gathering import tidy
from consult.drafts.reading.pdf_lines import JOINT, Printed, arrange
from consult.drafts.reading.problems import MOST_CHARACTERS, MOST_PAGES, Unreadable
from consult.drafts.rules.blocks import Document

HYPHENS = frozenset({0x2, 0xFFFE})
"""How PDFium writes a hyphen at the end of a line."""
SPACES = frozenset(map(ord, " \t\u00a0"))
BOLD = 700
BOLD_NAMES = ("bold", "black", "heavy")
LONGEST_NAME = 100
FEW_LETTERS = 5
"""A page with fewer letters has no text, but perhaps a number that a scanner put there."""
MOST_EMPTY = 0.8
UNKNOWN = 0.2
"""Part of the characters that may stand for no letter; where there are more, the letters are pictures."""


def read(data: bytes) -> Document:
    """Read the file of a document; raise `Unreadable`."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as mistake:
        raise Unreadable("locked" if "password" in str(mistake).lower() else "broken") from mistake
    try:
        return _read(pdf)
    except pypdfium2.PdfiumError as mistake:
        raise Unreadable("broken") from mistake
    finally:
        pdf.close()


def _read(pdf: Any) -> Document:
    pages = len(pdf)
    if pages > MOST_PAGES:
        raise Unreadable("too_many_pages")
    printed: list[Printed] = []
    characters = 0
    for number in range(pages):
        page = pdf[number]
        text = page.get_textpage()
        characters += text.count_chars()
        if characters > MOST_CHARACTERS:
            raise Unreadable("too_long")
        printed += _lines(text.raw, text.count_chars(), number, page.get_height())
        text.close()
        page.close()
    _refuse_scan(printed, pages)
    return arrange(printed, pages)


def _refuse_scan(printed: list[Printed], pages: int) -> None:
    """See that there is text, that it stands on most pages, and that its letters are letters."""
    letters = [0] * pages
    all_signs = unknown = 0
    for line in printed:
        letters[line.page] += sum(map(str.isalpha, line.text))
        all_signs += len(line.text)
        unknown += sum(0xE000 <= ord(sign) <= 0xF8FF or sign == "\N{REPLACEMENT CHARACTER}" for sign in line.text)  # noqa: PLR2004  # signs without meaning
    empty = sum(count < FEW_LETTERS for count in letters)
    if empty > pages * MOST_EMPTY or unknown > all_signs * UNKNOWN:
        raise Unreadable("scan")


def _lines(text: Any, count: int, page: int, height: float) -> Iterator[Printed]:
    """Give the lines of a page in the order in which they were written."""
    for signs in _runs(text, count):
        words = tidy("".join(sign for _, sign in signs))
        seen = [index for index, sign in signs if sign.strip(JOINT + " ")]
        if not words.strip(JOINT) or not seen:
            continue
        left, base = _origin(text, seen[0])
        is_bold = _is_bold(text, seen[0]) and _is_bold(text, seen[-1])
        yield Printed(words, page, left, base, raw.FPDFText_GetFontSize(text, seen[0]), is_bold, height)


def _runs(text: Any, count: int) -> Iterator[list[tuple[int, str]]]:
    """Give the characters of each line with their places. A word that was parted stays whole, on the line above."""
    run: list[tuple[int, str]] = []
    is_parted = False
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in HYPHENS:
            run.append((index, JOINT))
            is_parted = True
        elif code in {0xD, 0xA} or (is_parted and code in SPACES):
            yield run
            run, is_parted = [], False
        else:
            run.append((index, chr(code) if ord(" ") <= code <= sys.maxunicode else " "))
    yield run


def _origin(text: Any, index: int) -> tuple[float, float]:
    left, base = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, index, left, base)
    return left.value, base.value


def _is_bold(text: Any, index: int) -> bool:
    name = ctypes.create_string_buffer(LONGEST_NAME)
    raw.FPDFText_GetFontInfo(text, index, name, LONGEST_NAME, None)
    is_named = any(word.encode() in name.value.lower() for word in BOLD_NAMES)
    return is_named or raw.FPDFText_GetFontWeight(text, index) >= BOLD
