"""PDF/UA-1: tagged, with its title, its language and its fonts, set by Typst in a process of its own.

Setting some thousand rows takes half a minute and more than a gigabyte: the other process gives both back.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from functools import singledispatch
from pathlib import Path
from typing import Any

from consult.documents.packing import SKELETONS
from consult.documents.plain import plain
from consult.documents.tree import (
    LANDS,
    Blank,
    Block,
    Choices,
    Document,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Span,
    Table,
    paragraph,
    stays_together,
)
from consult.texts.typography import NO_BREAK_SPACE

MEDIA_TYPE = "application/pdf"
MOST_ROWS = 5000
"""Rows of the largest table that is set."""
MOST_SECONDS = 240
ROOT = Path(__file__).parents[2]
MAIN, SET = "main.typ", "set.pdf"
"""What is set, and what comes of it."""
NO_SIGN = "\N{REPLACEMENT CHARACTER}"
"""Stands for what the type has no sign for; PDF/UA forbids to leave a gap."""
LACKING = "could not be displayed with font"
"""What Typst says where the type lacks one."""
_SIGNS = (
    "\n\x20-\x7e\xa0-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u0482\u048a-\u04ff\u05d0-\u05ea"
    "\u0621-\u063a\u0640-\u0652\u0660-\u0669\u1e00-\u1eff\u2000-\u2040\u2042\u2044-\u2052\u2054-\u2060"
    "\u2070\u2071\u2074-\u208e\u20a0-\u20c0\u2100-\u211e\u2122\u2126\u2150\u2151\u2153-\u2184"
    "\u2190-\u22ff\u2460-\u2606\u2610-\u2612\u2713\u2714\u2717\ufb00-\ufb06\ufffd"
)
UNKNOWN = re.compile(f"[^{_SIGNS}]+")
RARE = re.compile(
    "[^\n\x20-\x7e\xa0-\u017f\u0400-\u045f\u0490\u0491\u200b\u2010-\u2027\u2030-\u203a\u2060\u20ac\u2610\ufffd]+"
)
"""What is left out where the type has each sign, and not all of them together."""
TOO_LONG = re.compile(r"\S{25,}")
PIECE = re.compile(r"([/._?&=-]|[^\s/._?&=-]{16})(?![\s\u0300-\u036f]|$)")
"""After what a word breaks that is too long for a line: a sign inside an address, else so many letters."""
LAST_WORD = re.compile(r" (\S{1,6})$")
ZERO_WIDTH_SPACE = "\N{ZERO WIDTH SPACE}"


class CannotBeSet(Exception):
    """The document is too long, or took too long, for a PDF."""


class NoSuchSign(CannotBeSet):
    """The type lacks a sign, alone or beside those around it."""


def write(document: Document) -> bytes:
    """Set the document; raise `CannotBeSet`."""
    blocks = document.blocks
    if any(isinstance(block, Table) and len(block.rows) > MOST_ROWS for block in blocks):
        raise CannotBeSet
    told = (*blocks, paragraph(document.about_signs))
    said = _said(document, blocks)
    try:
        return _set(document, _said(document, told) if NO_SIGN in said else said)
    except NoSuchSign:
        return _set(document, RARE.sub(NO_SIGN, _said(document, told)))


def _said(document: Document, blocks: tuple[Block, ...]) -> str:
    """Say the document as JSON."""
    said = {
        "title": printable(document.title),
        "heading": _heading_words(document.title),
        "author": printable(document.author),
        "language": document.language,
        "region": LANDS[document.language],
        "footer": printable(document.footer),
        "is_wide": document.is_wide,
        "blocks": [
            {"kind": type(block).__name__, "picture": _name(place)} | _block(block)
            for place, block in enumerate(blocks)
        ],
    }
    return json.dumps(said, ensure_ascii=False)


def _heading_words(text: str) -> str:
    """Let no short word stand alone in the last line of a heading."""
    return LAST_WORD.sub(f"{NO_BREAK_SPACE}\\1", printable(text))


def _name(place: int) -> str:
    return f"{place}.png"


def _set(document: Document, words: str) -> bytes:
    """Put what is needed into a folder, which is all that the other process can read, and let it work there."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(SKELETONS / "pdf" / MAIN, folder)
        (folder / "data.json").write_text(words, encoding="utf-8")
        for place, block in enumerate(document.blocks):
            if isinstance(block, Figure):
                (folder / _name(place)).write_bytes(block.picture)
        moment = str(int(document.made_at.timestamp()))
        command = [sys.executable, "-m", "consult.documents.typesetting", name, moment]
        try:
            subprocess.run(command, cwd=ROOT, capture_output=True, timeout=MOST_SECONDS, check=True)  # noqa: S603  # ours
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as mistake:
            said = (mistake.stderr or b"").decode(errors="replace")
            raise (NoSuchSign if LACKING in said else CannotBeSet)(said) from mistake
        return (folder / SET).read_bytes()


def printable(text: str) -> str:
    """Put a mark for what the type has no sign for, and let words that are too long for any line break."""
    known = UNKNOWN.sub(NO_SIGN, plain(text).replace("\t", " "))
    return TOO_LONG.sub(lambda found: PIECE.sub(rf"\1{ZERO_WIDTH_SPACE}", found[0]), known)


@singledispatch
def _block(block: Block) -> dict[str, Any]:
    raise TypeError(block)


@_block.register
def _heading(block: Heading) -> dict[str, Any]:
    return {"text": _heading_words(block.text), "level": block.level, "begins_page": block.begins_page}


@_block.register
def _paragraph(block: Paragraph) -> dict[str, Any]:
    return {"spans": _spans(block)}


@_block.register
def _listing(block: Listing) -> dict[str, Any]:
    return {"items": [_spans(item) for item in block.items]}


@_block.register
def _figure(block: Figure) -> dict[str, Any]:
    return {"says": printable(block.says), "width": block.width, "is_beside": block.is_beside}


@_block.register
def _choices(block: Choices) -> dict[str, Any]:
    return {"label": printable(block.label), "options": [printable(option) for option in block.options]}


@_block.register
def _blank(block: Blank) -> dict[str, Any]:
    return {"label": printable(block.label), "lines": block.lines}


@_block.register
def _table(block: Table) -> dict[str, Any]:
    return {
        "heads": [printable(column.title) for column in block.columns],
        "widths": [column.width for column in block.columns],
        "rows": [
            {"breaks": not stays_together(row), "cells": [[_spans(one) for one in cell] for cell in row]}
            for row in block.rows
        ],
    }


def _spans(block: Paragraph) -> list[dict[str, Any]]:
    return [_span(span) for span in block.spans]


def _span(span: Span) -> dict[str, Any]:
    return {
        "text": printable(span.text),
        "is_bold": span.is_bold,
        "is_italic": span.is_italic,
        "address": plain(span.address),
    }
