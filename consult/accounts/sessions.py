"""Sessions in the database. The cookie is a random token; who has no row is nobody.

Opening costs one query and only for a browser that sends the cookie. Saving happens after the view, in a
short transaction of its own, only when something changed. A stranger who has nothing to keep gets no cookie.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Flask, Request, Response, g, request
from flask.globals import request_ctx
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session
from werkzeug.datastructures import CallbackDict

from consult import clock
from consult.accounts.models import Account, Stranger, WebSession
from consult.accounts.rules import (
    IDLE,
    LONGEST_SESSION,
    SEEN_EVERY,
    STRANGERS_SESSION,
    TOKEN_LENGTH,
    browser_label,
    hash_of,
    new_token,
)
from consult.extensions import db, login_manager
from consult.web.transaction import transaction


class ServerSession(CallbackDict[str, Any], SessionMixin):
    """What is kept between two requests of one browser."""

    modified = False

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        id: str | None = None,  # noqa: A002 - the name of the column
        account_id: UUID | None = None,
        seen_at: datetime | None = None,
    ) -> None:
        def note(session: CallbackDict[str, Any]) -> None:
            session.modified = True  # type: ignore[attr-defined]

        super().__init__(data or {}, note)
        self.id = id
        """The row that holds it, once there is one."""
        self.account_id = account_id
        self.seen_at = seen_at
        self.is_renewed = False
        self.is_ended = False

    def sign_in(self, account_id: UUID) -> None:
        """Make it the session of this person: with a new token, and nothing that was there before."""
        self.clear()
        self["_user_id"] = str(account_id)  # where Flask-Login looks
        self.account_id = account_id
        self.renew()
        _forget_request()

    def renew(self) -> None:
        """Give it a new token, so that whoever knew the old one has nothing."""
        self.is_renewed = True

    def end(self) -> None:
        """End it: the row goes, and with it every copy of the cookie."""
        self.clear()
        self.account_id = None
        self.is_ended = True
        _forget_request()


def current_session() -> ServerSession:
    """Give the session of this request."""
    session = request_ctx.session
    if not isinstance(session, ServerSession):  # Flask promises only the base class
        raise TypeError(type(session))
    return session


def _forget_request() -> None:
    """Let the rest of this request make a new token and look again who asks."""
    g.pop("csrf_token", None)
    g.pop("_login_user", None)


class DatabaseSessions(SessionInterface):
    """Keeps sessions in the table `web_sessions`."""

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        """Find the session of the cookie; one that is over, ended or made up is a new empty one."""
        token = request.cookies.get(self.get_cookie_name(app), "")
        if len(token) != TOKEN_LENGTH:
            return ServerSession()
        row = db.session().scalar(select(WebSession).where(WebSession.id == hash_of(token)))
        if row is None or not row.is_alive(clock.now()):
            return ServerSession()
        return ServerSession(row.data, id=row.id, account_id=row.account_id, seen_at=row.seen_at)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep what changed."""
        if not isinstance(session, ServerSession):  # Flask promises only the base class
            raise TypeError(type(session))
        if session.modified or "csrf_token" in g:
            response.headers["Cache-Control"] = "no-store"  # the page holds something of this session
        if session.is_ended:
            self._remove(session)
            self._take_cookie(app, response)
        elif session.is_renewed or (session.id is None and session):
            self._give_cookie(app, response, _write_new(session, clock.now()))
        elif session.id is not None:
            _write_changes(session, session.id, clock.now())

    def _remove(self, session: ServerSession) -> None:
        if session.id is not None:
            with transaction() as writing:
                writing.execute(delete(WebSession).where(WebSession.id == session.id))

    def _give_cookie(self, app: Flask, response: Response, token: str) -> None:
        response.set_cookie(
            self.get_cookie_name(app),
            token,
            path="/",
            secure=self.get_cookie_secure(app),
            httponly=True,
            samesite="Lax",
        )

    def _take_cookie(self, app: Flask, response: Response) -> None:
        response.delete_cookie(
            self.get_cookie_name(app), path="/", secure=self.get_cookie_secure(app), httponly=True, samesite="Lax"
        )


def _write_new(session: ServerSession, now: datetime) -> str:
    """Write a row under a new token, in place of the old one if there was one; give the token."""
    token = new_token()
    lifetime = STRANGERS_SESSION if session.account_id is None else LONGEST_SESSION
    with transaction() as writing:
        if session.id is not None:
            writing.execute(delete(WebSession).where(WebSession.id == session.id))
        writing.add(
            WebSession(
                id=hash_of(token),
                account_id=session.account_id,
                data=dict(session),
                created_at=now,
                seen_at=now,
                expires_at=now + lifetime,
                label=browser_label(request.user_agent.string),
            )
        )
    return token


def _write_changes(session: ServerSession, session_id: str, now: datetime) -> None:
    """Write what changed. A row that is gone meanwhile stays gone: signing out wins."""
    values: dict[str, Any] = {"data": dict(session)} if session.modified else {}
    is_stale = session.seen_at is None or now - session.seen_at >= SEEN_EVERY
    if session.account_id is not None and is_stale and not _page_asks_by_itself():
        values["seen_at"] = now
    if values:
        with transaction() as writing:
            writing.execute(update(WebSession).where(WebSession.id == session_id).values(**values))


def _page_asks_by_itself() -> bool:
    """Tell whether a page that follows something fetches it: that is no sign of a person."""
    return request.method == "GET" and request.headers.get("Sec-Fetch-Dest") == "empty"


def remove_over(session: Session, *, now: datetime) -> None:
    """Remove the sessions that are over."""
    is_idle = WebSession.account_id.is_not(None) & (WebSession.seen_at <= now - IDLE)
    session.execute(delete(WebSession).where(or_(WebSession.expires_at <= now, is_idle)))


def _find_person(account_id: str) -> Account | None:
    """Find whoever is signed in; a disabled account is nobody."""
    account = db.session().get(Account, UUID(account_id))
    return account if account is not None and account.is_active else None


def init_app(app: Flask) -> None:
    """Keep the sessions of this app in its database, and let Flask-Login find the person there."""
    is_secure = app.extensions["settings"].is_secure
    app.config.update(
        SESSION_COOKIE_NAME="__Host-session" if is_secure else "session",
        SESSION_COOKIE_SECURE=is_secure,
    )
    app.session_interface = DatabaseSessions()
    login_manager.init_app(app)
    login_manager.session_protection = None  # it would keep a hash of the address
    login_manager.anonymous_user = Stranger
    login_manager.user_loader(_find_person)
