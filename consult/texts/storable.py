"""What people type, as both databases can hold it."""

from unicodedata import category, normalize

ALLOWED_CONTROLS = frozenset("\n\t")


def clean(value: str | None) -> str:
    """Bring text to the form in which it is stored: NFC, newlines as one character, no blanks at the ends."""
    return normalize("NFC", (value or "").replace("\r\n", "\n").replace("\r", "\n")).strip()


def is_unstorable(value: str) -> bool:
    """Tell whether the text has what the databases would treat differently: control characters, lone surrogates."""
    return any(category(c) in {"Cc", "Cs"} and c not in ALLOWED_CONTROLS for c in value)
