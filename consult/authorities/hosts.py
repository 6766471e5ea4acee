"""Which host names this installation answers for: its own, those in the settings, and its authorities'."""

import re

from flask import Flask, abort, current_app, request

from consult.authorities.current import offices_by_host
from consult.config import LOOPBACK, Settings

HOST = re.compile(r"(?:\[([0-9a-f:.]+)\]|([a-z0-9.-]+))(?::[0-9]{1,5})?")


def is_ours(host: str, settings: Settings) -> bool:
    """Tell whether to answer for this host name, without its port."""
    if host == settings.host or host in settings.trusted_hosts:
        return True
    return (settings.is_loopback and host in LOOPBACK) or host in offices_by_host()


def _refuse_strange_hosts() -> None:
    if request.blueprint == "health":
        return
    found = HOST.fullmatch(request.host.lower())
    if found is None or not is_ours(found[1] or found[2], current_app.extensions["settings"]):
        abort(400)


def init_app(app: Flask) -> None:
    """Ask before anything else; health is asked for by address."""
    app.before_request(_refuse_strange_hosts)
