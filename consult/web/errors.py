"""Pages for what went wrong: what happened, what was kept, what to do."""

import errno
from http import HTTPStatus
from typing import Any

from flask import Flask, current_app, g, render_template, request
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from werkzeug.exceptions import HTTPException, InternalServerError, ServiceUnavailable

from consult.extensions import login_manager
from consult.web.headers import personal
from consult.web.limits import read_all_the_same
from consult.web.typed import TOKEN, UNSAFE, has_files, is_from_here, typed

AWAY = (NoConnectionFree, OperationalError)
"""The database is away, locked, full or too busy: asking again later may help."""
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
"""The disk is full: neither file nor text can be stored until somebody makes room."""
RETRY_AFTER = 60
"""Seconds after which to ask again."""

WORDS = {
    400: (
        lazy_gettext("The page could not understand what it was sent"),
        lazy_gettext("Go back, check the address or what you typed, and try again."),
    ),
    403: (
        lazy_gettext("This came from another site"),
        lazy_gettext("For safety we did nothing. Open our page itself and send it from there."),
    ),
    404: (
        lazy_gettext("There is no such page"),
        lazy_gettext("The address may have a typing mistake, or what stood here is not public."),
    ),
    405: (
        lazy_gettext("This page cannot do that"),
        lazy_gettext("Go back and use the buttons on the page."),
    ),
    413: (
        lazy_gettext("That is too much at once"),
        lazy_gettext("What you sent is larger than this page takes. Go back: your browser still has what you typed."),
    ),
    429: (
        lazy_gettext("Too many tries in a short time"),
        lazy_gettext("Wait a few minutes, then try again."),
    ),
    500: (
        lazy_gettext("Something went wrong on our side"),
        lazy_gettext("It has been recorded. Go back: your browser still has what you typed. Then try again."),
    ),
    503: (
        lazy_gettext("The service is resting for a moment"),
        lazy_gettext("Go back: your browser still has what you typed. Try again in a minute."),
    ),
}


GIVEN_BACK = {
    413: lazy_gettext("What you sent is larger than this page takes; nothing was saved. Shorten it and send it again."),
    500: lazy_gettext(
        "It has been recorded, and nothing was saved. Send it again; if that fails too, come back later."
    ),
    503: lazy_gettext("Nothing was saved. Wait a minute, then send it again."),
}
"""What is said instead where everything typed is given back."""
NO_ROOM = (
    lazy_gettext("There is no room left for files and texts"),
    lazy_gettext("Nothing was saved. Who runs the service has to make room first. Try again later."),
)


def show_error(code: int, title: str | None = None, message: str | None = None) -> str:
    """Render the page of a refusal, in words for everybody; a fault of ours is told without asking who reads."""
    personal()
    if code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _forget_who_asks()
    usual = WORDS.get(
        code,
        WORDS[HTTPStatus.BAD_REQUEST if code < HTTPStatus.INTERNAL_SERVER_ERROR else HTTPStatus.INTERNAL_SERVER_ERROR],
    )
    return render_template("errors/page.html", code=code, title=title or usual[0], message=message or usual[1])


def _forget_who_asks() -> None:
    """Go on without session and person: finding them may be what failed."""
    request_ctx._session = current_app.session_interface.make_null_session(current_app)  # noqa: SLF001
    g._login_user = login_manager.anonymous_user()  # noqa: SLF001  # where Flask-Login looks first


def _answer(error: Any, title: str | None = None, message: str | None = None) -> ResponseReturnValue:
    """Answer an HTTP error; its headers (Allow, Retry-After) stay, and so does what was typed."""
    response = error.get_response()
    response.data = _given_back(error.code, title, message) or show_error(error.code, title, message)
    response.content_type = "text/html; charset=utf-8"
    return response  # type: ignore[no-any-return]


def _given_back(code: int, title: str | None, message: str | None) -> str | None:
    """Show every field as typed, with a button to send it again; nothing where no form of ours can be read."""
    try:
        fields = typed() if code in GIVEN_BACK and _is_a_form_of_ours(code) else []
    except (HTTPException, OSError):
        return None
    if not fields:
        return None
    personal()
    _forget_who_asks()
    return render_template(
        "errors/given_back.html",
        title=title or WORDS[code][0],
        reason=message or GIVEN_BACK[code],
        address=request.full_path.rstrip("?"),
        fields=fields,
        token=request.form.get(TOKEN),
        files_lost=has_files(),
        too_much=code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    )


def _is_a_form_of_ours(code: int) -> bool:
    if request.method not in UNSAFE or not is_from_here(request):
        return False
    return code != HTTPStatus.REQUEST_ENTITY_TOO_LARGE or read_all_the_same()


def _answer_away(_error: Any) -> ResponseReturnValue:
    return _answer(ServiceUnavailable(retry_after=RETRY_AFTER))


def _log_and_answer_away(error: Exception) -> ResponseReturnValue:
    current_app.logger.error("the database is away", exc_info=error)
    return _answer_away(error)


def _answer_fault(error: InternalServerError) -> ResponseReturnValue:
    """Answer what nobody caught: it may help to ask later, when the database is back or the disk has room."""
    cause = error.original_exception
    if isinstance(cause, AWAY):
        return _answer_away(error)
    if isinstance(cause, OSError) and cause.errno in FULL:
        return _answer(ServiceUnavailable(retry_after=RETRY_AFTER), *NO_ROOM)
    return _answer(error)


def init_app(app: Flask) -> None:
    """Answer every HTTP error with a page of ours."""

    @app.errorhandler(HTTPException)
    def answer(error: HTTPException) -> ResponseReturnValue:
        if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
            return error.get_response()
        return _answer_fault(error) if isinstance(error, InternalServerError) else _answer(error)

    for kind in AWAY:
        app.register_error_handler(kind, _log_and_answer_away)
