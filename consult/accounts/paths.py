"""Where a person may be sent after signing in: a path on this site that can be read, and nowhere else."""

import re
from urllib.parse import unquote

from flask import current_app, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

LONGEST = 2000
_PATH = re.compile(r"(?:/[A-Za-z0-9._~!$&'()*+,;=:@%-]+)+/?|/")
_QUERY = re.compile(r"[!-\[\]-~]*")
_DECODED_TWICE = 2


def safe_path(target: str | None) -> str | None:
    """Give the target back when it is a path on this site, with or without a query; else nothing.

    `//host`, backslashes, schemes, blanks and control characters are refused, also where they are
    hidden by percent signs once or twice.
    """
    if not target or len(target) > LONGEST:
        return None
    path, _, query = target.partition("?")
    if not _QUERY.fullmatch(query) or not _is_path(path):
        return None
    for _time in range(_DECODED_TWICE):
        path = unquote(path)
        if not _is_path(path):
            return None
    return target


def readable(target: str | None) -> str | None:
    """Give the target back, unless its address only takes what is sent to it, such as signing out."""
    adapter = current_app.create_url_adapter(request)
    if not target or adapter is None:
        return target
    try:
        adapter.match(unquote(target.partition("?")[0]), method="GET")
    except MethodNotAllowed:
        return None
    except HTTPException:
        return target  # no such page, or one that leads elsewhere: it says so itself
    return target


def _is_path(path: str) -> bool:
    return _PATH.fullmatch(path) is not None
