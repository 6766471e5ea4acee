"""Which host names this installation answers for: its own, those in the settings, and its authorities'."""

from flask import Flask, abort, current_app, request

from consult.authorities.current import offices_by_host
from consult.config import LOOPBACK, Settings


def is_ours(host: str, settings: Settings) -> bool:
    """Tell whether to answer for this host name, without its port."""
    if host == settings.host or host in settings.trusted_hosts:
        return True
    return (settings.is_loopback and host in LOOPBACK) or host in offices_by_host()


def _refuse_strange_hosts() -> None:
    host = request.host.rpartition(":")[0] if request.host.count(":") == 1 else request.host
    if not is_ours(host.strip("[]").lower(), current_app.extensions["settings"]):
        abort(400)


def init_app(app: Flask) -> None:
    """Ask before anything else; health is asked for by address."""
    app.before_request(_refuse_strange_hosts)
