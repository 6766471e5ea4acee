"""What people type, as pages can show it and both databases can hold it."""

import re
from unicodedata import category, normalize

BLANK = frozenset({"Cf", "Zl", "Zp", "Zs"})
"""Kinds of characters that show nothing: spaces, joiners, marks of direction."""
MARK = "\N{REPLACEMENT CHARACTER}"
NEWLINE = re.compile("\r\n?")
_NO_CHARACTERS = "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
UNSEEN = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NO_CHARACTERS}]")
"""Control characters, halves of characters, and codes that stand for none."""


def visible(text: str) -> str:
    """Give text that a page can show: newlines as one character, and a mark for each that cannot be seen."""
    return UNSEEN.sub(MARK, NEWLINE.sub("\n", text))


def clean(value: str | None) -> str:
    """Bring text to the form in which it is stored: visible, NFC, no blanks at the ends; of blanks alone, nothing."""
    text = normalize("NFC", visible(value or "")).strip()
    return text if any(category(character) not in BLANK for character in text) else ""


def is_unstorable(value: str) -> bool:
    """Tell whether cleaned text had what databases and documents treat differently."""
    return MARK in value
