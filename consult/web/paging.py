"""Which page of a long list is asked for."""

from flask import request

LONGEST = 6
"""Most digits of a page number."""


def page_number(name: str = "strona") -> int:
    """Read `?strona=`, or what else this list is called; whatever is no number of a page is the first."""
    given = request.args.get(name, "1")
    return max(1, int(given)) if given.isdecimal() and len(given) <= LONGEST else 1
