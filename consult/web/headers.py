"""Headers of every answer: what a browser may do with the page, and who may keep it."""

from http import HTTPStatus

from flask import Flask, Response, g, request
from flask_login import current_user

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FIXED = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
A_YEAR = 365 * 24 * 3600


def personal() -> None:
    """Say that this answer is for one person only and must not be kept by anybody."""
    g.is_personal = True


def _add(response: Response) -> Response:
    for name, value in FIXED.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={A_YEAR}; includeSubDomains")
    if "Cache-Control" not in response.headers:
        _say_who_may_keep_it(response)
    return response


def _say_who_may_keep_it(response: Response) -> None:
    """Let a public page be kept and asked for again by its tag; nothing else is kept."""
    is_public = request.method in {"GET", "HEAD"} and response.status_code == HTTPStatus.OK and not g.get("is_personal")
    if is_public and not current_user.is_authenticated:
        response.headers["Cache-Control"] = "public, no-cache"
        response.vary.add("Cookie")
        response.add_etag()
        response.make_conditional(request)
    else:
        response.headers["Cache-Control"] = "no-store"


def init_app(app: Flask) -> None:
    """Add the headers to every answer."""
    app.after_request(_add)
