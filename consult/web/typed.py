"""What a person typed into a form that is not taken: to be given back, never lost."""

import json

from flask import Request, request

from consult.texts.storable import visible

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
TOKEN = "csrf_token"  # noqa: S105  # the name of a field
NEVER_SHOWN = (TOKEN, "password")
CARRIED = frozenset({"edit_count", "files_lost", "kept", "next", "pass", "request_key", "saved", "slot"})
"""Fields that a page carries along: they are given back, and nobody typed them."""


def is_from_here(asked: Request) -> bool:
    """Tell whether the browser says that one of our own pages sent this (or says nothing, as old ones do)."""
    if asked.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = asked.headers.get("Origin")
    return origin is None or origin == asked.host_url.rstrip("/")


def typed() -> list[tuple[str, str]]:
    """List what was typed, in order, without tokens and passwords."""
    return [
        (visible(name), visible(value))
        for name, value in request.form.items(multi=True)
        if not any(secret in name for secret in NEVER_SHOWN)
    ]


def has_files() -> bool:
    """Tell whether files were chosen: they are not given back."""
    return any(file.filename for file in request.files.values())


def kept(fields: list[tuple[str, str]]) -> str:
    """Pack what was typed, to travel through the sign-in page."""
    return json.dumps(fields, ensure_ascii=False)


def unpacked(packed: str) -> list[tuple[str, str]]:
    """Unpack it; whatever is not a list of pairs of text is nothing."""
    try:
        fields = json.loads(packed)
        return [(visible(str(name)), visible(str(value))) for name, value in fields]
    except (RecursionError, TypeError, ValueError):
        return []
