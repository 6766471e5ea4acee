"""Numbers of lists, in the ways in which office programs write them."""

MOST_LETTERS = 26 * 30
MOST_ROMAN = 3999
BULLET = "•"
DASHES = "-–—"  # noqa: RUF001
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def letters(value: int) -> str:
    """Write a number in letters, as Word and Writer do: z is followed by aa, then bb."""
    if not 1 <= value <= MOST_LETTERS:
        return str(value)
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def roman(value: int) -> str:
    """Write a number in small Roman numerals."""
    if not 1 <= value <= MOST_ROMAN:
        return str(value)
    written = ""
    for worth, sign in _ROMAN:
        written += sign * (value // worth)
        value %= worth
    return written


def bullet(sign: str) -> str:
    """Give a dash as it is, and one sign for all others: many stand in fonts of their own."""
    return sign.strip() if sign.strip() and sign.strip() in DASHES else BULLET
