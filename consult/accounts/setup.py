"""Bind accounts to an app: sessions, who is signed in, passwords, and the page that asks a stranger to sign in."""

from flask import Flask

from consult.accounts import sessions, views
from consult.accounts.passwords import Passwords


def init_app(app: Flask) -> None:
    """Bind accounts to the app; its settings must be there."""
    sessions.init_app(app)
    app.extensions["passwords"] = Passwords()
    app.extensions["ask_to_sign_in"] = views.ask_to_sign_in
