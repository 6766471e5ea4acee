"""Where one can go from every page."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, g, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from consult.accounts.rules import OPERATOR
from consult.authorities.current import office, office_of_host
from consult.consultations.access import OFFICIALS
from consult.organisations.access import VERIFIERS


@dataclass(frozen=True)
class Link:
    """A way to a page."""

    url: str
    text: str
    is_current: bool


@dataclass(frozen=True)
class Navigation:
    """The ways that a page offers; `sign_out_url` takes a POST and is there for one who is signed in."""

    home_url: str
    public: list[Link]
    account: list[Link]
    footer_help: list[Link]
    footer_about: list[Link]
    sign_out_url: str | None


def navigation() -> Navigation:
    """List the ways for whoever asks, once per page."""
    if "navigation" not in g:
        g.navigation = Navigation(
            home_url=_home_url(),
            public=[
                _link(_("Open now"), "home.home"),
                _link(_("Initiatives"), "initiatives.initiatives"),
                _link(_("Recommendations"), "recommendations.tracker"),
                _link(_("Check a receipt"), "check.check"),
                _link(_("Help"), "help.index"),
            ],
            account=_account(),
            footer_help=[
                _link(_("How consultations work"), "help.page", topic="jak-dzialaja-konsultacje"),
                _link(_("How to take part without a computer"), "help.page", topic="jak-wziac-udzial"),
                _link(_("What is known about you"), "help.page", topic="anonimowosc"),
                _link(_("For offices"), "help.page", topic="dla-urzedow"),
            ],
            footer_about=_about(),
            sign_out_url=url_for("accounts.sign_out") if current_user.is_authenticated else None,
        )
    return g.navigation  # type: ignore[no-any-return]


def _home_url() -> str:
    """Lead from an office's name to its own first page: the site's where the host name is the office's."""
    shown = office()
    if shown is None or office_of_host() is not None:
        return url_for("home.home")
    return url_for("authority.plan", authority=shown.slug)


def _account() -> list[Link]:
    """List the ways of one who is signed in."""
    if not current_user.is_authenticated:
        return []
    links = []
    if current_user.holds(*OFFICIALS):
        links.append(_link(_("My desk"), "desks.office"))
    if current_user.holds(*VERIFIERS):
        links.append(_link(_("Organisations"), "organisations_manage.organisations"))
    if not current_user.holds(*OFFICIALS, OPERATOR):
        links.append(_link(_("My organisation"), "desks_organisation.organisation"))
    links.append(_link(_("My account"), "accounts.account"))
    if current_user.holds(OPERATOR):
        links.append(_link(_("Administration"), "operator.overview"))
    elif current_user.holds("admin"):
        links.append(_link(_("Administration"), "authorities_manage.offices"))
    return links


def _about() -> list[Link]:
    shown = office()
    chosen = {"urzad": shown.slug} if shown and office_of_host() is None else {}
    links = [
        _link(_("Accessibility declaration"), "help.accessibility", **chosen),
        _link(_("Privacy"), "help.privacy"),
        _link(_("Parts of which the pages are made"), "patterns.patterns"),
    ]
    if not current_user.is_authenticated:
        links.append(_link(_("Sign in"), "accounts.sign_in"))
    return links


def _link(text: str, endpoint: str, **values: Any) -> Link:
    url = url_for(endpoint, **values)
    return Link(url, text, is_current=request.path == url)


def init_app(app: Flask) -> None:
    """Give the templates their `navigation()`."""
    app.jinja_env.globals.update(navigation=navigation)
