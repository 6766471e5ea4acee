"""People's words as a file can hold them."""

import html
import re

from consult.texts.storable import visible

TURNS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of writing: they could make a cell say something else than it holds."""


def plain(text: str) -> str:
    """Take out what no file can hold, and what turns the direction of writing."""
    return TURNS.sub("", visible(text))


def escaped(text: str) -> str:
    """Write words so that they are words in XML and HTML, also inside an attribute."""
    return html.escape(plain(text))
