"""A POST that was refused comes back with everything typed, unless another site sent it."""

from http import HTTPStatus
from typing import Any

from flask import Flask, Response, abort, current_app, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import CSRFError

from consult.web.errors import show_error
from consult.web.headers import personal
from consult.web.typed import CARRIED, UNSAFE, has_files, is_from_here, typed


def _refuse_other_sites() -> None:
    if request.method in UNSAFE and not is_from_here(request):
        abort(403)


def send_again(address: str, fields: list[tuple[str, str]], reason: str, *, files_lost: bool = False) -> str:
    """Show what was typed, with one button that sends it to this address with a fresh token."""
    personal()
    return render_template(
        "errors/send_again.html", address=address, fields=fields, reason=reason, files_lost=files_lost
    )


def show_again(_error: Any) -> ResponseReturnValue:
    """Answer a refused POST: a stranger signs in first, others see their form as typed."""
    if request.method not in UNSAFE:
        return current_app.extensions["ask_to_sign_in"](request.full_path.rstrip("?"), [], files_lost=False), 401
    fields = typed()
    files_lost = has_files()
    view: Any = current_app.view_functions[request.endpoint or ""]
    if not view.access(current_user):
        if current_user.is_authenticated:
            return show_error(HTTPStatus.NOT_FOUND), HTTPStatus.NOT_FOUND
        page = current_app.extensions["ask_to_sign_in"](request.full_path.rstrip("?"), fields, files_lost=files_lost)
        return page, 401
    return _form_as_typed(view, fields, files_lost=files_lost)


def _form_as_typed(view: Any, fields: list[tuple[str, str]], *, files_lost: bool) -> ResponseReturnValue:
    """Show the view's own form, filled; where it has none, what was typed with a button to send it again."""
    reason = _("Your session had ended or this page was open for too long, so nothing was saved yet.")
    address = request.full_path.rstrip("?")
    rule = request.url_rule
    if rule is not None and "GET" in (rule.methods or ()):
        page = _own_page(view, reason, files_lost=files_lost)
        if page.status_code >= HTTPStatus.BAD_REQUEST:
            return page
        if page.status_code == HTTPStatus.OK:
            page.status_code = HTTPStatus.BAD_REQUEST
            return page
    return send_again(address, fields, reason, files_lost=files_lost), HTTPStatus.BAD_REQUEST


def _own_page(view: Any, reason: str, *, files_lost: bool) -> Response:
    """Ask the view for its page as on GET, with what was typed; its own refusals stay refusals."""
    personal()
    g.shown_again = f"{reason} {_('Choose the files again.')}" if files_lost else reason
    request.method = "GET"
    try:
        return make_response(current_app.ensure_sync(view)(**(request.view_args or {})))
    except Exception as refusal:  # noqa: BLE001  # whoever answers it knows which; the rest goes on
        del g.shown_again  # the refusal's own page shows nothing of what was typed
        return make_response(current_app.handle_user_exception(refusal))


def init_app(app: Flask) -> None:
    """Refuse other sites' posts first of all, and answer the other refusals."""
    app.before_request(_refuse_other_sites)
    app.register_error_handler(CSRFError, show_again)
    app.register_error_handler(401, show_again)
    app.context_processor(lambda: {"carried": CARRIED, "shown_again": g.get("shown_again")})
