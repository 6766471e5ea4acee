"""Text that a spreadsheet cannot take for a formula."""

import re

FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")  # noqa: RUF001  # the wide signs begin formulas, too


def harmless(words: str) -> str:
    """Put an apostrophe before text that would begin a formula; numbers are not given here."""
    return f"'{words}" if FORMULA.match(words) else words
